"""The main thread where no toolkit wants it: it waits for signals."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

ENDING = ("SIGTERM", "SIGINT", "SIGHUP")


class SignalLoop:
    """A :class:`deskbreak.ports.main_loop.MainLoop` for desktops whose adapters need no main thread."""

    def __init__(self) -> None:
        self._left = threading.Event()

    def run(self, asked_to_end: Callable[[], None]) -> None:
        def on_signal(_number: int, _frame: FrameType | None) -> None:
            asked_to_end()

        for name in ENDING:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), on_signal)
        self._left.wait()

    def leave(self) -> None:
        self._left.set()
