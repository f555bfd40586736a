"""Routines tied to a time of the day."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from deskbreak.core.anchors import REMEMBERED_DAYS, Anchor, Anchors, Come
from deskbreak.core.commands import Kind, OpenRoutine, Prompt, Row
from deskbreak.core.events import Answer, Failed, RoutineEnded, Suspended
from deskbreak.core.hours import WorkingHours
from deskbreak.core.moments import Moment
from deskbreak.core.rules import Rules
from deskbreak.core.view import State
from support.simulated_desk import HOUR, MINUTE, MONDAY_AT_NINE, SECOND, SimulatedDesk

LUNCH = Anchor(time(12, 30), "breathe")
AT_TWELVE = MONDAY_AT_NINE.replace(hour=12)
SELDOM = Rules(earliest_ms=HOUR, latest_ms=HOUR + 15 * MINUTE, anchors=(LUNCH,))
"""Nobody is asked within the hour but for lunch."""


def at_twelve(rules: Rules = SELDOM) -> SimulatedDesk:
    return SimulatedDesk(rules, wall=AT_TWELVE)


def anchor_prompts(desk: SimulatedDesk) -> list[Prompt]:
    return [said for _, said in desk.said if isinstance(said, Prompt) and said.kind is Kind.ANCHOR]


def anchored(desk: SimulatedDesk) -> list[tuple[str, str]]:
    """For which day and time was asked, and for what; who puts it off is still asked for the same."""
    firsts = [prompt for prompt in anchor_prompts(desk) if prompt.attempt == 1]
    return [(f"{prompt.due:%d %H:%M}", prompt.routine) for prompt in firsts]


def set_the_clock(desk: SimulatedDesk, by: timedelta) -> None:
    desk.began_at += by
    desk.pauses(SECOND)


def fly(desk: SimulatedDesk, to_hours: int) -> None:
    desk.began_at = desk.began_at.astimezone(timezone(timedelta(hours=to_hours)))
    desk.pauses(SECOND)


def test_it_is_asked_at_the_first_pause_after_its_time() -> None:
    desk = at_twelve().works(30 * MINUTE + 20 * SECOND)
    assert desk.prompts == []
    assert desk.state() is State.DUE
    assert desk.view.routine == "breathe"
    desk.pauses(15 * SECOND)
    assert [why for _, why in desk.prompts] == ["pause"]
    assert anchored(desk) == [("02 12:30", "breathe")]


def test_without_a_pause_it_is_asked_within_a_third_of_a_first_windows_length() -> None:
    desk = at_twelve().works(40 * MINUTE)
    assert desk.prompts == [(35.0, "latest")]


def test_its_row_says_what_it_was() -> None:
    desk = at_twelve().works(30 * MINUTE).pauses(MINUTE).chooses(Answer.START)
    assert [said for _, said in desk.said if isinstance(said, OpenRoutine)] == [
        OpenRoutine("breathe", "standing", 10)
    ]
    desk.breathes(10)
    row = desk.rows[0]
    assert (row.kind, row.routine, row.outcome) == (Kind.ANCHOR, "breathe", "completed")
    assert row.due == AT_TWELVE + timedelta(minutes=30)


def test_afterwards_reminders_come_as_ever() -> None:
    desk = at_twelve().works(30 * MINUTE).pauses(MINUTE).chooses(Answer.START).breathes(10)
    desk.works(2 * HOUR)
    later: list[Row] = desk.rows[1:]
    assert {row.kind for row in later} == {Kind.REMINDER}
    assert {row.routine for row in later} == {"reach"}


def test_snoozing_it_asks_for_the_same_again() -> None:
    desk = at_twelve().works(30 * MINUTE).pauses(MINUTE).chooses(Answer.SNOOZE).works(5 * MINUTE)
    desk.pauses(MINUTE)
    assert [prompt.routine for prompt in anchor_prompts(desk)] == ["breathe", "breathe"]
    assert [(row.kind, row.attempt) for row in desk.rows] == [(Kind.ANCHOR, 1), (Kind.ANCHOR, 2)]


@pytest.mark.parametrize("days", [3, 9])
def test_it_comes_once_a_day(days: int) -> None:
    desk = at_twelve()
    for _ in range(days):
        desk.works(HOUR).sleeps(23 * HOUR)
    assert [day for day, _ in anchored(desk)] == [f"{2 + day:02} 12:30" for day in range(days)]


def test_it_comes_on_working_days_only() -> None:
    hours = WorkingHours(frozenset({"mon", "wed"}), time(9), time(17))
    desk = at_twelve(Rules(earliest_ms=HOUR, latest_ms=75 * MINUTE, anchors=(LUNCH,), hours=(hours,)))
    for _ in range(7):
        desk.works(HOUR).sleeps(23 * HOUR)
    assert [day for day, _ in anchored(desk)] == ["02 12:30", "04 12:30"]


# --- nobody there just then ----------------------------------------------------------------------


def test_who_comes_back_a_little_later_is_asked_then() -> None:
    desk = at_twelve().works(20 * MINUTE).pauses(20 * MINUTE)
    assert desk.prompts == []
    desk.works(MINUTE).pauses(MINUTE)
    assert anchored(desk) == [("02 12:30", "breathe")]


def test_who_comes_back_much_later_is_not() -> None:
    desk = at_twelve().works(20 * MINUTE).pauses(26 * MINUTE)
    desk.works(20 * MINUTE)
    assert desk.prompts == []


def test_who_sleeps_over_it_for_a_little_while_is_asked_on_waking() -> None:
    desk = at_twelve().works(25 * MINUTE).sleeps(10 * MINUTE)
    desk.works(MINUTE).pauses(MINUTE)
    assert anchored(desk) == [("02 12:30", "breathe")]


def test_how_long_it_waits_counts_from_its_time_not_from_when_it_was_noticed() -> None:
    desk = at_twelve().works(20 * MINUTE)
    desk.tell(Suspended(for_ms=27 * MINUTE))
    desk.sleeps(20 * MINUTE).works(20 * MINUTE)
    assert anchored(desk) == []


def test_of_two_that_were_slept_over_the_later_is_asked_for() -> None:
    at_forty = Anchor(time(12, 40), "reach")
    rules = Rules(earliest_ms=HOUR, latest_ms=75 * MINUTE, anchors=(at_forty, LUNCH))
    desk = at_twelve(rules).works(20 * MINUTE).sleeps(22 * MINUTE)
    desk.works(MINUTE).pauses(MINUTE)
    assert anchored(desk) == [("02 12:40", "reach")]


def test_two_at_the_same_time_are_one_question() -> None:
    also = Anchor(LUNCH.at, "reach")
    rules = Rules(earliest_ms=HOUR, latest_ms=75 * MINUTE, anchors=(LUNCH, also))
    desk = at_twelve(rules).works(31 * MINUTE).pauses(MINUTE).chooses(Answer.SKIP).works(10 * MINUTE)
    assert len(anchored(desk)) == 1


def test_a_suspension_holds_it_and_may_outlast_it() -> None:
    short, long = at_twelve(), at_twelve()
    for desk, suspended_min in ((short, 20), (long, 40)):
        desk.works(20 * MINUTE).tell(Suspended(for_ms=suspended_min * MINUTE))
        desk.works(39 * MINUTE)
    assert len(anchored(short)) == 1
    assert anchored(long) == []


@pytest.mark.parametrize("answer", [Answer.SNOOZE, None])
def test_while_a_question_already_stands_there_is_no_second(answer: Answer | None) -> None:
    rules = Rules(earliest_ms=29 * MINUTE, latest_ms=29 * MINUTE, snooze_ms=10 * MINUTE, anchors=(LUNCH,))
    desk = at_twelve(rules).works(29 * MINUTE)
    if answer:
        desk.chooses(answer)
    desk.works(8 * MINUTE)
    assert len(desk.prompts) == 1
    assert anchored(desk) == []


def test_a_reminder_that_is_due_but_not_asked_yet_gives_way() -> None:
    rules = Rules(earliest_ms=20 * MINUTE, latest_ms=50 * MINUTE, anchors=(LUNCH,))
    desk = at_twelve(rules).works(31 * MINUTE).pauses(MINUTE)
    assert anchored(desk) == [("02 12:30", "breathe")]
    assert len(desk.prompts) == 1


def test_nothing_comes_of_time_in_which_deskbreak_stood_still() -> None:
    desk = at_twelve().works(29 * MINUTE).is_stopped(2 * MINUTE)
    desk.works(20 * MINUTE)
    assert anchored(desk) == []


@pytest.mark.parametrize("ended_by", [Answer.STOOD, Answer.SKIP])
def test_one_that_came_while_a_question_stood_does_not_come_afterwards(ended_by: Answer) -> None:
    rules = Rules(earliest_ms=20 * MINUTE, latest_ms=29 * MINUTE, anchors=(LUNCH,))
    desk = at_twelve(rules).works(30 * MINUTE + SECOND).chooses(ended_by)
    desk.works(6 * MINUTE)
    assert anchored(desk) == []


def test_one_that_comes_after_a_crashed_prompt_is_dropped_for_that_reminder_was_asked() -> None:
    rules = Rules(earliest_ms=29 * MINUTE, latest_ms=29 * MINUTE, snooze_ms=10 * MINUTE, anchors=(LUNCH,))
    desk = at_twelve(rules).works(29 * MINUTE + SECOND)
    desk.tell(Failed())
    desk.works(8 * MINUTE)
    assert len(desk.prompts) == 1
    assert anchored(desk) == []


def test_one_that_comes_during_a_routine_is_dropped() -> None:
    desk = at_twelve().works(29 * MINUTE).chooses(Answer.START)
    desk.pauses(2 * MINUTE).tell(RoutineEnded())
    desk.works(10 * MINUTE)
    assert desk.prompts == []


def test_the_small_hours_of_a_night_shift_belong_to_it() -> None:
    night = WorkingHours(frozenset({"mon"}), time(22), time(6))
    three = Anchor(time(3), "breathe")
    rules = Rules(earliest_ms=HOUR, latest_ms=75 * MINUTE, anchors=(three,), hours=(night,))
    for days, asked in ((0, [("03 03:00", "breathe")]), (1, [])):
        desk = SimulatedDesk(rules, wall=AT_TWELVE + timedelta(days=days, hours=14, minutes=50))
        desk.works(20 * MINUTE)
        assert anchored(desk) == asked


# --- when it comes next ---------------------------------------------------------------------


def test_the_loop_is_woken_when_it_comes() -> None:
    desk = at_twelve().works(29 * MINUTE + 20 * SECOND)
    assert desk.engine.deadline == desk.steady_ms + 40 * SECOND


def test_the_next_time_is_ahead_today_or_tomorrow_and_never_now() -> None:
    early = Anchor(time(0, 15), "breathe")
    now = at_twelve().moment
    anchors = Anchors({})
    assert anchors.next_ms((), now) is None
    assert anchors.next_ms((early,), now) == now.steady_ms + 12 * HOUR + 15 * MINUTE
    assert anchors.next_ms((LUNCH, early), now) == now.steady_ms + 30 * MINUTE
    at_half_past = now.at(now.steady_ms + 30 * MINUTE)
    assert anchors.next_ms((LUNCH,), at_half_past) == at_half_past.steady_ms + 24 * HOUR


# --- clocks that are set ----------------------------------------------------------------------------


def test_a_time_that_was_jumped_over_is_no_time_of_that_day() -> None:
    desk = at_twelve().works(20 * MINUTE)
    set_the_clock(desk, timedelta(minutes=13))
    desk.works(10 * MINUTE)
    assert anchored(desk) == []


@pytest.mark.parametrize("back", [timedelta(seconds=45), timedelta(hours=1), timedelta(days=1)])
def test_a_clock_that_is_set_back_brings_it_only_once_a_date(back: timedelta) -> None:
    desk = at_twelve().works(31 * MINUTE).pauses(MINUTE).chooses(Answer.START).breathes(10)
    set_the_clock(desk, -back)
    desk.works(back // timedelta(milliseconds=1) % (12 * HOUR))
    set_the_clock(desk, back)
    desk.works(HOUR)
    dates = [day for day, _ in anchored(desk)]
    assert len(dates) == len(set(dates))
    assert "02 12:30" in dates


def test_who_flies_west_is_asked_once_on_that_date() -> None:
    desk = at_twelve().works(31 * MINUTE).pauses(MINUTE).chooses(Answer.START).breathes(10)
    fly(desk, -6)
    for _ in range(12):
        desk.works(30 * MINUTE).pauses(6 * MINUTE)
    assert len(anchored(desk)) == 1


def test_who_flies_east_over_it_is_not_asked() -> None:
    desk = at_twelve().works(10 * MINUTE)
    fly(desk, 2)
    desk.works(40 * MINUTE)
    assert anchored(desk) == []


def test_a_day_begins_at_midnight_for_it() -> None:
    midnight = Anchor(time(0), "breathe")
    rules = Rules(earliest_ms=HOUR, latest_ms=75 * MINUTE, anchors=(midnight,))
    desk = SimulatedDesk(rules, wall=datetime(2026, 3, 2, 23, 50, tzinfo=UTC)).works(12 * MINUTE)
    desk.pauses(MINUTE)
    assert anchored(desk) == [("03 00:00", "breathe")]


# --- restarts ------------------------------------------------------------------------------------------


def test_it_is_not_asked_again_after_a_restart() -> None:
    desk = at_twelve().works(31 * MINUTE).pauses(MINUTE).chooses(Answer.SKIP)
    memory = desk.engine.memory()
    after = SimulatedDesk(SELDOM, wall=AT_TWELVE + timedelta(minutes=29), memory=memory).works(10 * MINUTE)
    assert anchored(after) == []


def test_what_was_put_off_is_still_an_anchors_after_a_restart() -> None:
    desk = at_twelve().works(31 * MINUTE).pauses(MINUTE).chooses(Answer.SNOOZE)
    memory = desk.engine.memory()
    after = SimulatedDesk(SELDOM, wall=AT_TWELVE + timedelta(minutes=33), memory=memory).works(6 * MINUTE)
    after.pauses(MINUTE)
    assert [(prompt.attempt, prompt.routine) for prompt in anchor_prompts(after)] == [(2, "breathe")]


def test_a_few_days_are_remembered_no_more() -> None:
    desk = at_twelve()
    for _ in range(REMEMBERED_DAYS + 3):
        desk.works(HOUR).sleeps(23 * HOUR)
    remembered = desk.engine.memory().anchors_asked_on["12:30"]
    assert len(remembered) == REMEMBERED_DAYS
    assert remembered[-1] == "2026-04-04"


# --- between two looks at the clocks ---------------------------------------------------------------


def moment_at(hour: int, minute: int, second: int = 0, *, steady_ms: int) -> Moment:
    wall = MONDAY_AT_NINE.replace(hour=hour, minute=minute, second=second)
    return Moment(10 * HOUR + steady_ms, 10 * HOUR + steady_ms, wall)


def came_between(before: Moment, now: Moment, anchor: Anchor = LUNCH) -> list[Come]:
    return Anchors({}).passed((anchor,), (), before, now, 15 * MINUTE)


def test_what_came_says_when_it_was_due_and_until_when_it_may_be_asked_for() -> None:
    now = moment_at(12, 40, steady_ms=20 * MINUTE)
    [come] = came_between(moment_at(12, 20, steady_ms=0), now)
    assert come == Come(LUNCH, AT_TWELVE + timedelta(minutes=30), now.steady_ms + 5 * MINUTE)
    assert isinstance(come.gives_up_ms, int)


def test_it_may_be_asked_for_as_long_as_it_waits() -> None:
    before = moment_at(12, 20, steady_ms=0)
    assert len(came_between(before, moment_at(12, 45, steady_ms=25 * MINUTE))) == 1


def test_what_came_longer_ago_than_it_may_wait_is_not_told_and_still_has_come() -> None:
    anchors = Anchors({})
    before, now = moment_at(12, 20, steady_ms=0), moment_at(12, 46, steady_ms=26 * MINUTE)
    assert anchors.passed((LUNCH,), (), before, now, 15 * MINUTE) == []
    assert anchors.asked_on == {"12:30": ("2026-03-02",)}


def test_it_comes_at_its_very_moment_and_not_once_more_after_it() -> None:
    at_half_past = moment_at(12, 30, steady_ms=30 * SECOND)
    assert len(came_between(moment_at(12, 29, 30, steady_ms=0), at_half_past)) == 1
    assert came_between(at_half_past, moment_at(12, 31, steady_ms=90 * SECOND)) == []


def test_over_midnight_it_may_be_of_the_day_before() -> None:
    before = Moment(10 * HOUR, 10 * HOUR, MONDAY_AT_NINE.replace(hour=23, minute=58))
    [come] = came_between(before, before.at(before.steady_ms + 3 * MINUTE), Anchor(time(23, 59), "breathe"))
    assert come.due == MONDAY_AT_NINE.replace(hour=23, minute=59)


@pytest.mark.parametrize(("second", "times"), [(40, 1), (41, 0)])
def test_a_clock_that_is_corrected_by_a_minute_ran_and_by_more_was_set(second: int, times: int) -> None:
    """Ten seconds passed, and the wall clock shows a minute and ten, or one more."""
    now = moment_at(12, 30, second, steady_ms=10 * SECOND)
    assert len(came_between(moment_at(12, 29, 30, steady_ms=0), now)) == times


def test_a_clock_that_was_set_to_just_before_it_runs_past_it_from_there() -> None:
    now = moment_at(12, 30, 5, steady_ms=10 * SECOND)
    assert len(came_between(moment_at(9, 0, steady_ms=0), now)) == 1


def test_it_comes_after_work_of_a_working_day_and_not_on_any_other() -> None:
    """Whether it may be asked for then is another question."""
    before, now = moment_at(12, 29, steady_ms=0), moment_at(12, 31, steady_ms=2 * MINUTE)
    for day, times in (("mon", 1), ("tue", 0)):
        anchors, hours = Anchors({}), WorkingHours(frozenset({day}), time(9), time(10))
        assert len(anchors.passed((LUNCH,), (hours,), before, now, 15 * MINUTE)) == times
        assert len(anchors.asked_on) == times
