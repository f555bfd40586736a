"""Asks several adapters one after the other, each when the one before has answered: all at once, their
threads would wait for each other, and wake up for it five times as often."""

from collections import deque
from collections.abc import Callable, Sequence

from deskbreak.clock import Clock
from deskbreak.daemon.alarms import Alarms

SILENT_AFTER_MS = 250
"""No longer than this does anybody wait for their turn; an answer takes a few milliseconds."""


class InTurn:
    """``ask`` asks the adapter of a port, and says whether there is one that could answer. The loop calls
    everything here."""

    def __init__(self, alarms: Alarms, clock: Clock, ask: Callable[[str], bool]) -> None:
        self._alarms = alarms
        self._clock = clock
        self._ask = ask
        self._asked = ""
        self._waiting: deque[str] = deque()

    def begin(self, ports: Sequence[str]) -> None:
        """Ask all of ``ports``, anew where they were being asked."""
        self.stop()
        self._waiting = deque(ports)
        self._alarms.at(self._clock.now().steady_ms + SILENT_AFTER_MS, self._ask_the_rest)
        self._ask_next()

    def answered(self, port: str) -> None:
        """Something came from ``port``."""
        if port == self._asked:
            self._ask_next()

    def stop(self) -> None:
        """Ask nobody any more."""
        self._asked = ""
        self._waiting.clear()
        self._alarms.cancel(self._ask_the_rest)

    def _ask_next(self) -> None:
        while self._waiting:
            self._asked = self._waiting.popleft()
            if self._ask(self._asked):
                return
        self.stop()

    def _ask_the_rest(self) -> None:
        rest = tuple(self._waiting)
        self.stop()
        for port in rest:
            self._ask(port)
