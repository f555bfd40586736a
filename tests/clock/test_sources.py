"""Which clock of each system is steady, and which stands still in sleep: other systems' by what they say."""

import ctypes
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from deskbreak.clock import SystemClock
from deskbreak.clock.interrupt_time import InterruptTime
from deskbreak.clock.sources import Source, system_source

HOUR_MS = 3_600_000
UP_FOR_NINE_YEARS_MS = 9 * 365 * 24 * HOUR_MS
UNITS_PER_MS = 10_000
"""Windows counts in 100 ns."""
SYSTEM_BOOT_TIME, SYSTEM_UPTIME = 4, 8
"""``_CLOCK_MONOTONIC_RAW`` and ``_CLOCK_UPTIME_RAW`` in the <time.h> of macOS."""


def told(source: Source) -> tuple[int, int]:
    return source.steady_ms(), source.awake_ms()


class Windows:
    """Loads libraries as ``ctypes.WinDLL`` does: from the functions that a Windows is said to have."""

    def __init__(self, **libraries: dict[str, Callable[..., int]]) -> None:
        self.libraries = {
            name.replace("_", "-"): type("Library", (), {each: staticmethod(f) for each, f in has.items()})()
            for name, has in libraries.items()
        }

    def __call__(self, name: str) -> Any:
        if name not in self.libraries:
            raise FileNotFoundError(f"Could not find module '{name}'")
        return self.libraries[name]


def writes(units: int) -> Callable[..., int]:
    """A function that answers as ``QueryInterruptTime`` does, by way of a pointer."""

    def query(pointer: Any) -> int:
        pointer.contents.value = units
        return 1

    return query


def kernel(awake_units: int, ticks_ms: int = 0) -> dict[str, Callable[..., int]]:
    return {"QueryUnbiasedInterruptTime": writes(awake_units), "GetTickCount64": lambda: ticks_ms}


if sys.platform == "linux":

    @pytest.mark.parametrize(("own", "clock"), [(0, time.CLOCK_BOOTTIME), (1, time.CLOCK_MONOTONIC)])
    def test_linux_tells_sleep_by_its_boot_clock(own: int, clock: int) -> None:
        before_s = time.clock_gettime(clock)  # noqa: TID251  the same clock, asked another way
        ours_ms = told(system_source())[own]
        after_s = time.clock_gettime(clock)  # noqa: TID251  the same clock, asked another way
        assert before_s * 1000 - 1 <= ours_ms <= after_s * 1000


def test_macos_tells_sleep_by_its_continuous_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    shown_ns = {
        SYSTEM_BOOT_TIME: 31_536_000_123_999_999,
        SYSTEM_UPTIME: 9_876_543_210_999_999,
        6: 31_536_000_555_000_000,  # CLOCK_MONOTONIC there: counts sleep, and is slewed
    }
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(time, "CLOCK_MONOTONIC_RAW", SYSTEM_BOOT_TIME, raising=False)
    monkeypatch.setattr(time, "CLOCK_UPTIME_RAW", SYSTEM_UPTIME, raising=False)
    monkeypatch.setattr(time, "clock_gettime_ns", shown_ns.__getitem__, raising=False)

    assert told(system_source()) == (31_536_000_123, 9_876_543_210)


def test_windows_tells_sleep_by_its_interrupt_time(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(
        kernel32=kernel(awake_units=5 * HOUR_MS * UNITS_PER_MS + 9_999, ticks_ms=1),
        **{"api-ms-win-core-realtime-l1-1-1": {"QueryInterruptTime": writes(8 * HOUR_MS * UNITS_PER_MS)}},
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", windows, raising=False)

    assert told(system_source()) == (8 * HOUR_MS, 5 * HOUR_MS)


def test_interrupt_time_is_found_in_either_of_its_libraries() -> None:
    windows = Windows(
        kernel32=kernel(awake_units=0, ticks_ms=1),
        kernelbase={"QueryInterruptTime": writes(7 * UNITS_PER_MS)},
    )
    assert told(InterruptTime(windows)) == (7, 0)


@pytest.mark.parametrize("realtime", [None, {}])
def test_a_windows_without_it_counts_ticks(realtime: dict[str, Callable[..., int]] | None) -> None:
    """Windows 8.1 has no such library; Wine 8 has it without the function: there 12109694 was seen."""
    libraries = {} if realtime is None else {"api-ms-win-core-realtime-l1-1-1": realtime}
    windows = Windows(kernel32=kernel(121_096_940_123, ticks_ms=12_109_694), **libraries)
    assert told(InterruptTime(windows)) == (12_109_694, 12_109_694)


def test_no_clock_of_windows_wraps_in_a_life() -> None:
    """Thirty-two bits of milliseconds are full after 49.7 days; a server is up for longer."""
    units = UP_FOR_NINE_YEARS_MS * UNITS_PER_MS
    counted = Windows(kernel32=kernel(units), kernelbase={"QueryInterruptTime": writes(units)})
    ticking = Windows(kernel32=kernel(units, ticks_ms=UP_FOR_NINE_YEARS_MS))
    for windows in (counted, ticking):
        assert told(InterruptTime(windows)) == (UP_FOR_NINE_YEARS_MS, UP_FOR_NINE_YEARS_MS)


def test_functions_of_windows_are_called_as_they_are_declared() -> None:
    """Else ctypes takes what they return for 32 bits, and wraps after all."""
    windows = Windows(kernel32=kernel(0), kernelbase={"QueryInterruptTime": writes(0)})
    InterruptTime(windows)
    by_pointer = (ctypes.POINTER(ctypes.c_ulonglong),)
    query = windows("kernelbase").QueryInterruptTime
    assert (query.argtypes, query.restype) == (by_pointer, None)
    query = windows("kernel32").QueryUnbiasedInterruptTime
    assert (query.argtypes, query.restype) == (by_pointer, ctypes.c_int)

    old = Windows(kernel32=kernel(0))
    InterruptTime(old)
    assert old("kernel32").GetTickCount64.restype is ctypes.c_ulonglong


def test_a_system_that_nobody_knows_never_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    monkeypatch.setattr(time, "CLOCK_MONOTONIC", 1, raising=False)
    monkeypatch.setattr(time, "clock_gettime_ns", lambda _clock: 5_999_999, raising=False)
    assert told(system_source()) == (5, 5)


def test_the_present_is_the_sources() -> None:
    class Slept:
        def steady_ms(self) -> int:
            return 9 * HOUR_MS

        def awake_ms(self) -> int:
            return HOUR_MS

    now = SystemClock(Slept()).now()
    assert (now.steady_ms, now.awake_ms) == (9 * HOUR_MS, HOUR_MS)
