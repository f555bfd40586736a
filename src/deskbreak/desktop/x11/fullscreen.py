"""A full screen on X11: a film, a game or slides in the window that somebody works in.

With several monitors the active window decides: a film on the second one while somebody types in a
window on the first is no full screen. Some games cover the screen behind the window manager's back
(override-redirect windows); nobody can tell those from a large menu, so they do not count.
"""

import logging
import threading

from Xlib import error

from deskbreak.clock import Clock
from deskbreak.desktop.portable.sensed_activity import Vanished
from deskbreak.desktop.portable.wakeup import Wakeup
from deskbreak.desktop.x11.active_window import ActiveWindow
from deskbreak.desktop.x11.connection import XConnection
from deskbreak.language import _
from deskbreak.ports.holds import Lost, Told
from deskbreak.ports.selection import Passed, Unavailable

NAME = "x11"
FAREWELL_S = 2.0

log = logging.getLogger(__name__)


class FullScreen:
    """Fills the port for full screens. Asleep while nobody wants to know: windows are switched all day.

    Raises :class:`Unavailable` when the display cannot be opened. Opening may take for ever.
    """

    name = NAME

    def __init__(self, display_name: str, clock: Clock, told: Told, lost: Lost) -> None:
        self._clock = clock
        self._told = told
        self._lost = lost
        self._wanted = self._asked = self._closed = False
        self._trouble: Passed | None = None
        self._last: bool | None = None
        self._x = XConnection(display_name)
        try:
            self._active = ActiveWindow(self._x)
            self._settle(self._active.fills_screen())
        except (error.ConnectionClosedError, OSError) as end:
            self._x.close()
            raise Unavailable(str(self._x.vanished())) from end
        self._wakeup = Wakeup()
        self._thread = threading.Thread(target=self._run, name="hold-fullscreen", daemon=True)
        self._thread.start()

    @property
    def trouble(self) -> Passed | None:
        return self._trouble

    def watch(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._asked = wanted  # in this order: the thread answers nobody who seems to want nothing
        self._wakeup.ring()

    def close(self) -> None:
        self._closed = True
        self._wakeup.ring()
        if threading.current_thread() is not self._thread:
            # A display that hangs must not hang us: the thread ends when the display does.
            self._thread.join(FAREWELL_S)

    # --- from here on everything runs in the port's thread -------------------

    def _run(self) -> None:
        reason = ""
        try:
            while not self._closed:
                self._look()
                if not self._closed:
                    self._wakeup.wait(None, (self._x,))
        except Vanished as gone:
            reason = str(gone)
        except (error.ConnectionClosedError, OSError):
            reason = str(self._x.vanished())
        except Exception:  # whoever waits for an answer must learn that none will come
            log.exception("watching for full screens ended by a fault")
            reason = _("Watching for full screens ended by a fault in Deskbreak; its log has the details.")
        self._x.close()
        self._wakeup.close()
        if not self._closed:
            self._closed = True
            self._lost(reason)

    def _look(self) -> None:
        asked, self._asked = self._asked, False
        # A window manager that comes late is waited for, so that nobody is told for long that it is missing.
        self._active.watch(wanted=self._wanted or self._trouble is not None)
        to_read = asked
        # Each answer may have brought events along, and the connection would not wake us for those.
        while self._took_news() or to_read:
            to_read = False
            fills = self._active.fills_screen()
            changed = fills is not self._last
            self._settle(fills)
            if self._wanted and not self._closed and (changed or asked):
                asked = False
                self._told(fills, self._clock.now())

    def _took_news(self) -> bool:
        return any(self._active.concerns(event) for event in self._x.events())

    def _settle(self, fills: bool | None) -> None:
        self._last = fills
        self._trouble = None if fills is not None else _no_window_manager()


def _no_window_manager() -> Passed:
    return Passed(
        NAME,
        _("No window manager says which window is in front, and whether it fills the screen."),
        _("Use a window manager that follows the Extended Window Manager Hints, as nearly all do."),
    )
