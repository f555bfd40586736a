"""Computers that sleep, screens that lock, processes that stand still, clocks that are set: what is counted.

With the settings as they come: minutes pass by moving the clocks that the real daemon reads.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from deskbreak.clock import SystemClock
from support.desktop import Desktop, bare_desktop
from support.machine import Machine
from support.moved_clocks import MovedClocks
from support.places import Whereabouts, since_another_boot, why_not
from support.program import CALM, QUICK, Program
from support.told_day import Look, ToldDay, assert_sat, assert_sits_since
from support.waiting import seconds_now

pytestmark = pytest.mark.desktop

MINUTE, HOUR = 60, 3600
KILL = 9
OFFICE = 'hours=[{days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:30"}]'
SET_BY = {
    "a second on": timedelta(seconds=1),
    "a second back": timedelta(seconds=-1),
    "an hour on": timedelta(hours=1),
    "an hour back": timedelta(hours=-1),
    "a day on": timedelta(days=1),
    "a day back": timedelta(days=-1),
    "ten years on": timedelta(days=3652),
    "ten years back": timedelta(days=-3652),
}


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A screen and a session bus; neither panel nor screen saver."""
    with bare_desktop() as desktop:
        desktop.start_bus()
        yield desktop


@pytest.fixture
def clocks(desktop: Desktop, deskbreak: Program) -> MovedClocks:
    """The clocks of Deskbreak, which is not started yet."""
    clocks = MovedClocks(desktop.root, desktop.environment.get("PYTHONPATH", ""))
    deskbreak.inside = clocks.within
    return clocks


def started(deskbreak: Program, clocks: MovedClocks, *settings: str, session: bool = False) -> ToldDay:
    deskbreak.start(*CALM, *settings)
    if session:
        deskbreak.until(lambda: deskbreak.status()["adapters"]["session"], "somebody tells of the session")
    deskbreak.until(lambda: deskbreak.status()["adapters"]["activity"], "somebody tells of input")
    day = ToldDay(deskbreak, clocks)
    day.tell("starts")
    return day


def prompted(day: ToldDay, deskbreak: Program, works_s: int = 45 * MINUTE + 30) -> Look:
    """Works until the first window closes, and is asked."""
    day.works(works_s)
    deskbreak.until_state("prompting")
    deskbreak.until(deskbreak.windows, "the prompt shows")
    return day.tell("is asked")


# --- sleep and locks ---------------------------------------------------------


def test_twenty_minutes_of_sleep_at_minute_twenty_five_are_a_rest(
    machine: Machine, deskbreak: Program, clocks: MovedClocks
) -> None:
    day = started(deskbreak, clocks, session=True)
    start = day.look()
    before = day.works(25 * MINUTE)
    assert_sat(start, before, 25 * MINUTE)

    machine.says_sleep(True)
    deskbreak.until(lambda: not machine.waits_for(), "the computer may sleep")
    falling = day.tell("is told that the computer goes to sleep")
    assert_sat(before, falling, 0)
    clocks.sleep(20 * MINUTE)
    machine.says_sleep(False)
    deskbreak.until(machine.waits_for, "it knows that the computer is awake")
    awake = day.tell("slept for 20 min, and is told that it is over")
    assert_sits_since(falling, awake)

    assert_sat(awake, day.works(29 * MINUTE), 29 * MINUTE)
    assert deskbreak.history() == []


def test_sleep_that_nobody_announces_is_seen_by_the_clocks(deskbreak: Program, clocks: MovedClocks) -> None:
    day = started(deskbreak, clocks)
    before = day.works(25 * MINUTE)
    clocks.sleep(90)
    short = day.tell("slept for 90 s, which is no rest")
    assert_sat(before, short, 90)

    clocks.sleep(20 * MINUTE)
    long = day.tell("slept for 20 min")
    assert_sits_since(short, long)

    clocks.sleep(3 * 24 * HOUR)
    weekend = day.tell("slept for three days")
    assert_sits_since(long, weekend)
    assert_sat(weekend, day.works(29 * MINUTE), 29 * MINUTE)
    assert deskbreak.history() == []


def test_a_lock_of_three_minutes_is_a_rest_and_one_of_a_minute_is_none(
    machine: Machine, deskbreak: Program, clocks: MovedClocks
) -> None:
    day = started(deskbreak, clocks, session=True)
    before = day.works(25 * MINUTE)
    machine.says_locked(True)
    day.passes(30)
    day.passes(30)
    machine.says_locked(False)
    short = day.tell("was locked for 1 min")
    assert_sat(before, short, MINUTE)
    assert short.state == "sitting"

    machine.says_locked(True)
    for _ in range(6):
        day.passes(30)
    locked = day.tell("is locked for 3 min")
    assert (locked.state, locked.sitting_s) == ("resting", 0)
    machine.says_locked(False)
    back = day.tell("is unlocked")
    assert_sits_since(locked, back)
    assert deskbreak.history() == []


