"""Whether somebody who touches nothing is there all the same: a call or a film shows it.

It does for two hours after the last input at most; what is longer is a rest from that mark. Where the screen
is locked or the computer asleep it shows nothing, and nobody who has left is brought back by a film.
"""

from deskbreak.core.rules import MINUTE_MS

SHOWN_AT_MOST_MS = 120 * MINUTE_MS
"""So long after the last input a call or a film still shows that somebody is there."""


class Stillness:
    """``shown_ago_ms`` is how long before ``now_ms`` somebody was last shown to be there, where it is known.
    All times are on the steady clock."""

    def __init__(self, now_ms: int, shown_ago_ms: int | None) -> None:
        self._on = False
        self._away = False
        self._resting = False
        self._until_ms = None if shown_ago_ms is None else now_ms - shown_ago_ms

    @property
    def shows_somebody(self) -> bool:
        return self._on and not self._away and not self._resting

    def told(self, on: bool, now_ms: int) -> None:
        """A call or a film goes on, or none does."""
        self._keep(now_ms)
        self._on = on

    def leaves(self, now_ms: int) -> None:
        """Locked or asleep."""
        self._keep(now_ms)
        self._away = True

    def comes(self) -> None:
        """Neither any more."""
        self._away = False

    def rests(self) -> None:
        """A rest has begun."""
        self._resting, self._until_ms = True, None

    def is_back(self) -> None:
        """It is over."""
        self._resting = False

    def shown_ago_ms(self, now_ms: int) -> int | None:
        """How long ago somebody was last shown to be there, if ever."""
        if self.shows_somebody:
            return 0
        return None if self._until_ms is None else now_ms - self._until_ms

    def left_since_ms(self, quiet_since_ms: int, now_ms: int) -> int:
        """Since when nothing has shown that somebody is there, in a pause begun at ``quiet_since_ms``."""
        until_ms = now_ms if self.shows_somebody else self._until_ms
        if until_ms is None:
            return quiet_since_ms
        return max(quiet_since_ms, min(until_ms, quiet_since_ms + SHOWN_AT_MOST_MS))

    def leaves_at_ms(self, quiet_since_ms: int) -> int:
        """From when nothing shows it, if what goes on goes on."""
        if self.shows_somebody:
            return quiet_since_ms + SHOWN_AT_MOST_MS
        return self.left_since_ms(quiet_since_ms, quiet_since_ms)

    def _keep(self, now_ms: int) -> None:
        if self.shows_somebody:
            self._until_ms = now_ms
