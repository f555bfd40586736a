"""A computer's clocks as a test moves them: set by hand, flown to another zone, asleep."""

import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.schedulers import base

from deskbreak.core.moments import Moment

MS = timedelta(milliseconds=1)


class WallClock:
    """The clocks of one computer, in ``zone``; ``local`` is what the wall clock shows there, without a zone.

    APScheduler and the C library see them as long as ``patch`` holds.
    """

    def __init__(self, local: datetime, zone: str, patch: pytest.MonkeyPatch) -> None:
        self.utc = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        self.steady_ms = self.awake_ms = 1_000_000
        self.zone = zone
        self._patch = patch
        self.fly_to(zone)
        clock = self

        class Shown(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                return clock.utc.astimezone(tz)  # type: ignore[arg-type]  # as the scheduler calls it

        patch.setattr(base, "datetime", Shown)

    def now(self) -> Moment:
        return Moment(self.steady_ms, self.awake_ms, self.utc.astimezone())

    @property
    def local(self) -> datetime:
        """What the wall clock shows, without a zone; by Python's own rules of zones, not the C library's."""
        return self.local_at(self.utc)

    def local_at(self, utc: datetime) -> datetime:
        return utc.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def run(self, for_ms: int, *, asleep: bool = False) -> None:
        """Time passes."""
        self.utc += for_ms * MS
        self.steady_ms += for_ms
        self.awake_ms += 0 if asleep else for_ms

    def set_by(self, by: timedelta) -> None:
        """Somebody, or the network, sets the wall clock."""
        self.utc += by

    def fly_to(self, zone: str) -> None:
        """The computer's zone is another one now."""
        self.zone = zone
        self.call_the_zone(zone)

    def call_the_zone(self, name: str) -> None:
        """What the system calls the zone; the rules that this spells have to be those of ``zone``."""
        self._patch.setenv("TZ", name)
        _look_at_the_zone_again()


def see_the_own_zone_again(patch: pytest.MonkeyPatch) -> None:
    """At the end of whatever used a :class:`WallClock`."""
    patch.undo()
    _look_at_the_zone_again()


def _look_at_the_zone_again() -> None:
    if sys.platform != "win32":  # where these clocks cannot be flown
        time.tzset()
