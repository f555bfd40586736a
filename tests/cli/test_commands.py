"""The front door: each command reaches the daemon, and each failure has its code and its line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from deskbreak import __version__, paths
from deskbreak.daemon.single_instance import InstanceLock
from support.commands import deskbreak
from support.stand_in_daemon import StandInDaemon

ACTING = ("now", "snooze", "skip", "stood", "pause", "resume", "home", "quit")


@pytest.mark.parametrize(
    ("arguments", "act"),
    [
        (("now",), {"action": "start"}),
        (("now", "reach"), {"action": "start", "routine": "reach"}),
        (("snooze",), {"action": "snooze"}),
        (("snooze", "10m"), {"action": "snooze", "for_ms": 600_000}),
        (("skip",), {"action": "skip"}),
        (("stood",), {"action": "stood"}),
        (("pause",), {"action": "pause:1h", "for_ms": 3_600_000}),
        (("pause", "30m"), {"action": "pause:30m", "for_ms": 1_800_000}),
        (("pause", "1h 30m"), {"action": "pause:1h30m", "for_ms": 5_400_000}),
        (("pause", "tomorrow"), {"action": "pause:tomorrow"}),
        (("resume",), {"action": "resume"}),
        (("home",), {"action": "home"}),
        (("checklist",), {"action": "checklist"}),
        (("routine",), {"action": "start"}),
        (
            ("routine", "reach", "--variant", "seated"),
            {"action": "start", "routine": "reach", "variant": "seated"},
        ),
    ],
)
def test_a_command_is_one_act_of_the_daemon(
    daemon: StandInDaemon, arguments: tuple[str, ...], act: dict[str, object]
) -> None:
    done = deskbreak(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert daemon.acts == [act]


@pytest.mark.parametrize("command", ACTING)
def test_without_a_daemon_the_code_is_4_and_one_line_says_what_to_do(command: str) -> None:
    done = deskbreak(command)
    assert done.returncode == 4
    assert done.stdout == ""
    assert done.stderr == "deskbreak: Deskbreak is not running. Start it with: deskbreak\n"


def test_what_does_not_fit_now_is_a_failure_with_the_daemons_own_words(daemon: StandInDaemon) -> None:
    daemon.refusal = ("not_now", "There is no reminder to snooze just now.")
    done = deskbreak("snooze")
    assert done.returncode == 1
    assert done.stderr == "deskbreak: There is no reminder to snooze just now.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("snooze", "10"), "did you mean 10m or 10s"),
        (("snooze", "0s"), "one second is the shortest"),
        (("pause", "soon"), "not a duration"),
        (("nonsense",), "No such command 'nonsense'"),
        (("status", "--jsno"), "--json"),
        (("history", "--since", "someday"), "neither a date"),
        (("history", "--format", "xml"), "'table', 'csv', 'json'"),
    ],
)
def test_a_wrong_command_line_is_code_2_in_two_lines(arguments: tuple[str, ...], said: str) -> None:
    done = deskbreak(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    first, second = done.stderr.splitlines()
    assert first.startswith("deskbreak: ")
    assert second.startswith("Try 'deskbreak")


def test_nobody_is_asked_where_the_command_line_is_wrong(daemon: StandInDaemon) -> None:
    assert deskbreak("pause", "soon").returncode == 2
    assert daemon.asked == []


def test_status_json_is_what_the_daemon_says(daemon: StandInDaemon) -> None:
    done = deskbreak("status", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == daemon.status


def test_status_json_without_a_daemon() -> None:
    done = deskbreak("status", "--json")
    assert done.returncode == 4
    assert json.loads(done.stdout) == {"version": 1, "state": "not_running"}
    assert done.stderr == ""


def test_status_speaks_to_people(daemon: StandInDaemon) -> None:
    done = deskbreak("status")
    first, second = done.stdout.splitlines()
    assert first.startswith("At the desk for 28 min. The next reminder comes at a pause, between ")
    assert second == "Today: 2 breaks, 1 skipped."
    assert daemon.asked == [("status", {})]


def test_a_daemon_whose_answer_makes_no_sense_is_a_failure_and_not_a_traceback(daemon: StandInDaemon) -> None:
    daemon.refusal = ("failed", "")
    done = deskbreak("skip")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_quit_comes_back_when_the_daemon_is_gone(tmp_path: Path) -> None:
    story = """
import threading
from deskbreak import paths
from deskbreak.clock import SystemClock
from deskbreak.control.server import Server
asked = threading.Event()
def handle(request, reply):
    reply.result({})
    asked.set()
server = Server(paths.of_this_person().control_socket, handle, SystemClock())
print("up", flush=True)
asked.wait(30)
server.close()
threading.Event().wait(1)  # what else a daemon has to put away
open("ended", "w").close()
"""
    with subprocess.Popen(
        [sys.executable, "-c", story], stdout=subprocess.PIPE, text=True, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        done = deskbreak("quit")
        assert (tmp_path / "ended").exists()
        assert (done.returncode, done.stderr) == (0, "")


def test_version_and_help() -> None:
    assert deskbreak("--version").stdout == f"Deskbreak {__version__}\n"
    told = deskbreak("--help").stdout
    assert all(f"\n  {command} " in told for command in (*ACTING, "status", "routine", "doctor", "config"))


def imported_by(*arguments: str) -> set[str]:
    """The packages that a command loads, and all that its process becomes."""
    done = deskbreak(*arguments, environment={"PYTHONPROFILEIMPORTTIME": "1"})
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


HEAVY = {"asyncio", "importlib_metadata", "PIL", "pydantic", "PySide6", "rich", "ruamel", "sqlite3"}


def test_status_loads_little_so_that_it_answers_at_once(daemon: StandInDaemon) -> None:
    loaded = imported_by("status")
    assert "click" in loaded, "this test looks at the wrong thing"
    assert not loaded & HEAVY
    assert daemon.asked


def test_the_daemons_process_never_loads_the_command_lines_parser(daemon: StandInDaemon) -> None:
    loaded = imported_by("run", "--no-such-option")
    assert "click" in loaded, "this test looks at the wrong thing"
    lock_is_held = (
        "import sys, subprocess; from deskbreak import paths;"
        "from deskbreak.daemon.single_instance import InstanceLock;"
        "held = InstanceLock(paths.of_this_person().instance_lock);"
        "sys.exit(subprocess.run([sys.executable, '-X', 'importtime', '-m', 'deskbreak', 'run']).returncode)"
    )
    second = subprocess.run(
        [sys.executable, "-c", lock_is_held], capture_output=True, text=True, timeout=60, check=False
    )
    loaded = {line.rpartition("|")[2].strip() for line in second.stderr.splitlines()}
    assert "deskbreak.daemon" in loaded, second.stderr[-2000:]
    assert not loaded & {"click", "rich", "pydantic"}
    assert daemon.acts == [{"action": "home"}]


def test_files_in_the_current_directory_are_not_taken_for_ours(tmp_path: Path, daemon: StandInDaemon) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger was run')")
    held = InstanceLock(paths.of_this_person().instance_lock)
    second = subprocess.run(
        [sys.executable, "-P", "-m", "deskbreak", "run", "--no-tray"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    held.release()
    assert second.returncode == 0, second.stderr
    assert daemon.acts == [{"action": "home"}]
