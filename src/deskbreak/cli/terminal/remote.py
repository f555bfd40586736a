"""What others may ask of a guide that is open, and tell it, from any thread."""

import threading
from collections.abc import Callable


class Remote:
    """Closes a guide before its end, or makes it wait while hands are busy."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        self.waiting = False
        self._wake: Callable[[], None] = _nobody_there

    def close(self) -> None:
        self.closed.set()
        self._wake()

    def pace(self, *, waiting: bool) -> None:
        self.waiting = waiting
        self._wake()

    def look(self) -> None:
        """What the guide shows beside the routine has changed."""
        self._wake()

    def attach(self, wake: Callable[[], None]) -> None:
        """The guide is there from now on; ``wake`` makes it look."""
        self._wake = wake

    def detach(self) -> None:
        self._wake = _nobody_there


def _nobody_there() -> None:
    """Nothing to wake before a guide opens, and after it closed."""
