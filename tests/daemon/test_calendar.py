"""Working hours and anchors on a wall clock that is set, flown, slept over: each wakes the loop in time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.core.anchors import Anchor
from deskbreak.core.hours import DAYS, WorkingHours, is_working
from deskbreak.daemon.calendar import MAX_WAIT_S, Calendar
from support.examples import examples
from support.wall_clock import MS, WallClock, see_the_own_zone_again

BERLIN = "Europe/Berlin"
MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001  as the wall shows it
SPRING, AUTUMN = datetime(2026, 3, 29), datetime(2026, 10, 25)  # noqa: DTZ001  the days the clocks change
WEEKDAYS = frozenset(DAYS[:5])
LUNCH = time(12, 30)
DAY_S, HOUR_S, MINUTE_S = 86_400, 3_600, 60


@dataclass
class Passed:
    """The running wall clock came to an anchor's time; ``late_ms``: how late the loop was woken for it."""

    local: datetime
    could_wake_ms: int
    late_ms: int | None = None


@dataclass
class Home:
    """A calendar, and a loop that sleeps just as long as it says, on a clock of the test's."""

    clock: WallClock
    anchor: time | None = None
    woken: int = 0
    calls: list[datetime] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    _due_ms: int = 0

    def __post_init__(self) -> None:
        self.calendar = Calendar(self._wake)
        self.calendar.start()

    def _wake(self) -> None:
        self.woken += 1

    def keep(self, *hours: WorkingHours, at: time | None = None) -> "Home":
        self.anchor = at
        anchors = () if at is None else (Anchor(at, "reach"),)
        self.calendar.keep(hours, anchors, self._called, self.clock.now())
        self._look()
        return self

    def _called(self) -> None:
        self.calls.append(self.clock.utc.astimezone(ZoneInfo(self.clock.zone)))
        for each in self.passed:
            if each.late_ms is None:
                each.late_ms = self.clock.awake_ms - each.could_wake_ms

    def _look(self) -> None:
        """The loop wakes."""
        wait_s = self.calendar.run_due(self.clock.now())
        assert 0 <= wait_s <= MAX_WAIT_S
        self._due_ms = self.clock.awake_ms + max(1, round(wait_s * 1000))

    # --- what may happen to a clock ----------------------------------------------------

    def lives(self, for_s: float) -> "Home":
        left_ms = round(for_s * 1000)
        while left_ms:
            step_ms = min(left_ms, max(0, self._due_ms - self.clock.awake_ms))
            self._run(step_ms)
            left_ms -= step_ms
            if self.clock.awake_ms >= self._due_ms:
                self._look()
        return self

    def sleeps(self, for_s: float) -> "Home":
        self._run(round(for_s * 1000), asleep=True, lives=False)
        return self

    def stands_still(self, for_s: float) -> "Home":
        """The process is stopped; whatever it should have done it does afterwards."""
        for each in self.passed:
            each.could_wake_ms += round(for_s * 1000) if each.late_ms is None else 0
        self._run(round(for_s * 1000), lives=False)
        self._look()
        return self

    def is_set_by(self, by: timedelta) -> "Home":
        self.passed = [each for each in self.passed if each.late_ms is not None]
        self.clock.set_by(by)
        return self

    def is_set_to(self, local: datetime) -> "Home":
        return self.is_set_by(local.replace(tzinfo=ZoneInfo(self.clock.zone)) - self.clock.utc)

    def flies_to(self, zone: str) -> "Home":
        self.is_set_by(timedelta())
        self.clock.fly_to(zone)
        return self

    def _run(self, for_ms: int, *, asleep: bool = False, lives: bool = True) -> None:
        before = self.clock.utc
        self.clock.run(for_ms, asleep=asleep)
        if self.anchor is not None:
            for at in _moments_of(self.anchor, self.clock.zone, before, self.clock.utc):
                since_ms = round((self.clock.utc - at) / MS) if lives else 0
                self.passed.append(Passed(self.clock.local_at(at), self.clock.awake_ms - since_ms))

    # --- what can be seen ---------------------------------------------------------------

    @property
    def told(self) -> list[str]:
        return [f"{call:%a %H:%M}" for call in self.calls]

    @property
    def days(self) -> list[date]:
        return [call.date() for call in self.calls]


