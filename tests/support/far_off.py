"""Where the clocks of tests begin: years from the real ones, and from each other.

So whoever takes one clock for another, or reads a real one behind the test's back, is wrong by far
and not by a little. The same test begins at the same moments each time; another ``CLOCKS_BEGIN`` in the
environment (any text; ``dev.py test --long`` chooses one) makes it begin elsewhere.
"""

import functools
import os
import random
from datetime import UTC, datetime, timedelta

from deskbreak.core.moments import Moment

CHOSEN_BY = "CLOCKS_BEGIN"
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, as the day of every beginning is; its weeks are far away."""
DAY_MS = 24 * 3_600_000
WEEKS_AWAY = range(30, 1000)
DAYS_UP = range(100, 5000)


def beginning() -> Moment:
    """The moment at which the running test's clocks begin, on a Monday morning at nine."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    return _beginning(f"{os.environ.get(CHOSEN_BY, '')} {test}")


@functools.cache
def _beginning(seed: str) -> Moment:
    chance = random.Random(seed)  # noqa: S311  no secret: it must be the same again
    up_ms = chance.choice(DAYS_UP) * DAY_MS + chance.randrange(DAY_MS)
    awake_ms = round(up_ms * chance.uniform(0.1, 0.8))
    weeks = chance.choice(WEEKS_AWAY) * chance.choice((-1, 1))
    begins = Moment(up_ms, awake_ms, MORNING + timedelta(weeks=weeks))
    print(f"The clocks begin at {begins}; {CHOSEN_BY}={os.environ.get(CHOSEN_BY, '')!r} repeats this.")
    return begins
