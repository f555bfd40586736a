"""The tray in each state, as a person reads it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deskbreak.core.moments import Moment
from deskbreak.core.rules import Hold
from deskbreak.core.view import State, View, Waiting
from deskbreak.daemon.face import done_today, face
from deskbreak.ports.tray import RING_STEPS, Face, MenuItem, Sign

NOW = Moment(5_000_000, 5_000_000, datetime(2026, 11, 23, 14, 30, tzinfo=UTC))
MINUTE = 60_000
VIEW = View(
    state=State.SITTING,
    sitting_ms=15 * MINUTE,
    opens_in_ms=15 * MINUTE,
    closes_in_ms=30 * MINUTE,
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
TODAY = {"completed": 2, "partly": 1, "walked_away": 1, "skipped": 5, "ignored": 1}


def seen(view: View = VIEW, *, why_unknown: str = "", problem: str = "") -> Face:
    return face(view, NOW, TODAY, why_unknown, problem)


def story(items: tuple[MenuItem, ...], depth: int = 0) -> list[str]:
    """A menu as it is read: notes in brackets, lines of a submenu indented, a line between groups."""
    lines = []
    for item in items:
        label = item.label if item.enabled else f"[{item.label}]"
        lines.append("    " * depth + (label or "---"))
        lines += story(item.children, depth + 1)
    return lines


ORDINARY = """\
[The next reminder comes at a pause]
---
Start the reach
I already stood
---
Pause
    For 30 minutes
    For an hour
    Until tomorrow
