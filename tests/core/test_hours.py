"""Working hours: when reminders may come, and when that changes."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from deskbreak.core.commands import Withdraw
from deskbreak.core.hours import DAYS, WorkingHours, is_working, next_edge
from deskbreak.core.rules import Rules
from deskbreak.core.view import State
from support.simulated_desk import HOUR, MINUTE, SECOND, SimulatedDesk

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
OFFICE = (WorkingHours(frozenset({"mon", "tue", "wed", "thu", "fri"}), time(9), time(17, 30)),)
NIGHT = (WorkingHours(frozenset({"fri"}), time(22), time(6)),)
ROUND_THE_CLOCK = (WorkingHours(frozenset({"mon"}), time(9), time(9)),)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """Monday is day 0."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("hours", "wall", "working"),
    [
        ((), on(6, 3), True),  # no hours at all: always
        (OFFICE, on(0, 8, 59), False),
        (OFFICE, on(0, 9), True),
        (OFFICE, on(4, 17, 29), True),
        (OFFICE, on(4, 17, 30), False),
        (OFFICE, on(5, 12), False),  # Saturday
        (NIGHT, on(4, 21, 59), False),
        (NIGHT, on(4, 22), True),
        (NIGHT, on(5, 5, 59), True),  # Saturday's early morning belongs to Friday's night
        (NIGHT, on(5, 6), False),
        (NIGHT, on(4, 3), False),  # Friday's early morning belongs to Thursday
        (ROUND_THE_CLOCK, on(0, 9), True),
        (ROUND_THE_CLOCK, on(1, 8, 59), True),
        (ROUND_THE_CLOCK, on(1, 9), False),
    ],
)
def test_when_reminders_may_come(hours: tuple[WorkingHours, ...], wall: datetime, working: bool) -> None:
    assert is_working(hours, wall) is working


@pytest.mark.parametrize(
    ("hours", "wall", "edge"),
    [
        (OFFICE, on(0, 8), on(0, 9)),
        (OFFICE, on(0, 9), on(0, 17, 30)),  # an edge that is now is not ahead
        (OFFICE, on(4, 17, 30), on(7, 9)),  # over the weekend
        (NIGHT, on(5, 1), on(5, 6)),
        (NIGHT, on(5, 6), on(11, 22)),
        (ROUND_THE_CLOCK, on(1, 9), on(7, 9)),
        (ROUND_THE_CLOCK, on(0, 9), on(1, 9)),
    ],
)
def test_when_that_changes_next(hours: tuple[WorkingHours, ...], wall: datetime, edge: datetime) -> None:
    assert next_edge(hours, wall) == edge


def test_without_hours_it_never_changes() -> None:
    assert next_edge((), on(0, 9)) is None


def test_two_stretches_of_a_day_are_both_working_hours() -> None:
    hours = (
        WorkingHours(frozenset({"mon"}), time(8), time(12)),
        WorkingHours(frozenset({"mon"}), time(13), time(17)),
    )
    assert [is_working(hours, on(0, hour)) for hour in (9, 12, 14)] == [True, False, True]
    assert next_edge(hours, on(0, 12)) == on(0, 13)


def test_once_a_week_its_next_beginning_is_seen_from_its_end() -> None:
    """The longest that anybody has to look ahead."""
    once = (WorkingHours(frozenset({"mon"}), time(9), time(10)),)
    assert next_edge(once, on(0, 10)) == on(7, 9)
    assert next_edge(once, on(0, 9, 30)) == on(0, 10)


def test_the_days_begin_with_monday() -> None:
    for number, name in enumerate(DAYS):
        hours = (WorkingHours(frozenset({name}), time(9), time(10)),)
        assert [is_working(hours, on(day, 9)) for day in range(7)] == [day == number for day in range(7)]


def test_hours_are_the_local_clocks_whatever_the_zone() -> None:
    east = timezone(timedelta(hours=9))
    early = datetime(2026, 3, 2, 9, 0, tzinfo=east)  # in UTC it is midnight
    assert is_working(OFFICE, early)
    edge = next_edge(OFFICE, early)
    assert edge == datetime(2026, 3, 2, 17, 30, tzinfo=east)
    assert edge is not None
    assert edge.tzinfo is east


# --- within a day ------------------------------------------------------------------------


def test_the_end_of_work_takes_a_prompt_down_at_that_very_moment() -> None:
    hours = (WorkingHours(frozenset({"mon"}), time(9), time(9, 45, 30)),)
    desk = SimulatedDesk(Rules(hours=hours)).types(46 * MINUTE)
    assert desk.prompts == [(45.0, "latest")]
    assert [at_ms for at_ms, said in desk.said if said == Withdraw()] == [45 * MINUTE + 30 * SECOND]
    assert desk.outcomes == ["withdrawn"]


def test_the_loop_is_woken_when_work_begins() -> None:
    hours = (WorkingHours(frozenset({"mon"}), time(9, 0, 40), time(17)),)
    desk = SimulatedDesk(Rules(hours=hours)).types(10 * SECOND)
    assert desk.state() is State.OFF_HOURS
    assert desk.engine.deadline == desk.steady_ms + 30 * SECOND
    assert desk.types(30 * SECOND).state() is State.SITTING


def test_hours_on_no_day_are_never_and_wake_nobody() -> None:
    desk = SimulatedDesk(Rules(hours=(WorkingHours(frozenset(), time(9), time(17)),))).types(HOUR)
    assert desk.state() is State.OFF_HOURS
    assert desk.prompts == []
