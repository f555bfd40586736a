"""The routine's timeline: steps and elapsed time become what the guide shows."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate


class Phase(StrEnum):
    """Where in a breath the guide is. ``READY`` is the short while to get up before the first."""

    READY = "ready"
    IN = "in"
    OUT = "out"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Breath:
    """One breath: its lengths, and what the body does in each half.

    ``pose_full`` is where the in-breath leads, ``pose_empty`` where the out-breath leads; both are
    names that the drawing knows. ``words_in`` and ``words_out`` are for this moment, already in the
    reader's language.
    """

    inhale_ms: int
    exhale_ms: int
    pose_full: str
    pose_empty: str
    words_in: str
    words_out: str

    @property
    def length_ms(self) -> int:
        return self.inhale_ms + self.exhale_ms


@dataclass(frozen=True, slots=True)
class Routine:
    """A whole routine in one variant, ready to be shown.

    ``base`` says what the body rests on (``standing``, ``seated``, ``wheelchair``).
    """

    name: str
    variant: str
    title: str
    base: str
    ready_ms: int
    words_ready: str
    pose_rest: str
    breaths: tuple[Breath, ...]
    closing: str
    closing_more: str

    @property
    def length_ms(self) -> int:
        return self.ready_ms + sum(breath.length_ms for breath in self.breaths)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the guide shows at one moment.

    ``breath`` counts from 1 (0 while getting ready) and ``done`` is how many are finished.
    ``fraction`` is the share of the phase that has passed, ``breath_fraction`` that of the breath.
    The body moves from ``pose_from`` to ``pose_to``; easing is the drawing's.
    """

    phase: Phase
    breath: int
    done: int
    fraction: float
    breath_fraction: float
    phase_left_ms: int
    left_ms: int
    pose_from: str
    pose_to: str
    words: str


def frame(routine: Routine, elapsed_ms: int) -> Frame:
    """What to show ``elapsed_ms`` after the start, time spent waiting left out."""
    elapsed_ms = max(0, elapsed_ms)
    left_ms = routine.length_ms - elapsed_ms
    if elapsed_ms < routine.ready_ms:
        rest = routine.pose_rest
        fraction = elapsed_ms / routine.ready_ms
        wait_ms = routine.ready_ms - elapsed_ms
        return Frame(Phase.READY, 0, 0, fraction, 0.0, wait_ms, left_ms, rest, rest, routine.words_ready)
    into_ms = elapsed_ms - routine.ready_ms
    ends_ms = list(accumulate(breath.length_ms for breath in routine.breaths))
    for index, (breath, end_ms) in enumerate(zip(routine.breaths, ends_ms, strict=True)):
        if into_ms < end_ms:
            came_from = routine.breaths[index - 1].pose_empty if index else routine.pose_rest
            return _in_breath(breath, index, into_ms - (end_ms - breath.length_ms), left_ms, came_from)
    last = routine.breaths[-1].pose_empty
    count = len(routine.breaths)
    return Frame(Phase.DONE, count, count, 1.0, 1.0, 0, 0, last, last, routine.closing)


def _in_breath(breath: Breath, index: int, into_ms: int, left_ms: int, came_from: str) -> Frame:
    share = into_ms / breath.length_ms
    if into_ms < breath.inhale_ms:
        return Frame(
            phase=Phase.IN,
            breath=index + 1,
            done=index,
            fraction=into_ms / breath.inhale_ms,
            breath_fraction=share,
            phase_left_ms=breath.inhale_ms - into_ms,
            left_ms=left_ms,
            pose_from=came_from,
            pose_to=breath.pose_full,
            words=breath.words_in,
        )
    return Frame(
        phase=Phase.OUT,
        breath=index + 1,
        done=index,
        fraction=(into_ms - breath.inhale_ms) / breath.exhale_ms,
        breath_fraction=share,
        phase_left_ms=breath.length_ms - into_ms,
        left_ms=left_ms,
        pose_from=breath.pose_full,
        pose_to=breath.pose_empty,
        words=breath.words_out,
    )
