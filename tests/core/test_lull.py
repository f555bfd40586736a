"""How long a pause is worth waiting for: 60 s at first, then less and less, 2.5 s in the last minute."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from deskbreak.core.lull import WantedPause, wanted_pause
from deskbreak.core.rules import Rules
from deskbreak.core.windows import first_window, later_window
from support.simulated_desk import MINUTE, SECOND

BASE_MS = 987_654
OPENS_MS = BASE_MS + 30 * MINUTE


def first(rules: Rules | None = None, resolution_ms: int = 1) -> WantedPause:
    rules = rules or Rules()
    return wanted_pause(first_window(BASE_MS, rules), rules, resolution_ms)


def later(rules: Rules | None = None, resolution_ms: int = 1) -> WantedPause:
    rules = rules or Rules()
    return wanted_pause(later_window(OPENS_MS, rules), rules, resolution_ms)


@pytest.mark.parametrize(
    ("from_ms", "until_ms", "wanted_ms"),
    [
        (0, 30 * SECOND, 60_000),
        (30 * SECOND, 2 * MINUTE + 30 * SECOND, 48_000),
        (2 * MINUTE + 30 * SECOND, 7 * MINUTE + 30 * SECOND, 30_000),
        (7 * MINUTE + 30 * SECOND, 12 * MINUTE, 12_000),
        (12 * MINUTE, 14 * MINUTE, 5_000),
        (14 * MINUTE, 15 * MINUTE, 2_500),  # the last minute
    ],
)
def test_in_a_first_window_it_goes_down_in_steps(from_ms: int, until_ms: int, wanted_ms: int) -> None:
    assert first().at(OPENS_MS + from_ms) == wanted_ms
    assert first().at(OPENS_MS + until_ms - 1) == wanted_ms


@pytest.mark.parametrize(
    ("after_ms", "wanted_ms"),
    [(0, 15_000), (2 * MINUTE + 30 * SECOND, 6_124), (5 * MINUTE - 1, 2_500)],
)
def test_in_a_later_window_it_falls_from_15_s_to_2_5_s(after_ms: int, wanted_ms: int) -> None:
    assert later().at(OPENS_MS + after_ms) == wanted_ms


def test_before_a_window_opens_nothing_shorter_and_nothing_longer_is_wanted_than_at_its_opening() -> None:
    assert first().at(BASE_MS) == 60_000


def test_a_window_of_another_length_scales_every_figure() -> None:
    half_as_long = first(Rules(latest_ms=37 * MINUTE + 30 * SECOND))
    assert half_as_long.at(OPENS_MS + 15 * SECOND - 1) == 30_000
    assert half_as_long.at(OPENS_MS + 15 * SECOND) == 24_000
    assert half_as_long.at(OPENS_MS + 3 * MINUTE + 45 * SECOND - 1) == 15_000
    assert half_as_long.at(OPENS_MS + 3 * MINUTE + 45 * SECOND) == 6_000
    assert half_as_long.at(OPENS_MS + 7 * MINUTE - 1) == 2_500
    assert half_as_long.at(OPENS_MS + 7 * MINUTE) == 1_250  # the last half minute
    twice_as_long = later(Rules(latest_ms=60 * MINUTE))
    assert twice_as_long.at(OPENS_MS) == 30_000
    assert twice_as_long.at(OPENS_MS + 10 * MINUTE - 1) == 5_000


def test_in_a_day_that_is_watched_in_a_minute_it_is_never_below_a_second() -> None:
    rules = Rules(earliest_ms=4 * SECOND, latest_ms=12 * SECOND)
    wanted = wanted_pause(first_window(BASE_MS, rules), rules, 1)
    assert {wanted.at(BASE_MS + at_ms) for at_ms in range(4_000, 12_000, 100)} == {1_000}
    assert wanted.next_step_ms(BASE_MS) == BASE_MS + 4 * SECOND
    assert wanted.next_step_ms(BASE_MS + 4 * SECOND) is None
    assert later(rules).at(OPENS_MS) == 1_000


def test_the_last_stretch_of_a_short_window_is_a_second_at_least() -> None:
    rules = Rules(earliest_ms=15 * MINUTE, latest_ms=15 * MINUTE + 12 * SECOND, rest_after_idle_ms=MINUTE)
    wanted = wanted_pause(first_window(BASE_MS, rules), rules, 1)
    assert wanted.pieces[-1].from_ms == BASE_MS + 15 * MINUTE + 11 * SECOND


def test_a_window_without_length_wants_what_is_least() -> None:
    rules = Rules(earliest_ms=30 * MINUTE, latest_ms=30 * MINUTE)
    wanted = wanted_pause(first_window(BASE_MS, rules), rules, 1)
    assert wanted.at(OPENS_MS) == 1_000
    assert wanted.watched_at(OPENS_MS) == 1_000
    assert wanted.next_step_ms(OPENS_MS) is None


def test_a_pause_that_may_be_a_rest_is_never_waited_for() -> None:
    assert first(Rules(rest_after_idle_ms=40 * SECOND)).at(OPENS_MS) == 20_000
    assert later(Rules(rest_after_idle_ms=20 * SECOND)).at(OPENS_MS) == 10_000
    assert first(Rules(rest_after_idle_ms=SECOND)).at(OPENS_MS) == 1_000
    half_of_an_odd_length = first(Rules(rest_after_idle_ms=40 * SECOND + 1)).at(OPENS_MS)
    assert isinstance(half_of_an_odd_length, int)
    assert half_of_an_odd_length == 20_000


def test_nothing_shorter_is_wanted_than_the_senses_can_tell() -> None:
    coarse = first(resolution_ms=10 * SECOND)
    assert coarse.at(OPENS_MS) == 60_000
    assert coarse.at(OPENS_MS + 14 * MINUTE) == 10_000
    assert coarse.watched_at(OPENS_MS + 14 * MINUTE) == 10_000


@pytest.mark.parametrize("window", [first, later])
def test_what_is_watched_is_never_longer_than_wanted_and_hardly_shorter(
    window: Callable[[], WantedPause],
) -> None:
    """Within each step the watch is short enough, and never more than a fifth too short."""
    wanted = window()
    starts = [at_ms for at_ms, _ in wanted.steps]
    assert starts[0] == OPENS_MS
    assert starts == sorted(set(starts))
    for at_ms, next_ms in pairwise([*starts, wanted.closes_ms]):
        watched_ms = wanted.watched_at(at_ms)
        assert watched_ms <= wanted.at(next_ms - 1)
        assert watched_ms >= int(wanted.at(at_ms) * 0.8) - 1


def test_in_a_first_window_just_what_is_wanted_is_watched_and_re_armed_five_times() -> None:
    wanted = first()
    assert [(at_ms - OPENS_MS, watched_ms) for at_ms, watched_ms in wanted.steps] == [
        (0, 60_000),
        (30 * SECOND, 48_000),
        (2 * MINUTE + 30 * SECOND, 30_000),
        (7 * MINUTE + 30 * SECOND, 12_000),
        (12 * MINUTE, 5_000),
        (14 * MINUTE, 2_500),
    ]


def test_in_a_later_window_the_watch_is_re_armed_whenever_the_wanted_pause_has_fallen_by_a_fifth() -> None:
    wanted = later()
    step_ms = wanted.next_step_ms(OPENS_MS)
    assert step_ms == OPENS_MS + 37_362  # 15 s has fallen to 12 s
    assert wanted.watched_at(OPENS_MS) == 12_000
    assert wanted.watched_at(step_ms - 1) == 12_000
    assert wanted.watched_at(step_ms) == 9_600
    assert len(wanted.steps) == 9
    assert wanted.watched_at(wanted.closes_ms) == 2_500


def test_between_steps_the_watch_stays_and_the_next_step_is_known() -> None:
    wanted = first()
    step_ms = wanted.next_step_ms(OPENS_MS)
    assert step_ms == OPENS_MS + 30 * SECOND
    assert wanted.watched_at(step_ms - 1) == 60_000
    assert wanted.watched_at(step_ms) == 48_000
    assert wanted.next_step_ms(step_ms - 1) == step_ms
    assert wanted.next_step_ms(step_ms) == OPENS_MS + 150 * SECOND
    assert wanted.next_step_ms(BASE_MS) == OPENS_MS
    assert wanted.watched_at(BASE_MS) == 60_000


def test_in_the_last_minute_one_more_step_is_taken_and_then_none() -> None:
    wanted = first()
    last_minute_ms = OPENS_MS + 14 * MINUTE
    assert wanted.next_step_ms(last_minute_ms - 1) == last_minute_ms
    assert wanted.watched_at(last_minute_ms - 1) == 5_000
    assert wanted.watched_at(last_minute_ms) == 2_500
    assert wanted.next_step_ms(last_minute_ms) is None


# --- when a pause is long enough -----------------------------------------------------


def test_a_pause_from_before_the_window_is_long_enough_at_once() -> None:
    assert first().met_at(OPENS_MS - 2 * MINUTE, OPENS_MS) == OPENS_MS


def test_a_pause_is_long_enough_to_the_millisecond() -> None:
    wanted = first()
    since_ms = OPENS_MS + MINUTE
    assert wanted.met_at(since_ms, since_ms) == since_ms + 48 * SECOND
    falling = later()
    met_ms = falling.met_at(since_ms, since_ms)
    assert met_ms is not None
    assert met_ms - since_ms == falling.at(met_ms)
    assert met_ms - 1 - since_ms < falling.at(met_ms - 1)


def test_whoever_has_paused_for_long_enough_is_asked_at_the_step() -> None:
    step_ms = OPENS_MS + 7 * MINUTE + 30 * SECOND
    assert first().met_at(step_ms - 29 * SECOND, OPENS_MS) == step_ms
    assert first().met_at(step_ms - 12_000, OPENS_MS) == step_ms
    assert first().met_at(step_ms - 11_999, OPENS_MS) == step_ms + 1
    assert first().met_at(step_ms - 31 * SECOND, OPENS_MS) == step_ms - SECOND


def test_the_last_moment_before_the_close_counts_and_the_close_does_not() -> None:
    wanted = first()
    just_in_time_ms = wanted.closes_ms - 1 - 2_500
    assert wanted.met_at(just_in_time_ms, OPENS_MS) == wanted.closes_ms - 1
    assert wanted.met_at(just_in_time_ms + 1, OPENS_MS) is None
    assert wanted.met_at(OPENS_MS, wanted.closes_ms - 1) == wanted.closes_ms - 1
    assert wanted.met_at(OPENS_MS, wanted.closes_ms) is None


def test_the_same_window_under_other_rules_has_another_rule() -> None:
    window = first_window(BASE_MS, Rules())
    usual = wanted_pause(window, Rules(), 1)
    assert wanted_pause(window, replace(Rules(), rest_after_idle_ms=MINUTE), 1).at(OPENS_MS) < usual.at(
        OPENS_MS
    )
    assert wanted_pause(window, Rules(), 7_000).at(window.closes_ms - 1) > usual.at(window.closes_ms - 1)
