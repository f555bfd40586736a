"""The guide and the hands: it waits for busy ones, goes on with free ones, and nobody clicks at the end."""

import pytest

from support.desktop import Desktop
from support.program import CALM, Program

pytestmark = pytest.mark.desktop

WAITS = "Take your time"
THAT_WAS_ALL = "That was three."


def leads(deskbreak: Program) -> None:
    deskbreak.start(*CALM)
    deskbreak.command("now")
    deskbreak.until_state("routine")
    deskbreak.until(deskbreak.windows, "the guide shows")


def test_busy_hands_make_it_wait_and_free_ones_let_it_go_on_to_its_end(
    desktop: Desktop, deskbreak: Program
) -> None:
    leads(deskbreak)
    desktop.hands.keep_typing(lambda: desktop.things(name=WAITS), 20, "andstilltyping")
    done = deskbreak.history()[-1]["breaths_done"]
    desktop.hands.type("andstilltyping", every_s=0.1)
    assert desktop.things(name=WAITS), "it waits as long as they are busy"
    assert deskbreak.history()[-1]["breaths_done"] == done

    deskbreak.until(lambda: not desktop.things(name=WAITS), "it goes on by itself")

    row = deskbreak.until_outcome("completed", within_s=40)
    assert (row["breaths_done"], row["breaths"]) == (3, 3)
    deskbreak.until(lambda: desktop.things(name=THAT_WAS_ALL), "it says that it is over")


@pytest.mark.long
def test_it_closes_by_itself_after_its_last_words(desktop: Desktop, deskbreak: Program) -> None:
    leads(deskbreak)
    deskbreak.until(lambda: desktop.things(name=THAT_WAS_ALL), "it says that it is over", within_s=40)
    deskbreak.until(lambda: not deskbreak.windows(), "it has closed", within_s=60)
    assert deskbreak.state == "sitting"
