"""Lunch at half past twelve, with the real loop, mind and calendar, whatever happens to the clock:
once on each working day that has a 12:30 with the computer awake, and never twice."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.days_at_home import DaysAtHome
from support.wall_clock import WallClock, see_the_own_zone_again

BERLIN = "Europe/Berlin"
HOUR_S = 3_600
LUNCH = 'anchors=[{at: "12:30", routine: reach}]'
OFFICE = 'hours=[{days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00"}]'

Live = Callable[..., DaysAtHome]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """Somebody at a desk whose wall clock shows this."""
    patch = pytest.MonkeyPatch()
    homes: list[DaysAtHome] = []

    def begin(begins: str, *chosen: str, zone: str = BERLIN) -> DaysAtHome:
        clock = WallClock(datetime.fromisoformat(begins), zone, patch)
        homes.append(DaysAtHome(tmp_path, clock, *(chosen or (LUNCH, OFFICE))).starts())
        return homes[-1]

    yield begin
    for home in homes:
        home.ends()
    see_the_own_zone_again(patch)


def days(home: DaysAtHome) -> list[str]:
    """For which lunches somebody was asked: the day, and the time as the wall showed it."""
    return [f"{planned:%a %H:%M}" for planned in home.planned()]


def works(home: DaysAtHome, days: int) -> DaysAtHome:
    """So many days, two hours each; the computer sleeps until the next."""
    for _each in range(days):
        home.lives(2 * HOUR_S).sleeps(22 * HOUR_S)
    return home


def test_each_working_day_has_its_lunch(live: Live) -> None:
    home = works(live("2026-03-02T11:30"), 8)

    assert days(home) == ["Mon 12:30", "Tue 12:30", "Wed 12:30", "Thu 12:30", "Fri 12:30", "Mon 12:30"]
    assert {row.routine for row in home.rows()} == {"reach"}


def test_a_week_in_which_the_clock_is_never_left_alone(live: Live) -> None:
    home = live("2026-03-02T12:00")
    # Monday: set back an hour after lunch, and later to the right time again.
    home.lives(HOUR_S).is_set_by(-timedelta(hours=1)).lives(HOUR_S).is_set_by(timedelta(hours=1))
    home.sleeps(22 * HOUR_S)
    # Tuesday: from 12:10 ten years ahead for a while, and back.
    home.lives(600).is_set_by(timedelta(days=3_652)).lives(300).is_set_by(-timedelta(days=3_652))
    home.lives(HOUR_S).sleeps(23 * HOUR_S - 900)
    # Wednesday: asleep from noon until 12:38.
    home.lives(60).sleeps(37 * 60).lives(22 * 60).sleeps(23 * HOUR_S)
    # Thursday: started anew at 12:31 and once more at 12:50, when it is set back to 12:20.
    home = home.lives(31 * 60).starts_again(60).lives(18 * 60).is_set_by(-timedelta(minutes=30))
    home = home.starts_again(60).lives(39 * 60).sleeps(23 * HOUR_S)
    # Friday: a second here, a second there.
    home.lives(24 * 60)
    for by_s in (1, -1, 1, -1, -1, 1) * 10:
        home.lives(11).is_set_by(timedelta(seconds=by_s))
    home.lives(HOUR_S)

    assert days(home) == ["Mon 12:30", "Tue 12:30", "Wed 12:30", "Thu 12:30", "Fri 12:30"]


def test_a_day_on_which_half_past_twelve_is_jumped_over_has_none(live: Live) -> None:
    home = live("2026-03-02T12:20")
    home.lives(60).is_set_by(timedelta(minutes=20)).lives(HOUR_S).sleeps(22 * HOUR_S)

    assert days(home.lives(2 * HOUR_S)) == ["Tue 12:30"]


def test_waking_after_lunch_it_is_asked_late_but_asked_and_an_hour_later_it_is_left_alone(live: Live) -> None:
    home = live("2026-03-02T12:00")
    home.lives(60).sleeps(45 * 60).lives(24 * 60)
    [late] = [row for row in home.rows() if row.kind == "anchor"]
    assert late.due == "2026-03-02T12:30:00+01:00"

    home.sleeps(22 * HOUR_S).lives(60).sleeps(4 * HOUR_S).lives(HOUR_S)

    assert days(home) == ["Mon 12:30"], "Tuesday's was over for hours"


def test_a_stopped_process_asks_for_nothing_that_came_meanwhile(live: Live) -> None:
    home = live("2026-03-02T12:00").lives(60).stands_still(HOUR_S).lives(HOUR_S)

    assert days(home.sleeps(21 * HOUR_S).lives(2 * HOUR_S)) == ["Tue 12:30"]


@pytest.mark.parametrize("saturday", ["2026-03-28", "2026-10-24"])
def test_lunch_on_the_days_the_clocks_change(live: Live, saturday: str) -> None:
    home = live(f"{saturday}T12:00", LUNCH).lives(HOUR_S).sleeps(10 * HOUR_S).lives(15 * HOUR_S)

    assert days(home.sleeps(21 * HOUR_S).lives(3 * HOUR_S)) == ["Sat 12:30", "Sun 12:30", "Mon 12:30"]


@pytest.mark.parametrize(
    ("saturday", "nights"),
    [
        ("2026-03-28", ["Sat 02:30", "Mon 02:30"]),
        ("2026-10-24", ["Sat 02:30", "Sun 02:30", "Mon 02:30"]),
    ],
)
def test_a_time_that_does_not_exist_that_day_or_exists_twice(
    live: Live, saturday: str, nights: list[str]
) -> None:
    home = live(f"{saturday}T02:00", 'anchors=[{at: "02:30", routine: reach}]').lives(HOUR_S)
    home.sleeps(22 * HOUR_S).lives(4 * HOUR_S)

    assert days(home.sleeps(20 * HOUR_S).lives(4 * HOUR_S)) == nights


def test_flown_west_a_day_has_one_lunch_and_flown_east_perhaps_none(live: Live) -> None:
    home = live("2026-03-02T12:00", LUNCH).lives(HOUR_S).flies_to("America/New_York")
    home.lives(7 * HOUR_S).sleeps(22 * HOUR_S)
    assert days(home) == ["Mon 12:30"], "it was seven in the morning again"

    home.lives(HOUR_S)
    assert days(home)[1:] == ["Tue 12:30"]

    home.sleeps(20 * HOUR_S).lives(HOUR_S).flies_to("Asia/Tokyo").lives(2 * HOUR_S)
    assert days(home)[2:] == [], "Wednesday's was over in Tokyo before it came in New York"


def test_a_night_shift_has_its_time_in_each_night(live: Live) -> None:
    home = live(
        "2026-03-02T01:30",
        'anchors=[{at: "02:30", routine: reach}]',
        'hours=[{days: [mon, tue, wed], from: "22:00", to: "06:00"}]',
    )

    assert days(works(home, 3)) == ["Tue 02:30", "Wed 02:30"], "the night to Monday was free"


def test_days_of_different_hours_have_lunch_where_they_work_at_lunch(live: Live) -> None:
    home = live(
        "2026-03-02T11:30",
        LUNCH,
        'hours=[{days: [mon], from: "09:00", to: "12:00"}, {days: [tue], from: "13:00", to: "17:00"},'
        ' {days: [wed], from: "09:00", to: "12:00"}, {days: [wed], from: "12:15", to: "13:00"}]',
    )

    assert days(works(home, 4)) == ["Tue 12:30", "Wed 12:30"], "Tuesday's waits for half an hour"


def test_never_twice_on_one_date_wherever_the_clock_goes(live: Live) -> None:
    """Every hour to and fro over the same half past twelve, in all zones, with starts anew."""
    home = live("2026-03-04T12:25", LUNCH)
    for hours in (1, 1, 24, 1, 48, 1, 24 * 30, 1, 24 * 365, 1):
        home.lives(40 * 60).is_set_by(-timedelta(minutes=40, hours=hours))
        home = home.lives(40 * 60).starts_again().is_set_by(timedelta(hours=hours) - timedelta(minutes=40))
    for zone in ("Europe/London", "Atlantic/Azores", "America/New_York", "Pacific/Honolulu"):
        home.flies_to(zone).lives(6 * HOUR_S)

    counted = Counter(planned.date() for planned in home.planned())
    assert set(counted.values()) == {1}, counted
    assert date(2026, 3, 4) in counted


STEPS = st.one_of(
    st.tuples(st.just("lives"), st.integers(1, 4 * HOUR_S)),
    st.tuples(st.just("sleeps"), st.integers(1, 30 * HOUR_S)),
    st.tuples(st.just("stands_still"), st.integers(1, HOUR_S)),
    st.tuples(
        st.just("is_set_by"),
        st.builds(
            timedelta,
            days=st.sampled_from((0, 0, 0, 1, -1, -7, 3_652, -3_652)),
            seconds=st.one_of(st.integers(-90, 90), st.integers(-12 * HOUR_S, 12 * HOUR_S)),
        ),
    ),
    st.tuples(st.just("flies_to"), st.sampled_from((BERLIN, "America/New_York", "Pacific/Kiritimati"))),
    st.tuples(st.just("starts_again"), st.integers(1, 6 * HOUR_S)),
)


@pytest.mark.long
@pytest.mark.timeout(600)
@settings(max_examples=60)
@given(st.lists(STEPS, max_size=7))
def test_whatever_happens_to_the_clock_nobody_is_asked_twice_on_one_date(
    steps: list[tuple[str, Any]],
) -> None:
    patch, begins = pytest.MonkeyPatch(), datetime.fromisoformat("2026-03-27T11:00")
    with tempfile.TemporaryDirectory() as place:
        home = DaysAtHome(Path(place), WallClock(begins, BERLIN, patch), LUNCH).starts()
        try:
            for deed, details in [*steps, ("lives", 26 * HOUR_S)]:
                home = getattr(home, deed)(details)
            counted = Counter(planned.date() for planned in home.planned())
        finally:
            home.ends()
            see_the_own_zone_again(patch)

    assert set(counted.values()) <= {1}, counted
    assert counted, "the last day had its lunch"
