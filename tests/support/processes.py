"""Starting real programs so that none of them outlives the test, whatever happens to the test.

Three nets: each program dies with us (``setpriv --pdeathsig``), leads its own process group, and
carries a mark in its environment by which everything that it started itself can be found.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from support.waiting import wait_until

KILL = 9
"""``signal.SIGKILL``, a name that Windows does not have."""

MARK = "DESKBREAK_TEST_DESKTOP"
"""The environment variable whose value names the desktop that a process belongs to."""


def start(
    command: Sequence[str],
    environment: Mapping[str, str],
    log: Path,
    *,
    cwd: Path | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start ``command`` with nothing but ``environment``; what it says goes to the end of ``log``."""
    with log.open("ab") as sink:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "--", *command],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            cwd=cwd,
            pass_fds=pass_fds,
            start_new_session=True,
        )


def end(process: subprocess.Popen[bytes], within_s: float = 5.0) -> int:
    """Ask ``process`` to end, insist where it does not, and give its exit code."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(within_s)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait(within_s)


def marked(mark: str) -> list[int]:
    """The ids of all living processes that carry ``mark``."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        # A process may end, or be somebody else's, between being listed and being read.
        with suppress(OSError):
            if (
                entry.name.isdigit()
                and wanted in (entry / "environ").read_bytes().split(b"\0")
                and state(int(entry.name)) != "Z"
            ):
                found.append(int(entry.name))
    return sorted(found)


def end_all_marked(mark: str) -> None:
    """Kill what is left of ``mark``'s desktop, and see to it that nothing is."""

    def none_left() -> bool:
        left = marked(mark)
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, KILL)
        return not left

    wait_until(none_left, "every process of this desktop has ended", 10, every_s=0.02)


def state(process: int) -> str:
    """The kernel's letter for what ``process`` is doing; Z is dead and not yet buried."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def command_line(process: int) -> str:
    """What ``process`` was started with; empty where it has ended."""
    try:
        return (
            Path(f"/proc/{process}/cmdline")
            .read_bytes()
            .replace(b"\0", b" ")
            .decode(errors="replace")
            .strip()
        )
    except OSError:
        return ""


def children(process: int) -> list[int]:
    """The living processes that ``process`` started itself."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return sorted(found)
