"""One recording, from the first input that is heard to the last line that is written."""

import socket
from enum import Enum
from pathlib import Path

from deskbreak.cli.recording.trace_file import TraceFile
from deskbreak.cli.recording.trace_lines import TraceLines
from deskbreak.clock import Clock
from deskbreak.control import client
from deskbreak.control.protocol import ControlError
from deskbreak.desktop.portable.wakeup import Wakeup

WRITTEN_EVERY_MS = 30_000
"""What a kill may lose at most."""


class End(Enum):
    """Why a recording ended."""

    ASKED = "asked"
    TIME_IS_UP = "time is up"
    STOPPED = "stopped"
    """In Deskbreak's menu."""
    DAEMON_GONE = "daemon gone"
    """Nobody would show any more that it runs."""
    DEAF = "deaf"
    """The display is gone."""


class Session:
    """Writes what ``lines`` collect until somebody ends it. ``visit`` is the connection by which the daemon
    knows of it; ``for_ms`` is how long it lasts at most."""

    def __init__(self, clock: Clock, lines: TraceLines, visit: socket.socket, for_ms: int | None) -> None:
        self._clock = clock
        self._lines = lines
        self._visit = visit
        self._until_ms = None if for_ms is None else clock.now().steady_ms + for_ms
        self._bell = Wakeup()
        self._end: End | None = None
        self.deaf_because = ""

    # --- from any thread

    def ask_to_end(self) -> None:
        """Somebody pressed Ctrl+C, or the system ends."""
        self._end_as(End.ASKED)

    def grow_deaf(self, reason: str) -> None:
        """Nothing more can be heard."""
        self.deaf_because = reason
        self._end_as(End.DEAF)

    def _end_as(self, end: End) -> None:
        self._end = self._end or end
        self._bell.ring()

    # --- in the thread that writes

    def write_to(self, file: TraceFile, control_socket: Path) -> End:
        """Until it ends, by whatever cause; all that was heard is written then. Raises :class:`OSError`."""
        while True:
            self._bell.wait(self._wait_s(), [self._visit])
            end = self._end or self._over(control_socket)
            file.add(self._lines.take())
            if end is not None:
                return end

    def close(self) -> None:
        self._bell.close()

    def _wait_s(self) -> float:
        now_ms = self._clock.now().steady_ms
        until_ms = now_ms + WRITTEN_EVERY_MS
        if self._until_ms is not None:
            until_ms = min(until_ms, self._until_ms)
        return max(0, until_ms - now_ms + 1) / 1000

    def _over(self, control_socket: Path) -> End | None:
        if self._until_ms is not None and self._clock.now().steady_ms >= self._until_ms:
            return End.TIME_IS_UP
        if not self._hung_up():
            return None
        try:
            client.ask(control_socket, "status")
        except ControlError:
            return End.DAEMON_GONE
        return End.STOPPED

    def _hung_up(self) -> bool:
        self._visit.setblocking(False)
        try:
            return not self._visit.recv(1)
        except BlockingIOError:
            return False
        except OSError:
            return True
