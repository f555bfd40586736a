"""What the clock on the wall showed at a time of a trace, where this computer is."""

from datetime import UTC, datetime, timedelta, timezone

from deskbreak.replay.trace import EPOCH_FROM_S

SOME_DAY = datetime(2001, 1, 1, tzinfo=UTC)
"""Stands for the day of a trace that does not say which it was. No rule may look at it."""
QUARTER_MS = 15 * 60_000
"""Zones change on a quarter of an hour."""


def is_epoch(first_ms: int) -> bool:
    """Whether a trace that begins with this time is told in seconds since 1970."""
    return first_ms > EPOCH_FROM_S * 1000


def midnight_offset_ms(t_ms: int) -> int:
    """What to add to a time near ``t_ms`` so that local days begin at multiples of 24 hours; nothing in a
    trace that does not say which day it was."""
    if not is_epoch(t_ms):
        return 0
    offset = datetime.fromtimestamp(t_ms / 1000, UTC).astimezone().utcoffset() or timedelta()
    return offset // timedelta(milliseconds=1)


class KnownDays:
    """Of a trace in seconds since 1970: the local time."""

    def __init__(self) -> None:
        self._quarter = -1
        self._zone: timezone = UTC

    def at(self, t_ms: int) -> datetime:
        quarter = t_ms // QUARTER_MS
        if quarter != self._quarter:
            offset = datetime.fromtimestamp(quarter * QUARTER_MS / 1000, UTC).astimezone().utcoffset()
            self._quarter, self._zone = quarter, timezone(offset or timedelta())
        return datetime.fromtimestamp(t_ms / 1000, self._zone)


class SomeDays:
    """Of a trace from any other origin."""

    def at(self, t_ms: int) -> datetime:
        return SOME_DAY + timedelta(milliseconds=t_ms)
