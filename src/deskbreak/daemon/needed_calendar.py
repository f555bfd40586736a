"""The calendar, once there is something for it to do: it weighs more than the rest of the daemon."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from deskbreak.core.moments import Moment
from deskbreak.settings.resolved import Resolved

if TYPE_CHECKING:
    from deskbreak.daemon.calendar import Calendar

NOTHING_TO_DO_S = 60.0


class NeededCalendar:
    """Wakes the loop, through ``due``, at each edge of the working hours and at each anchor."""

    def __init__(self, due: Callable[[], None]) -> None:
        self._due = due
        self._calendar: Calendar | None = None

    def keep(self, settings: Resolved, now: Moment) -> None:
        """Take the working hours and the anchors of ``settings``."""
        rules = settings.rules
        if self._calendar is None and (rules.hours or rules.anchors):
            from deskbreak.daemon.calendar import Calendar  # noqa: PLC0415  see above

            self._calendar = Calendar(self._due)
            self._calendar.start()
        if self._calendar is not None:
            self._calendar.keep(rules.hours, rules.anchors, self._due, now)

    def run_due(self, now: Moment) -> float:
        """Do what is due; how many seconds until there is more."""
        return self._calendar.run_due(now) if self._calendar is not None else NOTHING_TO_DO_S
