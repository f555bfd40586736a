"""What a terminal sends becomes keys."""

from dataclasses import dataclass
from enum import StrEnum


class Key(StrEnum):
    """Keys that have no sign of their own."""

    ESCAPE = "escape"
    ENTER = "enter"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    OTHER = "other"


SEQUENCES = {
    "\x1b[A": Key.UP,
    "\x1b[B": Key.DOWN,
    "\x1b[C": Key.RIGHT,
    "\x1b[D": Key.LEFT,
    "\x1bOA": Key.UP,
    "\x1bOB": Key.DOWN,
    "\x1bOC": Key.RIGHT,
    "\x1bOD": Key.LEFT,
    "\r": Key.ENTER,
    "\n": Key.ENTER,
    "\x1b": Key.ESCAPE,
}


@dataclass(frozen=True, slots=True)
class Typed:
    """The first key in what was sent, and what remains. ``key`` is a :class:`Key` or one character."""

    key: str
    rest: str


def first(sent: str) -> Typed | None:
    """The first key in ``sent``; none where it may be the beginning of a longer sequence."""
    if not sent:
        return None
    if sent[0] != "\x1b":
        return Typed(SEQUENCES.get(sent[0], sent[0]), sent[1:])
    if sent == "\x1b" or sent in {"\x1b[", "\x1bO"}:
        return None
    if sent[1] not in "[O":
        return Typed(Key.ESCAPE, sent[1:])
    for end in range(2, len(sent)):
        if "@" <= sent[end] <= "~":
            sequence = sent[: end + 1]
            return Typed(SEQUENCES.get(sequence, Key.OTHER), sent[end + 1 :])
    return None
