""" "Pause for an hour", "until tomorrow": when a pause of reminders ends, on two clocks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbreak.core.moments import Moment
from deskbreak.core.suspension import Suspension, tomorrow
from support.simulated_desk import HOUR, MINUTE, MONDAY_AT_NINE, SECOND

NINE = Moment(steady_ms=7_000_000, awake_ms=7_000_000, wall=MONDAY_AT_NINE)
TEN = MONDAY_AT_NINE + timedelta(hours=1)


def clock_set(by: timedelta, moment: Moment) -> Moment:
    return replace(moment, wall=moment.wall + by)


def test_an_hour_is_an_hour_of_steady_time_whatever_the_wall_clock_shows() -> None:
    pause = Suspension.lasting(HOUR, NINE)
    for set_by in (timedelta(), timedelta(days=-400), timedelta(days=400)):
        assert pause.ends_ms(clock_set(set_by, NINE)) == NINE.steady_ms + HOUR


def test_its_end_as_a_time_of_day_is_what_the_wall_clock_will_show() -> None:
    pause = Suspension.lasting(HOUR, NINE)
    assert pause.ends_at(NINE) == TEN
    later = NINE.at(NINE.steady_ms + 10 * MINUTE)
    assert pause.ends_at(later) == TEN
    assert pause.ends_at(clock_set(timedelta(hours=-2), later)) == TEN - timedelta(hours=2)


def test_until_a_time_of_day_ends_when_the_wall_clock_shows_it() -> None:
    pause = Suspension.ending_at(TEN, NINE)
    assert pause.ends_ms(NINE) == NINE.steady_ms + HOUR
    assert pause.ends_at(NINE) == TEN
    half_past = clock_set(timedelta(minutes=30), NINE)
    assert pause.ends_ms(half_past) == NINE.steady_ms + 30 * MINUTE
    assert pause.ends_at(half_past) == TEN


def test_a_wall_clock_that_is_set_back_does_not_prolong_it() -> None:
    pause = Suspension.ending_at(TEN, NINE)
    years_ago = clock_set(timedelta(days=-4000), NINE)
    assert pause.ends_ms(years_ago) == NINE.steady_ms + HOUR
    assert pause.ends_at(years_ago) == years_ago.wall + timedelta(hours=1)


@pytest.mark.parametrize(("set_back_s", "shown"), [(60, TEN), (61, TEN - timedelta(seconds=61))])
def test_a_wall_clock_that_is_only_corrected_leaves_the_time_that_was_said(
    set_back_s: int, shown: datetime
) -> None:
    pause = Suspension.ending_at(TEN, NINE)
    corrected = clock_set(timedelta(seconds=-set_back_s), NINE)
    assert pause.ends_at(corrected) == shown


def test_a_time_of_day_is_kept_to_the_millisecond() -> None:
    until = NINE.wall + timedelta(milliseconds=1_499)
    assert Suspension.ending_at(until, NINE).ends_ms(NINE) == NINE.steady_ms + SECOND + 499


@pytest.mark.parametrize(
    ("hour", "minute", "ends_on"), [(3, 59, 2), (4, 0, 3), (4, 1, 3), (12, 0, 3), (23, 59, 3)]
)
def test_tomorrow_begins_at_four_and_is_never_now(hour: int, minute: int, ends_on: int) -> None:
    said = datetime(2026, 3, 2, hour, minute, tzinfo=UTC)
    assert tomorrow(said) == datetime(2026, 3, ends_on, 4, 0, tzinfo=UTC)
