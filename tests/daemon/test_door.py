"""What stays outside the inbox changes nothing for the mind; and no port can fill it."""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from deskbreak.core import commands as do
from deskbreak.core import events as on
from deskbreak.core.engine import Engine
from deskbreak.core.moments import Moment
from deskbreak.core.reminder import NotNow
from deskbreak.core.rules import Rules
from deskbreak.core.view import View
from deskbreak.daemon import inbox
from deskbreak.daemon.door import MOST_IN_A_SECOND, Door
from deskbreak.ports.selection import Selection
from support.examples import examples
from support.fakes.activity import FakeDesk

BEGIN_MS = 1_000_000
QUICK = Rules(
    earliest_ms=4_000,
    latest_ms=12_000,
    patience_ms=3_000,
    snooze_ms=5_000,
    rest_after_idle_ms=20_000,
    rest_after_lock_ms=8_000,
)


def at(now_ms: int) -> Moment:
    return Moment(now_ms, now_ms, datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(milliseconds=now_ms))


@dataclass(frozen=True)
class Told:
    """``after_ms`` the report before, an event; ``back_ms`` is how long ago it began, for a report."""

    after_ms: int
    what: str
    back_ms: int

    def event(self, now_ms: int, before: on.Event) -> on.Event:
        match self.what:
            case "active":
                return on.Active(now_ms - self.back_ms // 100)
            case "idle":
                return on.Idle(now_ms - self.back_ms)
            case "again":
                return before
        return OTHERS[self.what]


OTHERS: dict[str, on.Event] = {
    "locked": on.Locked(),
    "unlocked": on.Unlocked(),
    "sleeps": on.FellAsleep(),
    "wakes": on.Woke(),
    "start": on.Chose(on.Answer.START),
    "snooze": on.Chose(on.Answer.SNOOZE),
    "stood": on.Chose(on.Answer.STOOD),
    "over": on.RoutineEnded(),
    "failed": on.Failed(),
    "readable": on.Sensing(1),
    "unreadable": on.Sensing(None),
    "pause": on.Suspended(for_ms=6_000),
}
REPORTS = some.sampled_from(["active", "idle", "again", "again"])
ANYTHING = some.one_of(REPORTS, some.sampled_from([*OTHERS, "readable", "again", "idle"]))
GAPS_MS = some.sampled_from([0, 0, 1, 3, 50, 400, 900, 1_000, 1_001, 3_000, 9_000, 70_000])
LENGTHS_MS = some.sampled_from([0, 1, 900, 1_000, 2_500, 10_000, 19_900, 60_000])
DAYS = some.lists(some.builds(Told, GAPS_MS, some.one_of(REPORTS, ANYTHING), LENGTHS_MS), max_size=40)


class Mind:
    """A mind as the loop keeps it: told what came in, and woken at each deadline."""

    def __init__(self) -> None:
        self.engine = Engine(QUICK, at(BEGIN_MS))
        self.did: list[do.Command] = self.engine.handle(on.Sensing(1), at(BEGIN_MS))

    def lives_to(self, now_ms: int) -> View:
        self.wakes_until(now_ms)
        self.did += self.engine.handle(on.Tick(), at(now_ms))
        return self.engine.view

    def wakes_until(self, now_ms: int) -> None:
        while self.engine.deadline <= now_ms:
            self.did += self.engine.handle(on.Tick(), at(self.engine.deadline))

    def hears(self, event: on.Event, now_ms: int) -> None:
        self.wakes_until(now_ms)
        try:
            self.did += self.engine.handle(event, at(now_ms))
        except NotNow:
            self.did += self.engine.handle(on.Tick(), at(now_ms))


A_BUMP_THAT_WAS_NONE = [
    Told(0, "idle", 0),
    Told(70_000, "active", 0),
    Told(900, "idle", 900),
    Told(900, "idle", 0),
]


@examples(400)
@given(DAYS)
@example(A_BUMP_THAT_WAS_NONE)
def test_what_stays_outside_changes_nothing(day: list[Told]) -> None:
    desk = FakeDesk()
    door, everything, what_came_in = Door(desk), Mind(), Mind()
    now_ms = BEGIN_MS
    before: on.Event = on.Active(BEGIN_MS)
    for told in day:
        now_ms += told.after_ms
        desk.now_ms = now_ms
        event = told.event(now_ms, before)
        before = event if isinstance(event, on.Active | on.Idle) else before
        everything.hears(event, now_ms)
        if door.let_in(inbox.Seen(event, at(now_ms))) is not None:
            what_came_in.hears(event, now_ms)
            assert what_came_in.engine.view == everything.engine.view
    now_ms += 200_000
    assert what_came_in.lives_to(now_ms) == everything.lives_to(now_ms)
    assert what_came_in.did == everything.did


# --- floods ----------------------------------------------------------------------------------


class Flood:
    """A door, and what came in through it; the time is the test's."""

    def __init__(self) -> None:
        self.desk = FakeDesk()
        self.door = Door(self.desk)
        self.came: list[inbox.Item] = []

    def tells(self, item: inbox.Item) -> None:
        came = self.door.let_in(item)
        if came is not None:
            self.came.append(came)

    def sees(self, event: on.Event) -> None:
        self.tells(inbox.Seen(event, self.desk.now()))

    def lost(self) -> list[str]:
        return [each.port for each in self.came if isinstance(each, inbox.PortLost)]

    def seconds(self, count: int, *each_of: on.Event) -> "Flood":
        """Ten thousand reports in each."""
        for _second in range(count):
            for number in range(10_000):
                self.desk.now_ms += number % 10 == 0
                self.sees(each_of[number % len(each_of)])
        return self


@pytest.mark.parametrize("event", [on.Active(1_000_000), on.Idle(1_000_000)])
def test_the_same_over_and_over_comes_in_about_once_a_second(event: on.Event) -> None:
    flood = Flood().seconds(10, event)

    assert len(flood.came) <= 11
    assert flood.lost() == []


def test_a_port_that_tells_more_than_can_be_is_lost_once_and_heard_no_more() -> None:
    flood = Flood().seconds(5, on.Active(1_000_000), on.Idle(1_000_000))

    assert len(flood.came) == MOST_IN_A_SECOND + 1
    assert flood.lost() == ["activity"]
    assert flood.came[-1] == inbox.PortLost(
        "activity", f"It told more than {MOST_IN_A_SECOND} things within a second, which cannot be true."
    )


def test_a_port_that_is_filled_again_is_heard_again() -> None:
    flood = Flood().seconds(1, on.Active(1_000_000), on.Idle(1_000_000))
    before = len(flood.came)

    flood.tells(inbox.Selected(Selection("tray", "another", None, (), ())))
    flood.sees(on.Idle(5))
    assert len(flood.came) == before + 1
    flood.desk.now_ms += 5_000
    flood.tells(inbox.Selected(Selection("activity", "the same", None, (), ())))
    flood.sees(on.Idle(6))

    assert flood.came[-1] == inbox.Seen(on.Idle(6), flood.desk.now())


def test_each_port_is_judged_by_itself_and_everything_else_comes_in() -> None:
    flood = Flood()
    for _number in range(1_000):
        flood.tells(inbox.PanelTold(None))
    flood.sees(on.Locked())
    flood.tells(inbox.SettingsTouched())
    flood.tells(inbox.End())

    assert flood.lost() == ["tray"]
    assert flood.came[-3:] == [
        inbox.Seen(on.Locked(), flood.desk.now()),
        inbox.SettingsTouched(),
        inbox.End(),
    ]


def test_as_much_as_can_be_comes_in_for_as_long_as_it_likes() -> None:
    flood = Flood()
    for _each in range(3_000):
        flood.desk.now_ms += 10
        flood.sees(on.Active(flood.desk.now_ms))
        flood.sees(on.Idle(flood.desk.now_ms))

    assert flood.lost() == []
    assert len(flood.came) == 6_000


# --- the inbox behind it ----------------------------------------------------------------------


def test_what_many_threads_post_is_taken_in_order_and_not_all_at_once() -> None:
    box = inbox.Inbox()

    def post_all(name: str) -> None:
        for number in range(500):
            box.post(inbox.Acted(f"{name} {number}"))

    threads = [threading.Thread(target=post_all, args=(name,)) for name in "abcd"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    taken: list[inbox.Item] = []
    while batch := box.take(0):
        assert len(batch) <= inbox.AT_ONCE
        taken += batch

    for name in "abcd":
        its_own = [each for each in taken if isinstance(each, inbox.Acted) and each.action[0] == name]
        assert its_own == [inbox.Acted(f"{name} {number}") for number in range(500)]


def test_a_post_in_the_middle_of_a_post_is_no_deadlock() -> None:
    """As a signal's handler does it, in the main thread, wherever that is."""
    box: inbox.Inbox

    def interrupted(item: inbox.Item) -> inbox.Item:
        if isinstance(item, inbox.Acted):
            box.post(inbox.End())
        return item

    box = inbox.Inbox(interrupted)
    posting = threading.Thread(target=box.post, args=(inbox.Acted("home"),), daemon=True)
    posting.start()
    posting.join(10)

    assert box.take(0) == [inbox.End(), inbox.Acted("home")]
