"""What belongs to the calendar: edges of the working day, anchors. APScheduler knows days and weeks;
sitting time is the mind's, because a wall clock that is set would stall it.

The jobs wake the loop and decide nothing: whether an anchor has come the mind judges by itself, so that
a job that runs twice, or for a time that was jumped over, does no harm.

Imported only where there is something for it to do: it weighs more than the rest of the daemon.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.cron import CronTrigger

from deskbreak.core.anchors import Anchor
from deskbreak.core.hours import DAYS, WorkingHours
from deskbreak.core.moments import Moment
from deskbreak.daemon.system_zone import SystemZone

MAX_WAIT_S = 60.0
EVERY_DAY = ",".join(DAYS)
SET_MS = 1_000
"""A wall clock that gained or lost more than this on the steady one, since the last look, was set."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the wall clock showed: how far it was ahead of the steady one, and in which zone."""

    ahead_ms: int
    offset: timedelta | None

    def differs_from(self, before: "_Shown") -> bool:
        """Whether times that were reckoned ``before`` are those of another clock now."""
        return abs(self.ahead_ms - before.ahead_ms) > SET_MS or self.offset != before.offset


def _shown(now: Moment) -> _Shown:
    return _Shown(now.wall_ahead_ms, now.wall.utcoffset())


class Calendar(BaseScheduler):  # type: ignore[misc]  # APScheduler 3 ships no types
    """Runs its jobs inside the daemon's loop: ``due`` wakes the loop, which calls :meth:`run_due`."""

    def __init__(self, due: Callable[[], None]) -> None:
        super().__init__(
            executors={"default": DebugExecutor()},
            job_defaults={"coalesce": True, "misfire_grace_time": None},
            # Times of one zone are compared without their offsets, which is wrong in the hour that comes
            # twice; so the scheduler's own present is of another zone than the times of its jobs.
            timezone=UTC,
        )
        self._due = due
        self._hours: Sequence[WorkingHours] = ()
        self._anchors: Sequence[Anchor] = ()
        self._call: Callable[[], None] = due
        self._shown = _Shown(0, None)
        logging.getLogger("apscheduler").setLevel(logging.WARNING)

    def wakeup(self) -> None:
        """Jobs were added or changed."""
        self._due()

    def shutdown(self, wait: bool = False) -> None:
        super().shutdown(wait=wait)

    def keep(
        self,
        hours: Sequence[WorkingHours],
        anchors: Sequence[Anchor],
        call: Callable[[], None],
        now: Moment,
    ) -> None:
        """From now on, ``call`` at each begin and end of ``hours``, and at each of ``anchors``."""
        self._hours, self._anchors, self._call = hours, anchors, call
        self._shown = _shown(now)
        self._arm(now.wall)

    def run_due(self, now: Moment) -> float:
        """Run what is due; how many seconds until there is more, at most a minute."""
        wait_s = self._process_jobs()
        before, self._shown = self._shown, _shown(now)
        if self._shown.differs_from(before):
            self._arm(now.wall)
            wait_s = self._process_jobs()
        return min(MAX_WAIT_S, wait_s) if wait_s is not None else MAX_WAIT_S

    def _arm(self, begin: datetime) -> None:
        """Every job from ``begin`` on, by the clock and in the zone of now."""
        self.remove_all_jobs()
        for days, at in self._times():
            trigger = CronTrigger(day_of_week=days, hour=at.hour, minute=at.minute, timezone=SystemZone())
            self.add_job(self._call, trigger, next_run_time=trigger.get_next_fire_time(None, begin))

    def _times(self) -> Iterator[tuple[str, time]]:
        for each in self._hours:
            begins = [day for day in DAYS if day in each.days]
            after_midnight = each.ends <= each.begins
            yield ",".join(begins), each.begins
            yield ",".join(DAYS[(DAYS.index(day) + after_midnight) % 7] for day in begins), each.ends
        for at in sorted({anchor.at for anchor in self._anchors}):
            yield EVERY_DAY, at