def test_a_sleep_takes_the_prompt_down_and_nobody_is_asked_on_waking(
    machine: Machine, deskbreak: Program, clocks: MovedClocks
) -> None:
    day = started(deskbreak, clocks, session=True)
    asked = prompted(day, deskbreak)
    deskbreak.desktop.hands.tap("a")
    machine.says_sleep(True)
    deskbreak.until(lambda: not deskbreak.windows(), "the prompt goes")
    clocks.sleep(20 * MINUTE)
    machine.says_sleep(False)
    deskbreak.until(machine.waits_for, "it knows that the computer is awake")
    awake = day.tell("slept for 20 min with the prompt open")
    assert_sits_since(asked, awake)

    assert_sat(awake, day.works(29 * MINUTE), 29 * MINUTE)
    assert deskbreak.outcomes() == ["walked_away"]
    assert deskbreak.windows() == []


# --- a process, and a whole computer, that stand still ------------------------


def test_a_process_that_stood_still_knows_nothing_of_that_time(
    deskbreak: Program, clocks: MovedClocks
) -> None:
    """Up to 75 s that cannot be told from its own waiting, which lasts a minute: it counts."""
    day = started(deskbreak, clocks)
    before = day.works(25 * MINUTE)
    for for_s, counts_s in ((60, 60), (76, 0), (4 * MINUTE, 0)):
        with day.stopped():
            clocks.run(for_s)
        after = day.tell(f"stood still for {for_s} s")
        assert_sat(before, after, counts_s)
        before = after

    with day.stopped():
        clocks.run(10 * MINUTE)
    assert_sits_since(before, day.tell("stood still for 10 min, longer than a rest"))
    assert deskbreak.history() == []


def test_a_process_that_stands_still_with_a_prompt_open(deskbreak: Program, clocks: MovedClocks) -> None:
    day = started(deskbreak, clocks)
    asked = prompted(day, deskbreak)
    with day.stopped():
        clocks.run(4 * MINUTE)
    short = day.tell("stood still for 4 min")
    assert_sat(asked, short, 0)
    assert short.state == "prompting"
    assert deskbreak.outcomes() == [None]

    with day.stopped():
        clocks.run(10 * MINUTE)
    long = day.tell("stood still for 10 min, longer than a rest")
    assert_sits_since(short, long)
    deskbreak.until(lambda: not deskbreak.windows(), "the prompt goes")
    assert_sat(long, day.works(29 * MINUTE), 29 * MINUTE)
    [row] = deskbreak.history()
    assert (row["outcome"], row["attempt"]) == (None, 1)


def test_a_virtual_machine_that_is_paused_and_restored_has_lost_nothing(
    deskbreak: Program, clocks: MovedClocks
) -> None:
    """All its clocks stand still, but the one on the wall, which the host sets when it goes on."""
    day = started(deskbreak, clocks)
    before = day.works(25 * MINUTE)
    with day.stopped():
        clocks.set_wall(timedelta(hours=3))
    assert_sat(before, day.tell("was paused for three hours"), 0)

    asked = prompted(day, deskbreak, works_s=20 * MINUTE + 30)
    with day.stopped():
        clocks.set_wall(timedelta(days=40))
    restored = day.tell("was paused for forty days with the prompt open")
    assert_sat(asked, restored, 0)
    assert restored.state == "prompting"
    assert deskbreak.outcomes() == [None]


# --- clocks that are set --------------------------------------------------------


def test_no_clock_that_is_set_moves_sitting_asks_or_answers(deskbreak: Program, clocks: MovedClocks) -> None:
    day = started(deskbreak, clocks)
    before = day.works(31 * MINUTE)
    assert before.state == "due"
    for what, by in SET_BY.items():
        clocks.set_wall(by)
        after = day.tell(f"the clock is set {what}")
        assert_sat(before, after, 0)
        assert after.state == "due"
    assert deskbreak.history() == []

    asked = prompted(day, deskbreak, works_s=14 * MINUTE + 30)
    for what, by in SET_BY.items():
        clocks.set_wall(by)
        after = day.tell(f"the clock is set {what}")
        assert_sat(asked, after, 0)
        assert after.state == "prompting"
    assert len(deskbreak.windows()) == 1

    assert deskbreak.command("snooze").returncode == 0
    day.tell("puts it off")
    clocks.set_wall(timedelta(days=3652))
    later = day.tell("the clock is set ten years on")
    assert (later.state, deskbreak.outcomes()) == ("snoozed", ["snoozed"])


