"""Asking windows: where they lie."""

from deskbreak.core.rules import Rules
from deskbreak.core.windows import Window, first_window, later_window
from support.simulated_desk import MINUTE, SECOND


def test_a_first_window_lies_earliest_to_latest_after_its_base() -> None:
    rules = Rules(earliest_ms=20 * MINUTE, latest_ms=32 * MINUTE)
    assert first_window(7_000, rules) == Window(7_000 + 20 * MINUTE, 7_000 + 32 * MINUTE, 7_000, first=True)


def test_a_later_window_opens_when_it_is_told_and_lasts_a_third() -> None:
    rules = Rules(earliest_ms=20 * MINUTE, latest_ms=32 * MINUTE)
    assert later_window(7_000, rules) == Window(7_000, 7_000 + 4 * MINUTE, 7_000, first=False)


def test_a_later_window_lasts_five_seconds_at_least() -> None:
    for latest_ms in (4 * SECOND, 12 * SECOND):
        window = later_window(7_000, Rules(earliest_ms=4 * SECOND, latest_ms=latest_ms))
        assert window.closes_ms - window.opens_ms == 5 * SECOND


def test_the_edges_of_a_later_window_are_whole_milliseconds() -> None:
    window = later_window(7_000, Rules(earliest_ms=MINUTE, latest_ms=2 * MINUTE + 1))
    assert window.closes_ms == 7_000 + 20 * SECOND
    assert isinstance(window.closes_ms, int)


def test_unknown_time_moves_a_window_whole() -> None:
    assert Window(10, 20, 5, first=True).shifted(100) == Window(110, 120, 105, first=True)
    assert Window(10, 20, 10, first=False).shifted(3) == Window(13, 23, 13, first=False)
