"""The two pipes to whoever started this process: lines in on a thread, lines out as they come."""

import sys
from collections.abc import Callable
from threading import Lock, Thread
from typing import TextIO

from PySide6.QtCore import QObject, Signal

from deskbreak.window.messages import TO_WINDOW, FromWindow, NotAMessage, from_line, to_line


class Inbox(QObject):
    """Posts each message to the Qt thread, and ``ended`` when the pipe ends."""

    came = Signal(object)
    ended = Signal()

    def listen(self, stream: TextIO) -> Thread:
        """Read ``stream`` until its end, on a thread of its own."""
        thread = Thread(target=self._read, args=(stream,), name="inbox", daemon=True)
        thread.start()
        return thread

    def _read(self, stream: TextIO) -> None:
        for line in stream:
            if not line.strip():
                continue
            try:
                message = from_line(line, TO_WINDOW)
            except NotAMessage as error:
                print(f"deskbreak window: {error}", file=sys.stderr, flush=True)
                continue
            self.came.emit(message)
        self.ended.emit()


def sender(stream: TextIO) -> Callable[[FromWindow], None]:
    """A function that writes messages to ``stream``; silent once nobody reads any more."""
    lock = Lock()

    def send(message: FromWindow) -> None:
        with lock:
            try:
                stream.write(to_line(message))
                stream.flush()
            except (BrokenPipeError, ValueError):
                # Whoever started us is gone; the end of our standard input tells the same and ends us.
                return

    return send