def _moments_of(at: time, zone: str, after: datetime, until: datetime) -> Iterator[datetime]:
    """When a clock that runs from ``after`` to ``until`` shows ``at``; never, or twice, on some days."""
    here = ZoneInfo(zone)
    day, last = after.astimezone(here).date() - timedelta(days=1), until.astimezone(here).date()
    while day <= last:
        naive = datetime.combine(day, at)
        both = {naive.replace(tzinfo=here, fold=fold).astimezone(UTC) for fold in (0, 1)}
        for moment in sorted(both):
            if after < moment <= until and moment.astimezone(here).replace(tzinfo=None) == naive:
                yield moment
        day += timedelta(days=1)


Live = Callable[..., Home]


@pytest.fixture
def live() -> Iterator[Live]:
    """A home whose wall clock shows this."""
    patch = pytest.MonkeyPatch()
    homes: list[Home] = []

    def begin(local: datetime = MONDAY, zone: str = BERLIN) -> Home:
        homes.append(Home(WallClock(local, zone, patch)))
        return homes[-1]

    yield begin
    for home in homes:
        home.calendar.shutdown()
    see_the_own_zone_again(patch)


# --- working hours ------------------------------------------------------------------------


def test_each_begin_and_each_end_is_an_edge(live: Live) -> None:
    home = live().keep(WorkingHours(WEEKDAYS, time(9), time(17, 30))).lives(2 * DAY_S)

    assert home.told == ["Mon 09:00", "Mon 17:30", "Tue 09:00", "Tue 17:30"]


def test_the_weekend_has_none(live: Live) -> None:
    home = live(MONDAY + timedelta(days=4)).keep(WorkingHours(WEEKDAYS, time(9), time(17)))

    assert home.lives(3.5 * DAY_S).told == ["Fri 09:00", "Fri 17:00", "Mon 09:00"]


def test_hours_that_pass_midnight_end_on_the_next_day(live: Live) -> None:
    home = live(MONDAY + timedelta(hours=12))
    home.keep(WorkingHours(frozenset({"fri", "sun"}), time(22), time(6)))

    assert home.lives(7 * DAY_S).told == ["Fri 22:00", "Sat 06:00", "Sun 22:00", "Mon 06:00"]


def test_hours_until_midnight_end_with_the_day(live: Live) -> None:
    home = live(MONDAY + timedelta(hours=12)).keep(WorkingHours(frozenset({"sun"}), time(20), time(0)))

    assert home.lives(7 * DAY_S).told == ["Sun 20:00", "Mon 00:00"]


def test_a_day_of_two_stretches_has_four_edges(live: Live) -> None:
    home = live().keep(
        WorkingHours(WEEKDAYS, time(8), time(12)),
        WorkingHours(WEEKDAYS, time(13), time(17)),
    )

    assert home.lives(DAY_S).told == ["Mon 08:00", "Mon 12:00", "Mon 13:00", "Mon 17:00"]


def test_days_of_different_hours_have_edges_of_their_own(live: Live) -> None:
    home = live().keep(
        WorkingHours(frozenset({"mon", "wed"}), time(7), time(11)),
        WorkingHours(frozenset({"tue"}), time(14), time(2)),
    )

    assert home.lives(3 * DAY_S).told == [
        "Mon 07:00", "Mon 11:00", "Tue 14:00", "Wed 02:00", "Wed 07:00", "Wed 11:00",
    ]  # fmt: skip


def test_new_hours_replace_the_old_ones_and_wake_the_loop(live: Live) -> None:
    home = live().keep(WorkingHours(WEEKDAYS, time(9), time(17)))
    woken = home.woken

    home.keep(WorkingHours(frozenset({"mon"}), time(10), time(11)))

    assert home.woken > woken
    assert home.lives(2 * DAY_S).told == ["Mon 10:00", "Mon 11:00"]


def test_without_hours_nothing_is_left_to_do(live: Live) -> None:
    home = live().keep(WorkingHours(WEEKDAYS, time(9), time(17))).keep()

    assert home.lives(2 * DAY_S).told == []


def test_asleep_over_many_edges_it_is_told_once_a_kind_and_goes_on(live: Live) -> None:
    home = live().keep(WorkingHours(WEEKDAYS, time(9), time(17))).lives(DAY_S / 2)
    home.calls.clear()

    home.sleeps(3 * DAY_S).lives(MINUTE_S)

    assert len(home.calls) == 2, "one begin and one end, however many were slept through"
    home.calls.clear()
    assert home.lives(DAY_S / 2).told == ["Thu 17:00"]


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_the_day_the_clocks_change_has_its_edges_where_the_mind_has_them(live: Live, day: datetime) -> None:
    hours = WorkingHours(frozenset({"sun"}), time(9), time(17))

    home = live(day).keep(hours).lives(DAY_S)

    assert home.told == ["Sun 09:00", "Sun 17:00"]
    begins, ends = home.calls
    assert is_working((hours,), begins)
    assert not is_working((hours,), begins - timedelta(minutes=1))
    assert not is_working((hours,), ends)


