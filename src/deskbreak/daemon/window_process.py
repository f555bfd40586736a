"""One window's process, from its start to its end."""

import contextlib
import logging
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from deskbreak.files.appending import opened_at_end
from deskbreak.window.messages import FROM_WINDOW, FromWindow, NotAMessage, ToWindow, from_line, to_line

log = logging.getLogger(__name__)

LINE_LIMIT = 64 * 1024
"""No message is nearly as long."""
COMPLAINTS = 20
"""Who goes on saying what is not a message is not quoted for ever."""

Outgoing = queue.SimpleQueue[ToWindow | None]
"""``None`` closes the way to the process, and so asks it to end."""


class WindowProcess:
    """Starts ``command`` at once. Raises :class:`OSError` where that cannot be.

    What it prints for people (standard error) goes to the end of ``log_file``. With ``own_session`` it
    is away from the terminal's signals; a guide that draws in the terminal stays in its session.
    """

    def __init__(self, command: Sequence[str], log_file: Path, *, own_session: bool) -> None:
        self.heard = False
        """Whether it has said anything."""
        self._unanswered: list[ToWindow] = []
        with contextlib.ExitStack() as opened:
            try:
                errors = opened.enter_context(opened_at_end(log_file))
            except OSError:
                errors = None  # then they go where ours go
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=own_session,
            )

    def live(self, outgoing: Outgoing, said: Callable[[FromWindow], None], end_s: float) -> int:
        """Hand on messages both ways until it ends; its exit code.

        A process that has closed its output is given ``end_s`` to end, and then made to.
        """
        writer = threading.Thread(target=self._write, args=(outgoing,), name="to-window", daemon=True)
        writer.start()
        self._read(said)
        outgoing.put(None)
        try:
            code = self._process.wait(end_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        writer.join()
        return code

    def kill(self) -> None:
        self._process.kill()

    def unanswered(self, outgoing: Outgoing) -> list[ToWindow]:
        """What it was told after it last said anything, and what it was not even told; once it has ended."""
        with contextlib.suppress(queue.Empty):
            while True:
                message = outgoing.get_nowait()
                if message is not None:
                    self._unanswered.append(message)
        return self._unanswered

    def _write(self, outgoing: Outgoing) -> None:
        assert self._process.stdin is not None  # noqa: S101  asked for above
        # Where the process goes first, its reader says so.
        with contextlib.suppress(OSError), self._process.stdin as pipe:
            while (message := outgoing.get()) is not None:
                self._unanswered.append(message)
                pipe.write(to_line(message).encode())
                pipe.flush()

    def _read(self, said: Callable[[FromWindow], None]) -> None:
        assert self._process.stdout is not None  # noqa: S101  asked for above
        complaints = 0
        with self._process.stdout as pipe:
            while line := pipe.readline(LINE_LIMIT):
                try:
                    message = from_line(line.decode(errors="replace"), FROM_WINDOW)
                except NotAMessage as error:
                    complaints += 1
                    if complaints <= COMPLAINTS:
                        log.warning("the window's process said what is %s", error)
                else:
                    self.heard = True
                    self._unanswered.clear()
                    said(message)
        if complaints > COMPLAINTS:
            log.warning("the window's process said %d things that are no messages", complaints)
