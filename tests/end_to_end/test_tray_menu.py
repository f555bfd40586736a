"""Every line of the tray's menu, clicked as the panel clicks it."""

from datetime import datetime, timedelta

import pytest

from deskbreak.clock import SystemClock
from support.desktop import Desktop
from support.program import CALM, SOON, Program

pytestmark = pytest.mark.desktop

EVERY_LINE = [
    "Start the reach",
    "I already stood",
    "Pause",
    "For 30 minutes",
    "For an hour",
    "Until tomorrow",
    "Desk checklist",
    "Open Deskbreak",
    "Today: 0 times up",
    "Quit",
]
"""The whole menu while nothing is asked, below the line that says what is going on."""


def test_left_click_and_start_lead_through_the_routine(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*CALM)

    desktop.icon().left_click()
    deskbreak.until_state("routine")
    assert deskbreak.until_outcome("completed", within_s=40)["kind"] == "asked"

    desktop.icon().choose("Start")
    deskbreak.until_state("routine")


def test_stood_pause_and_resume(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*CALM)
    icon = desktop.icon()
    deskbreak.until(lambda: deskbreak.status()["sitting_s"] >= 3, "some sitting has come together")

    icon.choose("I already stood")
    deskbreak.until(lambda: deskbreak.status()["sitting_s"] < 3, "sitting begins anew")

    for label, at_least, at_most in (
        ("For 30 minutes", timedelta(minutes=29), timedelta(minutes=30)),
        ("For an hour", timedelta(minutes=59), timedelta(minutes=60)),
        ("Until tomorrow", timedelta(0), timedelta(hours=48)),
    ):
        icon.choose(label)
        deskbreak.until_state("paused")
        until = datetime.fromisoformat(deskbreak.status()["paused_until"])
        assert at_least < until - SystemClock().now().wall <= at_most

        icon.choose("Resume")
        deskbreak.until_state("sitting")


def test_snooze_and_skip_are_there_while_it_asks_and_only_then(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*SOON, "reminder.earliest=3s", "reminder.snooze=1s")
    icon = desktop.icon()

    deskbreak.until_state("prompting", within_s=30)
    icon.choose("In ")
    deskbreak.until_outcome("snoozed")

    desktop.hands.tap("a")
    deskbreak.until_state("prompting", within_s=30)
    icon.choose("Skip")
    deskbreak.until_outcome("skipped")
    deskbreak.until(
        lambda: not [label for label in icon.labels() if label.startswith(("In ", "Skip"))],
        "both answers have left the menu",
    )


def test_home_checklist_and_the_count_of_today(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*CALM)
    icon = desktop.icon()
    assert icon.labels()[1:] == EVERY_LINE, "a line that is new here needs its story, too"

    icon.choose("Desk checklist")
    deskbreak.until(lambda: deskbreak.windows("checklist"), "the checklist opens")
    icon.choose("Open Deskbreak")
    deskbreak.until(lambda: len(deskbreak.windows()) == 2, "home opens beside it")


def test_quit_ends_it_and_takes_the_icon_away(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*CALM)

    desktop.icon().choose("Quit")

    assert deskbreak.wait_for_end() == 0
    assert deskbreak.state == "not_running"
