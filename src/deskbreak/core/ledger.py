"""The row that is open: each prompt shown is one row, written when it opens and when it ends."""

from dataclasses import replace
from datetime import datetime

from deskbreak.core.commands import Outcome, Record, Row


class Ledger:
    """At most one row is open at a time."""

    def __init__(self) -> None:
        self.row: Row | None = None
        self._last_name = 0

    def name(self, wall: datetime) -> int:
        """A number for the reminder that is due at ``wall``: its millisecond, so that nobody has to keep a
        counter; or the next, where the one before has it already."""
        name = round(wall.timestamp() * 1000)
        self._last_name = name + (name == self._last_name)
        return self._last_name

    def open(self, row: Row) -> Record:
        self.row = row
        return Record(row)

    def close(self, outcome: Outcome, ended: datetime) -> list[Record]:
        """End the open row, if one is open. It does not end before it began, whatever the wall clock did."""
        if self.row is None:
            return []
        row, self.row = self.row, None
        return [Record(replace(row, outcome=outcome, ended=max(row.prompted or ended, ended)))]

    def forget(self) -> None:
        """Leave the row without an outcome: nobody can tell."""
        self.row = None
