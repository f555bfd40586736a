"""One run of the routine, as the mind sees it: breaths counted, busy hands waited for."""

from deskbreak.core.commands import PaceRoutine
from deskbreak.core.presence import LATE_MS
from deskbreak.core.reminder import Phase
from deskbreak.core.rules import SECOND_MS

BUSY_MS = 3 * SECOND_MS
CALM_MS = SECOND_MS
"""Hands busy for three seconds make the guide wait; calm for this long, they let it go on."""


class Guidance:
    """Begun at ``started_ms`` out of the phase ``came_from``."""

    def __init__(self, started_ms: int, came_from: Phase) -> None:
        self.came_from = came_from
        self.breaths_done = 0
        self._started_ms = started_ms
        self._waiting = False

    def busy_ms(self, hands_since_ms: int | None) -> int | None:
        """When the hands will have been busy long enough to wait for them."""
        if hands_since_ms is None or self._waiting:
            return None
        return max(hands_since_ms, self._started_ms) + BUSY_MS + LATE_MS

    def settle(self, now_ms: int, hands_since_ms: int | None) -> PaceRoutine | None:
        """Whether the guide is to wait, or to go on, from now."""
        busy_ms = self.busy_ms(hands_since_ms)
        if busy_ms is not None and busy_ms <= now_ms:
            self._waiting = True
        elif self._waiting and hands_since_ms is None:
            self._waiting = False
        else:
            return None
        return PaceRoutine(self._waiting)
