"""Whether the window that somebody works in fills the screen, as window managers tell it (EWMH).

Of a window nothing is read but its state, its type and whether it is one of Deskbreak's own; its title
never. The names are those of the Extended Window Manager Hints, version 1.5.
"""

from Xlib import X, Xatom
from Xlib.protocol import rq

from deskbreak.desktop.x11.connection import XConnection
from deskbreak.desktop.x11.properties import Properties, Property

OWN_CLASS = b"deskbreak"

_ONE = 1
_STATES = _TYPES = 32
_SUPPORTED = 1024
"""More names than any window manager has."""
_CLASS_LENGTH = 64


class ActiveWindow:
    """The active window of the screen that the connection's display names.

    The methods raise what python-xlib raises when the connection ends meanwhile.
    """

    def __init__(self, x: XConnection) -> None:
        self._properties = properties = Properties(x)
        self._root = int(x.display.info.roots[x.display.default_screen]["root"])
        self._active = properties.atom("_NET_ACTIVE_WINDOW")
        self._state = properties.atom("_NET_WM_STATE")
        self._full_screen = properties.atom("_NET_WM_STATE_FULLSCREEN")
        self._type = properties.atom("_NET_WM_WINDOW_TYPE")
        self._furniture = {
            properties.atom("_NET_WM_WINDOW_TYPE_DESKTOP"),
            properties.atom("_NET_WM_WINDOW_TYPE_DOCK"),
        }
        self._manager = properties.atom("_NET_SUPPORTING_WM_CHECK")
        self._supported = properties.atom("_NET_SUPPORTED")
        self._watching = False
        self._watched: set[int] = set()

    def watch(self, *, wanted: bool) -> None:
        """Be told when :meth:`fills_screen` may have another answer, or no longer. Switching windows, a
        window that moves and a title that changes tell something each time."""
        if wanted == self._watching:
            return
        self._watching = wanted
        self._properties.listen(self._root, X.PropertyChangeMask if wanted else X.NoEventMask)
        if not wanted:
            self._listen({})

    def concerns(self, event: rq.Event) -> bool:
        """Whether ``event`` may have changed the answer."""
        if event.type == X.PropertyNotify:
            if event.window == self._root:
                return event.atom in (self._active, self._manager, self._supported)
            return event.atom in (self._state, self._type)
        return bool(event.type == X.DestroyNotify)

    def fills_screen(self) -> bool | None:
        """``None`` where no window manager tells which window is active, or what full screen is."""
        ask = self._properties.ask
        managers, actives = ask(self._root, self._manager, _ONE), ask(self._root, self._active, _ONE)
        supported = ask(self._root, self._supported, _SUPPORTED)
        manager, active = _window(managers), _window(actives)
        if self._watching:  # before anything is read of them, so that no change falls in between
            self._listen(
                {manager: X.StructureNotifyMask, active: X.PropertyChangeMask | X.StructureNotifyMask}
            )
        alive, states = ask(manager, self._manager, _ONE), ask(active, self._state, _STATES)
        types = ask(active, self._type, _TYPES)
        # The root window keeps the names of a manager that was killed, the manager's own window does not.
        if not manager or _window(alive) != manager:
            return None
        if not {self._active, self._full_screen} <= set(supported.numbers()):
            return None
        if self._full_screen not in states.numbers() or self._furniture & set(types.numbers()):
            return False
        names = ask(active, Xatom.WM_CLASS, _CLASS_LENGTH).text()
        return OWN_CLASS not in names.lower().split(b"\0")

    def _listen(self, wanted: dict[int, int]) -> None:
        wanted.pop(X.NONE, None)
        for window in self._watched - wanted.keys():
            self._properties.listen(window, X.NoEventMask)
        # Always anew: a number may belong to another window by now, as it does when programs come and go.
        for window, events in wanted.items():
            self._properties.listen(window, events)
        self._watched = set(wanted)


def _window(named: Property) -> int:
    return next(iter(named.numbers()), X.NONE)
