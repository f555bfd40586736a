"""The terminal, taken over for a while and given back as it was. Nothing else here touches it."""

import codecs
import contextlib
import os
import select
import signal
import sys
import termios
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live

from deskbreak.cli.terminal.keys import Key, first

assert sys.platform != "win32", "a Windows console cannot be taken over"  # noqa: S101  where mypy stops reading

ESCAPE_WAIT_S = 0.05
"""An Esc that is not followed by anything for so long was the key itself, not the start of a sequence."""

PASSED_ON = (signal.SIGTERM, signal.SIGHUP)
ENDING_SIGNALS = (signal.SIGINT, *PASSED_ON)


class Screen:
    """Draws full-screen pictures and reads keys, between ``with`` and its end.

    However that ends, the terminal is as it was: Ctrl-C, SIGTERM and SIGHUP make :meth:`wait` answer
    ``Key.ESCAPE`` from then on, and the latter two are raised again once the terminal is given back.
    :meth:`wake` may be called from any thread; everything else belongs to one.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(
            console=console, screen=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
        )
        self._undo = contextlib.ExitStack()
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._sent = ""
        self._ended_by: int | None = None
        self._gone = False

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as undo:
            self._input = sys.stdin.fileno()
            self._woken, self._wakes = os.pipe()
            undo.callback(os.close, self._woken)
            undo.callback(os.close, self._wakes)
            os.set_blocking(self._wakes, False)
            if threading.current_thread() is threading.main_thread():
                self._take_signals(undo)
            undo.callback(_keys_as_typed(self._input))
            self._live.start()
            undo.callback(self._give_back)
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._undo.close()
        if self._ended_by is not None and self._ended_by in PASSED_ON:
            signal.raise_signal(self._ended_by)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows, as they are now."""
        return self._console.size.width, self._console.size.height

    @property
    def over(self) -> bool:
        """Whether the terminal is gone, or somebody asked this process to end."""
        return self._gone or self._ended_by is not None

    def show(self, picture: RenderableType) -> None:
        try:
            self._live.update(picture, refresh=True)
        except OSError:
            self._gone = True

    def wait(self, timeout_s: float | None) -> str | None:
        """The next key; none when time is up, the terminal's size changed or :meth:`wake` was called."""
        if self.over:
            return Key.ESCAPE
        key = self._next_key()
        if key is None and self._sent:
            if not self._readable(ESCAPE_WAIT_S):
                self._sent = self._sent[1:]
                return Key.ESCAPE
            key = self._next_key()
        if key is None and self._readable(timeout_s):
            key = self._next_key()
            if key is None and self._sent:
                return self.wait(timeout_s)
        return Key.ESCAPE if self.over else key

    def wake(self) -> None:
        """Make :meth:`wait` return soon."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._wakes, b"\0")

    def _next_key(self) -> str | None:
        typed = first(self._sent)
        if typed is None:
            return None
        self._sent = typed.rest
        return typed.key

    def _readable(self, timeout_s: float | None) -> bool:
        """Whether anything was typed; waits for it."""
        ready = select.select([self._input, self._woken], [], [], timeout_s)[0]
        if self._woken in ready:
            os.read(self._woken, 1024)
        if self._input not in ready:
            return False
        try:
            sent = os.read(self._input, 1024)
        except OSError:
            sent = b""
        self._gone = self._gone or not sent
        self._sent += self._decode.decode(sent)
        return bool(sent)

    def _take_signals(self, undo: contextlib.ExitStack) -> None:
        def ended(number: int, _: FrameType | None) -> None:
            self._ended_by = number
            self.wake()

        def resized(_: int, __: FrameType | None) -> None:
            self.wake()

        for each in ENDING_SIGNALS:
            _handle(each, ended, undo)
        _handle(signal.SIGWINCH, resized, undo)

    def _give_back(self) -> None:
        with contextlib.suppress(OSError):
            self._live.stop()


def _handle(
    number: int, handler: Callable[[int, FrameType | None], None], undo: contextlib.ExitStack
) -> None:
    before = signal.signal(number, handler)
    undo.callback(signal.signal, number, before)


def _keys_as_typed(terminal: int) -> Callable[[], None]:
    """Send keys at once and unseen, Ctrl-Z without effect; the answer puts all that back."""
    before = termios.tcgetattr(terminal)
    now = termios.tcgetattr(terminal)
    now[3] &= ~(termios.ICANON | termios.ECHO)
    now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
    # A guide that is stopped half-way would leave its picture and a hidden cursor in the shell.
    now[6][termios.VSUSP] = b"\0"
    termios.tcsetattr(terminal, termios.TCSADRAIN, now)

    def put_back() -> None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)

    return put_back
