""" "Pause for an hour": no prompts, while sitting goes on being counted. It ends by itself."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from deskbreak.core.moments import Moment

NEW_DAY = time(4)
"""Where one day at the desk ends and the next begins: somebody working past midnight says "tomorrow"
and means after sleeping."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """Until ``until_ms`` on the steady clock, or until the wall clock shows ``until``; one of the two."""

    until_ms: int | None = None
    until: datetime | None = None

    def ends_ms(self, now: Moment) -> int:
        """When it ends on the steady clock, if nobody sets the wall clock."""
        if self.until_ms is not None:
            return self.until_ms
        if self.until is None:
            return now.steady_ms
        return now.steady_ms + round((self.until - now.wall).total_seconds() * 1000)

    def ends_at(self, now: Moment) -> datetime:
        """When it ends, as a time of day."""
        return now.wall_at(self.ends_ms(now)) if self.until is None else self.until


def tomorrow(wall: datetime) -> datetime:
    """When "until tomorrow" ends: the next 4 o'clock in the morning, in ``wall``'s zone."""
    end = datetime.combine(wall.date(), NEW_DAY, wall.tzinfo)
    return end if end > wall else end + timedelta(days=1)
