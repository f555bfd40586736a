"""The only reader of clocks."""

from typing import Protocol

from deskbreak.clock.sources import Source, system_source
from deskbreak.clock.wall import local_time
from deskbreak.core.moments import Moment


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> Moment: ...


class SystemClock:
    """The computer's own clocks."""

    def __init__(self, source: Source | None = None) -> None:
        self._source = source or system_source()

    def now(self) -> Moment:
        # Steady before awake: whatever comes between the two may not look like time asleep.
        steady_ms = self._source.steady_ms()
        return Moment(steady_ms, self._source.awake_ms(), local_time())
