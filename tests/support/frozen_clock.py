"""A clock that shows what it was told."""

from datetime import UTC, datetime

from deskbreak.core.moments import Moment
from support import far_off


class FrozenClock:
    """Stands still at ``wall``."""

    def __init__(self, wall: datetime = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)) -> None:
        self.wall = wall

    def now(self) -> Moment:
        begins = far_off.beginning()
        return Moment(begins.steady_ms, begins.awake_ms, self.wall)
