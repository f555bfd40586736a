"""What a request of the system to end means before the loop runs: there is nothing yet to wait for."""

import signal
from collections.abc import Callable
from types import FrameType

from deskbreak.desktop.portable.signal_loop import on_ending


class AskedToEnd(BaseException):
    """The system asked this process to end while it was starting: no error, to be caught by nobody else."""


def raise_when_asked() -> None:
    """From now on such a request raises :class:`AskedToEnd` in the main thread."""
    on_ending(_raise)


def call_when_asked(call: Callable[[], None]) -> None:
    """From now on such a request leads to ``call``, because there are threads to be ended in order."""
    on_ending(lambda _number, _frame: call())


def _raise(number: int, _frame: FrameType | None) -> None:
    raise AskedToEnd(signal.Signals(number).name)
