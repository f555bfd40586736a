"""When rows that are older than they are kept are removed: what is removed never comes back, so the wall
clock is believed only after it has gone on undisturbed for a while."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from deskbreak.core.moments import Moment

UNDISTURBED_MS = 3_600_000
"""A clock that somebody set ahead, or that the computer started with, is put right within the hour."""
SET_MS = 2_000
"""Between two looks the wall clock drifts by less than this, also while the network corrects it."""


class Pruning:
    """Calls ``prune`` with the time before which rows go, once a local day."""

    def __init__(self, prune: Callable[[datetime], None], now: Moment) -> None:
        self._prune = prune
        self._ahead_ms = now.wall_ahead_ms
        self._since_ms = now.steady_ms
        self._day: date | None = None

    def look(self, now: Moment, keep: timedelta) -> None:
        """To be called at least once a minute; ``keep`` is how long rows are kept."""
        ahead_ms = now.wall_ahead_ms
        if abs(ahead_ms - self._ahead_ms) > SET_MS:
            self._since_ms = now.steady_ms
        self._ahead_ms = ahead_ms
        if now.steady_ms - self._since_ms >= UNDISTURBED_MS and now.wall.date() != self._day:
            self._day = now.wall.date()
            self._prune(now.wall - keep)
