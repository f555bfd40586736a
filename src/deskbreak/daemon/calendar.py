"""What belongs to the calendar: edges of the working day. APScheduler knows days, zones and daylight
saving; sitting time is the mind's, because a wall clock that is set would stall it.

Imported only where there is something for it to do: it weighs more than the rest of the daemon.
"""

import logging
from collections.abc import Callable, Sequence

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.cron import CronTrigger

from deskbreak.core.hours import DAYS, WorkingHours

MAX_WAIT_S = 60.0


class Calendar(BaseScheduler):  # type: ignore[misc]  # APScheduler 3 ships no types
    """Runs its jobs inside the daemon's loop: ``due`` wakes the loop, which calls :meth:`run_due`."""

    def __init__(self, due: Callable[[], None]) -> None:
        super().__init__(
            executors={"default": DebugExecutor()},
            job_defaults={"coalesce": True, "misfire_grace_time": None},
        )
        self._due = due
        logging.getLogger("apscheduler").setLevel(logging.WARNING)

    def wakeup(self) -> None:
        """Jobs were added or changed."""
        self._due()

    def shutdown(self, wait: bool = False) -> None:
        super().shutdown(wait=wait)

    def run_due(self) -> float:
        """Run what is due; how many seconds until there is more, at most a minute."""
        wait_s = self._process_jobs()
        return min(MAX_WAIT_S, wait_s) if wait_s is not None else MAX_WAIT_S

    def keep_hours(self, hours: Sequence[WorkingHours], edge: Callable[[], None]) -> None:
        """Call ``edge`` at each begin and end of ``hours``."""
        self.remove_all_jobs()
        for each in hours:
            begins = ",".join(day for day in DAYS if day in each.days)
            after_midnight = each.ends <= each.begins
            ends = ",".join(DAYS[(DAYS.index(day) + after_midnight) % 7] for day in DAYS if day in each.days)
            for days, time in ((begins, each.begins), (ends, each.ends)):
                self.add_job(edge, CronTrigger(day_of_week=days, hour=time.hour, minute=time.minute))
