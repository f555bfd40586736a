"""Who owns the main thread: a desktop's event loop, or plain waiting for signals."""

from collections.abc import Callable
from typing import Protocol


class MainLoop(Protocol):
    """Holds the main thread while the daemon's loop runs in a worker.

    :meth:`run` calls ``asked_to_end`` when the system asks the process to end (SIGTERM, SIGINT, the
    end of the session) and returns after :meth:`leave` was called, from any thread.
    """

    def run(self, asked_to_end: Callable[[], None]) -> None: ...

    def leave(self) -> None: ...
