"""Working hours: when reminders may come at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """One stretch of a working day, on some days of the week.

    ``days`` holds names from :data:`DAYS`. Where ``ends`` is not after ``begins`` the stretch
    passes midnight and belongs to the day on which it begins.
    """

    days: frozenset[str]
    begins: time
    ends: time

    def _on(self, day: datetime) -> tuple[datetime, datetime] | None:
        if DAYS[day.weekday()] not in self.days:
            return None
        begins = datetime.combine(day, self.begins)
        ends = datetime.combine(day, self.ends)
        return begins, ends if ends > begins else ends + ONE_DAY

    def around(self, local: datetime) -> Iterable[tuple[datetime, datetime]]:
        """The stretches, in naive local time, that can matter within a week of ``local``."""
        day = local - ONE_DAY
        for _ in range(9):
            stretch = self._on(day)
            if stretch is not None:
                yield stretch
            day += ONE_DAY


def is_working(hours: tuple[WorkingHours, ...], wall: datetime) -> bool:
    """Whether reminders may come at ``wall``; no hours at all means always."""
    if not hours:
        return True
    local = wall.replace(tzinfo=None)
    return any(begins <= local < ends for each in hours for begins, ends in each.around(local))


def next_edge(hours: tuple[WorkingHours, ...], wall: datetime) -> datetime | None:
    """The next local time, in ``wall``'s zone, at which a stretch begins or ends."""
    local = wall.replace(tzinfo=None)
    edges = [edge for each in hours for stretch in each.around(local) for edge in stretch if edge > local]
    return min(edges).replace(tzinfo=wall.tzinfo) if edges else None
