"""What the clock on the wall showed at a time of a trace."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from deskbreak.core.rules import Rules
from deskbreak.replay.desk import Answer, Desk
from deskbreak.replay.diary import Diary
from deskbreak.replay.wall import KnownDays, SomeDays, is_epoch, midnight_offset_ms

MINUTE_MS = 60_000

if sys.platform == "win32":
    pytest.skip("Windows cannot be given another zone from within a process", allow_module_level=True)


@pytest.fixture(params=["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The system's zone for a while."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_a_day_of_which_we_know_which_it_was_has_the_local_time(zone: str) -> None:
    wall = KnownDays()
    for year_day in (67, 94, 277, 305):  # around the changes of these zones
        begins_ms = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000) + (year_day - 1) * 86_400_000
        for t_ms in range(begins_ms, begins_ms + 2 * 86_400_000, 13 * MINUTE_MS):
            shown = datetime.fromtimestamp(t_ms / 1000, UTC).astimezone()
            assert wall.at(t_ms) == shown
            assert wall.at(t_ms).utcoffset() == shown.utcoffset(), zone
            midnight_ms = t_ms + midnight_offset_ms(t_ms)
            assert midnight_ms % 86_400_000 == (shown.hour * 60 + shown.minute) * MINUTE_MS


def test_other_days_have_a_time_that_passes_and_says_nothing() -> None:
    wall = SomeDays()
    assert wall.at(5 * MINUTE_MS) - wall.at(-MINUTE_MS) == timedelta(minutes=6)
    assert midnight_offset_ms(9 * MINUTE_MS) == 0
    assert not is_epoch(1_000_000_000_000)
    assert is_epoch(1_000_000_000_001)


def test_nothing_holds_at_the_beginning_of_a_day_and_that_is_known() -> None:
    view = Desk(Rules(), 0, SomeDays(), Answer.IGNORE, Diary()).engine.view
    assert view.holds_active == view.holds_unknown == ()
