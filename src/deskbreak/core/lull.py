"""How long a pause is worth waiting for.

A pause in the input is a poor moment when it is about to end: of pauses that have lasted 5 s, 16 % go
on for 30 s more, of those that have lasted 60 s, 68 % do. But only three windows in five hold a pause
of 60 s, while nearly all hold one of 15 s. So the wanted pause begins long and gets shorter as the window
passes. In a first window of 15 min it goes down in five steps, the last of them for the last minute::

    until      0:30   2:30   7:30   12:00   14:00   15:00
    wanted     60 s   48 s   30 s    12 s     5 s   2.5 s

In a later window, which lasts a third, it falls geometrically from 15 s to 2.5 s. Other lengths of the
window scale lengths and times with it, never below 1 s, so that anybody can watch a day in a minute.

Why steps. The longer a pause has lasted, the less likely it ends just then, and until shortly before the
close another one comes: pauses of 30 s eleven times an hour. So there is no need to want less from minute to
minute; for most of the window half a minute is the best bargain. At a step everybody is asked who has paused
for longer than the new length, and a few seconds longer is a few seconds safer. Between two steps nobody is
asked at 15 to 25 s, where of all pauses most end.

Input within 2 s after a first prompt, on 1,500 synthetic days of each kind through the whole mind, against
falling geometrically from 60 s to 5 s as before (``benchmarks/lull_rules.py``, decision 19)::

                  usual   keyboard and mouse   mouse only   with small pauses
    falling       8.6 %                8.6 %        5.8 %               8.3 %
    in steps      7.5 %                7.6 %        5.8 %               8.0 %

Half of all are asked 0.2 min sooner than then, nine in ten 0.2 min later, and as many have 30 s of the
pause left. On 2,461 h of real input the former rule met 6 to 10 %, where a fixed timer meets 54 to 63 %.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log

from deskbreak.core.rules import MINUTE_MS, SECOND_MS, Rules
from deskbreak.core.windows import Window

USUAL_WINDOW_MS = 15 * MINUTE_MS
LEVELS_MS = (
    (0, 60 * SECOND_MS),
    (30 * SECOND_MS, 48 * SECOND_MS),
    (150 * SECOND_MS, 30 * SECOND_MS),
    (450 * SECOND_MS, 12 * SECOND_MS),
    (720 * SECOND_MS, 5 * SECOND_MS),
)
"""From how far into a usual first window which length is wanted."""
LAST_STRETCH_MS, LAST_STRETCH_WANTED_MS = 60 * SECOND_MS, 2_500
LATER_LONGEST_MS, LATER_SHORTEST_MS = 15 * SECOND_MS, 2_500
FLOOR_MS = SECOND_MS
STEP = 0.8
"""Where the wanted pause falls, the watched length is re-armed each time it has fallen by a fifth."""


@dataclass(frozen=True, slots=True)
class Piece:
    """From ``from_ms`` until ``until_ms`` the wanted length falls geometrically, or stays if both are one."""

    from_ms: int
    until_ms: int
    longest_ms: float
    shortest_ms: float

    def at(self, now_ms: int) -> float:
        """The wanted length at ``now_ms``."""
        if not self._falls:
            return self.longest_ms
        share = (now_ms - self.from_ms) / (self.until_ms - self.from_ms)
        fallen: float = (self.shortest_ms / self.longest_ms) ** min(max(0.0, share), 1.0)
        return self.longest_ms * fallen

    def steps(self) -> list[tuple[int, float]]:
        """``(from when, which length to watch)``: what is wanted at the end of each step."""
        if not self._falls:
            return [(self.from_ms, self.longest_ms)]
        steps = [(self.from_ms, max(self.shortest_ms, self.longest_ms * STEP))]
        fall = log(self.shortest_ms / self.longest_ms)
        while steps[-1][1] > self.shortest_ms:
            level = len(steps)
            at_ms = self.from_ms + ceil((self.until_ms - self.from_ms) * level * log(STEP) / fall)
            steps.append((at_ms, max(self.shortest_ms, self.longest_ms * STEP ** (level + 1))))
        return steps

    @property
    def _falls(self) -> bool:
        return self.shortest_ms < self.longest_ms


@dataclass(frozen=True, slots=True)
class WantedPause:
    """The wanted length of a pause at each moment of one asking window."""

    opens_ms: int
    closes_ms: int
    pieces: tuple[Piece, ...]
    floor_ms: int
    ceiling_ms: int
    steps: tuple[tuple[int, int], ...]
    """``(from when, which length to watch)``, in order; never above what is wanted in that step."""

    def at(self, now_ms: int) -> int:
        """How long a pause has to have lasted at ``now_ms`` to be worth a prompt; never rises."""
        index = bisect_right(self.pieces, now_ms, key=lambda piece: piece.from_ms) - 1
        wanted_ms = self.pieces[max(0, index)].at(now_ms)
        return min(max(round(wanted_ms), self.floor_ms), self.ceiling_ms)

    def watched_at(self, now_ms: int) -> int:
        """The idle length to watch at ``now_ms``: what is wanted at the end of the present step."""
        index = bisect_right(self.steps, now_ms, key=lambda step: step[0]) - 1
        return self.steps[max(0, index)][1]

    def next_step_ms(self, now_ms: int) -> int | None:
        """When the watched length falls next after ``now_ms``."""
        index = bisect_right(self.steps, now_ms, key=lambda step: step[0])
        return self.steps[index][0] if index < len(self.steps) else None

    def met_at(self, since_ms: int, from_ms: int) -> int | None:
        """The first moment from ``from_ms`` on, before the close, at which a pause begun at ``since_ms``
        is as long as wanted; ``None`` where the close comes first."""
        for piece in self.pieces:
            begins_ms, ends_ms = max(from_ms, piece.from_ms), min(piece.until_ms, self.closes_ms)
            if begins_ms < ends_ms and self._met(since_ms, ends_ms - 1):
                return self._first_met(since_ms, begins_ms, ends_ms - 1)
        return None

    def _first_met(self, since_ms: int, low: int, high: int) -> int:
        """Where the wanted length stays the same that is known at once; where it falls it is searched for."""
        if self.at(low) == self.at(high):
            return max(low, since_ms + self.at(low))
        while low < high:
            middle = (low + high) // 2
            if self._met(since_ms, middle):
                high = middle
            else:
                low = middle + 1
        return low

    def _met(self, since_ms: int, now_ms: int) -> bool:
        return now_ms - since_ms >= self.at(now_ms)


def _first(window: Window, scale: float) -> tuple[Piece, ...]:
    last_ms = max(window.opens_ms, window.closes_ms - max(FLOOR_MS, round(LAST_STRETCH_MS * scale)))
    levels = [(window.opens_ms + round(after_ms * scale), wanted_ms) for after_ms, wanted_ms in LEVELS_MS]
    levels = [level for level in levels if level[0] < last_ms] + [(last_ms, LAST_STRETCH_WANTED_MS)]
    ends_ms = [from_ms for from_ms, _ in levels[1:]] + [window.closes_ms]
    return tuple(
        Piece(from_ms, until_ms, wanted_ms * scale, wanted_ms * scale)
        for (from_ms, wanted_ms), until_ms in zip(levels, ends_ms, strict=True)
    )


def _later(window: Window, scale: float) -> tuple[Piece, ...]:
    longest_ms, shortest_ms = (
        max(float(FLOOR_MS), each * scale) for each in (LATER_LONGEST_MS, LATER_SHORTEST_MS)
    )
    return (Piece(window.opens_ms, window.closes_ms, longest_ms, shortest_ms),)


def _wanted_pause(window: Window, rules: Rules, resolution_ms: int) -> WantedPause:
    """The rule for ``window``; a pause shorter than the activity port's resolution is never wanted."""
    scale = (rules.latest_ms - rules.earliest_ms) / USUAL_WINDOW_MS
    pieces = _first(window, scale) if window.first else _later(window, scale)
    floor_ms = max(FLOOR_MS, resolution_ms)
    ceiling_ms = max(FLOOR_MS, rules.rest_after_idle_ms // 2)
    steps: list[tuple[int, int]] = []
    for at_ms, length_ms in (step for piece in pieces for step in piece.steps()):
        watched_ms = min(max(int(length_ms), floor_ms), ceiling_ms)
        if not steps or watched_ms != steps[-1][1]:
            steps.append((at_ms, watched_ms))
    return WantedPause(
        opens_ms=window.opens_ms,
        closes_ms=window.closes_ms,
        pieces=pieces,
        floor_ms=floor_ms,
        ceiling_ms=ceiling_ms,
        steps=tuple(steps),
    )


wanted_pause = lru_cache(maxsize=4)(_wanted_pause)
