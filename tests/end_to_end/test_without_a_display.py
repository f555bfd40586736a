"""In a terminal, where no display exists: one line says so, and it reminds and guides there."""

import sys

import pytest

from support.desktop import Desktop
from support.program import CALM, SOON, Program

assert sys.platform != "win32"  # where mypy stops reading

from support.terminal import terminal_with  # noqa: E402  there is none on Windows

pytestmark = pytest.mark.desktop

RUN = ("-m", "deskbreak", "run")
ENTER, CTRL_C = "\r", "\x03"


def chosen(*settings: str) -> list[str]:
    return [part for setting in settings for part in ("--set", setting)]


def test_it_reminds_and_guides_in_the_terminal(server: Desktop) -> None:
    deskbreak = Program(server)
    quick = chosen(*SOON, "rest.after_idle=60s", "reminder.latest=2s")
    with terminal_with(*RUN, *quick, columns=100, rows=30, environment=server.environment) as terminal:
        terminal.until("No display here")
        terminal.until("A good moment to stand", 40)
        terminal.press(ENTER)
        terminal.until("3 of 3", 60)
        terminal.until("That was three.")
        terminal.press(ENTER)
        terminal.press(CTRL_C)
        assert terminal.ended() == 0
        assert "Traceback" not in terminal.written
    assert deskbreak.state == "not_running"
    [row] = deskbreak.history()
    assert (row["outcome"], row["breaths_done"], row["kind"]) == ("completed", 3, "reminder")


def test_a_pipe_is_enough_to_run_in(server: Desktop) -> None:
    deskbreak = Program(server)
    deskbreak.start(*CALM)

    assert deskbreak.log.count("No display here") == 1
    assert deskbreak.status()["adapters"]["tray"] is None
    assert deskbreak.end() == 0
