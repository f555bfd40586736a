"""What the pages are drawn on, and whether there is such a thing here."""

import sys
from typing import Protocol

from rich.console import Console, RenderableType


class Surface(Protocol):
    """A full screen that shows one picture at a time and reads keys.

    :meth:`wait` answers with the next key (a :class:`~deskbreak.cli.terminal.keys.Key` or one character),
    with ``None`` when time is up, the size changed or it was woken, and with ``Key.ESCAPE`` from the moment
    on at which the terminal is gone or the process was asked to end.
    """

    @property
    def size(self) -> tuple[int, int]: ...

    def show(self, picture: RenderableType) -> None: ...

    def wait(self, timeout_s: float | None) -> str | None: ...


def can_be_drawn_on(console: Console) -> bool:
    """Whether keys can be read and pictures drawn here; otherwise plain lines are the way."""
    drawn = console.is_terminal and not console.is_dumb_terminal
    return sys.platform != "win32" and drawn and sys.stdin.isatty()
