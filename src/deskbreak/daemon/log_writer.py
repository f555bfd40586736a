"""Writes the log in a thread of its own: whoever logs waits for no disk and for no terminal."""

import contextlib
import logging
import queue
import sys
import threading
from collections.abc import Callable

WAITING = 500
"""As many lines are kept while they cannot be written; what comes then is given up."""
END_S = 0.75
"""How long the end waits for lines to be written: a disk that hangs may not hold it up."""


def _nothing() -> None:
    """There is nothing to be closed."""


class LogWriter(logging.Handler):
    """Hands each line to ``write``, in order, soon after it was logged; ``at_end`` is called after the last.

    What ``write`` refuses is told once on standard error. Lines that are missing are counted in the log
    itself, as soon as it can be written again.
    """

    def __init__(
        self, name: str, write: Callable[[str], object], at_end: Callable[[], None] = _nothing
    ) -> None:
        super().__init__()
        self._write = write
        self._at_end = at_end
        self._waiting: queue.Queue[str | threading.Event | None] = queue.Queue(WAITING)
        self._given_up = 0
        self._refused = 0
        self._told = 0
        self._complained = False
        self._thread = threading.Thread(target=self._work, name=f"log-{name}", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except Exception:  # noqa: BLE001  a line that cannot be put together is the library's to name
            self.handleError(record)
            return
        try:
            self._waiting.put_nowait(line)
        except queue.Full:
            self._given_up += 1

    def flush(self) -> None:
        """Wait until what was logged is written, or cannot be, or takes too long."""
        written = threading.Event()
        with contextlib.suppress(queue.Full):
            self._waiting.put(written, timeout=END_S)
            written.wait(END_S)

    def close(self) -> None:
        with contextlib.suppress(queue.Full):
            self._waiting.put(None, timeout=END_S)
            self._thread.join(END_S)
        super().close()

    # --- in the writer's thread

    def _work(self) -> None:
        while (each := self._waiting.get()) is not None:
            if isinstance(each, str):
                self._try(each)
            if self._waiting.empty():
                self._tell_what_is_missing()
            if isinstance(each, threading.Event):
                each.set()
        self._at_end()

    def _try(self, line: str) -> bool:
        try:
            self._write(line + "\n")
        except (OSError, ValueError) as error:  # the latter where it was closed
            self._refused += 1
            self._complain(error)
            return False
        self._complained = False
        return True

    def _complain(self, error: Exception) -> None:
        if not self._complained:
            self._complained = True
            with contextlib.suppress(OSError, ValueError):  # standard error may be gone as well
                sys.stderr.write(f"deskbreak: the log cannot be written: {error}\n")

    def _tell_what_is_missing(self) -> None:
        missing = self._given_up + self._refused
        if missing > self._told and not self._complained:
            self._try(f"{missing - self._told} lines are missing here: they could not be written in time.")
            self._told = missing
