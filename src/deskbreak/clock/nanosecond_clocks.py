"""Clocks that count nanoseconds, as POSIX systems have them."""

from collections.abc import Callable

NS_PER_MS = 1_000_000


class NanosecondClocks:
    """Two clocks, by the numbers that ``read_ns`` knows them by."""

    def __init__(self, read_ns: Callable[[int], int], steady: int, awake: int) -> None:
        self._read_ns = read_ns
        self._steady = steady
        self._awake = awake

    def steady_ms(self) -> int:
        return self._read_ns(self._steady) // NS_PER_MS

    def awake_ms(self) -> int:
        return self._read_ns(self._awake) // NS_PER_MS
