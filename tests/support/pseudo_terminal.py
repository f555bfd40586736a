"""A terminal without a display: a program runs in it, and a person types and reads there."""

import os
import re
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from support.waiting import seconds_now

ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\-_])")


class PseudoTerminal:
    """A program with this terminal as its controlling one. Closing it hangs up."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> None:
        self._ours, theirs = _pair()
        # setsid --ctty makes it the program's controlling terminal, as a login shell's is.
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "--", "setsid", "--ctty", "--wait", *command],
            env={"TERM": "xterm-256color", "COLUMNS": "90", "LINES": "30", **environment},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=cwd,
        )
        os.close(theirs)
        self._shown = b""

    @property
    def text(self) -> str:
        """Everything printed so far, without colours and cursor moves."""
        self._read(0)
        return ESCAPES.sub("", self._shown.decode(errors="replace")).replace("\r", "")

    def type(self, keys: str) -> None:
        """Type these keys."""
        os.write(self._ours, keys.encode())

    def read_until(self, words: str, within_s: float) -> str:
        """Everything printed, once ``words`` are in it. AssertionError where they do not come."""
        give_up_s = seconds_now() + within_s
        while words.lower() not in self.text.lower():
            assert seconds_now() < give_up_s, f"{words!r} did not come within {within_s:g} s in:\n{self.text}"
            self._read(0.2)
        return self.text

    def close(self) -> None:
        """Hang up and wait for the program to end."""
        os.close(self._ours)
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(10)

    def _read(self, wait_s: float) -> None:
        while select.select([self._ours], [], [], wait_s)[0]:
            # A terminal that everybody has left reads as an error.
            with suppress(OSError):
                if chunk := os.read(self._ours, 65536):
                    self._shown += chunk
                    wait_s = 0
                    continue
            return


def _pair() -> tuple[int, int]:
    """Both ends of a new terminal: ours, and the program's."""
    if sys.platform == "win32":
        raise OSError("Windows has no terminals of this kind")
    return os.openpty()
