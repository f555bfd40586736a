"""The tray through pystray, where the platform's own way does not work.

What pystray cannot do on X11 without PyGObject: no menu, no click, a black ground, no return after the
panel restarted. The last we mend here; with the rest the icon is a bare light.
"""

import importlib
import logging
import queue
import sys
import threading
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any, Protocol

from deskbreak.desktop.icons.frames import NoFrames
from deskbreak.desktop.icons.store import SignStore
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable
from deskbreak.ports.tray import LEFT_CLICK, Acted, Face, Lost, MenuItem, Shown

NAME = "pystray"
TITLE_LIMIT = 128
"""Windows refuses longer ones."""

READY_LIMIT_S = 10
ANSWER_LIMIT_S = 20
GOODBYE_S = 0.5
"""How long an icon may take to notice that its panel is gone."""

log = logging.getLogger(__name__)


class PanelWatch(Protocol):
    """Tells whether a panel is there, where pystray itself does not."""

    def start(self) -> None: ...

    def close(self) -> None: ...


class PystrayTray:
    """Keeps a face in the panel through ``pystray``; one pystray icon for each life of the panel.

    All of pystray's calls, some of which wait for its own thread, are made by one worker.
    """

    name = NAME

    def __init__(self, signs: SignStore, acted: Acted, shown: Shown, lost: Lost) -> None:
        """Raises :class:`Unavailable` where pystray cannot work."""
        self._pystray = _imported()
        self._icon_kind = _quiet(self._pystray.Icon)
        self._has_menu = bool(self._pystray.Icon.HAS_MENU)
        self._signs = signs
        self._acted = acted
        self._shown = shown
        self._lost = lost
        self._face: Face | None = None
        self._icon: Any = None
        self._life: threading.Thread | None = None
        self._panel_there = self._tells_of_panel_itself = not _is_bare_x11(self._pystray)
        self._told: str | None = ""
        self._ended = False
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._watch: PanelWatch | None = None
        if not self._tells_of_panel_itself:
            self._watch = self._x11_watch()
            self._watch.start()
        threading.Thread(target=self._work, name="pystray worker", daemon=True).start()

    # --- the port ------------------------------------------------------------

    def show(self, face: Face) -> None:
        self._jobs.put(partial(self._take, face))

    def close(self) -> None:
        self._ended = True
        if self._watch is not None:
            self._watch.close()
        self._jobs.put(partial(self._undock, 0))
        self._jobs.put(None)

    # --- the worker ----------------------------------------------------------

    def _work(self) -> None:
        for job in iter(self._jobs.get, None):
            # It waits for ever for its own thread, which may stall: its X connection is used by both.
            patience = threading.Timer(
                ANSWER_LIMIT_S,
                self._end,
                [_("pystray did not answer within {seconds} s.").format(seconds=ANSWER_LIMIT_S)],
            )
            patience.daemon = True
            patience.start()
            try:
                job()
            except Exception as trouble:  # pystray raises whatever its platform's library does
                log.exception("pystray failed")
                self._end(_("pystray failed: {error}").format(error=trouble))
            finally:
                patience.cancel()

    def _x11_watch(self) -> PanelWatch:
        from deskbreak.desktop.x11.tray_manager import TrayManagerWatch  # noqa: PLC0415  a toolkit is read only where it is used

        return TrayManagerWatch(lambda there: self._jobs.put(partial(self._panel_changed, there)), self._end)

    def _end(self, reason: str) -> None:
        if not self._ended:
            self._ended = True
            self._lost(reason)

    def _tell(self, reason: str | None) -> None:
        if reason != self._told and not self._ended:
            self._told = reason
            self._shown(reason)

    def _panel_changed(self, there: bool) -> None:
        self._undock()
        self._panel_there = there
        if there:
            self._dock()
        else:
            self._tell(_("No panel with a place for tray icons is running."))

    def _take(self, face: Face) -> None:
        before, self._face = self._face, face
        if self._icon is None:
            self._dock()
            return
        if before is None or (before.sign, before.filled) != (face.sign, face.filled):
            self._icon.icon = self._image(face)
        if before is None or before.title != face.title or before.text != face.text:
            self._icon.title = _tooltip(face)
        if self._has_menu and (before is None or before.menu != face.menu):
            self._icon.menu = self._menu(face.menu)

    def _dock(self) -> None:
        if self._face is None or not self._panel_there or self._ended:
            return
        menu = self._menu(self._face.menu) if self._has_menu else None
        icon = self._icon_kind("deskbreak", self._image(self._face), _tooltip(self._face), menu)
        ready = threading.Event()
        self._life = threading.Thread(target=_live, args=(icon, ready), name="pystray", daemon=True)
        self._life.start()
        if not ready.wait(READY_LIMIT_S):
            self._end(_("pystray did not come up within {seconds} s.").format(seconds=READY_LIMIT_S))
            return
        icon.visible = True
        self._icon = icon
        if not self._has_menu:
            log.info("the panel shows the icon without a menu; `deskbreak home` has the same actions")
        self._tell(None)

    def _undock(self, notices_within_s: float = GOODBYE_S) -> None:
        icon, self._icon = self._icon, None
        if icon is not None:
            # It waits for its own thread, and on Windows for an open menu to close.
            threading.Thread(
                target=_let_go, args=(icon, self._life, notices_within_s), name="pystray end", daemon=True
            ).start()

    # --- what pystray is given -----------------------------------------------

    def _image(self, face: Face) -> Any:
        from PIL import Image  # noqa: PLC0415  only where pystray is in use

        try:
            pixmaps = self._signs.read(face.sign, face.filled)
        except NoFrames:
            trouble = self._signs.draw_now()
            if trouble:
                raise RuntimeError(trouble) from None
            pixmaps = self._signs.read(face.sign, face.filled)
        width, height, argb = pixmaps[-1]
        sign = Image.frombytes("RGBA", (width, height), argb, "raw", "ARGB")
        if self._tells_of_panel_itself:
            return sign
        # On bare X11 the ground is black whatever we do; blended here, the edges stay smooth.
        return Image.alpha_composite(Image.new("RGBA", sign.size, "black"), sign)

    def _menu(self, items: tuple[MenuItem, ...]) -> Any:
        return self._pystray.Menu(
            self._pystray.MenuItem(
                _("Start the routine"), lambda: self._acted(LEFT_CLICK), default=True, visible=False
            ),
            *self._lines(items),
        )

    def _lines(self, items: tuple[MenuItem, ...]) -> list[Any]:
        return [
            self._pystray.Menu.SEPARATOR
            if not item.label
            else self._pystray.MenuItem(item.label, self._answer(item), enabled=item.enabled)
            for item in items
        ]

    def _answer(self, item: MenuItem) -> Any:
        if item.children:
            return self._pystray.Menu(*self._lines(item.children))
        return lambda: self._acted(item.action) if item.action else None


