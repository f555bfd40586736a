"""The state in words: every state has a sentence, in whole words and with times one can trust."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskbreak.cli.status_words import STATES, length, sentences, time_of_day
from deskbreak.core.view import State
from support.stand_in_daemon import SITTING

WALL = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


def told(**changes: Any) -> list[str]:
    return sentences({**SITTING, **changes}, WALL)


def test_every_state_has_its_words() -> None:
    assert set(STATES) == {str(state) for state in State}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {},
            "At the desk for 28 min. The next reminder comes at a pause, between 14:40 and 14:55.",
        ),
        (
            {"opens_in_s": 3, "closes_in_s": 12},
            "At the desk for 28 min. The next reminder comes at a pause, at about 14:30.",
        ),
        (
            {"state": "due", "opens_in_s": -60, "closes_in_s": 840},
            "At the desk for 28 min. The next reminder waits for a pause, until 14:44 at the latest.",
        ),
        (
            {"state": "snoozed", "opens_in_s": 300, "closes_in_s": 600},
            "At the desk for 28 min. The reminder comes again at a pause, between 14:35 and 14:40.",
        ),
        (
            {
                "state": "held",
                "held": {
                    "reasons": ["microphone", "camera"],
                    "since": "2026-11-23T14:10:00+00:00",
                    "until": "2026-11-23T15:00:00+00:00",
                },
            },
            (
                "At the desk for 28 min. Waiting: your microphone and your camera are in use."
                " Since 14:10, until 15:00 at the latest."
            ),
        ),
        (
            {
                "state": "held",
                "held": {
                    "reasons": ["typewriter"],
                    "since": "2026-11-23T14:10:00+00:00",
                    "until": "2026-11-23T15:00:00+00:00",
                },
            },
            (
                "At the desk for 28 min. Waiting: something is on that reminders wait for."
                " Since 14:10, until 15:00 at the latest."
            ),
        ),
        (
            {
                "state": "silent",
                "held": {
                    "reasons": ["fullscreen", "do_not_disturb"],
                    "since": "2026-11-23T13:40:00+00:00",
                    "until": "2026-11-23T14:20:00+00:00",
                },
            },
            (
                "At the desk for 28 min. Nothing pops up for now: a program fills the screen and"
                " Do Not Disturb is on (since 13:40)."
            ),
        ),
        (
            {"state": "due", "closes_in_s": 840, "planned_for": "2026-11-23T14:20:00+00:00"},
            (
                "At the desk for 28 min. Planned for 14:20."
                " The next reminder waits for a pause, until 14:44 at the latest."
            ),
        ),
        (
            {"state": "paused", "paused_until": "2026-11-24T00:00:00+00:00", "opens_in_s": None},
            "Reminders are paused until tomorrow, 00:00. At the desk for 28 min.",
        ),
        (
            {"state": "resting", "opens_in_s": None, "closes_in_s": None},
            "Away from the desk. Sitting time begins anew when you are back.",
        ),
        ({"state": "of_a_newer_daemon"}, "State: of_a_newer_daemon."),
    ],
)
def test_the_state_is_the_first_line(changes: dict[str, Any], sentence: str) -> None:
    assert told(**changes)[0] == sentence


@pytest.mark.parametrize("state", list(State))
def test_no_state_needs_a_window_to_be_told(state: State) -> None:
    assert told(state=str(state), opens_in_s=None, closes_in_s=None)[0]


def test_today_is_counted_in_breaks_and_the_rest_by_name() -> None:
    today = {"completed": 1, "walked_away": 1, "partly": 1, "snoozed": 2, "ignored": 1}
    assert told(today=today)[1] == "Today: 3 breaks, 2 later, 1 no answer."
    assert told(today={"completed": 1})[1] == "Today: 1 break."
    assert told(today={})[1] == "Today: 0 breaks."


def test_what_does_not_work_is_told_and_why_where_a_part_only_waits() -> None:
    adapters: dict[str, Any] = {"activity": None, "tray": "pystray", "notifier": None}
    lines = told(adapters=adapters, reasons={"activity": "x11-sync: …; pynput: …", "tray": "No panel."})
    assert lines[2:] == [
        "It cannot be told whether somebody is there. More: deskbreak doctor",
        "No icon can be seen; 'deskbreak home' opens the window. No panel. More: deskbreak doctor",
        "No notices can be shown. More: deskbreak doctor",
    ]


def test_what_cannot_be_noticed_here_is_told_once_it_was_tried_and_unless_it_is_switched_off() -> None:
    holds = {"microphone": "pulse", "camera": None, "fullscreen": None, "presenting": None}
    lines = told(
        adapters={"holds": holds},
        reasons={"camera": "linux: …", "presenting": "Switched off."},
        holds_unknown=["microphone", "camera", "fullscreen"],
    )
    assert lines[2:] == ["Not noticed here, so no reminder waits for it: camera. More: deskbreak doctor"]


def test_problems_with_the_settings_are_told() -> None:
    settings = {"sources": [], "problems": ["config.yaml:3: reminder.earlist: unknown"]}
    assert told(settings=settings)[-1] == "Problem: config.yaml:3: reminder.earlist: unknown"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-4, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (5430, "1 h 30 min")],
)
def test_lengths(seconds: int, text: str) -> None:
    assert length(seconds) == text


def test_another_day_is_named() -> None:
    assert time_of_day(WALL + timedelta(hours=1), WALL) == "15:30"
    assert time_of_day(WALL + timedelta(hours=20), WALL) == "tomorrow, 10:30"
    assert time_of_day(WALL + timedelta(days=3), WALL) == "2026-11-26 14:30"
