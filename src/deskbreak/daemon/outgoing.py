"""What is still to be said to a window's process: never more than a page, however long it does not listen."""

import threading
from collections.abc import Iterable

from deskbreak.window.messages import ToWindow


class Outgoing:
    """Filled by the loop, emptied by the thread that writes to the process; waits for nobody.

    Of messages of the same kind only the newest is kept, in the order in which they were said last.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, ToWindow] = {}
        self._changed = threading.Condition()
        self._closed = False

    def put(self, message: ToWindow) -> None:
        with self._changed:
            self._waiting.pop(message.kind, None)
            self._waiting[message.kind] = message
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more is to be said after what waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def begin_again(self, first: Iterable[ToWindow]) -> None:
        """For another process: it is to hear ``first``, then what waits, then what comes."""
        with self._changed:
            self._closed = False
            later, self._waiting = self._waiting, {}
            for message in (*first, *later.values()):
                self._waiting.pop(message.kind, None)
                self._waiting[message.kind] = message

    def next(self) -> ToWindow | None:
        """What is to be said next; waits for it. ``None`` where nothing more comes."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            return self._waiting.pop(next(iter(self._waiting))) if self._waiting else None

    def rest(self) -> list[ToWindow]:
        """All that waits; it waits no longer."""
        with self._changed:
            rest = [*self._waiting.values()]
            self._waiting.clear()
            return rest
