"""A call holds a reminder: everything that can be seen says why, and the prompt that comes at last does."""

from pathlib import Path

import pytest

from deskbreak.core.rules import Hold
from deskbreak.window import messages as say
from support.household import Household

EARLY = ("reminder.earliest=4s", "reminder.latest=8s", "hold.at_most=70s", "checklist.at_first_start=false")


@pytest.fixture
def home(tmp_path: Path) -> Household:
    return Household(tmp_path, *EARLY).starts()


def in_a_call(home: Household, for_s: float) -> Household:
    """Soon due, and in a call from just before that."""
    home.works(3)
    home.things[Hold.MICROPHONE].turn()
    return home.works(for_s)


def test_tray_status_and_home_say_what_it_waits_for(home: Household) -> None:
    in_a_call(home, 3)

    home.asks("act", action="home")
    home.works(1)

    assert home.state == "held"
    assert home.menu[0] == "Waiting: your microphone is in use"
    facts = home.window.heard(say.Facts)[-1]
    assert (facts.state, facts.title) == ("held", "Waiting: your microphone is in use")
    assert facts.detail.startswith("Since ")
    now = home.asks("status")
    assert now["held"]["reasons"] == now["holds_active"] == ["microphone"]
    assert now["adapters"]["holds"]["microphone"] == "fake"


def test_the_prompt_that_comes_at_last_says_how_long_it_waited(home: Household) -> None:
    in_a_call(home, 63)

    home.things[Hold.MICROPHONE].turn(on=False)
    home.works(11).pauses(5)

    [prompt] = home.window.heard(say.ShowPrompt)
    assert prompt.waited == "Waited 1 min: your microphone was in use."


def test_once_it_waited_enough_the_icon_alone_reminds_and_says_why(home: Household) -> None:
    in_a_call(home, 77)

    assert home.state == "silent"
    assert home.menu[1].startswith("Nothing pops up for now: your microphone is in use (since ")
    assert home.asks("status")["held"]["reasons"] == ["microphone"]
    assert not home.window.heard(say.ShowPrompt)


def test_where_no_window_can_be_shown_the_notice_says_it(home: Household) -> None:
    in_a_call(home, 63)
    home.things[Hold.MICROPHONE].turn(on=False)
    home.works(11).pauses(5)

    home.window_is_gone("it cannot be started")
    home.works(1)

    notice = home.notifier.notices[-1]
    assert notice.text.startswith("Waited 1 min: your microphone was in use.\n")


def test_a_call_that_ended_unseen_does_not_keep_the_chair_warm(tmp_path: Path) -> None:
    home = Household(tmp_path, "reminder.earliest=20s", "reminder.latest=30s", "rest.after_idle=20s").starts()
    home.works(11)
    home.things[Hold.MICROPHONE].turn()
    home.works(14)
    assert home.state == "held"

    home.clicks("I already stood")  # from here on nobody looks at what could hold
    home.things[Hold.MICROPHONE].turn(on=False)
    home.works(2).pauses(20.5)

    assert home.state == "resting"
