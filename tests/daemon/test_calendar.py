"""Working hours on the wall clock: the loop is woken at each edge, over midnights and weekends."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.schedulers import base

from deskbreak.core.hours import DAYS, WorkingHours, is_working
from deskbreak.daemon.calendar import MAX_WAIT_S, Calendar

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, tzinfo=BERLIN)
WEEKDAYS = frozenset(DAYS[:5])


class Wall(datetime):
    """``datetime``, with a ``now`` that a test can set."""

    at = MONDAY

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return cls.at.astimezone(tz)  # type: ignore[arg-type]  # as the scheduler calls it


class Week:
    """A calendar, and a loop that sleeps just as long as it says."""

    def __init__(self) -> None:
        self.woken = 0
        self.edges: list[datetime] = []
        self.calendar = Calendar(self._due)
        self.calendar.start()

    def _due(self) -> None:
        self.woken += 1

    def keep(self, *hours: WorkingHours) -> "Week":
        self.calendar.keep_hours(hours, lambda: self.edges.append(Wall.at))
        return self

    def lives(self, for_days: float, from_: datetime = MONDAY) -> list[str]:
        """The edges of that time, to the minute."""
        Wall.at, end = from_, from_.astimezone(ZoneInfo("UTC")) + timedelta(days=for_days)
        while Wall.at < end:
            wait_s = self.calendar.run_due()
            assert 0 <= wait_s <= MAX_WAIT_S
            utc = Wall.at.astimezone(ZoneInfo("UTC")) + timedelta(seconds=max(wait_s, 0.001))
            Wall.at = utc.astimezone(BERLIN)
        return [f"{edge:%a %H:%M}" for edge in self.edges]


@pytest.fixture(autouse=True)
def _wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setattr(base, "datetime", Wall)


@pytest.fixture
def week() -> Iterator[Week]:
    Wall.at = MONDAY
    week = Week()
    yield week
    week.calendar.shutdown()


def test_each_begin_and_each_end_is_an_edge(week: Week) -> None:
    week.keep(WorkingHours(WEEKDAYS, time(9), time(17, 30)))

    assert week.lives(2) == ["Mon 09:00", "Mon 17:30", "Tue 09:00", "Tue 17:30"]


def test_the_weekend_has_none(week: Week) -> None:
    Wall.at = MONDAY + timedelta(days=4)
    week.keep(WorkingHours(WEEKDAYS, time(9), time(17)))

    assert week.lives(3.5, Wall.at) == ["Fri 09:00", "Fri 17:00", "Mon 09:00"]


def test_hours_that_pass_midnight_end_on_the_next_day(week: Week) -> None:
    Wall.at = MONDAY + timedelta(hours=12)
    week.keep(WorkingHours(frozenset({"fri", "sun"}), time(22), time(6)))

    assert week.lives(7, Wall.at) == ["Fri 22:00", "Sat 06:00", "Sun 22:00", "Mon 06:00"]


def test_hours_until_midnight_end_with_the_day(week: Week) -> None:
    Wall.at = MONDAY + timedelta(hours=12)
    week.keep(WorkingHours(frozenset({"sun"}), time(20), time(0)))

    assert week.lives(7, Wall.at) == ["Sun 20:00", "Mon 00:00"]


def test_a_day_of_two_stretches_has_four_edges(week: Week) -> None:
    mornings, afternoons = (
        WorkingHours(WEEKDAYS, time(8), time(12)),
        WorkingHours(WEEKDAYS, time(13), time(17)),
    )

    assert week.keep(mornings, afternoons).lives(1) == ["Mon 08:00", "Mon 12:00", "Mon 13:00", "Mon 17:00"]


def test_new_hours_replace_the_old_ones_and_wake_the_loop(week: Week) -> None:
    week.keep(WorkingHours(WEEKDAYS, time(9), time(17)))
    woken = week.woken

    week.keep(WorkingHours(frozenset({"mon"}), time(10), time(11)))

    assert week.woken > woken
    assert week.lives(2) == ["Mon 10:00", "Mon 11:00"]


def test_without_hours_nothing_is_left_to_do(week: Week) -> None:
    week.keep(WorkingHours(WEEKDAYS, time(9), time(17)))
    week.keep()

    assert week.lives(2) == []


def test_asleep_over_many_edges_it_is_told_once_a_kind_and_goes_on(week: Week) -> None:
    week.keep(WorkingHours(WEEKDAYS, time(9), time(17)))
    week.lives(0.5)
    week.edges.clear()

    Wall.at = MONDAY + timedelta(days=3, hours=12)
    week.calendar.run_due()

    assert len(week.edges) == 2, "one begin and one end, however many were slept through"
    week.edges.clear()
    assert week.lives(0.5, Wall.at) == ["Thu 17:00"]


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 10, 25, tzinfo=BERLIN)])
def test_the_day_the_clocks_change_has_its_edges_where_the_mind_has_them(week: Week, day: datetime) -> None:
    hours = WorkingHours(frozenset({"sun"}), time(9), time(17))
    Wall.at = day
    week.keep(hours)

    assert week.lives(1, day) == ["Sun 09:00", "Sun 17:00"]
    begins, ends = week.edges
    assert is_working((hours,), begins)
    assert not is_working((hours,), begins - timedelta(minutes=1))
    assert not is_working((hours,), ends)
