"""The only reader of clocks."""

import sys
import time
from datetime import datetime
from typing import Protocol

from deskbreak.core.moments import Moment

NS_PER_MS = 1_000_000


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> Moment: ...


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> Moment:
        return Moment(_steady_ns() // NS_PER_MS, _awake_ns() // NS_PER_MS, datetime.now().astimezone())


if sys.platform == "linux":

    def _steady_ns() -> int:
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)

    def _awake_ns() -> int:
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)

else:
    # Sources that tell sleep apart on Windows and macOS come with the adapters for them;
    # until then both clocks agree, which reads as "never asleep".
    def _steady_ns() -> int:
        return time.monotonic_ns()

    def _awake_ns() -> int:
        return time.monotonic_ns()
