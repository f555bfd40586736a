"""What holds on every day, however it goes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from enum import StrEnum
from itertools import cycle, pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deskbreak.core.commands import Kind, Outcome, Prompt, Record, Row
from deskbreak.core.events import (
    Answer,
    Failed,
    FellAsleep,
    Resumed,
    RulesChanged,
    Sensing,
    Suspended,
    Woke,
)
from deskbreak.core.hours import WorkingHours
from deskbreak.core.lull import wanted_pause
from deskbreak.core.reminder import TRANSITIONS, NotNow, Phase, Trigger, follow
from deskbreak.core.rules import Rules
from deskbreak.core.view import State
from deskbreak.core.windows import first_window, later_window
from support.days import Day, at_the_desk, lengths, step, told
from support.examples import examples
from support.simulated_desk import HOUR, MINUTE, MONDAY_AT_NINE, SECOND, SimulatedDesk


def prompted(desk: SimulatedDesk) -> list[tuple[int, Row]]:
    """When was asked, each with its row as it ended."""
    rows = {(row.reminder_id, row.attempt): row for row in desk.rows}
    return [
        (at_ms, rows[said.reminder_id, said.attempt]) for at_ms, said in desk.said if isinstance(said, Prompt)
    ]


def without_times_of_day(desk: SimulatedDesk) -> list[tuple[int, object]]:
    """What was said, and when, by the steady clock alone: rows and their names bear times of the day."""
    return [
        (
            at_ms,
            replace(said, reminder_id=0, due=None)
            if isinstance(said, Prompt)
            else replace(said.row, reminder_id=0, due=None, prompted=MONDAY_AT_NINE, ended=None)
            if isinstance(said, Record)
            else said,
        )
        for at_ms, said in desk.said
    ]


anything = some.one_of(
    at_the_desk,
    at_the_desk,
    step("pauses", lengths(30 * SECOND, 3 * MINUTE), SimulatedDesk.pauses),
    step("locks", lengths(10 * SECOND, MINUTE), SimulatedDesk.locks),
    step("sleeps", lengths(30 * SECOND, 10 * MINUTE), SimulatedDesk.sleeps),
    step("sleeps by its word", lengths(30 * SECOND, 10 * MINUTE), SimulatedDesk.sleeps_by_its_word),
    told("a sleep is announced", FellAsleep()),
    told("a waking is announced", Woke()),
    step("is stopped", lengths(80 * SECOND, 3 * MINUTE), SimulatedDesk.is_stopped),
    step("breathes", some.integers(1, 10), lambda desk, breaths: desk.breathes(breaths)),
    some.just(("bumps the desk", lambda desk: desk.bumps_the_desk())),
    some.sampled_from(Answer).map(lambda answer: (answer.value, lambda desk: desk.chooses(answer))),
    told("pauses reminders for 10 min", Suspended(for_ms=10 * MINUTE)),
    told("resumes reminders", Resumed()),
    told("the window crashes", Failed()),
    told("activity cannot be read", Sensing(None)),
    told("activity can be read", Sensing(1)),
    told("the rules change", RulesChanged(Rules(earliest_ms=10 * MINUTE, latest_ms=20 * MINUTE))),
)
days = some.lists(anything, max_size=25).map(lambda steps: Day(tuple(steps)))
OFFICE = WorkingHours(frozenset({"mon"}), time(9, 20), time(11))
some_rules = some.sampled_from(
    [
        Rules(),
        Rules(hours=(OFFICE,)),
        Rules(earliest_ms=4 * SECOND, latest_ms=12 * SECOND, snooze_ms=5 * SECOND, patience_ms=3 * SECOND),
        Rules(earliest_ms=10 * MINUTE, latest_ms=10 * MINUTE, snoozes=0),
        Rules(
            rest_after_idle_ms=20 * SECOND,
            rest_after_lock_ms=5 * SECOND,
            earliest_ms=MINUTE,
            latest_ms=2 * MINUTE,
        ),
    ]
)


@given(days, some_rules, some.integers())
@examples(300)
def test_how_often_the_loop_wakes_changes_neither_commands_nor_view(
    day: Day, rules: Rules, seed: int
) -> None:
    random = Random(seed)  # noqa: S311  a wake's time is no secret
    seldom = day.on(SimulatedDesk(rules))
    often = day.on(SimulatedDesk(rules, wake_also=lambda _now_ms: random.choice((17, 900, 7_000, 40_000))))
    assert often.said == seldom.said
    assert often.view == seldom.view


@given(days, some_rules, some.lists(some.integers(0, 75 * SECOND), min_size=1, max_size=8))
@examples(200)
def test_a_late_wake_asks_for_nothing_past_and_not_twice(day: Day, rules: Rules, late_ms: list[int]) -> None:
    late = cycle(late_ms)
    desk = day.on(SimulatedDesk(rules, wakes_late=lambda: next(late)))
    for at_ms, row in prompted(desk):
        assert row.prompted is not None
        assert desk.clock_at(at_ms) - row.prompted <= timedelta(seconds=5)
    for (before_ms, before), (at_ms, after) in pairwise(prompted(desk)):
        assert at_ms > before_ms
        if before.outcome in (Outcome.SNOOZED, Outcome.IGNORED) and before.reminder_id == after.reminder_id:
            assert at_ms - before_ms >= rules.snooze_ms


ABSENCES: dict[str, Callable[[SimulatedDesk, int], object]] = {
    "sleeps": SimulatedDesk.sleeps,
    "sleeps by its word": SimulatedDesk.sleeps_by_its_word,
    "is stopped": SimulatedDesk.is_stopped,
    "is stopped and restarted": SimulatedDesk.restarts,
    "locks": SimulatedDesk.locks,
}


@given(days, some_rules, some.sampled_from(sorted(ABSENCES)), lengths(30 * SECOND, 5 * MINUTE))
@examples(200)
def test_after_an_absence_nobody_is_asked_twice_before_a_snooze_is_over(
    day: Day, rules: Rules, how: str, for_ms: int
) -> None:
    desk = day.on(SimulatedDesk(rules))
    desk.tell(Resumed())
    desk.tell(Sensing(1))
    desk.tell(RulesChanged(rules))
    ABSENCES[how](desk, for_ms)
    asked = len(desk.prompts)
    until_ms = desk.now_ms + rules.snooze_ms
    while desk.now_ms < until_ms:
        desk.types(min(20 * SECOND, until_ms - desk.now_ms)).pauses(2 * SECOND)
    assert len([at for at, _ in desk.prompts[asked:] if at * MINUTE <= until_ms]) <= 1


class Setting(StrEnum):
    """What may happen to the clock on the wall."""

    AHEAD = "is set ahead"
    BACK = "is set back"
    SUMMER = "daylight saving begins"
    WINTER = "daylight saving ends"
    FLOWN = "the zone is flown through"
    SMEARED = "a leap second is smeared"


clocks = some.lists(
    some.tuples(
        some.one_of(some.integers(0, 10 * MINUTE), some.integers(0, 90 * MINUTE)),
        some.sampled_from(Setting),
        some.one_of(some.integers(1, 90), some.integers(90, 90_000), some.integers(90_000, 315_360_000)),
    ),
    min_size=1,
    max_size=4,
)


def wall_with(settings: list[tuple[int, Setting, int]]) -> Callable[[datetime, int], datetime]:
    """What such a clock shows when it should show ``wall``, so many ms after the beginning."""

    def shows(wall: datetime, now_ms: int) -> datetime:
        for at_ms, what, by_s in settings:
            if now_ms < at_ms:
                continue
            match what:
                case Setting.AHEAD:
                    wall += timedelta(seconds=by_s)
                case Setting.BACK:
                    wall -= timedelta(seconds=by_s)
                case Setting.SMEARED:
                    wall -= timedelta(milliseconds=(now_ms - at_ms) / 86_400)
                case Setting.SUMMER:
                    wall = wall.astimezone(timezone(timedelta(hours=2)))
                case Setting.WINTER:
                    wall = wall.astimezone(timezone(timedelta(hours=1)))
                case Setting.FLOWN:
                    wall = wall.astimezone(timezone(timedelta(hours=by_s % 25 - 12)))
        return wall

    return shows


@given(days, some.booleans(), some_rules.filter(lambda rules: not rules.hours), clocks)
@examples(300)
def test_the_clock_on_the_wall_changes_neither_sitting_nor_windows_nor_prompts(
    day: Day, pauses_first: bool, rules: Rules, settings: list[tuple[int, Setting, int]]
) -> None:
    """It is set by hand, by a server, by law or by a journey, or jumps when a paused machine goes on."""
    if pauses_first:
        pause = ("pauses reminders for 10 min", lambda desk: desk.tell(Suspended(for_ms=10 * MINUTE)))
        day = Day((pause, *day.steps))
    right = day.on(SimulatedDesk(rules))
    odd = day.on(SimulatedDesk(rules, wall_shows=wall_with(settings)))
    assert without_times_of_day(odd) == without_times_of_day(right)
    for odd_view, right_view in zip(odd.views, right.views, strict=True):
        assert replace(odd_view, paused_until=None) == replace(right_view, paused_until=None)


@given(days, some_rules)
@examples(300)
def test_sitting_is_never_negative_and_never_faster_than_time(day: Day, rules: Rules) -> None:
    desk = SimulatedDesk(rules)
    before_ms, sitting_ms = desk.now_ms, 0
    for name, act in day.steps:
        try:
            act(desk)
        except NotNow:
            continue
        now_ms, now_sitting_ms = desk.now_ms, desk.view.sitting_ms
        assert now_sitting_ms >= 0, name
        # A return counts from its first input, which is known half a minute later at the most.
        assert (
            now_sitting_ms <= sitting_ms + (now_ms - before_ms)
            or now_sitting_ms <= now_ms - before_ms + 31 * SECOND
        )
        before_ms, sitting_ms = now_ms, now_sitting_ms


@given(days, some_rules)
@examples(300)
def test_nobody_is_asked_while_away_paused_or_after_work(day: Day, rules: Rules) -> None:
    desk = SimulatedDesk(rules)
    quiet_until_ms, in_office = 0, bool(rules.hours)
    for name, act in day.steps:
        asked, in_a_routine = len(desk.prompts), desk.state() is State.ROUTINE
        try:
            act(desk)
        except NotNow:
            continue
        asked_at_ms = [round(at_min * MINUTE) for at_min, _ in desk.prompts[asked:]]
        assert name != "activity cannot be read" or not asked_at_ms
        # Whose guide crashes may have sat past the latest meanwhile.
        assert name != "the window crashes" or in_a_routine or not asked_at_ms
        in_office = in_office and name != "the rules change"  # the new ones have no hours
        if name.startswith("pauses reminders"):
            quiet_until_ms = desk.now_ms + 10 * MINUTE
        elif name == "resumes reminders":
            quiet_until_ms = 0
        for at_ms in asked_at_ms:
            assert at_ms >= quiet_until_ms - SECOND, name
            if in_office:
                clock = (MONDAY_AT_NINE + timedelta(milliseconds=at_ms)).time()
                assert OFFICE.begins <= clock < OFFICE.ends, name


@given(days, some_rules)
@examples(300)
def test_who_put_it_off_is_left_alone_for_as_long_as_was_said(day: Day, rules: Rules) -> None:
    desk = day.on(SimulatedDesk(rules))
    for before, after in pairwise(row for row in desk.rows if row.kind is Kind.REMINDER):
        put_off = before.outcome in (Outcome.SNOOZED, Outcome.IGNORED)
        if put_off and before.ended is not None and after.reminder_id == before.reminder_id:
            assert after.prompted is not None
            assert after.prompted - before.ended >= timedelta(milliseconds=rules.snooze_ms)


@given(days, some_rules)
@examples(300)
def test_one_stretch_is_asked_at_most_once_and_the_snoozes_more(day: Day, rules: Rules) -> None:
    desk = day.on(SimulatedDesk(rules))
    put_off: dict[int, int] = {}
    for row in desk.rows:
        if row.outcome in (Outcome.SNOOZED, Outcome.IGNORED):
            put_off[row.reminder_id] = put_off.get(row.reminder_id, 0) + 1
    most = 1 + max(rules.snoozes, Rules().snoozes)  # the script may change to the default rules
    assert all(count <= most for count in put_off.values())


@given(days, some_rules)
@examples(300)
def test_every_prompt_is_one_row_and_only_the_last_may_be_open(day: Day, rules: Rules) -> None:
    desk = day.on(SimulatedDesk(rules))
    prompts = [said for _, said in desk.said if isinstance(said, Prompt)]
    names = [(prompt.reminder_id, prompt.attempt) for prompt in prompts]
    assert len(set(names)) == len(names)
    assert set(names) <= {(row.reminder_id, row.attempt) for row in desk.rows}
    for _, said in desk.said:
        if isinstance(said, Record) and said.row.ended is not None:
            assert said.row.prompted is not None
            assert said.row.ended >= said.row.prompted


@given(some.lists(some.integers(1, 55), min_size=3, max_size=60), some.integers(0, 4 * SECOND))
@examples(200)
def test_uninterrupted_sitting_is_asked_exactly_once_in_its_first_window(
    runs_s: list[int], pause_ms: int
) -> None:
    desk = SimulatedDesk()
    index = 0
    while desk.now_ms < 45 * MINUTE:
        desk.types(runs_s[index % len(runs_s)] * SECOND).pauses(pause_ms)
        index += 1
    first = [at for at, _ in desk.prompts if at <= 45.0]
    assert len(first) == 1
    assert first[0] >= 30.0


@given(some.integers(0, 15 * MINUTE), some.integers(0, 15 * MINUTE), some_rules)
def test_the_wanted_pause_only_falls_and_is_always_watched(
    early_ms: int, later_ms: int, rules: Rules
) -> None:
    for window in (first_window(0, rules), later_window(HOUR, rules)):
        wanted = wanted_pause(window, rules, resolution_ms=1)
        length_ms = max(1, window.closes_ms - window.opens_ms)
        early, late = sorted((window.opens_ms + early_ms % length_ms, window.opens_ms + later_ms % length_ms))
        assert wanted.at(early) >= wanted.at(late) >= SECOND
        assert wanted.watched_at(early) <= wanted.at(early)
        assert wanted.at(early) <= max(SECOND, rules.rest_after_idle_ms // 2)
        following = wanted.next_step_ms(early)
        assert following is None or following > early


@given(some.integers(-HOUR, 15 * MINUTE))
def test_met_at_is_the_very_first_moment(since_ms: int) -> None:
    window = first_window(0, Rules())
    wanted = wanted_pause(window, Rules(), resolution_ms=1)
    met_ms = wanted.met_at(window.opens_ms + since_ms, window.opens_ms)
    if met_ms is None:
        return
    quiet_ms = met_ms - window.opens_ms - since_ms
    assert quiet_ms >= wanted.at(met_ms)
    assert met_ms == window.opens_ms or quiet_ms - 1 < wanted.at(met_ms - 1)


def test_an_unusual_resolution_is_never_undercut() -> None:
    wanted = wanted_pause(first_window(0, Rules()), Rules(), resolution_ms=8 * SECOND)
    assert wanted.at(44 * MINUTE + 59 * SECOND) == 8 * SECOND


def test_the_table_covers_every_phase_and_refuses_the_rest() -> None:
    assert {phase for phase, _ in TRANSITIONS} == set(Phase)
    assert {trigger for _, trigger in TRANSITIONS} == set(Trigger)
    refused = [
        (phase, trigger) for phase in Phase for trigger in Trigger if (phase, trigger) not in TRANSITIONS
    ]
    for phase, trigger in refused:
        with pytest.raises(NotNow):
            follow(phase, trigger)


@pytest.mark.parametrize("wrong", [{"earliest_ms": HOUR}, {"snoozes": -1}, {"patience_ms": 0}])
def test_rules_that_contradict_themselves_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"earliest|length"):
        replace(Rules(), **wrong)
