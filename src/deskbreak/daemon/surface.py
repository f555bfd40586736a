"""The window's process: started when something has to be shown, gone when nothing is left to show."""

import contextlib
import logging
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from deskbreak.window.messages import (
    FROM_WINDOW,
    FromWindow,
    NotAMessage,
    Quit,
    ToWindow,
    from_line,
    to_line,
)

log = logging.getLogger(__name__)

END_S = 1.5
"""How long a process that was asked to end may take before it is made to."""


class Surface:
    """Sends messages to the process and starts it where there is none.

    No method blocks. ``said`` and ``gone`` are called from a thread of this class; ``gone`` once for
    each process, with an empty reason where it ended in order.
    """

    def __init__(
        self,
        command: Sequence[str],
        log_file: Path,
        said: Callable[[FromWindow], None],
        gone: Callable[[str], None],
        *,
        own_session: bool,
    ) -> None:
        self._command = list(command)
        self._log_file = log_file
        self._said = said
        self._gone = gone
        self._own_session = own_session
        """Away from the terminal's signals; a guide that draws in the terminal stays in its session."""
        self._outgoing: queue.SimpleQueue[ToWindow | None] | None = None
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        return self._outgoing is not None

    def show(self, *messages: ToWindow) -> None:
        """Say this to the process; start it first where there is none."""
        if self._outgoing is None:
            self._outgoing = queue.SimpleQueue()
            self._thread = threading.Thread(
                target=self._live, args=(self._outgoing,), name="window", daemon=True
            )
            self._thread.start()
        for message in messages:
            self._outgoing.put(message)

    def tell(self, *messages: ToWindow) -> None:
        """Say this to the process, if there is one."""
        if self._outgoing is not None:
            self.show(*messages)

    def ended(self) -> None:
        """The loop has heard that the process is gone: the next message starts another."""
        self._outgoing = None

    def close(self) -> None:
        """End the process, and wait for that."""
        if self._outgoing is not None and self._thread is not None:
            self._outgoing.put(Quit())
            self._outgoing.put(None)
            self._thread.join(2 * END_S)

    # --- in the thread of one process ------------------------------------------------

    def _live(self, outgoing: "queue.SimpleQueue[ToWindow | None]") -> None:
        try:
            with self._log_file.open("ab") as errors:
                process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    text=True,
                    encoding="utf-8",
                    start_new_session=self._own_session,
                )
        except OSError as error:
            self._gone(f"it cannot be started: {error}")
            return
        writer = threading.Thread(target=self._write, args=(process, outgoing), name="to-window", daemon=True)
        writer.start()
        self._read(process)
        outgoing.put(None)
        code = _end(process)
        self._gone("" if code == 0 else f"it ended with code {code}; {self._log_file} may tell more")

    def _write(self, process: subprocess.Popen[str], outgoing: "queue.SimpleQueue[ToWindow | None]") -> None:
        assert process.stdin is not None  # noqa: S101  asked for above
        with contextlib.suppress(OSError, ValueError):  # the process went first; its reader says so
            while (message := outgoing.get()) is not None:
                process.stdin.write(to_line(message))
                process.stdin.flush()
            process.stdin.close()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None  # noqa: S101  asked for above
        for line in process.stdout:
            try:
                self._said(from_line(line, FROM_WINDOW))
            except NotAMessage as error:
                log.warning("the window's process said what is %s", error)


def _end(process: subprocess.Popen[str]) -> int:
    try:
        return process.wait(END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
