"""A day as it was recorded, in one of two forms. ``docs/replay.md`` describes both for people.

*Inputs* are the times at which there was some, and silence is idle. *Intervals* say what was going on from
when to when; where they say nothing, nobody knows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from deskbreak.core.rules import Hold

INPUTS_HEADER = ("t_seconds", "kind")
INTERVALS_HEADER = ("t_seconds", "kind", "t_end")

ACTIVE, IDLE, LOCKED, ASLEEP, PAUSED = "active", "idle", "locked", "asleep", "paused"
HOLDS = {f"hold:{hold.value}": hold for hold in Hold}
"""The kinds of interval in which a hold is on."""

INPUT_KINDS = frozenset(("key", "button", "move", "wheel", ACTIVE))
PRESENCE_KINDS = frozenset((ACTIVE, IDLE, LOCKED, ASLEEP))
"""What may be going on at the desk: one of these at a time."""
INTERVAL_KINDS = PRESENCE_KINDS | {PAUSED} | HOLDS.keys()
"""Those that are not about presence may overlap everything."""

EPOCH_FROM_S = 1_000_000_000
"""Times above this are taken as seconds since 1970, so that working hours count."""


class Interval(NamedTuple):
    """``kind`` was going on from ``begins_ms`` to ``ends_ms``, on the trace's own scale.

    ``active`` is input all the while, at both ends as well; of no length, it is a single input.
    """

    kind: str
    begins_ms: int
    ends_ms: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """A day told by its inputs: their times, not decreasing by a millisecond. To be gone through once."""

    times_s: Iterator[float]
    """Not yet in whole milliseconds, as few of a million are ever looked at."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """A day told by intervals, in the order in which they begin. To be gone through once."""

    intervals: Iterator[Interval]


Day = Inputs | Intervals
