"""How long a reminder that was due has waited because of holds, and of which."""

from deskbreak.core.rules import Hold


class Wait:
    """One wait, in as many parts as the holds come and go. All times are on the steady clock."""

    def __init__(self, before_ms: int = 0, reasons: tuple[Hold, ...] = ()) -> None:
        self.since_ms: int | None = None
        """When the present part began; ``None`` while nothing has to wait."""
        self._before_ms = before_ms
        self._parts: list[tuple[int, int]] = []
        self._reasons = set(reasons)

    def settle(self, reasons: tuple[Hold, ...], now_ms: int) -> None:
        """``reasons`` make it wait from now on; none, and it need not."""
        if reasons:
            self._reasons.update(reasons)
            self.since_ms = now_ms if self.since_ms is None else self.since_ms
        elif self.since_ms is not None:
            self._parts.append((self.since_ms, now_ms))
            self.since_ms = None

    def lasted_ms(self, until_ms: int) -> int:
        """All of it before ``until_ms``: nobody has waited any more who had left by then."""
        parts = [*self._parts, *([] if self.since_ms is None else [(self.since_ms, until_ms)])]
        waited_ms = sum(max(0, min(to_ms, until_ms) - from_ms) for from_ms, to_ms in parts)
        return max(0, self._before_ms + waited_ms)

    def leave_out(self, by_ms: int) -> None:
        """Unknown time does not count. When the present part began stays what it was."""
        if self.since_ms is not None:
            self._before_ms -= by_ms

    @property
    def reasons(self) -> tuple[Hold, ...]:
        """Everything that it waited for."""
        return tuple(hold for hold in Hold if hold in self._reasons)
