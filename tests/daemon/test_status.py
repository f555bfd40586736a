"""What holds a reminder, as scripts read it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from deskbreak.core.moments import Moment
from deskbreak.core.rules import Hold, Rules
from deskbreak.core.view import State, View, Waiting
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.hold_keeper import HoldKeeper
from deskbreak.daemon.inbox import Inbox
from deskbreak.daemon.keeper import Keeper
from deskbreak.daemon.status import adapters, status
from deskbreak.ports.selection import Passed, Selection
from deskbreak.settings.resolved import Resolved
from support.fakes.holds import FakeHoldSense, FakeThing
from support.frozen_clock import FrozenClock

NOW = Moment(5_000_000, 5_000_000, datetime(2026, 11, 23, 14, 30, tzinfo=UTC))
MINUTE = 60_000
VIEW = View(
    state=State.SITTING,
    sitting_ms=20 * MINUTE,
    opens_in_ms=10 * MINUTE,
    closes_in_ms=25 * MINUTE,
    earliest_ms=30 * MINUTE,
    latest_ms=45 * MINUTE,
    snooze_ms=5 * MINUTE,
    snoozes_left=3,
    paused_until=None,
    attempt=0,
    routine="reach",
    breaths_done=0,
    breaths=10,
)


def kept(port: str, thing: FakeThing | None) -> Keeper[Any]:
    """A port that the fake ``thing`` stands behind, or nobody."""
    clock = FrozenClock()
    keeper = HoldKeeper(port, tuple, Inbox(), Alarms(), clock)
    sense = None if thing is None else FakeHoldSense(thing, clock, lambda *_: None, lambda _reason: None)
    passed = () if sense else (Passed("linux", "No way is known.", "Wait for one."),)
    keeper.take(Selection(port, sense.name if sense else None, sense, passed, ()))
    return keeper


def away() -> FakeThing:
    thing = FakeThing()
    thing.go_away()
    return thing


KEPT = (
    kept("microphone", FakeThing()),
    kept("do_not_disturb", away()),
    kept("screen_kept", None),
)


def told(**changes: Any) -> dict[str, Any]:
    return status(
        view=replace(VIEW, **changes),
        now=NOW,
        keepers=KEPT,
        today={},
        settings=Resolved(Rules()),
        problems=[],
        recording_since=None,
    )


def test_what_a_reminder_waits_for_since_when_and_until_when() -> None:
    held = Waiting(
        (Hold.MICROPHONE, Hold.CAMERA),
        since=NOW.wall - timedelta(minutes=28),
        until=NOW.wall + timedelta(minutes=5),
    )
    now = told(state=State.HELD, held=held, holds_active=(Hold.MICROPHONE, Hold.CAMERA))

    assert now["held"] == {
        "reasons": ["microphone", "camera"],
        "since": "2026-11-23T14:02:00+00:00",
        "until": "2026-11-23T14:35:00+00:00",
    }
    assert now["holds_active"] == ["microphone", "camera"]


def test_nothing_waits_where_nothing_is_due_though_something_is_on() -> None:
    now = told(holds_active=(Hold.FULLSCREEN,), holds_unknown=(Hold.CAMERA, Hold.PRESENTING))

    assert now["held"] is None
    assert now["holds_active"] == ["fullscreen"]
    assert now["holds_unknown"] == ["camera", "presenting"]


def test_what_an_anchors_reminder_is_planned_for() -> None:
    assert told()["planned_for"] is None
    assert told(planned_for=NOW.wall)["planned_for"] == "2026-11-23T14:30:00+00:00"


def test_the_ports_of_holds_stand_together() -> None:
    assert told()["adapters"] == {
        "activity": None,
        "session": None,
        "tray": None,
        "notifier": None,
        "holds": {"microphone": "fake", "do_not_disturb": None, "screen_kept": None},
    }
    assert told()["reasons"] == {
        "do_not_disturb": "The fake thing is away.",
        "screen_kept": "linux: No way is known.",
    }


def test_doctor_is_told_of_one_that_is_there_and_cannot_tell_just_now() -> None:
    account = adapters(KEPT)[1]

    assert (account["port"], account["name"]) == ("do_not_disturb", "fake")
    assert account["passed"] == [
        {"name": "fake", "reason": "The fake thing is away.", "remedy": "Bring it back."}
    ]
