"""Scripted days: what a person lives through, told as it happens."""

from datetime import UTC, datetime, time, timedelta

import pytest

from deskbreak.core.commands import CloseRoutine, PaceRoutine, ShowSign, Withdraw
from deskbreak.core.engine import Engine
from deskbreak.core.events import (
    Answer,
    Failed,
    Locked,
    Resumed,
    RoutineEnded,
    RulesChanged,
    Sensing,
    Suspended,
    Unlocked,
)
from deskbreak.core.hours import WorkingHours
from deskbreak.core.reminder import NotNow
from deskbreak.core.rules import Rules
from deskbreak.core.suspension import tomorrow
from deskbreak.core.view import State
from support.simulated_desk import HOUR, MINUTE, MONDAY_AT_NINE, SECOND, SimulatedDesk


def commands_of(desk: SimulatedDesk, kind: type) -> list[object]:
    return [said for _, said in desk.said if isinstance(said, kind)]


def test_a_long_pause_early_in_the_window_is_the_moment() -> None:
    desk = SimulatedDesk().works(31 * MINUTE)
    assert desk.prompts == []
    desk.pauses(70 * SECOND)
    (at_min, why) = desk.prompts[0]
    assert why == "pause"
    assert at_min == 31.8  # 48 s into the pause: a whole minute is wanted for the first 30 s only


def test_a_short_pause_is_enough_late_in_the_window() -> None:
    desk = SimulatedDesk().works(43 * MINUTE + 30 * SECOND)
    with desk.expecting_no_prompt():
        desk.pauses(4 * SECOND)
        desk.types(10 * SECOND)
    desk.pauses(7 * SECOND)
    assert len(desk.prompts) == 1


def test_somebody_who_never_pauses_is_asked_at_the_latest() -> None:
    desk = SimulatedDesk().types(46 * MINUTE)
    assert desk.prompts == [(45.0, "latest")]


def test_nobody_is_asked_before_the_earliest() -> None:
    desk = SimulatedDesk().works(20 * MINUTE)
    with desk.expecting_no_prompt():
        desk.pauses(4 * MINUTE)
        desk.works(4 * MINUTE)


def test_a_pause_under_way_when_the_window_opens_counts_from_its_start() -> None:
    desk = SimulatedDesk().works(29 * MINUTE)
    desk.pauses(2 * MINUTE)
    assert desk.prompts == [(30.0, "pause")]


def test_a_pause_that_is_half_a_rest_already_is_left_alone() -> None:
    desk = SimulatedDesk().works(27 * MINUTE)
    with desk.expecting_no_prompt():
        desk.pauses(4 * MINUTE)  # two and a half minutes are over before the window opens
        desk.pauses(70 * SECOND)
    assert desk.state() is State.RESTING


def test_even_the_close_waits_for_somebody_who_may_have_left() -> None:
    rules = Rules(earliest_ms=44 * MINUTE, latest_ms=45 * MINUTE)
    desk = SimulatedDesk(rules).works(41 * MINUTE)
    with desk.expecting_no_prompt():
        desk.pauses(4 * MINUTE + 50 * SECOND)
    desk.works(20 * SECOND)
    assert [why for _, why in desk.prompts] == ["latest"]


def test_a_rest_begins_when_the_input_stopped() -> None:
    desk = SimulatedDesk().works(20 * MINUTE)
    desk.pauses(4 * MINUTE + 59 * SECOND)
    assert desk.state() is State.SITTING
    assert desk.sitting_min > 24
    desk.pauses(2 * SECOND)
    assert desk.state() is State.RESTING
    assert desk.sitting_min == 0
    desk.pauses(30 * MINUTE)
    desk.works(10 * MINUTE)
    assert desk.sitting_min == 10


def test_at_the_start_an_idle_that_is_already_a_rest_is_a_rest() -> None:
    desk = SimulatedDesk(idle_already_ms=HOUR).pauses(SECOND)
    assert desk.state() is State.RESTING


def test_somebody_bumps_the_desk_and_the_rest_goes_on() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).pauses(8 * MINUTE)
    desk.bumps_the_desk()
    desk.pauses(40 * SECOND)
    assert desk.state() is State.RESTING
    desk.works(2 * MINUTE)
    assert desk.sitting_min == 2


def test_a_bump_does_not_keep_a_pause_from_becoming_a_rest() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).pauses(4 * MINUTE + 50 * SECOND)
    desk.bumps_the_desk()
    desk.pauses(35 * SECOND)
    assert desk.state() is State.RESTING


