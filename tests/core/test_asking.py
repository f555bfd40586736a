"""What a prompt says, what a row keeps, and what every answer does."""

from dataclasses import replace

import pytest

from deskbreak.core.commands import (
    CloseRoutine,
    Kind,
    OpenRoutine,
    Outcome,
    PaceRoutine,
    Prompt,
    ShowSign,
    Why,
    Withdraw,
)
from deskbreak.core.events import (
    Answer,
    BreathDone,
    Failed,
    Idle,
    Locked,
    RoutineEnded,
    RulesChanged,
    Sensing,
    Suspended,
    Unlocked,
)
from deskbreak.core.reminder import NotNow, Phase, Trigger
from deskbreak.core.rules import Rules
from deskbreak.core.view import State
from support.simulated_desk import HOUR, MINUTE, MONDAY_AT_NINE, SECOND, SimulatedDesk

RULES = Rules(
    earliest_ms=20 * MINUTE,
    latest_ms=26 * MINUTE,
    snooze_ms=4 * MINUTE,
    snoozes=2,
    routine="breathe",
    variant="seated",
    breaths=6,
)


def asked(rules: Rules = RULES) -> SimulatedDesk:
    """At the latest, in the midst of typing."""
    desk = SimulatedDesk(rules).types(rules.latest_ms)
    assert desk.state() is State.PROMPTING
    return desk


def said(desk: SimulatedDesk, kind: type) -> list[object]:
    return [command for _, command in desk.said if isinstance(command, kind)]


# --- what is said and kept ------------------------------------------------------------------


def test_a_prompt_says_all_that_its_window_shows() -> None:
    desk = asked()
    [prompt] = said(desk, Prompt)
    row = desk.rows[0]
    assert prompt == Prompt(
        reminder_id=row.reminder_id,
        attempt=1,
        why=Why.LATEST,
        sitting_ms=26 * MINUTE,
        snooze_ms=4 * MINUTE,
        snoozes_left=2,
        routine="breathe",
        variant="seated",
        breaths=6,
        kind=Kind.REMINDER,
        due=row.due,
    )


def test_its_row_keeps_what_was_asked_and_why_while_it_is_open() -> None:
    row = asked().rows[0]
    assert row.due is not None
    assert (row.due - MONDAY_AT_NINE).total_seconds() == 20 * 60  # due when the window opened
    assert row.prompted is not None
    assert (row.prompted - MONDAY_AT_NINE).total_seconds() == 26 * 60
    assert (row.kind, row.why, row.attempt) == (Kind.REMINDER, Why.LATEST, 1)
    assert (row.ended, row.outcome) == (None, None)
    assert (row.routine, row.variant, row.breaths_done, row.breaths) == ("breathe", "seated", 0, 6)
    assert row.sitting_ms == 26 * MINUTE


def test_each_further_prompt_of_a_reminder_says_how_often_later_may_still_be_said() -> None:
    desk = asked()
    for left in (1, 0):
        desk.chooses(Answer.SNOOZE).types(7 * MINUTE)
        assert desk.view.snoozes_left == left
    prompts = [each for each in said(desk, Prompt) if isinstance(each, Prompt)]
    assert [(each.attempt, each.snoozes_left) for each in prompts] == [(1, 2), (2, 1), (3, 0)]
    assert len({each.reminder_id for each in prompts}) == 1


def test_a_snooze_lasts_as_long_as_was_said_and_else_as_the_rules_say() -> None:
    for for_ms, opens_in_ms in ((None, 4 * MINUTE), (30 * MINUTE, 30 * MINUTE)):
        desk = asked().chooses(Answer.SNOOZE, for_ms=for_ms)
        assert desk.view.opens_in_ms == opens_in_ms


