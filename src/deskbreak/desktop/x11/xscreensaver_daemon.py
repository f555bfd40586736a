"""XScreenSaver's daemon as it can be seen on an X server: one window, and a status on the root window.

The window is never mapped. It lives as long as the daemon, and each command to the daemon is answered
in a property of it. The status is a list of numbers: the first is an atom, ``BLANK``, ``LOCK`` or
``AUTH`` (locked, somebody is at the password), or 0; a time and the running hacks follow, in an order
that changed with version 6.11.
"""

import logging

from Xlib import X, error
from Xlib.protocol import request, rq

from deskbreak.desktop.portable.sensed_activity import Vanished
from deskbreak.desktop.x11.connection import XConnection
from deskbreak.desktop.x11.idle_counter import IdleCounter
from deskbreak.desktop.x11.properties import Properties
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable

WINDOW_MARK = "_SCREENSAVER_VERSION"
STATUS = "_SCREENSAVER_STATUS"

_ONE_NUMBER = 1

log = logging.getLogger(__name__)


class XScreenSaverDaemon:
    """The one that runs on the display of ``x``, always on its first screen.

    Raises :class:`Unavailable` where none does. This and the methods raise what python-xlib raises when
    the connection ends meanwhile.
    """

    def __init__(self, x: XConnection) -> None:
        self._x = x
        self._root = int(x.display.info.roots[0]["root"])
        self._properties = Properties(x)
        mark = self._properties.atom(WINDOW_MARK, only_if_known=True)
        self._window = self._find(mark) if mark else None
        # From here on it cannot end unseen; it may have ended just before.
        if self._window is None or not self._listens_to(self._window, mark):
            raise Unavailable(
                _("XScreenSaver does not run on the display {display}.").format(display=x.name),
                _("Nothing needs to be done. If XScreenSaver is to lock this screen, start it."),
            )
        self._status = self._properties.atom(STATUS)

    def is_up(self) -> bool:
        """Whether it has blanked or locked the screen. The property outlives a daemon that was killed."""
        return any(self._properties.ask(self._root, self._status, _ONE_NUMBER).numbers())

    def watch_status(self, watched: bool) -> None:
        """Be told of each change of the root window's properties, or no longer. Every switch from window
        to window changes one."""
        self._properties.listen(self._root, X.PropertyChangeMask if watched else X.NoEventMask)

    def was_commanded(self, event: rq.Event) -> bool:
        """Whether ``event`` says that somebody told the daemon something, such as to lock."""
        return bool(event.type == X.PropertyNotify and event.window == self._window)

    def changed_status(self, event: rq.Event) -> bool:
        """Whether ``event`` says that :meth:`is_up` may have another answer now."""
        on_root = event.type == X.PropertyNotify and event.window == self._root
        return bool(on_root and event.atom == self._status)

    def check(self, event: rq.Event) -> None:
        """Raises :class:`Vanished` if ``event`` says that the daemon has ended."""
        if event.type == X.DestroyNotify and event.window == self._window:
            raise Vanished(_("XScreenSaver has ended."))

    def _find(self, mark: int) -> int | None:
        children = request.QueryTree(display=self._x.display, window=self._root).children
        return next((int(child) for child in children if self._has(int(child), mark)), None)

    def _listens_to(self, window: int, mark: int) -> bool:
        self._properties.listen(window, X.StructureNotifyMask | X.PropertyChangeMask)
        return self._has(window, mark)

    def _has(self, window: int, mark: int) -> bool:
        return self._properties.ask(window, mark, 0).is_there()


class ConnectedSaver:
    """A connection to a display on which XScreenSaver runs.

    Raises :class:`Unavailable` where it does not. Opening may take for ever.
    """

    def __init__(self, display_name: str) -> None:
        self.x = XConnection(display_name)
        try:
            self.daemon = XScreenSaverDaemon(self.x)
            self.idle = self._idle_counter()
        except Unavailable:
            self.x.close()
            raise
        except (error.ConnectionClosedError, OSError) as end:
            self.x.close()
            raise Unavailable(str(self.x.vanished())) from end

    def close(self) -> None:
        self.x.close()

    def _idle_counter(self) -> IdleCounter | None:
        try:
            return IdleCounter(self.x)
        except Unavailable as refusal:
            log.info("XScreenSaver's status is watched all the time: %s", refusal.reason)
            return None
