"""The zone that this computer is in, for whoever needs to know a zone's rules and not just the time in it."""

from datetime import UTC, datetime, timedelta, tzinfo


class SystemZone(tzinfo):
    """Asks the C library each time, so it is always the zone of the wall clock, wherever one is flown.

    A zone by its name would be looked up once and kept, and there are zones without a name.
    """

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002  tzinfo's
        """Not known: an offset from UTC is all that is ever asked for."""
        return None

    def tzname(self, dt: datetime | None) -> str:  # noqa: ARG002  tzinfo's
        return "this computer's"

    def fromutc(self, dt: datetime) -> datetime:
        known = dt.replace(tzinfo=UTC).astimezone()
        here = known.replace(tzinfo=self)
        # A time that comes twice is the first of the two unless it says otherwise.
        return here if here.utcoffset() == known.utcoffset() else here.replace(fold=1)