def test_hours_that_begin_in_the_hour_that_comes_twice_begin_twice(live: Live) -> None:
    """02:15 comes, then it is 02:00 once more, which is before the hours."""
    home = live(AUTUMN).keep(WorkingHours(frozenset({"sun"}), time(2, 15), time(9)))

    assert home.lives(12 * HOUR_S).told == ["Sun 02:15", "Sun 02:15", "Sun 09:00"]


def test_an_evening_that_is_set_back_has_its_end_once_more(live: Live) -> None:
    home = live(MONDAY + timedelta(hours=16)).keep(WorkingHours(WEEKDAYS, time(9), time(17)))
    home.lives(1.5 * HOUR_S).is_set_by(-timedelta(hours=1))

    assert home.lives(HOUR_S).told == ["Mon 17:00", "Mon 17:00"]


def test_a_clock_that_was_years_ahead_stalls_nothing(live: Live) -> None:
    """APScheduler by itself would wait for the years to pass again."""
    home = live(datetime(2036, 3, 3, 8)).keep(WorkingHours(WEEKDAYS, time(9), time(17)))  # noqa: DTZ001
    home.lives(2 * HOUR_S).is_set_to(MONDAY).lives(DAY_S)

    assert home.told == ["Mon 09:00", "Mon 09:00", "Mon 17:00"]


# --- anchors --------------------------------------------------------------------------------


def test_an_anchor_calls_once_a_day_to_the_second(live: Live) -> None:
    home = live().keep(at=LUNCH).lives(7 * DAY_S)

    assert [f"{call:%a %X}" for call in home.calls] == [f"{day.title()} 12:30:00" for day in DAYS]


@pytest.mark.parametrize(
    "first", [date(2027, 1, 31), date(2027, 12, 31), date(2027, 2, 28), date(2028, 2, 28), date(2028, 2, 29)]
)
def test_the_ends_of_months_and_years_and_the_leap_day_have_their_lunch(live: Live, first: date) -> None:
    home = live(datetime.combine(first, time(0))).keep(at=LUNCH).lives(3 * DAY_S)

    assert home.days == [first + timedelta(days=after) for after in range(3)]


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_lunch_is_at_lunch_on_the_days_the_clocks_change(live: Live, day: datetime) -> None:
    home = live(day - timedelta(days=1)).keep(at=LUNCH).lives(3 * DAY_S)

    assert home.told == ["Sat 12:30", "Sun 12:30", "Mon 12:30"]


def test_a_time_that_does_not_exist_on_a_day_is_left_out(live: Live) -> None:
    home = live(SPRING - timedelta(days=1)).keep(at=time(2, 30)).lives(3 * DAY_S)

    assert home.told == ["Sat 02:30", "Mon 02:30"]


def test_a_time_that_comes_twice_calls_twice_and_the_mind_takes_the_first(live: Live) -> None:
    home = live(AUTUMN - timedelta(days=1)).keep(at=time(2, 30)).lives(3 * DAY_S)

    assert home.told == ["Sat 02:30", "Sun 02:30", "Sun 02:30", "Mon 02:30"]


@pytest.mark.parametrize("by_s", [1, 10, MINUTE_S, HOUR_S, 12 * HOUR_S, DAY_S, 3_652 * DAY_S])
@pytest.mark.parametrize("direction", [-1, 1])
def test_set_by_hand_far_from_lunch_it_is_called_when_the_clock_runs_past_it(
    live: Live, by_s: int, direction: int
) -> None:
    home = live(MONDAY + timedelta(hours=12)).keep(at=LUNCH).lives(60)
    home.is_set_by(timedelta(seconds=direction * by_s)).lives(2 * MINUTE_S)
    home.calls.clear()

    home.lives(DAY_S)

    assert [f"{call:%H:%M}" for call in home.calls] in (["12:30"], ["12:30", "12:30"])
    assert_in_time(home)


def test_set_back_after_lunch_it_is_called_again_and_the_mind_remembers(live: Live) -> None:
    home = live(MONDAY + timedelta(hours=12)).keep(at=LUNCH).lives(HOUR_S).is_set_by(-timedelta(hours=1))

    assert home.lives(HOUR_S).told == ["Mon 12:30", "Mon 12:30"]


