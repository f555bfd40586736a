"""The one queue: everything that reaches the daemon's loop comes through here."""

import contextlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deskbreak.control.protocol import Request
from deskbreak.control.server import Reply
from deskbreak.core.events import Event
from deskbreak.core.moments import Moment
from deskbreak.ports.selection import Selection
from deskbreak.ports.session import SessionEnd
from deskbreak.settings.resolved import Resolved
from deskbreak.window.messages import FromWindow


@dataclass(frozen=True, slots=True)
class Seen:
    """An adapter saw something at ``moment``."""

    event: Event
    moment: Moment


@dataclass(frozen=True, slots=True)
class Acted:
    """Somebody used the tray: a menu item's action, or a left click."""

    action: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A command came through the letterbox; ``reply`` is used exactly once."""

    request: Request
    reply: Reply


@dataclass(frozen=True, slots=True)
class Said:
    """The window's process said something."""

    message: FromWindow


@dataclass(frozen=True, slots=True)
class WindowGone:
    """The window's process ended; ``reason`` is empty where that was in order."""

    reason: str


@dataclass(frozen=True, slots=True)
class Selected:
    """A port was filled, or nobody could fill it."""

    selection: Selection[Any]


@dataclass(frozen=True, slots=True)
class PortLost:
    """The adapter behind ``port`` can work no more."""

    port: str
    reason: str


@dataclass(frozen=True, slots=True)
class PanelTold:
    """A panel shows the icon (``reason`` is ``None``), or why none does."""

    reason: str | None


@dataclass(frozen=True, slots=True)
class SessionEnding:
    """The session, or the whole machine, is about to end, or has ended."""

    end: SessionEnd


@dataclass(frozen=True, slots=True)
class SettingsTouched:
    """The settings file was written, replaced, created or deleted."""


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """The settings were resolved again; ``None`` where that failed, with the ``reason``."""

    resolved: Resolved | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HistoryTold:
    """What is wrong with the history; empty when all is well again."""

    problem: str


@dataclass(frozen=True, slots=True)
class StateTold:
    """Why nothing can be kept over a restart; empty when all is well again."""

    problem: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each outcome came today."""

    outcomes: dict[str, int]


@dataclass(frozen=True, slots=True)
class CalendarDue:
    """The calendar has something to do."""


@dataclass(frozen=True, slots=True)
class RecordingOver:
    """The connection of recording ``number`` has ended, and with it the recording."""

    number: int


@dataclass(frozen=True, slots=True)
class End:
    """Somebody, or the system, asked the daemon to end."""


Item = (
    Seen
    | Acted
    | Asked
    | Said
    | WindowGone
    | Selected
    | PortLost
    | PanelTold
    | SessionEnding
    | SettingsTouched
    | SettingsRead
    | HistoryTold
    | StateTold
    | Counted
    | CalendarDue
    | RecordingOver
    | End
)


LetIn = Callable[[Item], Item | None]
"""What comes in for an item that is posted; ``None`` where nothing does. Called for one after the other."""

AT_ONCE = 100
"""So many items are handled before the loop shows and remembers how things are."""


def everything(item: Item) -> Item:
    """Whatever is posted comes in."""
    return item


class Inbox:
    """Filled from any thread, emptied by the loop alone."""

    def __init__(self, let_in: LetIn = everything) -> None:
        self._let_in = let_in
        # Reentrant: a signal may interrupt the main thread in a post, and its handler posts too.
        self._guard = threading.RLock()
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()

    def post(self, item: Item) -> None:
        with self._guard:
            welcome = self._let_in(item)
            if welcome is not None:
                self._items.put(welcome)

    def take(self, timeout_s: float) -> list[Item]:
        """What waits, in order, at most :data:`AT_ONCE`; nothing when nothing came in time."""
        taken: list[Item] = []
        with contextlib.suppress(queue.Empty):
            taken.append(self._items.get(timeout=timeout_s))
            while len(taken) < AT_ONCE:
                taken.append(self._items.get_nowait())
        return taken
