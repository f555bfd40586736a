"""A day is recorded because somebody asked for it, in plain sight, and nothing that was typed is in it."""

import signal
import subprocess
from pathlib import Path

import pytest

from support.desktop import Desktop
from support.editor import Editor
from support.program import CALM, DESKBREAK, Program

pytestmark = pytest.mark.desktop

TYPED = "xylophonequartz"
STOP = "Stop recording"
SHOWN = "never what it is"


def start_recording(desktop: Desktop, deskbreak: Program, out: Path) -> "subprocess.Popen[bytes]":
    process = desktop.start_program("record", *DESKBREAK, "record", "--out", str(out))
    deskbreak.until(lambda: deskbreak.status()["recording"] or process.poll() is not None, "it records")
    deskbreak.until(out.exists, "the trace is there")
    return process


def is_shown(desktop: Desktop, deskbreak: Program) -> list[bool]:
    icon = desktop.icon()
    return [
        SHOWN in icon.tooltip,
        STOP in icon.labels(),
        SHOWN in deskbreak.command("status").stdout,
        bool(desktop.things(name=STOP)),
    ]


def test_it_is_in_plain_sight_until_it_ends_and_nothing_typed_is_in_it(
    desktop: Desktop, deskbreak: Program
) -> None:
    editor = Editor(desktop)
    deskbreak.start(*CALM)
    desktop.icon()
    out = desktop.home / "day.csv"

    process = start_recording(desktop, deskbreak, out)
    desktop.hands.type(f"{TYPED}\n")
    [letter] = desktop.screen.windows(title="Letter")
    desktop.hands.click(letter.left + 50, letter.top + 50)
    desktop.hands.press(5)
    deskbreak.command("home")
    deskbreak.until(lambda: is_shown(desktop, deskbreak) == [True] * 4, "tray, status and home show it")

    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    deskbreak.until(lambda: is_shown(desktop, deskbreak) == [False] * 4, "nothing shows it any more")

    assert TYPED in editor.text
    trace = out.read_text()
    assert {line.split(",")[1] for line in trace.splitlines()[1:]} == {"key", "button", "wheel", "move"}
    telling = [
        each
        for each in desktop.root.rglob("*")
        if each.is_file() and each.name != "typed.txt" and TYPED.encode() in each.read_bytes().lower()
    ]
    assert telling == []


def test_the_icon_stops_it_and_a_kill_leaves_no_trace_in_the_tray(
    desktop: Desktop, deskbreak: Program
) -> None:
    deskbreak.start(*CALM)
    process = start_recording(desktop, deskbreak, desktop.home / "morning.csv.gz")
    second = deskbreak.command("record", "--out", str(desktop.home / "second.csv"))
    assert (second.returncode, "already" in second.stderr) == (1, True)

    desktop.icon().choose(STOP)
    assert process.wait(10) == 0

    process = start_recording(desktop, deskbreak, desktop.home / "afternoon.csv.gz")
    process.kill()
    deskbreak.until(lambda: not deskbreak.status()["recording"], "it is gone from the status")
    assert STOP not in desktop.icon().labels()

    process = start_recording(desktop, deskbreak, desktop.home / "evening.csv.gz")
    assert deskbreak.end(signal.Signals["SIGKILL"]) == -signal.Signals["SIGKILL"]
    assert process.wait(10) == 4
