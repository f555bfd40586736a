"""An icon of the older kind, for as long as no panel comes that shows the newer kind, with its menu."""

import threading
from collections.abc import Callable

from deskbreak.desktop.freedesktop.session_bus import SessionBus
from deskbreak.desktop.freedesktop.status_notifier_item import WATCHER_NAME
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable
from deskbreak.ports.tray import Face, Lost, Tray

AGAIN_S = 20.0
"""How long after the bus did not answer it is asked again."""


class UntilNewerPanel:
    """Passes everything on to an older tray. When a panel of the newer kind comes, it takes the older
    icon away and calls ``lost``, so that the better way is chosen."""

    def __init__(self, older: Callable[[Lost], Tray], lost: Lost) -> None:
        """``older`` opens the older tray; it may raise :class:`Unavailable`."""
        self._lost = lost
        self._over = threading.Lock()
        self._bus: SessionBus | None = None
        self._again: threading.Timer | None = None
        self._older: Tray | None = None
        self._older = opened = older(self._end)
        self.name = opened.name
        self._watch()

    def show(self, face: Face) -> None:
        if self._older is not None:
            self._older.show(face)

    def close(self) -> None:
        self._over.acquire(blocking=False)
        self._let_go()

    def _watch(self) -> None:
        """Without a bus, panels of the newer kind cannot come either; but one that hangs may go on."""
        try:
            bus = SessionBus(lambda _reason: None)
        except Unavailable:
            self._again = threading.Timer(AGAIN_S, self._watch)
            self._again.daemon = True
            self._again.start()
        else:
            self._bus = bus
            bus.post(lambda: bus.watch_owner(WATCHER_NAME, self._panel_changed))
            bus.start()
        if self._over.locked():
            self._stop_watching()

    def _panel_changed(self, there: bool) -> None:
        if there:
            self._end(_("A panel has come that shows the icon with its menu."))

    def _end(self, reason: str) -> None:
        if self._over.acquire(blocking=False):
            self._lost(reason)
            self._let_go()

    def _let_go(self) -> None:
        if self._older is not None:  # it may have ended while it was being opened
            self._older.close()
        self._stop_watching()

    def _stop_watching(self) -> None:
        if self._again is not None:
            self._again.cancel()
        if self._bus is not None:
            self._bus.close()
