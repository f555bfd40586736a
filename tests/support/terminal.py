"""A real pseudo-terminal with a program in it: keys go in, pictures come out."""

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from support.waiting import wait_until

assert sys.platform != "win32", "Windows has no pseudo-terminals of this kind"

ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|[()][A-Z0-9]|[=>]|\][^\x07]*\x07)")
ALTERNATE, BACK = "\x1b[?1049h", "\x1b[?1049l"
HIDDEN, SHOWN = "\x1b[?25l", "\x1b[?25h"
HOME = "\x1b[H"

TAKE_THE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Makes the pseudo-terminal the program's own, so that Ctrl-C, a new size and hanging up reach it."""


@dataclass
class Terminal:
    """The person's side of a pseudo-terminal."""

    master: int
    slave: int
    process: "subprocess.Popen[bytes]"
    written: str = ""
    _read_to: int = 0
    _undecoded: bytes = field(default=b"", repr=False)

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        set_size(self.slave, columns, rows)

    def look(self, patience_s: float = 0.0) -> None:
        """Take in what was written by now, and what comes as long as no pause is longer than this."""
        while select.select([self.master], [], [], patience_s)[0]:
            try:
                chunk = os.read(self.master, 65536)
            except OSError:
                return
            if not chunk:
                return
            self._undecoded += chunk
            whole = self._undecoded.decode("utf-8", errors="ignore")
            if len(whole.encode()) == len(self._undecoded):
                self.written, self._undecoded = self.written + whole, b""

    def picture(self) -> str:
        """The last full picture, as text without colours."""
        pictures = self.written.split(HOME)
        return plain(pictures[-1])

    def until(self, words: str, within_s: float = 15) -> str:
        """The next picture with ``words`` in it, even if others followed it."""

        def shows() -> str:
            self.look()
            begin = self._read_to
            for picture in self.written[begin:].split(HOME):
                if words in plain(picture):
                    self._read_to = begin
                    return plain(picture)
                begin += len(picture) + len(HOME)
            return ""

        return wait_until(shows, f"{words!r} in the terminal", within_s, every_s=0.02, story=self.picture)

    def ended(self, within_s: float = 15) -> int:
        """Wait for the program's end, taking in what it writes; its exit code."""

        def is_over() -> bool:
            self.look()
            return self.process.poll() is not None

        wait_until(is_over, "the program's end", within_s, every_s=0.02, story=self.picture)
        self.look()
        return self.process.wait()

    def modes(self) -> list[object]:
        """How the terminal treats what is typed."""
        return list(termios.tcgetattr(self.slave))

    def is_as_before(self, modes: list[object]) -> bool:
        """Whether nothing of a program is left: its modes, its screen, its hidden cursor."""
        given_back = self.written.count(ALTERNATE) == self.written.count(BACK)
        cursor_shows = self.written.rfind(SHOWN) >= self.written.rfind(HIDDEN)
        return self.modes() == modes and given_back and cursor_shows


def plain(written: str) -> str:
    """Text without escape sequences."""
    return ESCAPES.sub("", written).replace("\r", "")


def set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@contextlib.contextmanager
def terminal_with(
    *python: str, columns: int = 80, rows: int = 24, environment: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """A terminal in which this Python runs with these arguments; nothing of it stays behind."""
    master, slave = pty.openpty()
    set_size(slave, columns, rows)
    # A size in the environment would win over the terminal's own.
    inherited = {
        name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}
    }
    process = subprocess.Popen(
        [sys.executable, "-c", TAKE_THE_TERMINAL, *python],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**inherited, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(environment or {})},
        start_new_session=True,
    )
    try:
        yield Terminal(master, slave, process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(master)
        os.close(slave)
