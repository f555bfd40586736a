"""How today went so far: counted from the history once a day, then row by row."""

from datetime import date
from typing import Protocol

from deskbreak.core.commands import Row


class CountsDays(Protocol):
    """What :class:`Today` needs of the history: ask to have a day counted; the answer comes later."""

    def __call__(self, day: date) -> None: ...


class Today:
    """``outcomes`` is how often each came, this local day."""

    def __init__(self, count: CountsDays) -> None:
        self.outcomes: dict[str, int] = {}
        self._count = count
        self._day: date | None = None

    def look(self, day: date) -> bool:
        """Whether ``day`` is a new one; it is then counted."""
        if day == self._day:
            return False
        self._day, self.outcomes = day, {}
        self._count(day)
        return True

    def counted(self, outcomes: dict[str, int]) -> None:
        self.outcomes = dict(outcomes)

    def add(self, row: Row) -> None:
        """A row ended."""
        if row.outcome is not None and row.prompted.date() == self._day:
            self.outcomes[row.outcome.value] = self.outcomes.get(row.outcome.value, 0) + 1
