"""When something happened, on the three clocks that matter."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant.

    ``steady_ms`` counts suspend, ``awake_ms`` does not: their difference is time asleep.
    ``wall`` is aware, in the local zone, and serves hours, anchors and rows only.
    """

    steady_ms: int
    awake_ms: int
    wall: datetime

    @property
    def wall_ahead_ms(self) -> int:
        """How far the wall clock is ahead of the steady one: the same for as long as nobody sets it."""
        return round(self.wall.timestamp() * 1000) - self.steady_ms

    def wall_at(self, steady_ms: int) -> datetime:
        """What the wall clock showed, or will show, at ``steady_ms``, if nobody sets it."""
        return self.wall + timedelta(milliseconds=steady_ms - self.steady_ms)

    def at(self, steady_ms: int) -> "Moment":
        """The moment at ``steady_ms``, taken as awake all the way from here to there."""
        return Moment(steady_ms, self.awake_ms + steady_ms - self.steady_ms, self.wall_at(steady_ms))