Desk checklist
Open Deskbreak
---
[Today: 4 times up]
Quit"""


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        (State.SITTING, "The next reminder comes at a pause"),
        (State.DUE, "A reminder comes at your next pause"),
        (State.SNOOZED, "The reminder comes again at a pause"),
        (State.SILENT, "Whenever it suits you"),
        (State.ROUTINE, "The routine is open"),
        (State.RESTING, "Away from the desk"),
        (State.OFF_HOURS, "Outside your working hours"),
        (State.UNKNOWN, "Cannot tell whether somebody is there"),
    ],
)
def test_the_menu_while_nobody_is_asked(state: State, heading: str) -> None:
    shown = story(seen(replace(VIEW, state=state)).menu)

    assert "\n".join(shown) == ORDINARY.replace("The next reminder comes at a pause", heading)


def test_the_menu_while_somebody_is_asked() -> None:
    shown = story(seen(replace(VIEW, state=State.PROMPTING)).menu)

    assert "\n".join(shown) == ORDINARY.replace(
        "The next reminder comes at a pause", "A good moment to stand"
    ).replace("I already stood", "In 5 minutes\nSkip\nI already stood")


def test_the_menu_names_the_routine_that_it_starts() -> None:
    shown = story(seen(replace(VIEW, routine="breathe")).menu)

    assert "\n".join(shown) == ORDINARY.replace("Start the reach", "Start breathing")


def test_who_has_no_later_left_can_still_skip() -> None:
    shown = story(seen(replace(VIEW, state=State.PROMPTING, snoozes_left=0)).menu)

    assert "In 5 minutes" not in shown
    assert "Skip" in shown


def test_the_menu_while_paused() -> None:
    paused = replace(VIEW, state=State.PAUSED, paused_until=NOW.wall + timedelta(minutes=40))

    shown = "\n".join(story(seen(paused).menu))

    assert shown == ORDINARY.replace("The next reminder comes at a pause", "Paused until 15:10").replace(
        "Pause\n    For 30 minutes\n    For an hour\n    Until tomorrow", "Resume reminders"
    )


CALL = Waiting(
    (Hold.MICROPHONE,), since=NOW.wall - timedelta(minutes=28), until=NOW.wall + timedelta(minutes=5)
)


def test_while_a_call_holds_it_menu_and_tooltip_say_why_since_when_and_until_when() -> None:
    held = seen(replace(VIEW, state=State.HELD, sitting_ms=45 * MINUTE, held=CALL))

    assert "\n".join(story(held.menu)) == ORDINARY.replace(
        "[The next reminder comes at a pause]",
        "[Waiting: your microphone is in use]\n[Since 14:02, until 14:35 at the latest]",
    )
    assert held.text == (
        "At the desk for 45 minutes\nWaiting: your microphone is in use\n"
        "Since 14:02, until 14:35 at the latest."
    )


def test_once_it_waited_enough_the_icon_alone_asks_and_the_menu_says_what_still_holds() -> None:
    silent = seen(replace(VIEW, state=State.SILENT, held=CALL))

    assert silent.sign is Sign.PROMPTING
    assert story(silent.menu)[:2] == [
        "[Whenever it suits you]",
        "[Nothing pops up for now: your microphone is in use (since 14:02)]",
    ]


def test_what_a_reminder_is_planned_for_is_told_in_menu_and_tooltip() -> None:
    due = seen(replace(VIEW, state=State.DUE, routine="breathe", planned_for=NOW.wall))

    assert story(due.menu)[1] == "[Planned for 14:30. At the latest at 15:00]"
    assert due.text.endswith("Planned for 14:30. At the latest at 15:00.")


def test_a_problem_is_told_in_the_menu_and_in_the_tooltip() -> None:
    shown = seen(problem="config.yaml:3: reminder.earliest: 90m is after reminder.latest")

    assert "A problem: look at Deskbreak" in story(shown.menu)
    assert shown.text.endswith("config.yaml:3: reminder.earliest: 90m is after reminder.latest")


def test_every_line_that_can_be_clicked_does_something_and_no_other_does() -> None:
    def check(items: tuple[MenuItem, ...]) -> None:
        for item in items:
            assert bool(item.action) == bool(item.enabled and item.label and not item.children), item
            check(item.children)

    for state in State:
        check(seen(replace(VIEW, state=state)).menu)


@pytest.mark.parametrize(
    ("state", "sign"),
    [
        (State.SITTING, Sign.SITTING), (State.RESTING, Sign.SITTING), (State.DUE, Sign.DUE),
        (State.SNOOZED, Sign.DUE), (State.HELD, Sign.HELD), (State.PROMPTING, Sign.PROMPTING),
        (State.ROUTINE, Sign.PROMPTING), (State.SILENT, Sign.PROMPTING), (State.PAUSED, Sign.PAUSED),
        (State.OFF_HOURS, Sign.OFF_HOURS), (State.UNKNOWN, Sign.UNKNOWN),
    ],
)  # fmt: skip
def test_each_state_has_its_sign(state: State, sign: Sign) -> None:
    assert seen(replace(VIEW, state=state)).sign is sign


def test_the_tooltip_tells_the_time_sitting_and_the_next_window() -> None:
    assert seen().text == (
        "At the desk for 14 minutes\nThe next reminder comes at a pause\nBetween 14:45 and 15:00."
    )


def test_the_tooltip_claims_no_sitting_where_nobody_sits_or_nobody_can_tell() -> None:
    resting = seen(replace(VIEW, state=State.RESTING, sitting_ms=0))
    unknown = seen(replace(VIEW, state=State.UNKNOWN), why_unknown="There is no display.")

    assert resting.text == "Away from the desk\nTime starts again when you are back."
    assert unknown.text == "Cannot tell whether somebody is there\nThere is no display."


@given(
    sitting_ms=some.integers(0, 10**10),
    latest_ms=some.integers(1_000, 10**8),
    state=some.sampled_from(State),
)
def test_the_ring_fills_with_sitting_and_is_never_full_while_somebody_sits(
    sitting_ms: int, latest_ms: int, state: State
) -> None:
    shown = seen(replace(VIEW, state=state, sitting_ms=sitting_ms, latest_ms=latest_ms))

    assert 0 <= shown.filled < RING_STEPS
    if state is not State.SITTING:
        assert shown.filled == 0
    elif sitting_ms < latest_ms:
        assert shown.filled == sitting_ms * RING_STEPS // latest_ms


@given(sitting_ms=some.integers(0, 45 * MINUTE - 1))
def test_icon_and_tooltip_change_together_so_that_the_panel_is_woken_once_for_both(sitting_ms: int) -> None:
    def look(at_ms: int) -> tuple[int, str]:
        shown = seen(replace(VIEW, sitting_ms=at_ms))
        return shown.filled, shown.text

    step_ms = 45 * MINUTE // RING_STEPS
    assert look(sitting_ms) == look(sitting_ms - sitting_ms % step_ms)


@pytest.mark.parametrize("sitting_min", [1, 4, 15, 29, 44, 180])
def test_the_tooltip_is_at_most_two_minutes_behind(sitting_min: int) -> None:
    told = int(seen(replace(VIEW, sitting_ms=sitting_min * MINUTE)).text.split()[4])

    assert sitting_min - 2 <= told <= sitting_min


def test_every_outcome_of_having_been_up_counts_as_up() -> None:
    assert done_today(TODAY) == 4
    assert done_today({}) == 0
