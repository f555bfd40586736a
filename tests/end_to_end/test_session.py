"""Screens that lock and computers that sleep: what becomes of a question, and of the time at the desk."""

import json
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from support.desktop import Desktop, bare_desktop
from support.machine import Machine
from support.program import CALM, SOON, Program
from support.waiting import let_pass
from support.xscreensaver import XScreenSaver

pytestmark = pytest.mark.desktop

LONG = "rest.after_idle=2m"


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A screen and a session bus; neither panel nor screen saver."""
    with bare_desktop() as desktop:
        desktop.start_bus()
        yield desktop


def prompted(deskbreak: Program) -> None:
    deskbreak.until_state("prompting", within_s=30)
    deskbreak.until(deskbreak.windows, "the prompt shows")


def until_session_is(deskbreak: Program, name: str) -> None:
    deskbreak.until(lambda: deskbreak.status()["adapters"]["session"] == name, f"{name} tells of the session")


def kept(deskbreak: Program) -> dict[str, Any]:
    """What the state file says of this machine."""
    [own] = json.loads((deskbreak.state_dir / "state.json").read_text())["machines"].values()
    return dict(own)


def test_locking_the_screen_to_go_is_walking_away(
    desktop: Desktop, machine: Machine, deskbreak: Program
) -> None:
    deskbreak.start(*SOON, LONG, "rest.after_lock=2s")
    until_session_is(deskbreak, "logind")
    prompted(deskbreak)

    desktop.hands.tap("l")
    machine.says_locked(True)

    deskbreak.until(lambda: not deskbreak.windows(), "the prompt goes at once")
    row = deskbreak.until_outcome("walked_away")
    assert row["attempt"] == 1
    assert (deskbreak.state, deskbreak.status()["sitting_s"]) == ("resting", 0)

    desktop.hands.type("password")
    machine.says_locked(False)

    deskbreak.until_state("sitting", "due", "prompting")
    assert deskbreak.outcomes()[0] == "walked_away"


def test_a_short_lock_takes_the_prompt_down_and_it_comes_again(
    desktop: Desktop, machine: Machine, deskbreak: Program
) -> None:
    deskbreak.start(*SOON, LONG, "rest.after_lock=2m")
    prompted(deskbreak)
    sitting_s = deskbreak.status()["sitting_s"]

    desktop.hands.tap("l")
    machine.says_active(False)  # somebody else uses the computer for a moment
    deskbreak.until(lambda: not deskbreak.windows(), "the prompt goes at once")
    desktop.hands.tap("l")
    machine.says_active(True)

    prompted(deskbreak)
    assert deskbreak.outcomes() == ["withdrawn", None]
    status = deskbreak.status()
    assert status["sitting_s"] > sitting_s
    assert status["snoozes_left"] == 3


def test_the_state_is_written_before_the_computer_sleeps(machine: Machine, deskbreak: Program) -> None:
    deskbreak.start(*CALM, "rest.after_lock=2s")
    deskbreak.until(machine.waits_for, "the computer would wait for it")
    let_pass(2)
    before = kept(deskbreak)

    machine.says_sleep(True)
    deskbreak.until(lambda: not machine.waits_for(), "the computer may sleep")

    after = kept(deskbreak)
    assert after["seen_alive_ms"] > before["seen_alive_ms"] + 1_000
    assert after["memory"]["reminder"]["sitting_ms"] > 1_000

    machine.says_sleep(False)

    deskbreak.until(machine.waits_for, "it would wait the next time too")


def test_however_the_session_ends_the_time_at_the_desk_is_kept(
    desktop: Desktop, machine: Machine, deskbreak: Program
) -> None:
    deskbreak.start(*CALM, LONG)
    until_session_is(deskbreak, "logind")

    def vanishes(part: Callable[[], None]) -> None:
        sat_s = sits_on(deskbreak)
        part()
        deskbreak.until(lambda: kept_sitting_s(deskbreak) >= sat_s, f"{sat_s} s are kept")

    vanishes(lambda: machine.says_shutdown(True))
    vanishes(desktop.stop_bus)
    vanishes(desktop.stop_display)
    assert deskbreak.running


def test_when_the_session_is_over_it_ends_so_that_the_next_one_can_have_its_own(
    machine: Machine, deskbreak: Program
) -> None:
    deskbreak.start(*CALM, LONG)
    until_session_is(deskbreak, "logind")

    machine.says_removed("c3")
    sat_s = sits_on(deskbreak)
    machine.says_removed()

    assert deskbreak.wait_for_end() == 0
    assert kept_sitting_s(deskbreak) >= sat_s


@pytest.mark.parametrize("ended_by", ["SIGTERM", "SIGHUP"])
def test_told_to_end_it_keeps_the_time_at_the_desk_to_the_second(deskbreak: Program, ended_by: str) -> None:
    deskbreak.start(*CALM, LONG)
    sat_s = sits_on(deskbreak)

    assert deskbreak.end(signal.Signals[ended_by]) == 0

    assert kept_sitting_s(deskbreak) >= sat_s


def sits_on(deskbreak: Program) -> int:
    """A second more, in which nobody asks it anything; how long somebody has sat by then, at the least."""
    sat_s = int(deskbreak.status()["sitting_s"])
    let_pass(1.1)
    assert kept_sitting_s(deskbreak) < sat_s + 1
    return sat_s + 1


def kept_sitting_s(deskbreak: Program) -> float:
    return float(kept(deskbreak)["memory"]["reminder"]["sitting_ms"]) / 1000


def test_logind_may_be_absent_late_and_restarted(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*CALM, "rest.after_lock=2s")
    machine = Machine(desktop)
    reason = deskbreak.until(lambda: deskbreak.status()["reasons"].get("session"), "the reason is told")
    assert "logind" in reason
    assert deskbreak.status()["adapters"]["session"] is None
    [port] = [each for each in _doctor(deskbreak)["ports"] if each["port"] == "session"]
    assert {each["name"] for each in port["passed"]} == {"logind", "screen-saver", "xscreensaver"}
    assert all(each["reason"] and each["remedy"] for each in port["passed"])
    deskbreak.end()

    machine.start_bus()
    deskbreak.start(*CALM, "rest.after_lock=2s")
    machine.start_logind()
    until_session_is(deskbreak, "logind")
    machine.says_locked(True)
    deskbreak.until_state("resting")
    machine.stop_logind()
    deskbreak.until_state("sitting")
    machine.start_logind()
    until_session_is(deskbreak, "logind")
    machine.says_locked(True)
    deskbreak.until_state("resting")
    machine.close()
    assert deskbreak.running
    assert "Traceback" not in deskbreak.log


def test_xscreensavers_lock_takes_the_prompt_down_and_brings_a_rest(
    desktop: Desktop, deskbreak: Program
) -> None:
    saver = XScreenSaver(desktop.environment)
    try:
        saver.start()
        deskbreak.start(*SOON, LONG, "rest.after_lock=2s")
        until_session_is(deskbreak, "xscreensaver")
        prompted(deskbreak)

        desktop.hands.tap("l")
        saver.lock()

        deskbreak.until(lambda: not deskbreak.windows(), "the prompt goes at once")
        deskbreak.until_outcome("walked_away")
        assert deskbreak.state == "resting"

        desktop.hands.tap("a")
        saver.unlock()

        deskbreak.until_state("sitting", "due", "prompting")
        saver.kill()
        reason = deskbreak.until(lambda: deskbreak.status()["reasons"].get("session"), "it is missed")
        assert "XScreenSaver" in reason
        assert "Traceback" not in deskbreak.log
    finally:
        saver.close()


def _doctor(deskbreak: Program) -> dict[str, Any]:
    return dict(json.loads(deskbreak.command("doctor", "--json").stdout))
