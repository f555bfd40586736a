"""The first minutes with Deskbreak."""

import pytest

from support.desktop import Desktop
from support.program import CALM, Program
from support.waiting import let_pass

pytestmark = pytest.mark.desktop

CHECKLIST = "checklist"


def test_the_checklist_opens_at_the_first_start_and_only_then(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start()
    deskbreak.until(lambda: deskbreak.windows(CHECKLIST), "the checklist opens by itself")
    assert deskbreak.end() == 0
    deskbreak.until(lambda: not deskbreak.windows(), "its windows go with it")

    deskbreak.start()
    desktop.icon()
    let_pass(2)

    assert not deskbreak.windows()
    assert deskbreak.command("checklist").returncode == 0
    deskbreak.until(lambda: deskbreak.windows(CHECKLIST), "it opens again when asked for")


def test_a_second_start_opens_home_of_the_first(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*CALM)
    first = deskbreak.process

    second = deskbreak.command("run")

    assert second.returncode == 0, second.stderr
    deskbreak.until(deskbreak.windows, "home of the first opens")
    assert deskbreak.process is first
    assert deskbreak.running
    deskbreak.until_state("sitting")
    assert desktop.things("button", "Start")
