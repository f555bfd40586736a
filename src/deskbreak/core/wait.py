"""How long a reminder that was due has waited because of holds, and of which."""

from deskbreak.core.rules import Hold


class Wait:
    """One wait, in as many parts as the holds come and go. All times are on the steady clock."""

    def __init__(self, before_ms: int = 0, reasons: tuple[Hold, ...] = ()) -> None:
        self.since_ms: int | None = None
        """When the present part began; ``None`` while nothing has to wait."""
        self._before_ms = before_ms
        self._reasons = set(reasons)

    def settle(self, reasons: tuple[Hold, ...], now_ms: int) -> None:
        """``reasons`` make it wait from now on; none, and it need not."""
        if reasons:
            self._reasons.update(reasons)
            self.since_ms = now_ms if self.since_ms is None else self.since_ms
        elif self.since_ms is not None:
            self._before_ms, self.since_ms = self.lasted_ms(now_ms), None

    def lasted_ms(self, now_ms: int) -> int:
        """All of it until now."""
        return self._before_ms + (0 if self.since_ms is None else now_ms - self.since_ms)

    def shift(self, by_ms: int) -> None:
        """Unknown time is left out."""
        if self.since_ms is not None:
            self.since_ms += by_ms

    @property
    def reasons(self) -> tuple[Hold, ...]:
        """Everything that it waited for."""
        return tuple(hold for hold in Hold if hold in self._reasons)
