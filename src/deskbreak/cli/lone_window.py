"""Shows one of Deskbreak's windows without a daemon, until it is closed."""

import queue
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from deskbreak import paths
from deskbreak.daemon.surface import Surface
from deskbreak.window.messages import Closed, FromWindow, ToWindow


@dataclass(frozen=True, slots=True)
class _Gone:
    reason: str


class WindowFailed(Exception):
    """The window's process ended by itself; the message says why, as far as that is known."""


def events_of(message: ToWindow) -> Iterator[FromWindow]:
    """Open a window with ``message``; what it tells, until it is closed or the caller leaves.

    Raises :class:`WindowFailed`.
    """
    told: queue.SimpleQueue[FromWindow | _Gone] = queue.SimpleQueue()
    here = paths.of_this_person()
    paths.private_dir(here.log_file.parent)
    window = Surface(
        [sys.executable, "-m", "deskbreak.window"],
        here.log_file,
        said=told.put,
        gone=lambda reason: told.put(_Gone(reason)),
        own_session=False,
    )
    window.show(message)
    try:
        while True:
            event = told.get()
            if isinstance(event, _Gone):
                window.ended()
                if event.reason:
                    raise WindowFailed(event.reason)
                return
            yield event
            if isinstance(event, Closed):
                return
    finally:
        window.close()