def test_slept_over_lunch_it_is_called_within_a_minute_of_waking(live: Live) -> None:
    home = live(MONDAY + timedelta(hours=12)).keep(at=LUNCH).lives(60).sleeps(HOUR_S)

    assert home.lives(MINUTE_S).told[:1] == ["Mon 13:02"] or home.told == ["Mon 13:01"]
    assert_in_time(home)


def test_waking_just_before_lunch_it_is_called_at_lunch_or_within_a_minute(live: Live) -> None:
    home = live(MONDAY + timedelta(hours=11)).keep(at=LUNCH).lives(60).sleeps(89 * MINUTE_S - 5)

    home.lives(2 * MINUTE_S)

    assert home.told == ["Mon 12:30"]
    assert_in_time(home)


def test_a_process_that_was_stopped_over_lunch_is_called_when_it_goes_on(live: Live) -> None:
    home = live(MONDAY + timedelta(hours=12)).keep(at=LUNCH).lives(60).stands_still(3 * HOUR_S)

    assert home.told == ["Mon 15:01"]


def test_flown_west_and_back_lunch_is_that_of_each_place(live: Live) -> None:
    home = live(MONDAY + timedelta(hours=13)).keep(at=LUNCH).lives(60)

    home.flies_to("America/New_York").lives(DAY_S).flies_to(BERLIN).lives(DAY_S)

    assert [f"{call:%a %H:%M %Z}" for call in home.calls] == [
        "Mon 12:30 EST",
        "Wed 12:30 CET",
    ]


@pytest.mark.parametrize(("here", "there"), [(BERLIN, "Africa/Lagos"), ("Africa/Lagos", BERLIN)])
def test_flown_where_the_same_time_is_shown_until_tomorrow(live: Live, here: str, there: str) -> None:
    """Nothing tells that it is elsewhere, until Berlin's clocks change and those in Lagos do not."""
    home = live(SPRING - timedelta(hours=10), here).keep(at=LUNCH).lives(60).flies_to(there)

    assert home.lives(DAY_S).told == ["Sun 12:30"]


def test_a_zone_without_a_name_is_as_good_as_any(live: Live) -> None:
    """In the environment of many a server, and in containers; tzlocal refuses it."""
    home = live(SPRING - timedelta(days=1))
    home.clock.call_the_zone("CET-1CEST,M3.5.0,M10.5.0/3")

    assert home.keep(at=LUNCH).lives(2 * DAY_S).told == ["Sat 12:30", "Sun 12:30"]


# --- anything may happen, in any order --------------------------------------------------------

SHORT_S = st.integers(1, 3 * HOUR_S)
STEPS = st.one_of(
    st.tuples(st.just("lives"), st.one_of(SHORT_S, st.integers(1, DAY_S))),
    st.tuples(st.just("sleeps"), st.one_of(SHORT_S, st.integers(1, 5 * DAY_S))),
    st.tuples(st.just("stands_still"), SHORT_S),
    st.tuples(
        st.just("is_set_by"),
        st.builds(
            timedelta,
            days=st.sampled_from((0, 0, 0, 1, -1, 7, -30, 365, 3_652, -3_652)),
            seconds=st.one_of(st.integers(-90, 90), st.integers(-DAY_S, DAY_S)),
        ),
    ),
    st.tuples(
        st.just("flies_to"),
        st.sampled_from(
            (BERLIN, "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")
        ),
    ),
)
BEGINNINGS = st.sampled_from(
    [datetime.combine(day, time(11)) for day in (date(2026, 3, 28), date(2026, 10, 24), date(2027, 12, 31))]
)


@examples(30, long=1_000)
@given(BEGINNINGS, st.sampled_from((LUNCH, time(2, 30), time(0))), st.lists(STEPS, max_size=8))
def test_whatever_happens_to_the_clock_an_anchor_that_it_runs_past_is_called_within_a_minute(
    begin: datetime, at: time, steps: list[tuple[str, int]]
) -> None:
    patch = pytest.MonkeyPatch()
    try:
        home = Home(WallClock(begin, BERLIN, patch)).keep(at=at)
        for kind, what in steps:
            getattr(home, kind)(what)
        home.lives(DAY_S + 2 * HOUR_S)
        assert_in_time(home)
    finally:
        see_the_own_zone_again(patch)


def assert_in_time(home: Home) -> None:
    """The loop was woken for each time that the clock ran past, within a minute of being awake."""
    for each in home.passed:
        assert each.late_ms is not None, f"never woken for {each.local}"
        assert each.late_ms <= MAX_WAIT_S * 1000, f"woken {each.late_ms} ms after {each.local}"
