"""Which of a system's clocks counts sleep, and which does not."""

import sys
import time
from typing import Protocol

from deskbreak.clock.nanosecond_clocks import NanosecondClocks


class Source(Protocol):
    """Two clocks that begin anywhere, run alike while the computer is awake, and are never set."""

    def steady_ms(self) -> int:
        """Time asleep counts."""
        ...

    def awake_ms(self) -> int:
        """Time asleep does not count."""
        ...


def system_source() -> Source:
    """What this system has. Where nothing tells sleep apart, both clocks agree: "never asleep"."""
    if sys.platform == "win32":
        # A library that only Windows needs: elsewhere it would stay in memory for the day.
        import ctypes  # noqa: PLC0415

        from deskbreak.clock.interrupt_time import InterruptTime  # noqa: PLC0415

        return InterruptTime(ctypes.WinDLL)

    if sys.platform == "linux":
        return NanosecondClocks(time.clock_gettime_ns, time.CLOCK_BOOTTIME, time.CLOCK_MONOTONIC)
    if sys.platform == "darwin":
        # clock_gettime(3) of macOS: the first goes on while the Mac sleeps (mach_continuous_time), the
        # second stands still (mach_absolute_time), and so does Python's own monotonic clock.
        return NanosecondClocks(time.clock_gettime_ns, time.CLOCK_MONOTONIC_RAW, time.CLOCK_UPTIME_RAW)
    return NanosecondClocks(time.clock_gettime_ns, time.CLOCK_MONOTONIC, time.CLOCK_MONOTONIC)