def test_two_touches_are_a_return() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).pauses(8 * MINUTE)
    desk.bumps_the_desk()
    desk.pauses(10 * SECOND)
    desk.bumps_the_desk()
    assert desk.state() is State.SITTING
    assert desk.sitting_min == pytest.approx(10 / 60, abs=0.01)


def test_start_leads_through_ten_breaths_to_a_completed_row() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(MINUTE)
    desk.chooses(Answer.START)
    assert desk.state() is State.ROUTINE
    desk.breathes(10)
    assert desk.outcomes == ["completed"]
    assert desk.rows[0].breaths_done == desk.rows[0].breaths == 10
    assert desk.sitting_min == 0
    with desk.expecting_no_prompt():
        desk.works(29 * MINUTE)


@pytest.mark.parametrize(("breaths", "counts"), [(4, False), (5, True), (9, True)])
def test_half_the_breaths_are_enough(breaths: int, counts: bool) -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(MINUTE)
    desk.chooses(Answer.START).breathes(breaths)
    assert desk.outcomes == ["partly"]
    assert (desk.sitting_min == 0) is counts


def test_a_routine_stopped_early_is_asked_for_again_later() -> None:
    desk = SimulatedDesk().types(45 * MINUTE + SECOND)
    desk.chooses(Answer.START).breathes(2)
    assert desk.state() is State.SNOOZED
    desk.types(11 * MINUTE)
    assert len(desk.prompts) == 2


def test_busy_hands_make_the_guide_wait_kindly() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(MINUTE)
    desk.chooses(Answer.START)
    desk.pauses(10 * SECOND)
    desk.types(SECOND + SECOND // 2)
    desk.pauses(10 * SECOND)
    assert commands_of(desk, PaceRoutine) == []
    desk.types(4 * SECOND)
    assert commands_of(desk, PaceRoutine) == [PaceRoutine(waiting=True)]
    desk.pauses(2 * SECOND)
    assert commands_of(desk, PaceRoutine) == [PaceRoutine(waiting=True), PaceRoutine(waiting=False)]


def test_the_click_on_start_is_not_busy_hands() -> None:
    desk = SimulatedDesk().types(45 * MINUTE + SECOND)
    desk.chooses(Answer.START)
    desk.pauses(20 * SECOND)
    assert commands_of(desk, PaceRoutine) == []


def test_snoozed_three_times_then_only_the_sign() -> None:
    desk = SimulatedDesk().types(45 * MINUTE)
    for _ in range(3):
        desk.chooses(Answer.SNOOZE)
        assert desk.state() is State.SNOOZED
        desk.types(10 * MINUTE)
        assert desk.state() is State.PROMPTING
    assert desk.view.snoozes_left == 0
    desk.chooses(Answer.SNOOZE)
    assert desk.state() is State.SILENT
    assert commands_of(desk, ShowSign) == [ShowSign(shown=True)]
    with desk.expecting_no_prompt():
        desk.works(2 * HOUR)
    desk.pauses(6 * MINUTE)
    assert desk.state() is State.RESTING
    assert commands_of(desk, ShowSign)[-1] == ShowSign(shown=False)
    assert desk.outcomes == ["snoozed"] * 4


def test_an_ignored_prompt_lapses_after_the_patience() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.types(2 * MINUTE + 10 * SECOND)
    assert desk.outcomes == ["ignored"]
    assert desk.state() is State.SNOOZED
    assert len(commands_of(desk, Withdraw)) == 1


def test_who_stops_before_the_patience_ran_out_is_waited_for() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.types(MINUTE)
    desk.pauses(4 * MINUTE)
    assert desk.state() is State.PROMPTING
    desk.pauses(2 * MINUTE)
    assert desk.state() is State.RESTING
    assert desk.outcomes == ["walked_away"]


def test_who_comes_back_after_the_patience_has_ignored_it() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.types(MINUTE).pauses(MINUTE + 30 * SECOND)
    assert desk.state() is State.PROMPTING
    desk.types(5 * SECOND)
    assert desk.outcomes == ["ignored"]


def test_a_prompt_at_the_start_of_a_real_break_is_withdrawn() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(6 * MINUTE)
    assert desk.outcomes == ["withdrawn"]
    assert desk.state() is State.RESTING


def test_locking_to_go_counts() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.locks(3 * MINUTE)
    assert desk.outcomes == ["walked_away"]
    assert desk.sitting_min == 0


def test_a_short_lock_takes_the_prompt_down_and_it_comes_again() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.locks(MINUTE)
    assert desk.outcomes == ["withdrawn"]
    assert desk.sitting_min > 32
    desk.works(MINUTE).pauses(58 * SECOND)
    assert len(desk.prompts) == 2
    assert desk.view.snoozes_left == 3  # it was not counted as an ask


def test_a_short_lock_leaves_sitting_as_it_was() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).locks(MINUTE).works(MINUTE)
    assert desk.sitting_min == 12


