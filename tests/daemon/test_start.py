"""Starting and ending the real program, where nothing is as it should be. No display is needed for that."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskbreak.daemon import entrance
from deskbreak.daemon import start as start_module
from deskbreak.daemon.options import RunOptions
from deskbreak.daemon.settings_source import SettingsSource, Unresolved
from deskbreak.daemon.single_instance import InstanceLock
from deskbreak.paths import of_this_person
from support import processes
from support.waiting import let_pass, wait_until

CALM = ("--set", "checklist.at_first_start=false")
HANG_UP, GO_ON, STAND_STILL = 1, 18, 19
"""Names that Windows does not have."""
NOBODY = 65534
ENDING = [signal.SIGTERM, signal.SIGINT, HANG_UP]


class Machine:
    """A private home on which the real program is started; ``environment`` may be made worse before."""

    def __init__(self, root: Path) -> None:
        self.home = root / "home"
        self.runtime = root / "run"
        for directory in (self.home, self.runtime):
            directory.mkdir(mode=0o700)
        self.mark = str(root)
        self.errors = root / "stderr"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.runtime),
            processes.MARK: self.mark,
        }
        self.started: list[subprocess.Popen[bytes]] = []

    def starts(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-m", "deskbreak", "run", *CALM, *arguments)
        self.started.append(processes.start(command, self.environment, self.errors, cwd=self.home))
        return self.started[-1]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "deskbreak", *arguments],
            env=self.environment, cwd=self.home, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def status(self) -> dict[str, Any]:
        return dict(json.loads(self.command("status", "--json").stdout))

    def until_it_answers(self) -> None:
        wait_until(lambda: self.status()["state"] != "not_running", "it answers", 30, story=self.said)

    def until_it_has_begun(self) -> None:
        """It has the lock, and reads the settings."""
        lock = self.runtime / "deskbreak/instance.lock"
        wait_until(lock.exists, "it has begun", 30, every_s=0.002, story=self.said)

    def said(self) -> str:
        return self.errors.read_text() if self.errors.exists() else ""

    @property
    def log(self) -> str:
        return (self.home / ".local/state/deskbreak/deskbreak.log").read_text()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    for each in machine.started:
        processes.end(each, 20)
    processes.end_all_marked(machine.mark)


# --- being asked to end ----------------------------------------------------------------------


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_while_it_starts_ends_it_in_order_with_nothing_left(machine: Machine, number: int) -> None:
    daemon = machine.starts()
    machine.until_it_has_begun()

    daemon.send_signal(number)

    assert daemon.wait(20) == 0
    wait_until(lambda: not processes.marked(machine.mark), "nothing is left", 5, every_s=0.02)
    assert "Traceback" not in machine.said()


@pytest.mark.parametrize("later_s", [0.1, 0.25, 0.5])
def test_a_signal_at_any_moment_of_the_start_ends_it_in_order(machine: Machine, later_s: float) -> None:
    daemon = machine.starts()
    machine.until_it_has_begun()
    let_pass(later_s)

    daemon.terminate()

    assert daemon.wait(20) == 0
    wait_until(lambda: not processes.marked(machine.mark), "nothing is left", 5, every_s=0.02)
    assert "Traceback" not in machine.said()


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_while_it_runs_ends_it_in_order(machine: Machine, number: int) -> None:
    daemon = machine.starts()
    machine.until_it_answers()

    daemon.send_signal(number)

    assert daemon.wait(20) == 0
    wait_until(lambda: not processes.marked(machine.mark), "nothing is left", 5, every_s=0.02)
    assert not (machine.runtime / "deskbreak/control.sock").exists()


def test_a_hang_up_that_is_being_ignored_stays_ignored(machine: Machine) -> None:
    """As ``nohup deskbreak &`` has it."""
    before = signal.signal(HANG_UP, signal.SIG_IGN)
    try:
        daemon = machine.starts()
    finally:
        signal.signal(HANG_UP, before)
    machine.until_it_answers()

    daemon.send_signal(HANG_UP)

    let_pass(0.5)
    assert daemon.poll() is None
    assert machine.status()["state"] != "not_running"


def test_a_signal_right_after_a_standstill_is_not_lost(machine: Machine) -> None:
    """The kernel may hand it to another thread than the main one, which sleeps."""
    daemon = machine.starts()
    machine.until_it_answers()
    daemon.send_signal(STAND_STILL)
    wait_until(lambda: processes.state(daemon.pid) == "T", "it stands still", every_s=0.01)

    daemon.send_signal(GO_ON)
    daemon.terminate()

    assert daemon.wait(20) == 0


# --- the settings ------------------------------------------------------------------------------


def test_refused_settings_end_it_with_3_and_every_problem(machine: Machine) -> None:
    named = machine.home / "mine.yaml"
    named.write_text("reminder:\n  earliest: soon\n  lates: 40m\nrest:\n  after_idle: 5\n")

    daemon = machine.starts("--config", str(named), "--set", "routine.breaths=99")

    assert daemon.wait(30) == 3
    for told in (
        "mine.yaml:2",
        "reminder.earliest",
        "mine.yaml:3",
        "lates",
        "mine.yaml:5",
        "routine.breaths",
    ):
        assert told in machine.said()
    assert "Traceback" not in machine.said()


def test_a_broken_file_at_its_usual_place_is_no_reason_not_to_start(machine: Machine) -> None:
    usual = machine.home / ".config/deskbreak/config.yaml"
    usual.parent.mkdir(parents=True)
    usual.write_text("reminder: [")

    machine.starts()

    machine.until_it_answers()
    [problem] = machine.status()["settings"]["problems"]
    assert str(usual) in problem


def test_settings_that_cannot_be_resolved_at_all_end_it_with_1_and_the_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing(_source: SettingsSource, **_options: object) -> None:
        raise Unresolved("The settings cannot be read: no memory left")

    monkeypatch.setattr(SettingsSource, "resolve", nothing)
    monkeypatch.setattr(start_module, "begin_logging", lambda *_, **__: None)

    assert start_module.start(RunOptions()) == 1
    assert capsys.readouterr().err == "deskbreak: The settings cannot be read: no memory left\n"


# --- more than one ------------------------------------------------------------------------------


def test_a_second_start_opens_the_window_of_the_first_and_goes(machine: Machine) -> None:
    first = machine.starts()
    machine.until_it_answers()

    second = machine.starts()

    assert second.wait(30) == 0
    assert "running already" in machine.said()
    assert first.poll() is None


def test_a_second_start_waits_for_a_first_that_is_on_its_way_up(machine: Machine) -> None:
    """Two entries in the desktop's autostart, say."""
    first = machine.starts()
    machine.until_it_has_begun()
    second = machine.starts()

    assert second.wait(30) == 0
    assert "running already" in machine.said()
    assert first.poll() is None


