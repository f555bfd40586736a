"""Old rows go once a day, but only by a wall clock that has gone on undisturbed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from deskbreak.core.moments import Moment
from deskbreak.daemon.pruning import Pruning

MINUTE_MS = 60_000
KEEP = timedelta(days=365)
TEN_YEARS = timedelta(days=3653)


class Month:
    """A wall clock that can be set, beside one that cannot, and what was pruned by them."""

    def __init__(self) -> None:
        self.now = Moment(5_000_000, 5_000_000, datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
        self.pruned: list[datetime] = []
        self.pruning = Pruning(self.pruned.append, self.now)
        self.looks()

    def looks(self) -> None:
        self.pruning.look(self.now, KEEP)

    def passes(self, minutes: int) -> "Month":
        for _each in range(minutes):
            self.now = self.now.at(self.now.steady_ms + MINUTE_MS)
            self.looks()
        return self

    def is_set(self, by: timedelta) -> "Month":
        self.now = Moment(self.now.steady_ms, self.now.awake_ms, self.now.wall + by)
        self.looks()
        return self

    def sleeps(self, hours: int) -> "Month":
        steady_ms = self.now.steady_ms + hours * 60 * MINUTE_MS
        self.now = Moment(steady_ms, self.now.awake_ms, self.now.wall_at(steady_ms))
        self.looks()
        return self


def test_once_a_day_what_is_older_than_it_is_kept() -> None:
    month = Month().passes(3 * 24 * 60)

    days = [each.date().isoformat() for each in month.pruned]
    assert days == ["2025-11-23", "2025-11-24", "2025-11-25", "2025-11-26"]


def test_nothing_in_the_first_hour_the_computer_may_have_started_with_any_clock() -> None:
    assert Month().passes(59).pruned == []


@pytest.mark.parametrize("minutes", [1, 10, 59])
def test_a_clock_set_ahead_for_a_while_loses_nothing(minutes: int) -> None:
    month = Month().passes(90)
    before = list(month.pruned)

    month.is_set(TEN_YEARS).passes(minutes).is_set(-TEN_YEARS).passes(24 * 60)

    assert max(month.pruned) < datetime(2025, 11, 25, tzinfo=UTC)
    assert month.pruned[: len(before)] == before


def test_a_clock_that_is_set_again_and_again_is_never_believed() -> None:
    month = Month()
    for _each in range(48):
        month.passes(30).is_set(timedelta(days=100))

    assert month.pruned == []


def test_a_clock_that_was_wrong_at_the_start_is_believed_once_it_is_put_right() -> None:
    month = Month().passes(10).is_set(timedelta(days=40)).passes(60)

    assert [each.date().isoformat() for each in month.pruned] == ["2026-01-02"]


def test_a_network_that_corrects_the_clock_bit_by_bit_does_not_disturb_it() -> None:
    month = Month()
    for _each in range(60):
        month.passes(1).is_set(timedelta(milliseconds=30))

    assert len(month.pruned) == 1


def test_sleep_moves_both_clocks_and_disturbs_neither() -> None:
    assert len(Month().sleeps(8).pruned) == 1


def test_another_time_zone_is_the_same_time() -> None:
    month = Month().passes(50)
    in_tokyo = month.now.wall.astimezone(timezone(timedelta(hours=9)))
    month.now = Moment(month.now.steady_ms, month.now.awake_ms, in_tokyo)

    assert len(month.passes(10).pruned) == 1
