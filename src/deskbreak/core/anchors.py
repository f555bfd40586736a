"""Anchors: routines tied to a time of the day, such as slow breathing at half past twelve.

An anchor comes when the local clock runs past its time. A time that is jumped over (a clock set by hand,
daylight saving, another time zone) is no time of that day; one that was slept over is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from deskbreak.core.hours import DAYS, ONE_DAY, WorkingHours, is_working
from deskbreak.core.moments import Moment

SET_BY_HAND_S = 60
"""A wall clock that differs by more than this from what it should show was set, and did not run there."""
REMEMBERED_DAYS = 31
"""Of so many days it is remembered that an anchor came: a clock may be set back, and again."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Ask for ``routine`` at ``at`` by the local clock, on each working day."""

    at: time
    routine: str


@dataclass(frozen=True, slots=True)
class Come:
    """``anchor`` came at ``due``; who cannot be asked until ``gives_up_ms`` is not asked at all."""

    anchor: Anchor
    due: datetime
    gives_up_ms: int


class Anchors:
    """Tells which anchors have come; each at most once a local date, also when the clock is set back."""

    def __init__(self, asked_on: Mapping[str, tuple[str, ...]]) -> None:
        self._asked_on = dict(asked_on)

    @property
    def asked_on(self) -> Mapping[str, tuple[str, ...]]:
        """The last dates on which each came: "12:30" to ISO dates."""
        return dict(self._asked_on)

    def next_ms(self, anchors: tuple[Anchor, ...], now: Moment) -> int | None:
        """When the next of ``anchors`` comes, on the steady clock, if nobody sets the wall clock."""
        local = _local(now)
        days = (local.date(), local.date() + ONE_DAY)
        ahead = [
            comes - local
            for anchor in anchors
            for day in days
            if (comes := datetime.combine(day, anchor.at)) > local
        ]
        return now.steady_ms + _ms(min(ahead)) if ahead else None

    def passed(
        self,
        anchors: tuple[Anchor, ...],
        hours: tuple[WorkingHours, ...],
        before: Moment,
        now: Moment,
        wait_ms: int,
    ) -> list[Come]:
        """Which of ``anchors`` came between two moments and may still be asked for: ``wait_ms`` long."""
        found = [
            (comes, anchor)
            for anchor in anchors
            for comes in _run_past(anchor.at, before, now)
            if _is_at_work(hours, comes) and not self._was_asked(anchor, comes.date())
        ]
        come = []
        for comes, anchor in sorted(found, key=lambda each: each[0]):
            self._remember(anchor, comes.date())
            gives_up_ms = now.steady_ms - _ms(_local(now) - comes) + wait_ms
            if gives_up_ms >= now.steady_ms:
                come.append(Come(anchor, comes.replace(tzinfo=now.wall.tzinfo), gives_up_ms))
        return come

    def _was_asked(self, anchor: Anchor, day: date) -> bool:
        return day.isoformat() in self._asked_on.get(_name(anchor), ())

    def _remember(self, anchor: Anchor, day: date) -> None:
        name = _name(anchor)
        self._asked_on[name] = (*self._asked_on.get(name, ()), day.isoformat())[-REMEMBERED_DAYS:]


def _run_past(at: time, before: Moment, now: Moment) -> Iterator[datetime]:
    """The naive local times at which the clock ran past ``at``, of the last two days."""
    local, passed = _local(now), timedelta(milliseconds=now.steady_ms - before.steady_ms)
    since = _local(before)
    if abs((local - since - passed).total_seconds()) > SET_BY_HAND_S:
        since = local - min(passed, timedelta(seconds=SET_BY_HAND_S))
    for day in (local.date() - ONE_DAY, local.date()):
        comes = datetime.combine(day, at)
        if since < comes <= local:
            yield comes


def _is_at_work(hours: tuple[WorkingHours, ...], comes: datetime) -> bool:
    """Whether that is a working day, or the night after one that its hours reach into."""
    return is_working(hours, comes) or any(DAYS[comes.weekday()] in each.days for each in hours)


def _local(moment: Moment) -> datetime:
    return moment.wall.replace(tzinfo=None)


def _name(anchor: Anchor) -> str:
    return anchor.at.isoformat("minutes")


def _ms(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)
