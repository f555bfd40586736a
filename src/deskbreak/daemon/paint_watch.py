"""Sees to it that what is to be shown can be seen soon: a window that hangs helps nobody."""

from deskbreak.core.moments import Moment
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.surface import Surface
from deskbreak.language import _

PAINTED_WITHIN_MS = 20_000
"""The first window of a day takes a second; on a busy computer with a cold disk, a few."""


class PaintWatch:
    """Looked at by the loop whenever something happened; wakes it itself when it is time to give up."""

    def __init__(self, surface: Surface, alarms: Alarms, *, within_ms: int = PAINTED_WITHIN_MS) -> None:
        self._surface = surface
        self._alarms = alarms
        self._within_ms = within_ms
        self._since_ms: dict[str, int] = {}

    def look(self, now: Moment) -> None:
        """End the window's process where it has not painted in time, time asleep left out."""
        unpainted = self._surface.unpainted
        self._since_ms = {name: self._since_ms.get(name, now.awake_ms) for name in unpainted}
        if not unpainted:
            return
        left_ms = min(self._since_ms.values()) + self._within_ms - now.awake_ms
        if left_ms > 0:
            self._alarms.at(now.steady_ms + left_ms, self._wake)
            return
        self._since_ms.clear()
        unpainted.clear()
        told = _("Nothing was to be seen of it after {seconds} seconds.")
        self._surface.give_up(told.format(seconds=self._within_ms // 1000))

    def _wake(self) -> None:
        """The loop looks at everything when it wakes."""