def test_a_sleep_is_a_rest() -> None:
    desk = SimulatedDesk().works(25 * MINUTE).sleeps(20 * MINUTE)
    desk.works(5 * MINUTE)
    assert desk.sitting_min == pytest.approx(5, abs=0.02)


def test_time_in_which_the_process_stood_still_is_unknown() -> None:
    desk = SimulatedDesk().works(20 * MINUTE).is_stopped(4 * MINUTE)
    assert desk.sitting_min == 20
    desk.is_stopped(HOUR)
    assert desk.sitting_min == 0
    assert desk.prompts == []


def test_where_activity_cannot_be_read_it_says_so_and_asks_nothing() -> None:
    desk = SimulatedDesk().works(29 * MINUTE)
    desk.tell(Sensing(None))
    with desk.expecting_no_prompt():
        desk.pauses(3 * MINUTE)
    assert desk.state() is State.UNKNOWN
    assert desk.sitting_min == 29
    desk.tell(Sensing(1))
    desk.types(HOUR)
    assert desk.prompts[0] == (48.0, "latest")  # three minutes later than without


def test_long_unreadable_activity_forgets_the_sitting() -> None:
    desk = SimulatedDesk().works(29 * MINUTE)
    desk.tell(Sensing(None))
    desk.pauses(6 * MINUTE)
    assert desk.sitting_min == 0
    desk.tell(Sensing(1))
    desk.types(10 * MINUTE)
    assert desk.sitting_min == 10


def test_skip_is_quiet_for_another_earliest_and_sitting_goes_on() -> None:
    desk = SimulatedDesk().types(45 * MINUTE)
    desk.chooses(Answer.SKIP)
    assert desk.outcomes == ["skipped"]
    with desk.expecting_no_prompt():
        desk.types(44 * MINUTE)
    assert desk.sitting_min == 89
    desk.types(2 * MINUTE)
    assert desk.prompts[-1] == (90.0, "latest")
    assert len({row.reminder_id for row in desk.rows}) == 2


def test_i_already_stood() -> None:
    desk = SimulatedDesk().types(20 * MINUTE).chooses(Answer.STOOD)
    assert desk.sitting_min == 0
    assert desk.rows == []
    desk.types(45 * MINUTE).chooses(Answer.STOOD)
    assert desk.outcomes == ["walked_away"]
    assert desk.sitting_min == 0


def test_pause_for_an_hour_asks_nothing_and_ends_by_itself() -> None:
    desk = SimulatedDesk().works(29 * MINUTE)
    desk.tell(Suspended(for_ms=HOUR))
    with desk.expecting_no_prompt():
        desk.types(59 * MINUTE)
    assert desk.state() is State.PAUSED
    assert desk.sitting_min == 88
    desk.types(7 * MINUTE)
    assert desk.prompts == [(94.0, "latest")]  # a later window, opened when the pause ended


def test_a_pause_that_ends_within_the_first_window_lets_it_go_on() -> None:
    desk = SimulatedDesk().works(29 * MINUTE)
    desk.tell(Suspended(for_ms=5 * MINUTE))
    desk.types(17 * MINUTE)
    assert desk.prompts == [(45.0, "latest")]


def test_pausing_takes_an_open_prompt_down() -> None:
    desk = SimulatedDesk().types(45 * MINUTE)
    desk.tell(Suspended(for_ms=HOUR))
    assert desk.state() is State.PAUSED
    assert desk.outcomes == ["withdrawn"]
    desk.tell(Resumed())
    assert desk.state() is State.DUE


def test_until_tomorrow_ends_before_the_morning() -> None:
    late = MONDAY_AT_NINE.replace(hour=23, minute=50)
    assert tomorrow(late) == datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
    assert tomorrow(MONDAY_AT_NINE.replace(hour=1)) == datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def test_no_prompt_after_work() -> None:
    office = WorkingHours(frozenset({"mon", "tue"}), time(9), time(9, 40))
    desk = SimulatedDesk(Rules(hours=(office,))).types(39 * MINUTE)
    assert desk.state() is State.DUE
    with desk.expecting_no_prompt():
        desk.types(20 * MINUTE)
    assert desk.state() is State.OFF_HOURS
    assert desk.sitting_min == 59


