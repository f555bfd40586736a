"""How today went so far: counted from the history once a day, then row by row."""

from collections.abc import Callable
from datetime import date

from deskbreak.core.commands import Row
from deskbreak.history.row_time import time_of


class Today:
    """``outcomes`` is how often each came, this local day.

    ``count`` asks the history to count a day; its answer comes later, to :meth:`counted`.
    """

    def __init__(self, count: Callable[[date], None]) -> None:
        self._count = count
        self._day: date | None = None
        self._before: dict[str, int] = {}
        self._since: dict[str, int] = {}

    @property
    def outcomes(self) -> dict[str, int]:
        every = {**self._before, **self._since}
        return {each: self._before.get(each, 0) + self._since.get(each, 0) for each in every}

    def look(self, day: date) -> None:
        """Count ``day``, if it is a new one."""
        if day == self._day:
            return
        self._day, self._before, self._since = day, {}, {}
        self._count(day)

    def counted(self, outcomes: dict[str, int]) -> None:
        """What the history held when it was asked; rows that ended since then are counted here already."""
        self._before = dict(outcomes)

    def add(self, row: Row) -> None:
        """A row ended."""
        if row.outcome is not None and time_of(row).date() == self._day:
            self._since[row.outcome.value] = self._since.get(row.outcome.value, 0) + 1
