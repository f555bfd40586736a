"""Things the loop does later: one call each, at a time on the steady clock."""

import heapq
from collections.abc import Callable
from itertools import count


class Alarms:
    """Kept by the loop, which asks for :attr:`next_ms` and calls :meth:`ring`."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()

    def at(self, steady_ms: int, call: Callable[[], None]) -> None:
        heapq.heappush(self._waiting, (steady_ms, next(self._order), call))

    @property
    def next_ms(self) -> int | None:
        return self._waiting[0][0] if self._waiting else None

    def ring(self, now_ms: int) -> None:
        while self._waiting and self._waiting[0][0] <= now_ms:
            heapq.heappop(self._waiting)[2]()
