"""Faults put into a real program by strace: a kill, or an error, at the n-th call of a kind by any thread."""

import collections
import functools
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from support import processes

CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "unlink")
"""What changes a file, or makes sure of it."""

KILLED = -processes.KILL
TRIAL = ("strace", "-f", "-o", os.devnull, "true")
TESTS = Path(__file__).parent.parent
STRACED = re.compile(r"^(?P<thread>\d+) +(?P<call>\w+)\(")


@functools.cache
def why_impossible() -> str:
    """Why no fault can be put into a program here; empty where one can."""
    try:
        tried = subprocess.run(TRIAL, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "strace is not installed: python3 dev.py brings it"
    return "" if tried.returncode == 0 else f"this kernel lets nobody trace a program: {tried.stderr.strip()}"


@dataclass(frozen=True, slots=True)
class Told:
    """How a program with a fault in it ended, and its lines until then."""

    exit_code: int
    lines: list[str]
    errors: str


class Faulty:
    """A Python module, run with nothing but calls about ``paths`` in strace's sight."""

    def __init__(self, module: str, directory: Path, paths: Sequence[Path]) -> None:
        self._module = module
        self._directory = directory
        self._paths = paths

    def runs(self, call: str, number: int, fault: str) -> Told:
        """``fault`` is strace's: ``signal=SIGKILL``, ``error=ENOSPC``."""
        return self._run(os.devnull, [call], ["-e", f"inject={call}:{fault}:when={number}"])

    def calls(self) -> dict[str, int]:
        """How often the busiest thread makes each call, when there is no fault."""
        log = self._directory.with_name(f"{self._directory.name}.strace")
        told = self._run(str(log), CALLS, [])
        assert told.exit_code == 0, told
        found: collections.Counter[tuple[str, str]] = collections.Counter()
        for line in log.read_text().splitlines():
            if seen := STRACED.match(line):
                found[seen["call"], seen["thread"]] += 1
        return {call: max((n for (its, _), n in found.items() if its == call), default=0) for call in CALLS}

    def _run(self, log: str, calls: Sequence[str], injected: Sequence[str]) -> Told:
        watched = [part for path in self._paths for part in ("-P", str(path))]
        # Without --seccomp-bpf, which is quicker, and loses count (seen with strace 6.1).
        command = ["strace", "-f", "-qq", "-o", log, "-e", f"trace={','.join(calls)}"]
        done = subprocess.run(
            [*command, *watched, *injected, sys.executable, "-m", self._module, str(self._directory)],
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=TESTS,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Told(done.returncode, done.stdout.splitlines(), done.stderr)
