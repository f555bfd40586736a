"""One window's process, from its start to its end."""

import contextlib
import logging
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import IO

from deskbreak.clock import SystemClock
from deskbreak.daemon.outgoing import Outgoing
from deskbreak.language import _
from deskbreak.window.messages import FROM_WINDOW, FromWindow, NotAMessage, ToWindow, from_line, to_line

log = logging.getLogger(__name__)

LINE_LIMIT = 64 * 1024
"""No message is nearly as long."""
COMPLAINTS = 20
"""Who goes on saying what is not a message is not quoted for ever."""
MOST_IN_A_SECOND = 1_000
"""A process that says more has lost its way, and would keep the computer busy for nothing."""
LINE_SHOWN = 500
LAST_WORDS_S = 1.0
"""How long after its end what it printed last is waited for."""


class WindowProcess:
    """Starts ``command`` at once. Raises :class:`OSError` where that cannot be.

    What it prints for people (standard error) goes to the log, as far as that is worth it. With
    ``own_session`` it is away from the terminal's signals; a guide that draws in the terminal stays in
    its session.
    """

    def __init__(self, command: Sequence[str], *, own_session: bool) -> None:
        self.heard = False
        """Whether it has said anything."""
        self.fault = ""
        """Why it was ended, where it was; ready to read."""
        self._clock = SystemClock()
        self._unanswered = Outgoing()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=own_session,
        )

    def live(self, outgoing: Outgoing, said: Callable[[FromWindow], None], end_s: float) -> int:
        """Hand on messages both ways until it ends; its exit code.

        A process that has closed its output is given ``end_s`` to end, and then made to.
        """
        writer = threading.Thread(target=self._write, args=(outgoing,), name="to-window", daemon=True)
        listener = threading.Thread(target=self._hear_complaints, name="window-errors", daemon=True)
        writer.start()
        listener.start()
        self._read(said)
        outgoing.close()
        try:
            code = self._process.wait(end_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        writer.join()
        listener.join(LAST_WORDS_S)
        return code

    def kill(self) -> None:
        self._process.kill()

    def unanswered(self, outgoing: Outgoing) -> list[ToWindow]:
        """What it was told after it last said anything, and what it was not even told; once it has ended."""
        return [*self._unanswered.rest(), *outgoing.rest()]

    def _write(self, outgoing: Outgoing) -> None:
        assert self._process.stdin is not None  # noqa: S101  asked for above
        # Where the process goes first, its reader says so.
        with contextlib.suppress(OSError), self._process.stdin as pipe:
            while (message := outgoing.next()) is not None:
                self._unanswered.put(message)
                pipe.write(to_line(message).encode())
                pipe.flush()

    def _read(self, said: Callable[[FromWindow], None]) -> None:
        complaints = 0
        for line in self._lines(self._process.stdout):
            try:
                message = from_line(line, FROM_WINDOW)
            except NotAMessage as error:
                complaints += 1
                if complaints <= COMPLAINTS:
                    log.warning("the window's process said what is %s", error)
            else:
                self.heard = True
                self._unanswered.rest()
                said(message)
        if complaints > COMPLAINTS:
            log.warning("the window's process said %d things that are no messages", complaints)

    def _hear_complaints(self) -> None:
        """Never into a file of its own hand: nobody could keep that small."""
        complaints = 0
        for line in self._lines(self._process.stderr):
            complaints += 1
            if complaints <= COMPLAINTS:
                log.warning("the window's process: %s", line.rstrip()[:LINE_SHOWN])
        if complaints > COMPLAINTS:
            log.warning("the window's process wrote %d lines, of which these were the first", complaints)

    def _lines(self, pipe: IO[bytes] | None) -> Iterator[str]:
        """What comes through, until it ends; a process that never stops talking is ended."""
        assert pipe is not None  # noqa: S101  asked for above
        since_ms, count = self._clock.now().awake_ms, 0
        with pipe:
            while line := pipe.readline(LINE_LIMIT):
                yield line.decode(errors="replace")
                count += 1
                now_ms = self._clock.now().awake_ms
                if now_ms - since_ms >= 1_000:
                    since_ms, count = now_ms, 0
                elif count > MOST_IN_A_SECOND:
                    told = _("It said more than {count} things within a second.")
                    self.fault = told.format(count=MOST_IN_A_SECOND)
                    self._process.kill()
                    return
