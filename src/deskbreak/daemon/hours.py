"""The calendar, once there is something for it to do: it weighs more than the rest of the daemon."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from deskbreak.settings.resolved import Resolved

if TYPE_CHECKING:
    from deskbreak.daemon.calendar import Calendar

NOTHING_TO_DO_S = 60.0


class Hours:
    """Wakes the loop, through ``due``, at each edge of the working hours."""

    def __init__(self, due: Callable[[], None]) -> None:
        self._due = due
        self._calendar: Calendar | None = None

    def keep(self, settings: Resolved) -> None:
        """Take the working hours of ``settings``."""
        hours = settings.rules.hours
        if self._calendar is None and hours:
            from deskbreak.daemon.calendar import Calendar  # noqa: PLC0415  see above

            self._calendar = Calendar(self._due)
            self._calendar.start()
        if self._calendar is not None:
            self._calendar.keep_hours(hours, self._due)

    def run_due(self) -> float:
        """Do what is due; how many seconds until there is more."""
        return self._calendar.run_due() if self._calendar is not None else NOTHING_TO_DO_S