def _imported() -> ModuleType:
    """pystray. Importing it already opens the display, and raises what its libraries raise."""
    if sys.platform == "darwin":
        raise Unavailable(_("On macOS an icon needs the main thread, which pystray cannot share yet."))
    # What it logs as errors, with a traceback each, is told by us in a line: that no panel is there.
    logging.getLogger("pystray").setLevel(logging.CRITICAL)
    try:
        return importlib.import_module("pystray")
    except Exception as trouble:  # noqa: BLE001  ImportError, Xlib's own errors, GTK's
        raise Unavailable(
            _("pystray cannot be used here: {error}").format(error=trouble),
            _("Start Deskbreak from inside the desktop session."),
        ) from None


def _quiet(kind: Any) -> Any:
    """``kind`` of icon that disturbs nobody.

    On X11 its finaliser would wait for ever for a thread that ended with the panel, or raise where nobody
    can hear it: whoever made the icon calls ``let_go``. And its look for the panel would grab the display.
    """

    class Icon(kind):  # type: ignore[misc]  # pystray ships no types
        """One of pystray's icons."""

        def __del__(self) -> None:
            """Nothing is left to do."""

        def _get_systray_manager(self) -> Any:
            """The panel's window on X11, or ``None``.

            Asked without pystray's grab of the whole display: it was seen to stall just then, and with it
            every other program on the screen.
            """
            owner = self._display.get_selection_owner(self._net_system_tray_sx)
            return self._display.create_resource_object("window", owner.id) if owner else None

        def let_go(self, alive: bool) -> None:
            """Take the icon away, if it is ``alive``, and close what it opened."""
            if alive:
                self.stop()
            opened = getattr(self, "_display", None)
            if opened is not None:
                opened.close()

    return Icon


def _is_bare_x11(pystray: ModuleType) -> bool:
    return str(pystray.Icon.__module__).endswith("_xorg")


def _tooltip(face: Face) -> str:
    whole = f"{face.title}\n{face.text}" if face.text else face.title
    return whole if len(whole) < TITLE_LIMIT else whole[: TITLE_LIMIT - 2] + "…"


def _live(icon: Any, ready: threading.Event) -> None:
    """Run ``icon`` in this thread until it is taken away."""
    try:
        icon.run(lambda _icon: ready.set())
    except Exception as trouble:  # noqa: BLE001  GTK's way stumbles at its end without a notification service
        log.warning("pystray ended with an error: %s", trouble)


def _let_go(icon: Any, life: threading.Thread | None, notices_within_s: float) -> None:
    """Take ``icon`` away. On X11 its window, and with it its ``life``, may have ended with the panel."""
    if life is not None:
        life.join(notices_within_s)
    try:
        icon.let_go(life is not None and life.is_alive())
    except Exception:  # its display may have gone first
        log.debug("pystray's icon was gone already", exc_info=True)
