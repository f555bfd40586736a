""" "Pause for an hour": no prompts, while sitting goes on being counted. It ends by itself."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from deskbreak.core.moments import Moment
from deskbreak.core.rules import MINUTE_MS

NEW_DAY = time(4)
"""Where one day at the desk ends and the next begins: somebody working past midnight says "tomorrow"
and means after sleeping."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """Until ``until_ms`` on the steady clock, and no longer than until the wall clock shows ``until``.

    A time of day is kept on both clocks: a wall clock that is set back must not prolong a pause by years.
    """

    until_ms: int
    until: datetime | None = None

    @classmethod
    def lasting(cls, for_ms: int, now: Moment) -> "Suspension":
        return cls(now.steady_ms + for_ms)

    @classmethod
    def ending_at(cls, until: datetime, now: Moment) -> "Suspension":
        return cls(_steady_at(until, now), until)

    def ends_ms(self, now: Moment) -> int:
        """When it ends on the steady clock, if nobody sets the wall clock."""
        return self.until_ms if self.until is None else min(self.until_ms, _steady_at(self.until, now))

    def ends_at(self, now: Moment) -> datetime:
        """When it ends, as a time of day."""
        was_set_back = self.until is not None and _steady_at(self.until, now) > self.until_ms + MINUTE_MS
        return now.wall_at(self.until_ms) if self.until is None or was_set_back else self.until


def _steady_at(wall: datetime, now: Moment) -> int:
    return now.steady_ms + round((wall - now.wall).total_seconds() * 1000)


def tomorrow(wall: datetime) -> datetime:
    """When "until tomorrow" ends: the next 4 o'clock in the morning, in ``wall``'s zone."""
    end = datetime.combine(wall.date(), NEW_DAY, wall.tzinfo)
    return end if end > wall else end + timedelta(days=1)