def test_of_three_starts_at_the_same_time_one_stays(machine: Machine) -> None:
    three = [machine.starts() for _ in range(3)]

    wait_until(
        lambda: [each.poll() for each in three].count(None) == 1, "one is left", 40, story=machine.said
    )

    assert sorted(each.poll() or 0 for each in three) == [0, 0, 0]
    machine.until_it_answers()


def test_a_second_start_takes_over_from_a_first_that_is_on_its_way_out(machine: Machine) -> None:
    first = machine.starts()
    machine.until_it_answers()
    first.terminate()

    second = machine.starts()

    assert first.wait(20) == 0
    machine.until_it_answers()
    assert second.poll() is None


def test_a_first_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(entrance, "PATIENCE_MS", 300)
    lock = InstanceLock(of_this_person().instance_lock)

    assert start_module.start(RunOptions()) == 1

    lock.release()
    assert "Deskbreak is running, but does not answer" in capsys.readouterr().err


def test_a_first_on_another_computer_that_shares_the_home_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    lock = InstanceLock(of_this_person().instance_lock, "another")

    assert start_module.start(RunOptions()) == 1

    lock.release()
    told = capsys.readouterr().err
    assert "another computer" in told
    assert str(of_this_person().instance_lock) in told


# --- places that cannot be written -----------------------------------------------------------------


def test_without_a_place_for_the_lock_it_says_which_and_what_to_do(machine: Machine) -> None:
    machine.environment["XDG_RUNTIME_DIR"] = "/proc/self"  # nobody can make a directory there

    assert machine.starts().wait(30) == 1

    assert "/proc/self/deskbreak/instance.lock" in machine.said()
    assert "XDG_RUNTIME_DIR" in machine.said()
    assert "Traceback" not in machine.said()


def test_with_nothing_else_to_write_to_it_says_so_and_reminds_all_the_same(machine: Machine) -> None:
    for name in ("STATE", "DATA", "CACHE", "CONFIG"):
        machine.environment[f"XDG_{name}_HOME"] = "/proc/self"

    daemon = machine.starts("--set", "reminder.earliest=1s", "--set", "reminder.latest=2s")

    machine.until_it_answers()
    assert "the log cannot be written" in machine.said()
    wait_until(lambda: "How long you have sat cannot be kept" in machine.said(), "the state is told too", 10)
    daemon.terminate()
    assert daemon.wait(20) == 0
    assert "Traceback" not in machine.said()


def test_a_socket_whose_path_is_too_long_for_sockets_still_answers(machine: Machine) -> None:
    long = machine.runtime / ("a" * 100) / ("b" * 100)
    long.mkdir(parents=True)
    machine.environment["XDG_RUNTIME_DIR"] = str(long)

    machine.starts()

    machine.until_it_answers()


def test_where_no_socket_can_be_it_says_so_and_reminds_all_the_same(machine: Machine) -> None:
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root can give a directory to somebody else")
    (machine.runtime / "deskbreak").mkdir()
    shutil.chown(machine.runtime / "deskbreak", NOBODY, NOBODY)

    daemon = machine.starts()

    wait_until(lambda: "No command can reach this Deskbreak" in machine.said(), "it says so", 30)
    assert "belongs to another user" in machine.said()
    let_pass(0.5)
    assert daemon.poll() is None
    daemon.terminate()
    assert daemon.wait(20) == 0
