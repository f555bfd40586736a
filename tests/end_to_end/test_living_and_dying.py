"""Kills, signals, crashes: nothing invented, nothing lost, nothing left behind."""

import os
import signal

import pytest

from support import processes
from support.desktop import Desktop
from support.program import CALM, SOON, Program

pytestmark = pytest.mark.desktop

KILL = 9


def processes_of(deskbreak: Program) -> list[str]:
    """The command lines of all that is Deskbreak's on this desktop."""
    every = map(processes.command_line, processes.marked(deskbreak.desktop.mark))
    return [line for line in every if "deskbreak" in line.split(" -- ")[0] and "python" in line]


@pytest.mark.parametrize("ended_by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_with_its_windows(deskbreak: Program, ended_by: signal.Signals) -> None:
    deskbreak.start(*CALM)
    deskbreak.command("home")
    deskbreak.until(deskbreak.windows, "home is open")
    assert len(processes_of(deskbreak)) >= 2

    assert deskbreak.end(ended_by) == 0

    deskbreak.until(lambda: not processes_of(deskbreak), "no process of it is left", 5)
    assert deskbreak.state == "not_running"
    assert "Traceback" not in deskbreak.log


def test_after_a_kill_sitting_goes_on_where_it_was(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*CALM, "reminder.earliest=5s", "reminder.latest=20m")
    deskbreak.until_state("due")  # a change of state, at which sitting is kept
    state = deskbreak.state_dir / "state.json"
    deskbreak.until(lambda: '"due": null' not in state.read_text(), "it is kept")
    deskbreak.end(KILL)

    deskbreak.start(*CALM, "reminder.earliest=5s", "reminder.latest=20m")

    assert 5 <= deskbreak.status()["sitting_s"] < 60
    assert deskbreak.state == "due"
    desktop.icon()


def test_after_a_kill_an_open_prompt_is_asked_again_as_the_same_row(
    desktop: Desktop, deskbreak: Program
) -> None:
    deskbreak.start(*SOON)
    deskbreak.until_state("prompting", within_s=30)
    [before] = deskbreak.history()
    deskbreak.end(KILL)
    deskbreak.until(lambda: not deskbreak.windows(), "its windows go with it")

    deskbreak.start(*SOON)
    desktop.hands.tap("a")
    deskbreak.until_state("prompting", within_s=30)
    deskbreak.command("skip")

    after = deskbreak.until_outcome("skipped")
    assert (after["id"], after["reminder_id"], after["attempt"]) == (before["id"], before["reminder_id"], 1)


def test_a_window_that_crashes_is_a_row_and_a_line_in_the_log(deskbreak: Program) -> None:
    deskbreak.start(*SOON)
    deskbreak.until_state("prompting", within_s=30)
    deskbreak.until(deskbreak.windows, "the prompt shows")
    assert deskbreak.process is not None
    assert "is gone" not in deskbreak.log

    for child in processes.children(deskbreak.process.pid):
        os.kill(child, KILL)

    deskbreak.until_outcome("withdrawn")
    assert "the window's process is gone" in deskbreak.log
    assert deskbreak.running
    assert deskbreak.command("home").returncode == 0
    deskbreak.until(deskbreak.windows, "a new window process shows home")


def test_a_corrupt_history_is_set_aside_by_name_and_a_new_one_begun(deskbreak: Program) -> None:
    deskbreak.history_file.parent.mkdir(parents=True)
    deskbreak.history_file.write_bytes(b"not a database at all, however long one looks at it" * 100)

    deskbreak.start(*SOON)
    deskbreak.until_state("prompting", within_s=30)
    deskbreak.command("skip")

    deskbreak.until_outcome("skipped")
    aside = [each for each in deskbreak.history_file.parent.iterdir() if "history" in each.name]
    kept = [each for each in aside if each.read_bytes().startswith(b"not a database")]
    assert len(kept) == 1
    assert kept[0].name in deskbreak.log


@pytest.mark.parametrize("spoiled", ["", '{"version": 99}'])
def test_a_spoiled_state_file_never_stops_it(deskbreak: Program, spoiled: str) -> None:
    deskbreak.state_dir.mkdir(parents=True)
    (deskbreak.state_dir / "state.json").write_text(spoiled)

    deskbreak.start(*CALM)

    deskbreak.until_state("sitting")
    assert "state.json" in deskbreak.log