def test_work_begins_with_a_later_window_where_the_first_has_passed() -> None:
    office = WorkingHours(frozenset({"mon"}), time(10), time(17))
    desk = SimulatedDesk(Rules(hours=(office,))).types(59 * MINUTE)
    assert desk.state() is State.OFF_HOURS
    desk.types(7 * MINUTE)
    assert desk.prompts == [(65.0, "latest")]


def test_the_routine_can_be_asked_for_at_any_time() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).chooses(Answer.START).breathes(10)
    assert [row.kind.value for row in desk.rows] == ["asked"]
    assert desk.outcomes == ["completed"]
    desk.works(10 * MINUTE).chooses(Answer.START).breathes(1)
    assert desk.state() is State.SITTING
    assert desk.sitting_min > 10


def test_locking_the_screen_closes_the_guide() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).chooses(Answer.START)
    desk.pauses(10 * SECOND).locks(3 * MINUTE)
    assert commands_of(desk, CloseRoutine)
    assert desk.outcomes == ["partly"]


def test_a_crashed_window_is_a_row_and_a_later_ask() -> None:
    desk = SimulatedDesk().types(45 * MINUTE)
    desk.tell(Failed())
    assert desk.outcomes == ["withdrawn"]
    assert desk.view.snoozes_left == 3
    desk.types(11 * MINUTE)
    assert len(desk.prompts) == 2


def test_a_choice_that_does_not_fit_changes_nothing() -> None:
    desk = SimulatedDesk().works(10 * MINUTE)
    before = desk.view
    for answer in (Answer.SNOOZE, Answer.SKIP):
        with pytest.raises(NotNow):
            desk.chooses(answer)
    assert desk.view == before


def test_new_rules_move_the_window_at_once() -> None:
    desk = SimulatedDesk().works(20 * MINUTE)
    desk.tell(RulesChanged(Rules(earliest_ms=10 * MINUTE, latest_ms=15 * MINUTE)))
    desk.types(SECOND)  # in which it is looked at whether something holds
    assert desk.state() is State.PROMPTING
    later = SimulatedDesk().works(31 * MINUTE)
    later.tell(RulesChanged(Rules(earliest_ms=40 * MINUTE, latest_ms=50 * MINUTE)))
    assert later.state() is State.SITTING
    later.types(20 * MINUTE)
    assert later.prompts == [(50.0, "latest")]


def test_a_day_in_a_minute() -> None:
    """``earliest: 4s, latest: 12s`` asks at the first pause of a second."""
    rules = Rules(earliest_ms=4 * SECOND, latest_ms=12 * SECOND)
    desk = SimulatedDesk(rules).types(6 * SECOND).pauses(2 * SECOND)
    assert [(round(at * 60), why) for at, why in desk.prompts] == [(7, "pause")]


def test_what_was_remembered_goes_on_after_a_restart() -> None:
    before = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    sitting_min = before.sitting_min
    after = SimulatedDesk(memory=before.engine.memory())
    assert after.sitting_min == sitting_min
    after.pauses(50 * SECOND)
    assert len(after.prompts) == 1
    assert (after.rows[0].reminder_id, after.rows[0].attempt) == (before.rows[0].reminder_id, 1)


def test_a_restart_in_a_rest_begins_anew() -> None:
    before = SimulatedDesk().works(40 * MINUTE).pauses(6 * MINUTE)
    after = SimulatedDesk(memory=before.engine.memory())
    with after.expecting_no_prompt():
        after.works(29 * MINUTE)
    assert after.sitting_min == 29


def test_a_pause_is_remembered() -> None:
    before = SimulatedDesk().works(MINUTE)
    before.tell(Suspended(for_ms=HOUR))
    after = SimulatedDesk(memory=before.engine.memory())
    assert after.state() is State.PAUSED
    after.works(61 * MINUTE)
    assert after.state() is not State.PAUSED


def test_the_mind_knows_nothing_of_where_clocks_begin() -> None:
    desk = SimulatedDesk(wall=MONDAY_AT_NINE + timedelta(days=400))
    assert isinstance(desk.engine, Engine)
    assert desk.types(46 * MINUTE).prompts == [(45.0, "latest")]


def test_a_bump_does_not_make_an_open_prompt_lapse() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.types(10 * SECOND).pauses(3 * MINUTE)
    desk.bumps_the_desk()
    desk.pauses(2 * MINUTE + 5 * SECOND)
    assert desk.outcomes == ["walked_away"]


