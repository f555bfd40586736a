"""Windows' interrupt time: counted in 100 ns since the start of the system, with time asleep and without.

Both counts move with the system's clock tick (0.5 to 15.6 ms), so they differ by time asleep alone; the
"precise" variants, which read the hardware anew each time, would not.
"""

import ctypes
from collections.abc import Callable
from typing import Any, Protocol

UNITS_PER_MS = 10_000
WITH_SLEEP = "QueryInterruptTime"
WITHOUT_SLEEP = "QueryUnbiasedInterruptTime"
LIBRARIES_WITH_SLEEP = ("api-ms-win-core-realtime-l1-1-1", "kernelbase")
"""Where Windows 10 and later have :data:`WITH_SLEEP`; the first is the documented name."""


class Library(Protocol):
    """A loaded library, as ``ctypes.WinDLL`` gives it: its functions are attributes."""

    def __getattr__(self, name: str) -> Any: ...  # ctypes itself says no more


class InterruptTime:
    """``load`` opens a library by its name; it raises :class:`OSError` where there is none."""

    def __init__(self, load: Callable[[str], Library]) -> None:
        kernel = load("kernel32")
        self.steady_ms: Callable[[], int] = _steady(load, kernel)
        self.awake_ms = _in_units(getattr(kernel, WITHOUT_SLEEP), ctypes.c_int)


def _steady(load: Callable[[str], Library], kernel: Library) -> Callable[[], int]:
    for name in LIBRARIES_WITH_SLEEP:
        try:
            query = getattr(load(name), WITH_SLEEP)
        except (OSError, AttributeError):
            continue
        return _in_units(query, None)
    # Before Windows 10, and under Wine. Counts sleep too, in whole ms, and has 64 bits: it never wraps.
    tick_count = kernel.GetTickCount64
    tick_count.argtypes, tick_count.restype = (), ctypes.c_ulonglong
    return lambda: int(tick_count())


def _in_units(query: Any, returns: type[ctypes.c_int] | None) -> Callable[[], int]:
    """Whole ms from a function that writes units of 100 ns to where it is told."""
    query.argtypes, query.restype = (ctypes.POINTER(ctypes.c_ulonglong),), returns

    def read_ms() -> int:
        units = ctypes.c_ulonglong()
        query(ctypes.pointer(units))
        return units.value // UNITS_PER_MS

    return read_ms
