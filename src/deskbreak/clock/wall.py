"""What the clock on the wall shows, where this computer is."""

import sys
import time
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NS_PER_US = 1_000


def local_time() -> datetime:
    """The present time in the zone that the system is set to now, which may be another than before."""
    _look_at_the_zone_again()
    return (EPOCH + timedelta(microseconds=time.time_ns() // NS_PER_US)).astimezone()


def _look_at_the_zone_again() -> None:
    # A process keeps the zone it began with, though its computer be flown around the world. To ask the
    # C library to look at /etc/localtime again costs a single stat where nothing changed. On Windows
    # Python has no such call, and there the zone is the one at the start.
    if sys.platform != "win32":
        time.tzset()
