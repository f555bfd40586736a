"""What can be seen of the mind: tray, ``status`` and windows show nothing else."""

from datetime import timedelta

import pytest

from deskbreak.core.events import Answer, BreathDone, Event, Locked, Sensing, Suspended
from deskbreak.core.rules import Hold, Rules
from deskbreak.core.view import State, View
from support.simulated_desk import HOUR, MINUTE, MONDAY_AT_NINE, SECOND, SimulatedDesk

RULES = Rules(
    earliest_ms=20 * MINUTE,
    latest_ms=26 * MINUTE,
    snooze_ms=4 * MINUTE,
    snoozes=2,
    routine="breathe",
    breaths=6,
)


def test_before_the_window_everything_counts_towards_it() -> None:
    assert SimulatedDesk(RULES).types(15 * MINUTE).view == View(
        state=State.SITTING,
        sitting_ms=15 * MINUTE,
        opens_in_ms=5 * MINUTE,
        closes_in_ms=11 * MINUTE,
        earliest_ms=20 * MINUTE,
        latest_ms=26 * MINUTE,
        snooze_ms=4 * MINUTE,
        snoozes_left=2,
        paused_until=None,
        attempt=0,
        routine="breathe",
        breaths_done=0,
        breaths=6,
        holds_unknown=tuple(Hold),
    )


def test_in_the_window_its_close_still_lies_ahead() -> None:
    view = SimulatedDesk(RULES).types(22 * MINUTE).view
    assert (view.state, view.opens_in_ms, view.closes_in_ms) == (State.DUE, 0, 4 * MINUTE)


def test_while_it_asks_no_window_lies_ahead_and_the_prompts_are_counted() -> None:
    desk = SimulatedDesk(RULES).types(26 * MINUTE)
    view = desk.view
    assert (view.state, view.attempt) == (State.PROMPTING, 1)
    assert (view.opens_in_ms, view.closes_in_ms) == (None, None)
    desk.chooses(Answer.SNOOZE)
    assert (desk.view.opens_in_ms, desk.view.closes_in_ms) == (4 * MINUTE, 6 * MINUTE)
    desk.types(6 * MINUTE)
    assert (desk.view.state, desk.view.attempt, desk.view.snoozes_left) == (State.PROMPTING, 2, 1)


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (Suspended(for_ms=HOUR), State.PAUSED),
        (Locked(), State.SITTING),
        (Sensing(None), State.UNKNOWN),
    ],
    ids=["paused", "locked", "unknown"],
)
def test_where_nobody_can_be_asked_no_window_lies_ahead(event: Event, state: State) -> None:
    desk = SimulatedDesk(RULES).types(15 * MINUTE)
    desk.tell(event)
    assert (desk.view.state, desk.view.opens_in_ms, desk.view.closes_in_ms) == (state, None, None)


def test_a_pause_shows_until_when() -> None:
    desk = SimulatedDesk(RULES).types(MINUTE)
    desk.tell(Suspended(for_ms=HOUR))
    assert desk.view.paused_until == MONDAY_AT_NINE + timedelta(minutes=61)


def test_during_a_routine_its_breaths_are_seen_and_afterwards_none() -> None:
    desk = SimulatedDesk(RULES).types(MINUTE).chooses(Answer.START)
    desk.tell(BreathDone(2))
    assert (desk.view.state, desk.view.breaths_done, desk.view.breaths) == (State.ROUTINE, 2, 6)
    desk.breathes(6)
    assert (desk.view.breaths_done, desk.view.breaths) == (0, 6)


def test_a_later_prompt_shows_nothing_of_a_routine_that_was_stopped() -> None:
    desk = SimulatedDesk(RULES).types(26 * MINUTE).chooses(Answer.START).breathes(2)
    assert desk.types(7 * MINUTE).view.state is State.PROMPTING
    assert desk.view.breaths_done == 0


def test_a_window_that_closed_on_somebody_who_may_have_left_is_past_by_nothing() -> None:
    desk = SimulatedDesk(Rules(earliest_ms=44 * MINUTE, latest_ms=45 * MINUTE)).works(41 * MINUTE)
    desk.pauses(4 * MINUTE + 30 * SECOND)
    assert (desk.view.state, desk.view.opens_in_ms, desk.view.closes_in_ms) == (State.DUE, 0, 0)


def test_the_loop_is_woken_once_a_minute_though_nothing_is_due() -> None:
    desk = SimulatedDesk(RULES).types(MINUTE)
    assert desk.engine.deadline == desk.steady_ms + 60 * SECOND


def test_the_loop_is_woken_when_the_window_opens() -> None:
    desk = SimulatedDesk(RULES).types(20 * MINUTE - 7 * SECOND)
    assert desk.engine.deadline == desk.steady_ms + 7 * SECOND
