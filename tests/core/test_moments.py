"""Moments on three clocks."""

from datetime import timedelta

from deskbreak.core.moments import Moment
from support.simulated_desk import MONDAY_AT_NINE

NINE = Moment(steady_ms=50_000, awake_ms=30_000, wall=MONDAY_AT_NINE)


def test_the_wall_clock_of_another_time_is_as_far_away_as_that_time() -> None:
    assert NINE.wall_at(51_500) == MONDAY_AT_NINE + timedelta(milliseconds=1_500)
    assert NINE.wall_at(49_999) == MONDAY_AT_NINE - timedelta(milliseconds=1)
    assert NINE.wall_at(50_000) == MONDAY_AT_NINE


def test_another_moment_is_as_far_away_on_all_three_clocks() -> None:
    assert NINE.at(51_500) == Moment(51_500, 31_500, MONDAY_AT_NINE + timedelta(milliseconds=1_500))
    assert NINE.at(49_000) == Moment(49_000, 29_000, MONDAY_AT_NINE - timedelta(seconds=1))
