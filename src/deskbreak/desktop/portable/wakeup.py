"""One thread asleep on files and a deadline, and the bell that any other thread may ring."""

import select
import socket
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

ENOUGH = 4096


class HasFileno(Protocol):
    """Anything that ``select`` takes."""

    def fileno(self) -> int: ...


class Wakeup:
    """A bell. :meth:`ring` may come from any thread, before, during and after :meth:`wait`."""

    def __init__(self) -> None:
        # Sockets, because select takes nothing else on Windows, and a closed one cannot be
        # mistaken for another file that got its number.
        self._ear, self._hand = socket.socketpair()
        self._ear.setblocking(False)
        self._hand.setblocking(False)

    def ring(self) -> None:
        """End the present or the next :meth:`wait`."""
        # A full socket has rung already, and a closed one wakes nobody.
        with suppress(OSError):
            self._hand.send(b"!")

    def wait(self, at_most_s: float | None, files: Sequence[HasFileno] = ()) -> None:
        """Until the bell rings, a file can be read, or ``at_most_s`` have passed."""
        readable, _, _ = select.select([self._ear, *files], [], [], at_most_s)
        if self._ear in readable:
            self._ear.recv(ENOUGH)

    def close(self) -> None:
        self._ear.close()
        self._hand.close()
