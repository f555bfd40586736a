"""Input as the lines of a trace: coarse in time, and never more than a replay needs."""

import threading

from deskbreak.clock import Clock

TENTH_MS = 100


class TraceLines:
    """Collects lines ``t_seconds,kind`` until they are taken.

    Times are seconds since 1970, in tenths, and a kind has one line a tenth at most. So a mouse that reports
    a thousand times a second leaves ten lines of it, and how somebody types, which can tell who it is and
    what it was, is in no trace. A replay loses nothing: Deskbreak never waits for a pause under a second,
    and a pause is told to a tenth.

    The wall clock is read once: setting it later neither stretches a day nor turns it back.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead_ms = clock.now().wall_ahead_ms
        self._turn = threading.Lock()
        self._last_tenth: dict[str, int] = {}
        self._lines: list[str] = []

    def note(self, kind: str) -> None:
        """There was input of this kind just now. From any thread."""
        with self._turn:
            tenth = (self._clock.now().steady_ms + self._ahead_ms) // TENTH_MS
            if self._last_tenth.get(kind) != tenth:
                self._last_tenth[kind] = tenth
                self._lines.append(f"{tenth // 10}.{tenth % 10},{kind}\n")

    def take(self) -> list[str]:
        """The lines since they were last taken, oldest first."""
        with self._turn:
            taken, self._lines = self._lines, []
            return taken
