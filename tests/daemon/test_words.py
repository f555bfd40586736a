"""Every state in words that a person understands, with no hole where a time would be."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbreak.core.moments import Moment
from deskbreak.core.rules import Hold
from deskbreak.core.view import State, View, Waiting
from deskbreak.daemon import words

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

CALL = Waiting(
    (Hold.MICROPHONE,), since=NOW.wall - timedelta(minutes=28), until=NOW.wall + timedelta(minutes=5)
)
NEXT, DUE = "The next reminder comes at a pause", "A reminder comes at your next pause"


@pytest.mark.parametrize(
    ("changes", "title", "detail"),
    [
        ({}, NEXT, "Between 14:40 and 14:55."),
        ({"opens_in_ms": 5 * MINUTE, "closes_in_ms": 5 * MINUTE}, NEXT, "At 14:35."),
        ({"opens_in_ms": None, "closes_in_ms": None}, NEXT, "Not just now."),
        ({"state": State.DUE, "opens_in_ms": 0}, DUE, "At the latest at 14:55."),
        ({"state": State.DUE, "opens_in_ms": None, "closes_in_ms": None}, DUE, "It is due."),
        ({"state": State.SNOOZED}, "The reminder comes again at a pause", "Between 14:40 and 14:55."),
        ({"state": State.SILENT}, "Whenever it suits you", "No more reminders until you have had a rest."),
        (
            {"state": State.HELD, "held": CALL},
            "Waiting: your microphone is in use",
            "Since 14:02, until 14:35 at the latest.",
        ),
        (
            {"state": State.SILENT, "held": CALL},
            "Whenever it suits you",
            "Nothing pops up for now: your microphone is in use (since 14:02).",
        ),
        (
            {"state": State.DUE, "opens_in_ms": 0, "planned_for": NOW.wall},
            DUE,
            "Planned for 14:30. At the latest at 14:55.",
        ),
        (
            {"state": State.HELD, "held": CALL, "planned_for": NOW.wall},
            "Waiting: your microphone is in use",
            "Planned for 14:30. Since 14:02, until 14:35 at the latest.",
        ),
        (
            {"state": State.PROMPTING, "routine": "breathe", "planned_for": NOW.wall},
            "A good moment to breathe",
            "Planned for 14:30. A few slow breaths, and back to it.",
        ),
        (
            {"state": State.PAUSED, "planned_for": NOW.wall},
            "Paused",
            "Time at the desk goes on being counted.",
        ),
        ({"state": State.RESTING}, "Away from the desk", "Time starts again when you are back."),
        ({"state": State.OFF_HOURS}, "Outside your working hours", "Reminders come again when they begin."),
        ({"state": State.ROUTINE, "breaths_done": 4}, "The routine is open", "4 of 10 breaths"),
        ({"state": State.PROMPTING}, "A good moment to stand", "A few slow breaths, and back to it."),
        (
            {"state": State.PROMPTING, "routine": "breathe"},
            "A good moment to breathe",
            "A few slow breaths, and back to it.",
        ),
        (
            {"state": State.PAUSED, "paused_until": NOW.wall + timedelta(hours=1)},
            "Paused until 15:30",
            "Time at the desk goes on being counted.",
        ),
        (
            {"state": State.PAUSED, "paused_until": datetime(2026, 11, 24, 4, 0, tzinfo=UTC)},
            "Paused until tomorrow",
            "Time at the desk goes on being counted.",
        ),
    ],
)
def test_what_each_state_says(changes: dict[str, object], title: str, detail: str) -> None:
    told = words.of(replace(VIEW, **changes), NOW)  # type: ignore[arg-type]  # the cases are View's own

    assert (told.title, told.detail) == (title, detail)


def test_where_nobody_can_tell_the_reason_is_told() -> None:
    unknown = replace(VIEW, state=State.UNKNOWN)

    assert words.of(unknown, NOW, "There is no display.").detail == "There is no display."
    assert words.of(unknown, NOW).detail == "One moment, please."


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("ahead", [True, False])
def test_no_state_leaves_a_hole_in_its_sentence(state: State, *, ahead: bool) -> None:
    """A screen that is locked, for one, has no window ahead while the state is still sitting."""
    view = replace(VIEW, state=state)
    if not ahead:
        view = replace(view, opens_in_ms=None, closes_in_ms=None)

    told = words.of(view, NOW)

    assert told.title
    for line in (told.title, told.detail):
        assert not re.search(r"\b(at|and|between|until)\s*[.,]?\s*$|  |None|\{", line, re.IGNORECASE), line


@pytest.mark.parametrize(("minutes", "text"), [(0, "0 minutes"), (1, "1 minute"), (44, "44 minutes")])
def test_minutes_are_whole_and_one_is_singular(minutes: int, text: str) -> None:
    assert words.minutes_at_the_desk(minutes * MINUTE + 59_999) == f"At the desk for {text}"