def test_until_tomorrow_is_no_longer_than_that_though_the_clock_is_set_back(
    deskbreak: Program, clocks: MovedClocks
) -> None:
    day = started(deskbreak, clocks)
    assert deskbreak.command("pause", "tomorrow").returncode == 0
    clocks.set_wall(timedelta(days=-3652))
    assert day.tell("paused; the clock is set ten years back").state == "paused"
    clocks.sleep(24 * HOUR)
    assert day.tell("slept for a day").state != "paused"

    assert deskbreak.command("pause", "tomorrow").returncode == 0
    assert day.tell("paused again").state == "paused"
    clocks.set_wall(timedelta(days=1))
    assert day.tell("the clock is set a day on").state != "paused"


def test_after_a_kill_the_clock_that_was_set_decides_nothing(deskbreak: Program, clocks: MovedClocks) -> None:
    day = started(deskbreak, clocks)
    before = day.works(31 * MINUTE)
    clocks.run(20)
    clocks.set_wall(timedelta(days=-3652))
    deskbreak.end(KILL)
    clocks.run(20)
    deskbreak.start(*CALM)

    after = ToldDay(deskbreak, clocks).tell("was killed, the clock set ten years back, started 20 s later")
    # What passed since the last sign of life, at most a minute, is lost.
    assert before.sitting_s - MINUTE <= after.sitting_s <= before.sitting_s + 40 + after.to_s - before.from_s
    assert after.state == "due"


# --- zones ----------------------------------------------------------------------


class Place:
    """Where Deskbreak finds itself, and what the clock on the wall is set to."""

    def __init__(self, desktop: Desktop, deskbreak: Program, clocks: MovedClocks) -> None:
        self._clocks = clocks
        self._here = Whereabouts(desktop.root / "place", "Europe/Berlin")
        if reason := why_not(*self._here.within):
            pytest.skip(f"no /etc of its own for Deskbreak: {reason}")
        deskbreak.inside = (*self._here.within, *clocks.within)
        self.fly_to = self._here.fly_to

    def it_is(self, shown: str) -> None:
        """Set the clock, which nobody has moved yet."""
        self._clocks.set_wall(datetime.fromisoformat(shown) - SystemClock().now().wall)


def test_flown_to_another_zone_it_keeps_the_hours_of_that_place(
    desktop: Desktop, deskbreak: Program, clocks: MovedClocks
) -> None:
    place = Place(desktop, deskbreak, clocks)
    place.it_is("2026-11-23T15:00:00+01:00")
    day = started(deskbreak, clocks, OFFICE)
    before = day.works(25 * MINUTE)
    assert before.state == "sitting"

    place.fly_to("Asia/Tokyo")
    there = day.tell("flown to Tokyo, where it is 23:25")
    assert there.state == "off_hours"
    assert_sat(before, there, 0)
    place.fly_to("America/New_York")
    back = day.tell("flown on to New York, where it is 9:25")
    assert back.state == "sitting"
    assert_sat(before, back, 0)
    assert deskbreak.history() == []


@pytest.mark.parametrize(
    ("shown", "then"),
    [
        ("2026-10-25T02:59:30+02:00", "2:00 again, in winter"),
        ("2026-03-29T01:59:30+01:00", "3:00, in summer"),
    ],
)
def test_the_night_in_which_the_clocks_change_is_as_long_as_it_is(
    desktop: Desktop, deskbreak: Program, clocks: MovedClocks, shown: str, then: str
) -> None:
    place = Place(desktop, deskbreak, clocks)
    place.it_is(shown)
    day = started(deskbreak, clocks)
    before = day.tell(f"it is {shown}")
    after = day.works(25 * MINUTE)
    day.tell(f"half a minute after the beginning it was {then}")
    assert_sat(before, after, 25 * MINUTE)
    assert after.state == "sitting"
    assert deskbreak.history() == []


# --- another boot ----------------------------------------------------------------


def test_it_never_takes_one_clock_for_another(desktop: Desktop, deskbreak: Program) -> None:
    """Its clocks began years before those of the X server that counts its idle time, and differ by years."""
    deskbreak.inside = since_another_boot(boot_s=9 * 365 * 24 * HOUR, awake_s=2 * 365 * 24 * HOUR)
    if reason := why_not(*deskbreak.inside):
        pytest.skip(f"no clocks of its own for Deskbreak: {reason}")
    deskbreak.start(*QUICK, "reminder.earliest=3s")
    from_s = seconds_now()
    desktop.hands.keep_typing(lambda: deskbreak.state == "due", 30)
    deskbreak.until_state("prompting", within_s=30)

    [row] = deskbreak.history()
    print(row)
    assert row["why"] == "pause"
    assert 3 <= row["sitting_s"] <= seconds_now() - from_s + MINUTE
    told = SystemClock().now().wall - datetime.fromisoformat(row["prompted"])
    assert timedelta(seconds=-1) < told < timedelta(minutes=1)
