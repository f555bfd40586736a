"""Every port of the daemon: opened, lost and opened anew, and what the mind has to hear of it."""

from collections.abc import Callable, Sequence
from typing import Any

from deskbreak.core import events as on
from deskbreak.daemon import hold_ports
from deskbreak.daemon.hold_ports import HoldPorts
from deskbreak.daemon.keeper import Keeper
from deskbreak.desktop.holds import PORTS as HOLD_PORTS
from deskbreak.ports.activity import Activity
from deskbreak.ports.notifier import Notifier
from deskbreak.ports.selection import Selection
from deskbreak.ports.session import Session
from deskbreak.ports.tray import Tray
from deskbreak.settings.resolved import Resolved


class Ports:
    """What stands behind each port is for its keeper to know."""

    def __init__(
        self,
        *,
        activity: Keeper[Activity],
        session: Keeper[Session],
        tray: Keeper[Tray],
        notifier: Keeper[Notifier],
        holds: HoldPorts,
    ) -> None:
        self.activity = activity
        self.session = session
        self.tray = tray
        self.notifier = notifier
        self.holds = holds
        self.keepers: Sequence[Keeper[Any]] = (activity, session, tray, notifier, *holds.keepers)

    def open(self) -> None:
        """The holds last: nothing has to wait before the first window opens."""
        for keeper in (self.activity, self.session, self.tray, self.notifier):
            keeper.open()
        self.holds.open_soon()

    def take(self, selection: Selection[Any]) -> list[on.Event]:
        """A port was filled, or nobody could fill it."""
        self._keeper(selection.port).take(selection)
        if selection.port == "activity":
            return [self._sensing()]
        if selection.port in HOLD_PORTS:
            self.holds.selected(selection.port)
        return []

    def lost(self, port: str, reason: str) -> list[on.Event]:
        """The adapter behind ``port`` can work no more."""
        self._keeper(port).lost(reason)
        if port == "activity":
            return [self._sensing()]
        if port == "session":
            # Nobody could say any more when it ends; who is away without input rests all the same.
            return [on.Woke(), on.Unlocked()]
        if port in HOLD_PORTS:
            return [hold_ports.event(port, None)]
        return []

    def settings_changed(self, before: Resolved, now: Resolved) -> list[on.Event]:
        """What other settings ask for is opened anew."""
        for key, keeper in (("activity.source", self.activity), ("tray.enabled", self.tray)):
            if now.values[key] != before.values[key]:
                keeper.reopen()
        events = self.holds.settings_changed(before, now)
        return [*events, on.Sensing(None)] if self.activity.adapter is None else events

    def let_session_go(self) -> None:
        """What has to be kept is kept: nothing has to wait for us any longer."""
        if self.session.adapter is not None:
            self.session.adapter.let_go()

    def closes(self) -> list[Callable[[], None]]:
        """What closes each adapter that is there."""
        return [keeper.adapter.close for keeper in self.keepers if keeper.adapter is not None]

    def _sensing(self) -> on.Event:
        adapter = self.activity.adapter
        return on.Sensing(None if adapter is None else adapter.resolution_ms)

    def _keeper(self, port: str) -> Keeper[Any]:
        return next(each for each in self.keepers if each.port == port)
