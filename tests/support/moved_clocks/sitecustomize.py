# ruff: noqa: TID251  who moves clocks has to lay hands on them
"""Loaded by a Python that finds this directory in ``PYTHONPATH``: its clocks are off by what a file says.

libfaketime would do the same to any program, but breaks how Python waits.
"""

import datetime as dt
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

FILE_IN = "MOVED_CLOCKS"
"""The environment variable that names the file."""
NS_PER_MS = 1_000_000
NS_PER_S = 1_000_000_000
NS_PER_US = 1_000


class Moved(NamedTuple):
    """How far, in milliseconds, ahead of the real clocks."""

    slept_ms: int = 0
    """The one that counts sleep."""
    passed_ms: int = 0
    """That one, and the one that does not."""
    wall_ms: int = 0
    """The one that people set."""


if sys.platform == "linux":

    def move_clocks(file: Path) -> None:
        """For all that is imported from here on."""
        real_clock, real_time = time.clock_gettime_ns, time.time_ns

        def moved() -> Moved:
            return Moved(*map(int, file.read_text().split()))

        def clock_gettime_ns(clock: int) -> int:
            slept_ms, passed_ms, _ = moved()
            by_ms = {time.CLOCK_BOOTTIME: slept_ms + passed_ms, time.CLOCK_MONOTONIC: passed_ms}
            return real_clock(clock) + by_ms.get(clock, 0) * NS_PER_MS

        def time_ns() -> int:
            return real_time() + moved().wall_ms * NS_PER_MS

        class Datetime(dt.datetime):
            """As APScheduler reads the wall clock."""

            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> "Datetime":
                since_epoch = dt.timedelta(microseconds=time_ns() // NS_PER_US)
                utc = cls(1970, 1, 1, tzinfo=dt.UTC) + since_epoch
                return utc.astimezone(tz) if tz else utc.astimezone().replace(tzinfo=None)

        time.clock_gettime_ns = clock_gettime_ns
        time.time_ns = time_ns
        time.time = lambda: time_ns() / NS_PER_S
        dt.datetime = Datetime  # type: ignore[misc]  # the name is to mean this from here on

    if FILE_IN in os.environ:
        move_clocks(Path(os.environ[FILE_IN]))
