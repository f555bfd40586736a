"""Two things at one and the same millisecond: one of them wins, and it is always the same one.

What is to come together is arranged so that it comes at ``TOGETHER``. The defined order says who is first;
then all must be as if that one had come a millisecond before the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import combinations

import pytest

from deskbreak.core.commands import PaceRoutine, ShowSign
from deskbreak.core.events import (
    Answer,
    Chose,
    Event,
    Failed,
    FellAsleep,
    Held,
    Locked,
    RulesChanged,
    ScreenKept,
    Suspended,
)
from deskbreak.core.holds import HOLD_ENDS_MS
from deskbreak.core.hours import WorkingHours
from deskbreak.core.order import ORDER, Step
from deskbreak.core.patience import WATCH_MS
from deskbreak.core.presence import LATE_MS
from deskbreak.core.reminder import NotNow
from deskbreak.core.rules import Hold, Rules
from support.simulated_desk import HOUR, MINUTE, MONDAY_AT_NINE, SECOND, SimulatedDesk

PROMPTED = MINUTE
PUT_OFF = PROMPTED + 5 * SECOND
TOGETHER = PROMPTED + 6 * MINUTE
AFTER_IDLE, AFTER_LOCK = 5 * MINUTE, 2 * MINUTE


class Happens(StrEnum):
    """What may come at the same time as something else."""

    REST = "a rest"
    OFF_HOURS = "off hours"
    SUSPENSION_ENDS = "a suspension ends"
    SNOOZE_OVER = "a snooze is over"
    HOLD_OVER = "a hold is over"
    LAPSE = "patience runs out"
    LOCK = "a lock"
    SLEEP = "a sleep"
    SUSPENSION = "a suspension"
    RULES = "rules changed"
    HOLD = "a hold begins"
    CRASH = "the window crashes"
    ANSWER = "an answer"


STEPS = {
    Happens.REST: Step.REST,
    Happens.SUSPENSION_ENDS: Step.RESUME,
    Happens.OFF_HOURS: Step.BLOCK,
    Happens.HOLD_OVER: Step.BLOCK,
    Happens.SNOOZE_OVER: Step.OPEN,
    Happens.LAPSE: Step.LAPSE,
}
"""What comes by itself, and its place in the order. The rest is told."""
TOLD: dict[Happens, Event] = {
    Happens.LOCK: Locked(),
    Happens.SLEEP: FellAsleep(),
    Happens.SUSPENSION: Suspended(for_ms=HOUR),
    Happens.HOLD: Held(Hold.DO_NOT_DISTURB, on=True),
    Happens.CRASH: Failed(),
    Happens.ANSWER: Chose(Answer.SKIP),
}
NEVER_TOGETHER = {
    frozenset({Happens.REST, Happens.LAPSE}): "who ignores a prompt is at work",
    frozenset({Happens.SNOOZE_OVER, Happens.LAPSE}): "what was put off is not open",
    frozenset({Happens.SUSPENSION_ENDS, Happens.LAPSE}): "no prompt is open in a suspension",
    frozenset({Happens.HOLD_OVER, Happens.LAPSE}): "no prompt is open while something holds",
}
PAIRS = [pair for pair in combinations(Happens, 2) if frozenset(pair) not in NEVER_TOGETHER]
PLACES = [place.step for place in ORDER]


@dataclass(frozen=True)
class Fate:
    """How the day goes on."""

    state: str
    outcomes: tuple[str | None, ...]
    prompts: int
    signs: tuple[bool, ...]
    paces: tuple[bool, ...]
    sitting_s: int


def lives(at: dict[Happens, int], told_in_order: Sequence[Happens]) -> Fate:
    """A prompt at one minute; then everything ``at`` its time."""
    patience_ms = at.get(Happens.LAPSE, 10 * HOUR) - PROMPTED - WATCH_MS - LATE_MS
    rules = Rules(
        earliest_ms=PROMPTED,
        latest_ms=PROMPTED,
        patience_ms=patience_ms,
        snooze_ms=at.get(Happens.SNOOZE_OVER, PUT_OFF + 3 * MINUTE) - PUT_OFF,
        rest_after_idle_ms=AFTER_IDLE,
        rest_after_lock_ms=AFTER_LOCK,
        hours=_hours(at.get(Happens.OFF_HOURS)),
    )
    desk = SimulatedDesk(rules)
    events: list[tuple[int, Event]] = []
    if Happens.SNOOZE_OVER in at:
        events.append((PUT_OFF, Chose(Answer.SNOOZE)))
    if Happens.SUSPENSION_ENDS in at:
        events.append((PUT_OFF + 1, Suspended(for_ms=at[Happens.SUSPENSION_ENDS] - PUT_OFF - 1)))
    if Happens.HOLD_OVER in at:  # a paused film, which shows nobody
        events += [
            (PUT_OFF + 1, ScreenKept(on=False)),
            (PUT_OFF + 1, Held(Hold.FULLSCREEN, on=True)),
            (at[Happens.HOLD_OVER] - HOLD_ENDS_MS, Held(Hold.FULLSCREEN, on=False)),
        ]
    for each in told_in_order:
        later = RulesChanged(Rules(earliest_ms=20 * MINUTE, latest_ms=40 * MINUTE, hours=rules.hours))
        events.append((at[each], TOLD.get(each, later)))
    last_input = at[Happens.REST] - AFTER_IDLE if Happens.REST in at else 10 * HOUR
    for when, event in sorted(events, key=lambda each: each[0]):
        _until(desk, when, last_input)
        try:
            desk.tell(event)
        except NotNow:
            continue
    _until(desk, TOGETHER + 3 * SECOND, last_input)
    return Fate(
        desk.state().value,
        tuple(desk.outcomes),
        len(desk.prompts),
        tuple(said.shown for _, said in desk.said if isinstance(said, ShowSign)),
        tuple(said.waiting for _, said in desk.said if isinstance(said, PaceRoutine)),
        round(desk.view.sitting_ms / SECOND),
    )


def _until(desk: SimulatedDesk, when: int, last_input: int) -> None:
    if desk.now_ms < min(when, last_input):
        desk.types(min(when, last_input) - desk.now_ms)
    if desk.now_ms < when:
        desk.pauses(when - desk.now_ms)


def _hours(end_ms: int | None) -> tuple[WorkingHours, ...]:
    if end_ms is None:
        return ()
    ends = MONDAY_AT_NINE + timedelta(milliseconds=end_ms)
    return (WorkingHours(frozenset({"mon"}), MONDAY_AT_NINE.time(), ends.time()),)


def in_order(one: Happens, other: Happens) -> tuple[Happens, Happens]:
    """Which of the two comes first: by its place in the order; what is told comes last."""

    def place(each: Happens) -> int:
        return PLACES.index(STEPS[each]) if each in STEPS else len(PLACES)

    return (other, one) if place(other) < place(one) else (one, other)


def told(*happenings: Happens) -> list[Happens]:
    return [each for each in happenings if each not in STEPS]


def one_after_the_other(first: Happens, second: Happens) -> Fate:
    return lives({first: TOGETHER - 1, second: TOGETHER}, told(first, second))


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda each: each.value)
def test_together_is_as_one_after_the_other_in_the_defined_order(one: Happens, other: Happens) -> None:
    first, second = in_order(one, other)
    together = lives({first: TOGETHER, second: TOGETHER}, told(first, second))
    assert together == one_after_the_other(first, second)


@pytest.mark.parametrize(("one", "other"), list(combinations(told(*Happens), 2)), ids=lambda each: each.value)
def test_what_is_told_together_comes_in_the_order_told(one: Happens, other: Happens) -> None:
    together = lives({one: TOGETHER, other: TOGETHER}, [other, one])
    assert together == one_after_the_other(other, one)


MATTERS = {
    Happens.REST: {Happens.OFF_HOURS, Happens.SUSPENSION, Happens.HOLD, Happens.CRASH, Happens.ANSWER},
    Happens.OFF_HOURS: {Happens.LAPSE, Happens.LOCK, Happens.SLEEP, Happens.ANSWER},
    Happens.SUSPENSION_ENDS: {Happens.RULES},
    Happens.HOLD_OVER: {Happens.RULES},
    Happens.LAPSE: {
        Happens.LOCK,
        Happens.SLEEP,
        Happens.SUSPENSION,
        Happens.HOLD,
        Happens.CRASH,
        Happens.ANSWER,
    },
    Happens.LOCK: {Happens.SUSPENSION, Happens.HOLD, Happens.CRASH},
    Happens.SLEEP: {Happens.SUSPENSION, Happens.HOLD, Happens.CRASH},
    Happens.HOLD: {Happens.CRASH, Happens.ANSWER},
    Happens.SUSPENSION: {Happens.ANSWER},
    Happens.CRASH: {Happens.ANSWER},
}
"""Where the first decides: for all other pairs nobody could tell afterwards which was first."""


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda each: each.value)
def test_the_order_is_more_than_words(one: Happens, other: Happens) -> None:
    differs = one_after_the_other(one, other) != one_after_the_other(other, one)
    assert differs == (other in MATTERS.get(one, ()))


def test_every_step_has_one_place() -> None:
    assert sorted(PLACES) == sorted(Step)
