"""The main thread where no toolkit wants it: it waits for signals."""

import select
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
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
    """A :class:`deskbreak.ports.main_loop.MainLoop` for desktops whose adapters need no main thread.

    It waits on a socket that each signal writes to: the kernel may hand a signal to any thread, and a main
    thread that waits for anything else would then not be woken to act on it.
    """

    def __init__(self) -> None:
        self._left = threading.Event()
        self._ear, self._hand = socket.socketpair()
        self._ear.setblocking(False)
        self._hand.setblocking(False)

    def run(self, asked_to_end: Callable[[], None]) -> None:
        on_ending(lambda _number, _frame: asked_to_end())
        before = signal.set_wakeup_fd(self._hand.fileno(), warn_on_full_buffer=False)
        try:
            while not self._left.is_set():
                select.select([self._ear], [], [])
                with suppress(BlockingIOError):
                    self._ear.recv(64)
        finally:
            signal.set_wakeup_fd(before)

    def leave(self) -> None:
        self._left.set()
        with suppress(BlockingIOError):  # full: it is awake already
            self._hand.send(b"!")