@pytest.mark.parametrize(("longer_ms", "prompts"), [(0, [(30.0, "pause")]), (1, [])])
def test_a_pause_is_asked_in_until_it_is_half_a_rest(
    longer_ms: int, prompts: list[tuple[float, str]]
) -> None:
    """Two and a half minutes of the five are over when the window opens."""
    desk = SimulatedDesk().types(27 * MINUTE + 30 * SECOND - longer_ms).pauses(2 * MINUTE + 40 * SECOND)
    assert desk.prompts == prompts


# --- answers ----------------------------------------------------------------------------------


def test_start_opens_the_routine_of_the_rules() -> None:
    desk = asked().chooses(Answer.START)
    assert desk.routines == [OpenRoutine("breathe", "seated", 6)]
    assert said(desk, Withdraw) == [Withdraw()]


def test_another_routine_can_be_started_and_its_row_says_so() -> None:
    desk = asked().chooses(Answer.START, routine="reach", variant="wheelchair").breathes(6)
    assert desk.routines == [OpenRoutine("reach", "wheelchair", 6)]
    assert (desk.rows[0].routine, desk.rows[0].variant) == ("reach", "wheelchair")
    assert desk.rows[0].outcome is Outcome.COMPLETED


def test_a_routine_that_nobody_was_asked_for_is_a_row_of_its_own() -> None:
    desk = SimulatedDesk(RULES).types(MINUTE).chooses(Answer.START, routine="reach").breathes(6)
    [row] = desk.rows
    assert (row.kind, row.why, row.due) == (Kind.ASKED, Why.ASKED, None)
    assert (row.routine, row.variant) == ("reach", "seated")


def test_a_routine_begun_while_a_reminder_is_due_is_still_nobodys_reminder() -> None:
    desk = SimulatedDesk(RULES).types(22 * MINUTE).chooses(Answer.START)
    assert (desk.rows[0].kind, desk.rows[0].due) == (Kind.ASKED, None)


def test_a_routine_that_was_begun_and_stopped_counts_as_one_ask() -> None:
    desk = asked().chooses(Answer.SNOOZE).types(7 * MINUTE)
    assert desk.view.snoozes_left == 1
    desk.chooses(Answer.START).breathes(1)
    assert desk.view.snoozes_left == 0
    assert desk.state() is State.SNOOZED


def test_stopped_at_the_last_ask_only_the_sign_is_left() -> None:
    desk = asked(replace(RULES, snoozes=0)).chooses(Answer.START).breathes(1)
    assert desk.state() is State.SILENT
    assert said(desk, ShowSign) == [ShowSign(shown=True)]


def test_the_sign_goes_for_a_routine_and_comes_back_when_it_was_stopped() -> None:
    desk = asked(replace(RULES, snoozes=0)).chooses(Answer.SNOOZE)
    assert desk.state() is State.SILENT
    desk.chooses(Answer.START)
    assert said(desk, ShowSign) == [ShowSign(shown=True), ShowSign(shown=False)]
    desk.breathes(2)
    assert desk.state() is State.SILENT
    assert said(desk, ShowSign)[2:] == [ShowSign(shown=True)]


def test_a_routine_from_the_silence_that_was_done_ends_it() -> None:
    desk = asked(replace(RULES, snoozes=0)).chooses(Answer.SNOOZE).chooses(Answer.START).breathes(6)
    assert desk.state() is State.SITTING
    assert said(desk, ShowSign)[-1] == ShowSign(shown=False)


def test_who_put_it_off_can_still_skip_it() -> None:
    desk = asked().chooses(Answer.SNOOZE).types(MINUTE).chooses(Answer.SKIP)
    assert desk.state() is State.SITTING
    assert desk.view.opens_in_ms == 20 * MINUTE
    assert desk.view.snoozes_left == 2
    assert desk.outcomes == ["snoozed"]


def test_who_skipped_cannot_skip_the_next_one_before_it_is_due() -> None:
    desk = asked().chooses(Answer.SKIP)
    with pytest.raises(NotNow):
        desk.chooses(Answer.SKIP)


