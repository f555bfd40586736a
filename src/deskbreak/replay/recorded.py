"""Opens a recorded day, and counts what of it is left out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deskbreak.replay.reading import read
from deskbreak.replay.trace import Day

STANDARD_INPUT = "-"
NAMED_ROWS = 5
"""So many rows that are left out are named, of each file."""


@dataclass
class LeftOut:
    """The rows of one trace that are left out: how many, and for the first few their line and why."""

    count: int = 0
    named: list[tuple[int, str]] = field(default_factory=list)

    def row(self, line: int, reason: str) -> None:
        """This row is left out."""
        self.count += 1
        if len(self.named) < NAMED_ROWS:
            self.named.append((line, reason))


@contextmanager
def opened(path: Path, left_out: Callable[[int, str], None]) -> Iterator[Day]:
    """The day in the file at ``path``, or on standard input where that is ``-``.

    Raises :class:`OSError` and :class:`~deskbreak.replay.source.NotATrace`, as going through the day does.
    """
    if str(path) == STANDARD_INPUT:
        yield read(sys.stdin.buffer, left_out)
        return
    with path.open("rb") as file:
        yield read(file, left_out)
