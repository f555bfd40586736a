"""Things the loop does later: one call each, at a time on the steady clock."""

from collections.abc import Callable


class Alarms:
    """Kept by the loop, which asks for :attr:`next_ms` and calls :meth:`ring`.

    A call waits once only: set again, the earlier time holds. So whatever sets itself again each time
    it rings stays one alarm, however often it was set from elsewhere.
    """

    def __init__(self) -> None:
        self._waiting: dict[Callable[[], None], int] = {}

    def at(self, steady_ms: int, call: Callable[[], None]) -> None:
        self._waiting[call] = min(steady_ms, self._waiting.get(call, steady_ms))

    def cancel(self, call: Callable[[], None]) -> None:
        """Not to be made after all; nothing happens where it does not wait."""
        self._waiting.pop(call, None)

    @property
    def next_ms(self) -> int | None:
        return min(self._waiting.values(), default=None)

    def ring(self, now_ms: int) -> None:
        """Make the calls that are due, the earliest first. What they set is for the next time."""
        due = sorted(
            (at, order, call) for order, (call, at) in enumerate(self._waiting.items()) if at <= now_ms
        )
        for _at, _order, call in due:
            if self._waiting.pop(call, None) is not None:
                call()
