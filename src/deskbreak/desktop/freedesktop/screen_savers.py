"""What the desktops' own screen savers say over the session bus: whether one is up.

GNOME, KDE Plasma, Xfce, MATE and Cinnamon each have one, with the same two words under different names.
None of them is ever started by us: a name is watched, and its owner asked when there is one.
"""

import threading
from functools import partial
from typing import Protocol

from deskbreak.desktop.freedesktop.bus import Answer, Body, Remote
from deskbreak.desktop.freedesktop.session_bus import SessionBus
from deskbreak.language import _
from deskbreak.ports.selection import Passed
from deskbreak.ports.session import Lost

NAME = "screen-saver"
PLACES = (
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
)
"""Each name is its interface's too. KDE has its own at two paths."""
XSCREENSAVER = "org.jwz.XScreenSaver"
"""The helper of XScreenSaver, where that was built with systemd or elogind. It only listens to others; what
it cannot say is known on the X server."""
SAVERS = tuple(Remote(name, path, name) for name, path in PLACES)

ANSWERS_WITHIN_S = 1.0


class Listener(Protocol):
    """Whom it is told to, in the session bus's thread, whether any screen saver is up."""

    def locked(self, locked: bool) -> None: ...

    def newcomer(self) -> None: ...


class ScreenSavers:
    """Listens for as long as the session bus lasts; screen savers come and go meanwhile."""

    name = NAME

    def __init__(self, listener: Listener, lost: Lost) -> None:
        """Connect and ask those that are there, for a second at most.

        Raises :class:`deskbreak.ports.selection.Unavailable` without a session bus.
        """
        self._listener = listener
        self._answering: frozenset[Remote] = frozenset()
        self._active: set[Remote] = set()
        self._unasked = {name for name, _path in PLACES}
        self._awaited: set[Remote] = set()
        self._looked = threading.Event()
        self._bus = SessionBus(lost)
        self._bus.post(self._appear)
        self._bus.start()
        self._looked.wait(ANSWERS_WITHIN_S)

    @property
    def trouble(self) -> Passed | None:
        """Why none can tell just now, where none can."""
        if self._answering:
            return None
        return Passed(
            NAME,
            _("No screen saver runs here that says on the session bus when it is up."),
            _("Use the desktop's own screen lock, or one that sets logind's lock hint."),
        )

    def let_go(self) -> None:
        """Screen savers wait for nobody."""

    def close(self) -> None:
        self._bus.close()

    # --- from here on everything runs in the bus's thread --------------------

    def _appear(self) -> None:
        for saver in SAVERS:
            self._bus.listen(saver, "ActiveChanged", partial(self._on_active, saver))
        for name in tuple(self._unasked):
            self._bus.watch_owner(name, partial(self._owner_changed, name))
        self._bus.watch_owner(XSCREENSAVER, self._helper_changed)

    def _helper_changed(self, there: bool) -> None:
        if there:
            self._listener.newcomer()

    def _owner_changed(self, name: str, there: bool) -> None:
        for saver in (each for each in SAVERS if each.name == name):
            self._forget(saver)
            if there:
                self._awaited.add(saver)
                self._bus.call(saver, "GetActive", "", (), partial(self._told, saver))
        self._unasked.discard(name)
        self._settle()

    def _told(self, saver: Remote, answer: Answer) -> None:
        self._awaited.discard(saver)
        # Some own the name only to keep the screen on for films: they know nothing of locks.
        if not answer.error:
            self._take(saver, active=bool(answer.body[0]))
        self._settle()

    def _on_active(self, saver: Remote, body: Body) -> None:
        self._take(saver, active=bool(body[0]))
        self._settle()

    def _take(self, saver: Remote, *, active: bool) -> None:
        self._answering |= {saver}
        if active:
            self._active.add(saver)
        else:
            self._active.discard(saver)

    def _forget(self, saver: Remote) -> None:
        self._answering -= {saver}
        self._active.discard(saver)
        self._awaited.discard(saver)

    def _settle(self) -> None:
        self._listener.locked(bool(self._active))
        if not self._unasked and not self._awaited:
            self._looked.set()
