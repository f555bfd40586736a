"""The one queue: everything that reaches the daemon's loop comes through here."""

import queue
from dataclasses import dataclass
from typing import Any

from deskbreak.control.protocol import Request
from deskbreak.control.server import Reply
from deskbreak.core.events import Event
from deskbreak.core.moments import Moment
from deskbreak.ports.selection import Selection
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
    """The session, or the whole machine, is about to end."""


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
class Counted:
    """How often each outcome came today."""

    outcomes: dict[str, int]


@dataclass(frozen=True, slots=True)
class CalendarDue:
    """The calendar has something to do."""


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
    | Counted
    | CalendarDue
    | End
)


class Inbox:
    """Filled from any thread, emptied by the loop alone."""

    def __init__(self) -> None:
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()

    def post(self, item: Item) -> None:
        self._items.put(item)

    def next(self, timeout_s: float) -> Item | None:
        """The next item, or ``None`` when none came in time."""
        try:
            return self._items.get(timeout=timeout_s)
        except queue.Empty:
            return None