def test_what_cannot_be_done_now_says_what_and_why() -> None:
    with pytest.raises(NotNow, match=r"cannot do «snoozed or ignored» while sitting") as refused:
        SimulatedDesk().chooses(Answer.SNOOZE)
    assert (refused.value.phase, refused.value.trigger) == (Phase.SITTING, Trigger.PUTS_OFF)


def test_who_says_in_a_rest_that_they_stood_changes_nothing() -> None:
    desk = asked().chooses(Answer.STOOD).pauses(6 * MINUTE)
    assert desk.state() is State.RESTING
    before = desk.rows
    desk.chooses(Answer.STOOD)
    assert desk.state() is State.RESTING
    assert desk.rows == before


def test_who_stood_in_the_silence_hears_of_it_again_at_the_next_window() -> None:
    desk = asked(replace(RULES, snoozes=0)).chooses(Answer.SNOOZE).chooses(Answer.STOOD)
    assert desk.state() is State.SITTING
    assert said(desk, ShowSign)[-1] == ShowSign(shown=False)
    assert desk.view.opens_in_ms == 20 * MINUTE


# --- what takes a prompt down ---------------------------------------------------------------


def test_a_routine_started_behind_a_locked_screen_ends_the_prompt_and_itself() -> None:
    desk = asked()
    desk.tell(Locked())
    desk.chooses(Answer.START)
    assert desk.outcomes == ["withdrawn", "partly"]
    assert said(desk, CloseRoutine) == [CloseRoutine()]


def test_long_unknown_time_ends_a_prompt_without_an_outcome() -> None:
    desk = asked().is_stopped(HOUR)
    assert desk.outcomes == [None]
    assert desk.state() is State.SITTING
    assert said(desk, Withdraw) == [Withdraw()]
    desk.chooses(Answer.START).breathes(6)
    assert desk.outcomes == [None, "completed"]  # the old row is left alone


def test_a_routine_goes_on_through_long_unknown_time_and_is_a_row() -> None:
    desk = asked().chooses(Answer.START).is_stopped(HOUR)
    assert desk.state() is State.ROUTINE
    desk.breathes(6)
    assert desk.outcomes == ["completed"]


def test_a_routine_stopped_after_long_unknown_time_leaves_a_new_stretch() -> None:
    desk = asked().chooses(Answer.START).is_stopped(HOUR)
    desk.breathes(1)
    assert desk.state() is State.SITTING
    assert desk.view.snoozes_left == 2


def test_a_routine_stopped_in_a_rest_leaves_the_rest() -> None:
    desk = asked().chooses(Answer.START).pauses(6 * MINUTE)
    desk.tell(RoutineEnded())
    assert desk.state() is State.RESTING
    assert desk.outcomes == ["partly"]


def test_who_rested_within_a_routine_and_came_back_is_not_asked_again_for_the_old_reminder() -> None:
    desk = asked().chooses(Answer.START).pauses(6 * MINUTE).types(10 * SECOND)
    desk.tell(RoutineEnded())
    assert desk.state() is State.SITTING
    assert desk.view.snoozes_left == 2


def test_a_guide_that_crashed_is_a_routine_that_was_stopped() -> None:
    desk = asked().chooses(Answer.START)
    desk.tell(BreathDone(1))
    desk.tell(Failed())
    assert desk.outcomes == ["partly"]
    assert desk.rows[0].breaths_done == 1
    assert desk.state() is State.SNOOZED


def test_breaths_that_are_told_out_of_order_are_not_lost() -> None:
    desk = asked().chooses(Answer.START)
    for count in (1, 3, 2):
        desk.tell(BreathDone(count))
    assert (desk.view.breaths_done, desk.view.breaths) == (3, 6)
    desk.tell(RoutineEnded())
    assert desk.rows[0].breaths_done == 3


