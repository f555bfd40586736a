"""One daemon a person, whatever happens to the one before."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskbreak.daemon.single_instance import AlreadyRunning, InstanceLock
from support import damage

HOLD = (
    "import subprocess, sys; from pathlib import Path;"
    "from deskbreak.daemon.single_instance import InstanceLock;"
    "lock = InstanceLock(Path(sys.argv[1]));"
    "child = subprocess.Popen(['sleep', '60']) if len(sys.argv) > 2 else None;"
    "print(child.pid if child else 0, flush=True); sys.stdin.read()"
)


@contextmanager
def holder(path: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Another process that holds the lock, and the process that it has started, if it was to."""
    command = [sys.executable, "-c", HOLD, str(path), *more]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        try:
            yield process, child
        finally:
            process.kill()
            if child:
                os.kill(child, signal.SIGTERM)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run" / "instance.lock"


def test_the_first_has_the_lock_and_a_second_process_has_not(path: Path) -> None:
    with holder(path), pytest.raises(AlreadyRunning):
        InstanceLock(path)


def test_who_has_the_lock_says_on_which_machine(path: Path) -> None:
    first = InstanceLock(path, "desk")
    with pytest.raises(AlreadyRunning) as refused:
        InstanceLock(path, "laptop")
    first.release()

    second = InstanceLock(path, "tv")
    with pytest.raises(AlreadyRunning) as refused_again:
        InstanceLock(path, "laptop")
    second.release()

    assert (refused.value.machine, refused_again.value.machine) == ("desk", "tv")


def test_a_lock_that_was_let_go_can_be_taken(path: Path) -> None:
    InstanceLock(path).release()
    InstanceLock(path).release()


def test_a_holder_that_is_killed_lets_go(path: Path) -> None:
    with holder(path) as (process, _):
        process.kill()
        process.wait(10)

        InstanceLock(path).release()


def test_what_a_killed_holder_had_started_does_not_hold_on(path: Path) -> None:
    with holder(path, "with a child") as (process, child):
        process.kill()
        process.wait(10)
        os.kill(child, 0)  # it still runs

        InstanceLock(path).release()


def test_what_can_be_no_lock_is_set_aside_and_named(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.mkdir(parents=True)
    (path / "precious").touch()
    InstanceLock(path).release()
    path.unlink()
    path.symlink_to(path.name)
    InstanceLock(path).release()

    assert path.is_file()
    assert (path.with_name("instance.lock.in-the-way") / "precious").exists()
    assert path.with_name("instance.lock.in-the-way-2").is_symlink()
    assert caplog.text.count("was set aside as") == 2


def test_a_pipe_serves_as_a_lock_without_waiting(path: Path) -> None:
    path.parent.mkdir()
    damage.make_pipe(path)

    with holder(path), pytest.raises(AlreadyRunning):
        InstanceLock(path)


@pytest.mark.parametrize("leads_to", ["../precious", "/dev/zero", "nowhere/at/all"])
def test_nothing_is_written_into_what_a_link_leads_to(path: Path, leads_to: str) -> None:
    precious = path.parent.parent / "precious"
    precious.write_text("precious")
    path.parent.mkdir()
    path.symlink_to(leads_to)

    with holder(path), pytest.raises(AlreadyRunning):
        InstanceLock(path)

    assert precious.read_text() == "precious"
    assert path.with_name("instance.lock.in-the-way").is_symlink()


def test_a_file_system_without_locks_is_no_second_deskbreak(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_descriptor: int, _how: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(OSError, match="not supported"):
        InstanceLock(path)
