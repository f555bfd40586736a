"""What is remembered over a restart goes on as it was."""

from datetime import timedelta

from deskbreak.core.commands import ShowSign
from deskbreak.core.events import Answer, RulesChanged, Suspended
from deskbreak.core.rules import Rules
from deskbreak.core.view import State
from support.simulated_desk import HOUR, MINUTE, MONDAY_AT_NINE, SECOND, SimulatedDesk


def restarted(desk: SimulatedDesk, rules: Rules | None = None) -> SimulatedDesk:
    """A moment later on the same machine."""
    return SimulatedDesk(
        rules, wall=MONDAY_AT_NINE + timedelta(milliseconds=desk.now_ms), memory=desk.engine.memory()
    )


def test_the_first_window_lies_where_it_lay() -> None:
    after = restarted(SimulatedDesk().types(20 * MINUTE))
    assert (after.view.opens_in_ms, after.view.closes_in_ms) == (10 * MINUTE, 25 * MINUTE)
    assert after.view.sitting_ms == 20 * MINUTE
    assert after.state() is State.SITTING
    assert after.types(26 * MINUTE).prompts == [(25.0, "latest")]


def test_new_rules_count_from_where_the_stretch_began_before_the_restart() -> None:
    after = restarted(SimulatedDesk().types(20 * MINUTE))
    after.tell(RulesChanged(Rules(earliest_ms=25 * MINUTE, latest_ms=40 * MINUTE)))
    assert (after.view.opens_in_ms, after.view.closes_in_ms) == (5 * MINUTE, 20 * MINUTE)


def test_what_was_snoozed_stays_snoozed_and_is_the_same_reminder() -> None:
    before = SimulatedDesk().types(45 * MINUTE).chooses(Answer.SNOOZE).types(MINUTE)
    after = restarted(before)
    assert after.state() is State.SNOOZED
    assert (after.view.opens_in_ms, after.view.closes_in_ms) == (4 * MINUTE, 9 * MINUTE)
    assert after.view.snoozes_left == 2
    after.types(9 * MINUTE + SECOND)
    [row] = after.rows
    assert (row.reminder_id, row.attempt, row.due) == (before.rows[0].reminder_id, 2, before.rows[0].due)


def test_an_open_prompt_is_about_to_be_asked_again_under_its_own_number() -> None:
    before = SimulatedDesk().types(45 * MINUTE)
    after = restarted(before)
    assert after.view.snoozes_left == 3
    after.types(SECOND)
    assert (after.rows[0].reminder_id, after.rows[0].attempt) == (before.rows[0].reminder_id, 1)


def test_silence_stays_silence_and_shows_its_sign() -> None:
    before = SimulatedDesk(Rules(snoozes=0)).types(45 * MINUTE).chooses(Answer.SNOOZE)
    after = restarted(before, Rules(snoozes=0))
    assert [command for _, command in after.said] == [ShowSign(shown=True)]
    assert after.state() is State.SILENT
    with after.expecting_no_prompt():
        after.types(2 * HOUR)


def test_who_was_not_silent_is_not_silent() -> None:
    before = SimulatedDesk().types(5 * MINUTE)
    reminder = before.engine.memory().reminder
    assert reminder is not None
    assert reminder.silent is False
    assert isinstance(reminder.reminder_id, int)  # it has none yet, and the state file wants a number
    assert restarted(before).said == []


def test_until_tomorrow_is_still_until_then() -> None:
    before = SimulatedDesk().types(MINUTE)
    until = MONDAY_AT_NINE + timedelta(hours=19)
    before.tell(Suspended(until=until))
    after = restarted(before)
    assert after.view.paused_until == until
    assert after.state() is State.PAUSED
    after.began_at += timedelta(hours=19)  # the clock is set: it shows tomorrow
    assert after.state() is not State.PAUSED


def test_a_pause_of_an_hour_goes_on_for_what_is_left_of_it() -> None:
    before = SimulatedDesk().types(MINUTE)
    before.tell(Suspended(for_ms=HOUR))
    before.types(20 * MINUTE)
    after = restarted(before)
    assert after.view.paused_until == MONDAY_AT_NINE + timedelta(minutes=61)
    after.types(40 * MINUTE - SECOND)
    assert after.state() is State.PAUSED
    after.types(SECOND)
    assert after.state() is not State.PAUSED


def test_without_a_pause_none_is_remembered() -> None:
    memory = SimulatedDesk().types(MINUTE).engine.memory()
    assert (memory.paused_for_ms, memory.paused_until) == (None, None)


def test_a_rest_is_not_remembered_as_sitting() -> None:
    assert SimulatedDesk().types(MINUTE).pauses(6 * MINUTE).engine.memory().reminder is None


def test_a_prompt_that_was_answered_with_the_routine_was_shown() -> None:
    reminder = SimulatedDesk().types(45 * MINUTE).chooses(Answer.START).engine.memory().reminder
    assert reminder is not None
    assert reminder.attempt == 1