def test_a_crashed_prompt_comes_again_after_a_snooze_and_was_no_ask() -> None:
    desk = asked()
    desk.tell(Failed())
    assert desk.view.opens_in_ms == 4 * MINUTE
    assert desk.view.snoozes_left == 2


def test_a_prompt_that_a_short_lock_took_down_stays_open_until_it_is_known_who_went() -> None:
    desk = asked()
    desk.tell(Locked())
    assert desk.outcomes == [None]
    desk.pauses(MINUTE).tell(Unlocked())
    assert desk.outcomes == ["withdrawn"]


def test_hands_that_stop_as_the_question_comes_were_there_and_walked_away() -> None:
    desk = asked().pauses(6 * MINUTE)
    assert desk.outcomes == ["walked_away"]


def test_a_prompt_that_a_suspension_took_down_is_known_at_once() -> None:
    desk = asked()
    desk.tell(Suspended(for_ms=HOUR))
    assert desk.outcomes == ["withdrawn"]


def test_rules_that_change_do_not_move_what_was_put_off() -> None:
    desk = asked().chooses(Answer.SNOOZE)
    desk.tell(RulesChanged(Rules(earliest_ms=HOUR, latest_ms=2 * HOUR)))
    assert desk.view.opens_in_ms == 4 * MINUTE


def test_a_window_that_new_rules_open_just_now_is_due() -> None:
    desk = SimulatedDesk(RULES).types(22 * MINUTE)
    assert desk.state() is State.DUE
    desk.tell(RulesChanged(replace(RULES, earliest_ms=22 * MINUTE)))
    assert desk.state() is State.DUE


def test_a_reminder_that_new_rules_put_off_is_due_when_its_new_window_opens() -> None:
    desk = SimulatedDesk(RULES).types(22 * MINUTE)
    desk.tell(RulesChanged(replace(RULES, earliest_ms=30 * MINUTE, latest_ms=40 * MINUTE)))
    desk.types(20 * MINUTE)
    due = desk.rows[0].due
    assert due is not None
    assert (due - MONDAY_AT_NINE).total_seconds() == 30 * 60


# --- coarse senses ---------------------------------------------------------------------------


def test_nothing_is_watched_that_a_coarse_sense_cannot_tell() -> None:
    desk = SimulatedDesk(RULES)
    desk.tell(Sensing(None))
    desk.tell(Sensing(10 * SECOND))
    desk.types(25 * MINUTE + 50 * SECOND)
    assert min(desk._watched) == 10 * SECOND  # and not the single second that is wanted now
    desk.types(10 * SECOND)
    assert desk.state() is State.PROMPTING
    assert min(desk._watched) == 10 * SECOND
    desk.types(2 * MINUTE + SECOND)
    assert desk.state() is State.PROMPTING  # ten seconds more to be sure that there was no pause
    desk.types(10 * SECOND)
    assert desk.outcomes == ["ignored"]


@pytest.mark.parametrize(("resolution_ms", "waits"), [(3 * SECOND, True), (3 * SECOND + 1, False)])
def test_the_guide_waits_for_busy_hands_only_where_calm_can_be_told_in_time(
    resolution_ms: int, waits: bool
) -> None:
    desk = SimulatedDesk(RULES)
    desk.tell(Sensing(None))
    desk.tell(Sensing(resolution_ms))
    desk.types(MINUTE).chooses(Answer.START).types(10 * SECOND)
    assert bool(said(desk, PaceRoutine)) is waits
    assert (min(desk._watched) == resolution_ms) is waits


def test_an_idle_that_was_told_late_shows_that_the_prompt_was_ignored() -> None:
    desk = SimulatedDesk(RULES).types(25 * MINUTE).pauses(10 * SECOND)
    assert desk.state() is State.PROMPTING
    asked_ms = desk.steady_ms
    desk.types(2 * MINUTE)
    desk.tell(Idle(asked_ms + 2 * MINUTE))
    assert desk.outcomes == ["ignored"]
