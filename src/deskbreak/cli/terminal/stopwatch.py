"""How far a routine has come, with pauses left out."""

from deskbreak.clock import Clock

LONGEST_STEP_MS = 2_000
"""What passes between two looks beyond this was a stopped process, not a breath."""


class Stopwatch:
    """Counts awake time while it runs; begins running."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last_ms = clock.now().awake_ms
        self._elapsed_ms = 0
        self.running = True

    def elapsed_ms(self) -> int:
        """Look: how much time was spent running so far."""
        now_ms = self._clock.now().awake_ms
        if self.running:
            self._elapsed_ms += min(max(0, now_ms - self._last_ms), LONGEST_STEP_MS)
        self._last_ms = now_ms
        return self._elapsed_ms