def test_a_lone_input_ends_a_rest_that_lasted_less_than_a_minute() -> None:
    desk = SimulatedDesk(Rules(rest_after_idle_ms=20 * SECOND)).types(MINUTE).pauses(30 * SECOND)
    desk.bumps_the_desk()
    assert desk.state() is State.SITTING


def test_a_prompt_does_not_lapse_while_nobody_can_tell() -> None:
    desk = SimulatedDesk().types(45 * MINUTE + 30 * SECOND)
    desk.tell(Sensing(None))
    desk.pauses(3 * MINUTE)
    assert desk.state() is State.PROMPTING
    desk.tell(Sensing(1))
    desk.types(MINUTE)
    assert desk.state() is State.PROMPTING  # three minutes were unknown
    desk.types(40 * SECOND)
    assert desk.outcomes == ["ignored"]


def test_no_pause_spans_unknown_time() -> None:
    desk = SimulatedDesk().works(20 * MINUTE).pauses(3 * SECOND)
    desk.is_stopped(3 * MINUTE)
    desk.pauses(4 * MINUTE + 50 * SECOND)
    assert desk.state() is State.SITTING
    desk.pauses(15 * SECOND)
    assert desk.state() is State.RESTING


def test_unknown_time_is_no_time_locked() -> None:
    desk = SimulatedDesk().works(20 * MINUTE)
    desk.tell(Locked())
    desk.is_stopped(4 * MINUTE)
    desk.tell(Unlocked())
    assert desk.sitting_min == 20


def test_unknown_time_gives_nobody_the_credit_of_having_walked() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.is_stopped(3 * MINUTE)
    desk.pauses(6 * MINUTE)
    assert desk.outcomes == ["withdrawn"]


def test_who_stood_while_nobody_could_tell_sits_from_when_it_can_be_told_again() -> None:
    desk = SimulatedDesk().works(20 * MINUTE)
    desk.tell(Sensing(None))
    desk.pauses(100 * SECOND).chooses(Answer.STOOD)
    desk.pauses(50 * SECOND).tell(Sensing(1))
    desk.types(30 * MINUTE)
    assert desk.sitting_min == 30
    assert desk.view.opens_in_ms == 0


def test_a_process_stopped_while_nobody_could_tell_is_left_out_once() -> None:
    desk = SimulatedDesk().works(20 * MINUTE)
    desk.tell(Sensing(None))
    desk.is_stopped(2 * MINUTE)
    desk.tell(Sensing(1))
    desk.types(MINUTE)
    assert desk.sitting_min == 21


def test_a_rest_goes_on_through_a_change_of_senses() -> None:
    desk = SimulatedDesk().works(20 * MINUTE).pauses(10 * MINUTE)
    desk.tell(Sensing(None))
    desk.pauses(MINUTE).tell(Sensing(1))
    desk.pauses(SECOND)
    assert desk.state() is State.RESTING


def test_the_guide_does_not_wait_for_hands_that_cannot_be_seen() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).chooses(Answer.START)
    desk.types(5 * SECOND)
    desk.tell(Sensing(None))
    assert commands_of(desk, PaceRoutine) == [PaceRoutine(waiting=True), PaceRoutine(waiting=False)]


def test_hands_that_stop_just_in_time_do_not_make_the_guide_flicker() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).pauses(5 * SECOND).chooses(Answer.START)
    desk.types(2 * SECOND).pauses(10 * SECOND)
    assert commands_of(desk, PaceRoutine) == []


def test_new_rules_reach_a_window_that_a_routine_put_aside() -> None:
    desk = SimulatedDesk().works(12 * MINUTE).chooses(Answer.START)
    desk.tell(RulesChanged(Rules(earliest_ms=10 * MINUTE, latest_ms=20 * MINUTE)))
    desk.breathes(1)
    assert desk.state() is State.DUE


def test_new_rules_reach_a_window_whose_prompt_was_taken_down() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.tell(Suspended(for_ms=MINUTE))
    desk.tell(RulesChanged(Rules(earliest_ms=50 * MINUTE, latest_ms=60 * MINUTE)))
    desk.types(2 * MINUTE)
    assert desk.state() is State.SITTING


def test_a_pause_of_reminders_that_ends_in_a_routine_is_followed_by_a_later_window() -> None:
    desk = SimulatedDesk().works(29 * MINUTE)
    desk.tell(Suspended(for_ms=30 * MINUTE))
    desk.types(29 * MINUTE).chooses(Answer.START)
    with desk.expecting_no_prompt():
        desk.types(2 * MINUTE)
        desk.tell(RoutineEnded())
        desk.types(3 * MINUTE)
    desk.types(MINUTE)
    assert desk.prompts == [(64.0, "latest")]
