"""A day as a table for people: when, what happened, what Deskbreak did, what the naive reading did."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from textwrap import wrap

from deskbreak.core.rules import Rules

WIDTHS = (10, 52, 36, 36)
HEAD = ("", "what happened", "Deskbreak", "the naive reading")


@dataclass
class Event:
    """One line of the story, with what either did from then to the next."""

    at: datetime
    what: str
    deskbreak: list[str] = field(default_factory=list)
    naive: list[str] = field(default_factory=list)


class Story:
    """Collects a day's events and tells them."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._events: list[Event] = []

    def happens(self, at: datetime, what: str) -> None:
        self._events.append(Event(at, what))

    def deskbreak(self, at: datetime, deed: str) -> None:
        if self._events:
            self._events[-1].deskbreak.append(f"{at:%H:%M:%S} {deed}")

    def naive(self, at: datetime, deed: str) -> None:
        if self._events:
            self._events[-1].naive.append(f"{at:%H:%M:%S} {deed}")

    def told(self, at: datetime, difference: str) -> str:
        """The whole day, and how it ends."""
        rows = [(f"{each.at:%H:%M:%S}", each.what, each.deskbreak, each.naive) for each in self._events]
        told: list[tuple[str | Sequence[str], ...]] = [HEAD, *rows]
        lines = [line for row in told for line in _lines(row)]
        return "\n".join(["", f"A day with {self._rules}:", "", *lines, "", f"{at:%H:%M:%S}  {difference}."])


def _lines(row: tuple[str | Sequence[str], ...]) -> list[str]:
    cells = [
        [line for part in ([cell] if isinstance(cell, str) else cell) for line in wrap(part, width - 2)]
        for cell, width in zip(row, WIDTHS, strict=True)
    ]
    return [
        "".join(part.ljust(width) for part, width in zip(parts, WIDTHS, strict=True)).rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    ]


def in_words(ms: int) -> str:
    """A length of time: "1 h 5 min", "31 min", "20 s", "0.5 s"."""
    seconds, rest = divmod(ms, 1000)
    parts = [(seconds // 3600, "h"), (seconds % 3600 // 60, "min")]
    words = [f"{count} {unit}" for count, unit in parts if count]
    left = seconds % 60 + rest / 1000
    return " ".join([*words, f"{left:g} s"] if left or not words else words)


def minutes(ms: int) -> str:
    """A time since the day began: "31:15.4"."""
    return f"{ms // 60_000}:{ms % 60_000 / 1000:06.3f}"
