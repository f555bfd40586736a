"""APScheduler is a third of what a resident process may weigh: it is there only for who needs it."""

import subprocess
import sys

import pytest

STORY = """
import sys
from datetime import time
from deskbreak.clock import SystemClock
from deskbreak.core.anchors import Anchor
from deskbreak.core.hours import DAYS, WorkingHours
from deskbreak.core.rules import Rules
from deskbreak.daemon.needed_calendar import NeededCalendar
from deskbreak.settings.resolved import Resolved

now, woken = SystemClock().now(), []
calendar = NeededCalendar(lambda: woken.append(True))
calendar.keep(Resolved(Rules()), now)
assert calendar.run_due(now) == 60
assert "apscheduler" not in sys.modules and not woken

calendar.keep(Resolved(Rules({needed})), now)
assert "apscheduler" in sys.modules and woken
assert 0 <= calendar.run_due(now) <= 60

calendar.keep(Resolved(Rules()), now)
assert calendar.run_due(now) == 60
"""


@pytest.mark.parametrize(
    "needed",
    ['anchors=(Anchor(time(12, 30), "reach"),)', "hours=(WorkingHours(frozenset(DAYS), time(9), time(17)),)"],
)
def test_the_calendar_is_loaded_once_there_is_something_for_it_to_do(needed: str) -> None:
    story = subprocess.run(
        [sys.executable, "-P", "-c", STORY.format(needed=needed)], capture_output=True, text=True, check=False
    )

    assert story.returncode == 0, story.stderr
