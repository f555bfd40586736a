"""The guide on a real pseudo-terminal, led with real keys. However it ends, the terminal is as before."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="a pseudo-terminal is needed")
assert sys.platform != "win32"  # where mypy stops reading

from support.terminal import Terminal, terminal_with  # noqa: E402  there is none on Windows
from support.waiting import wait_until  # noqa: E402

PROGRAM = """
import sys, threading
from deskbreak.cli.terminal import guide
from deskbreak.cli.terminal.remote import Remote
from deskbreak.clock import SystemClock
from deskbreak.content import routines

breaths, in_ms, out_ms, wish = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
routine = routines.load("reach", "standing", breaths, in_ms, out_ms)
remote = Remote()
heard = []

def on_breath(count):
    heard.append(count)
    if wish == "fail":
        raise RuntimeError("the listener is gone")

if wish == "close":
    threading.Timer(0.5, remote.close).start()
if wish == "wait":
    threading.Timer(0.3, lambda: remote.pace(waiting=True)).start()
    threading.Timer(3.0, lambda: remote.pace(waiting=False)).start()
ending = guide.run(
    routine, SystemClock(), on_breath, variant_title="Standing", reduced_motion=wish == "still",
    after=lambda: "The next one comes at a pause.", remote=remote,
)
print("heard", heard, "done", ending.breaths_done, "completed", ending.completed)
"""

CLOSING = (
    "That was three. Back to it when you like, or stay on your feet a little. The next one comes at a pause."
)


def guide(
    breaths: int = 3,
    in_ms: int = 300,
    out_ms: int = 400,
    wish: str = "-",
    environment: Mapping[str, str] | None = None,
) -> AbstractContextManager[Terminal]:
    arguments = ("-c", PROGRAM, str(breaths), str(in_ms), str(out_ms), wish)
    return terminal_with(*arguments, environment=environment)


@pytest.fixture
def long_one() -> Iterator[Terminal]:
    with guide(10, 4_000, 6_000) as terminal:
        yield terminal


def test_it_leads_through_every_breath_and_gives_the_terminal_back() -> None:
    with guide() as terminal:
        before = terminal.modes()
        assert "Stand up, feet under the hips" in terminal.until("Stand up")
        terminal.until("Over to the left")
        terminal.until("Over to the right")
        closing = terminal.until("That was three.")
        assert "The next one comes at a pause." in closing
        terminal.press("\r")

        assert terminal.ended() == 0
        assert "heard [1, 2, 3] done 3 completed True" in terminal.picture()
        assert terminal.is_as_before(before)


@pytest.mark.parametrize("key", ["\x1b", "q", "\x03"])
def test_esc_q_and_ctrl_c_stop(long_one: Terminal, key: str) -> None:
    before = long_one.modes()
    long_one.until("Stand up")

    long_one.press(key)

    assert long_one.ended() == 0
    assert "heard [] done 0 completed False" in long_one.picture()
    assert long_one.is_as_before(before)


def test_arrows_and_other_keys_do_not_stop(long_one: Terminal) -> None:
    long_one.until("Stand up")
    long_one.press("\x1b[A\x1b[Dx\x1b[15~")
    long_one.press(" ")

    long_one.until("Space goes on")
    long_one.until("Go on")


def test_ctrl_z_does_not_leave_half_a_guide_in_the_shell(long_one: Terminal) -> None:
    long_one.until("Stand up")
    long_one.press("\x1a")
    long_one.press(" ")

    assert long_one.until("Space goes on")


def test_space_pauses_and_goes_on() -> None:
    with guide(3, 1_500, 1_500) as terminal:
        terminal.until("Tall, the right arm up")
        terminal.press(" ")
        paused = terminal.until("Space goes on")
        before = len(terminal.written)
        terminal.look(patience_s=0.6)
        assert len(terminal.written) == before, "a paused guide draws nothing"

        terminal.press(" ")
        assert left(terminal.until("Space Pause")) >= left(paused) - 1
        terminal.until("Over to the left")


def left(picture: str) -> int:
    found = re.search(r"(\d+) s left", picture)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_it_gives_the_terminal_back_and_ends_as_asked(
    long_one: Terminal, number: signal.Signals
) -> None:
    before = long_one.modes()
    long_one.until("Stand up")

    long_one.process.send_signal(number)

    assert long_one.ended() == -number
    assert long_one.is_as_before(before)


def test_an_error_does_not_leave_the_terminal_broken() -> None:
    with guide(3, 100, 100, "fail") as terminal:
        before = terminal.modes()

        assert terminal.ended() == 1
        assert "RuntimeError: the listener is gone" in terminal.picture()
        assert terminal.is_as_before(before)


def test_a_terminal_that_vanishes_ends_it() -> None:
    with guide(10, 4_000, 6_000) as terminal:
        terminal.until("Stand up")
        os.close(terminal.slave)
        os.close(terminal.master)
        try:
            terminal.process.wait(10)
        finally:
            # The helper closes what it opened; give it something to close.
            terminal.master, terminal.slave = os.pipe()


def test_it_follows_the_terminals_size(long_one: Terminal) -> None:
    large = long_one.until("Stand up")
    assert "█" in large

    long_one.resize(40, 8)

    wait_until(lambda: "█" not in small(long_one), "a page without the body", story=long_one.picture)


def small(terminal: Terminal) -> str:
    terminal.look()
    return terminal.picture()


def test_another_thread_can_close_it() -> None:
    with guide(10, 4_000, 6_000, "close") as terminal:
        before = terminal.modes()

        assert terminal.ended() == 0
        assert terminal.is_as_before(before)


def test_it_waits_kindly_while_hands_are_busy() -> None:
    with guide(3, 200, 200, "wait") as terminal:
        terminal.until("Take your time, it waits")
        terminal.until("That was three.")


def test_with_reduced_motion_it_draws_once_a_second() -> None:
    with guide(10, 4_000, 6_000, "still") as terminal:
        terminal.until("Stand up")
        pictures = terminal.written.count("\x1b[H")
        terminal.until("Let the arms rise")

        assert terminal.written.count("\x1b[H") - pictures <= 6


def test_without_colour_the_body_is_there_and_nothing_is_coloured() -> None:
    with guide(10, 4_000, 6_000, environment={"NO_COLOR": "1"}) as terminal:
        assert "█" in terminal.until("Stand up")
        assert not re.search(r"\x1b\[[0-9;]*[34]8;[25];", terminal.written)


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {}])
def test_where_nothing_can_be_drawn_it_says_a_line_for_each_half_of_a_breath(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    arguments = [sys.executable, "-c", PROGRAM, "3", "20", "30", "-"]
    said = tmp_path / "said"
    with said.open("wb") as out:
        subprocess.run(
            arguments, stdin=subprocess.DEVNULL, stdout=out, env={**os.environ, **environment}, check=True
        )

    assert said.read_text("utf-8").splitlines() == [
        "The reach: Stand up, feet under the hips",
        "1 of 3  In 0.02 s: Tall, the right arm up",
        "1 of 3  Out 0.03 s: Over to the left",
        "2 of 3  In 0.02 s: Tall, the left arm up",
        "2 of 3  Out 0.03 s: Over to the right",
        "3 of 3  In 0.02 s: Reach up, shoulders easy",
        "3 of 3  Out 0.03 s: Lower them slowly",
        CLOSING,
        "heard [1, 2, 3] done 3 completed True",
    ]


def test_it_waits_kindly_in_plain_lines_too() -> None:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM, "3", "100", "100", "wait"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said[1] == "Take your time, it waits"
    assert said[2:3] == ["1 of 3  In 0.1 s: Tall, the right arm up"]
    assert CLOSING in said
