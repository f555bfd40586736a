"""How long a reminder that was due has waited because of holds, and of which."""

from deskbreak.core.rules import Hold


class Wait:
    """One wait, in as many parts as the holds come and go. All times are on the steady clock; what it lasts
    is reckoned in known time."""

    def __init__(self, before_ms: int = 0, reasons: tuple[Hold, ...] = ()) -> None:
        self.since_ms: int | None = None
        """When the present part began; ``None`` while nothing has to wait."""
        self._before_ms = before_ms
        self._from_ms: int | None = None
        """The same in known time, which unknown time moves."""
        self._parts: list[tuple[int, int]] = []
        self._reasons = set(reasons)

    def settle(self, reasons: tuple[Hold, ...], now_ms: int, known_ms: int) -> None:
        """``reasons`` make it wait from ``now_ms`` on; none, and it need not. ``known_ms`` is the last moment
        of which anything is known."""
        if reasons:
            self._reasons.update(reasons)
            if self._from_ms is None:
                self.since_ms, self._from_ms = now_ms, known_ms
        elif self._from_ms is not None:
            self._parts.append((self._from_ms, known_ms))
            self.since_ms = self._from_ms = None

    def lasted_ms(self, until_ms: int) -> int:
        """All of it before ``until_ms``, which is known: nobody has waited any more who had left by then."""
        parts = [*self._parts, *([] if self._from_ms is None else [(self._from_ms, until_ms)])]
        return self._before_ms + sum(max(0, min(to_ms, until_ms) - from_ms) for from_ms, to_ms in parts)

    def leave_out(self, by_ms: int) -> None:
        """Unknown time: everything is as it was, so much later. When the present part began stays."""
        self._parts = [(from_ms + by_ms, to_ms + by_ms) for from_ms, to_ms in self._parts]
        self._from_ms = None if self._from_ms is None else self._from_ms + by_ms

    @property
    def reasons(self) -> tuple[Hold, ...]:
        """Everything that it waited for."""
        return tuple(hold for hold in Hold if hold in self._reasons)
