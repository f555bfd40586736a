"""The main thread where no toolkit wants it: it waits for signals."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

ENDING = ("SIGTERM", "SIGINT", "SIGHUP")

OnSignal = Callable[[int, FrameType | None], None]


def on_ending(call: OnSignal) -> None:
    """Have the signals that ask a process to end lead to ``call``.

    A hang-up that is being ignored stays ignored: whoever started us with ``nohup`` meant that.
    """
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and not (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            signal.signal(number, call)


class SignalLoop:
    """A :class:`deskbreak.ports.main_loop.MainLoop` for desktops whose adapters need no main thread."""

    def __init__(self) -> None:
        self._left = threading.Event()

    def run(self, asked_to_end: Callable[[], None]) -> None:
        on_ending(lambda _number, _frame: asked_to_end())
        self._left.wait()

    def leave(self) -> None:
        self._left.set()
