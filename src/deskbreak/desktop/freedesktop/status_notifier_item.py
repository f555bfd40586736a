"""The tray as freedesktop's panels have it: a StatusNotifierItem with a menu, over the session bus."""

import itertools
import logging
import os
from functools import partial

from deskbreak.desktop.freedesktop.bus import Answer, Body, Remote
from deskbreak.desktop.freedesktop.dbusmenu import NAME as MENU_INTERFACE
from deskbreak.desktop.freedesktop.dbusmenu import DBusMenu
from deskbreak.desktop.freedesktop.deadlines import Deadline
from deskbreak.desktop.freedesktop.exported import Exported, Interface, Method, Property
from deskbreak.desktop.freedesktop.markup import escape
from deskbreak.desktop.freedesktop.session_bus import SessionBus
from deskbreak.desktop.icons.frames import NoFrames, Pixmap
from deskbreak.desktop.icons.store import SignStore
from deskbreak.language import _
from deskbreak.ports.tray import LEFT_CLICK, Acted, Face, Lost, Shown

NAME = "status-notifier-item"
ITEM_INTERFACE = "org.kde.StatusNotifierItem"
ITEM_PATH = "/StatusNotifierItem"
MENU_PATH = "/MenuBar"
WATCHER_NAME = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"
WATCHER = Remote(WATCHER_NAME, WATCHER_PATH, WATCHER_NAME)
WATCHER_PROPERTIES = Remote(WATCHER_NAME, WATCHER_PATH, "org.freedesktop.DBus.Properties")
PIXMAPS = "a(iiay)"

STAND_IN_ICON = "appointment-soon"
"""From the icon theme, for the day on which our own could not be drawn."""

PATIENCE_S = 3.0
"""A panel that has not answered for so long is said not to."""

_instances = itertools.count(1)

log = logging.getLogger(__name__)


def text_direction() -> str:
    """``ltr`` or ``rtl``, as the language has it."""
    # Translators: answer "default:RTL" where the language is written from right to left.
    return "rtl" if _("default:LTR") == "default:RTL" else "ltr"


class StatusNotifierItem:
    """Keeps a face in the panel, and comes back when the panel does."""

    name = NAME

    def __init__(self, signs: SignStore, acted: Acted, shown: Shown, lost: Lost) -> None:
        """Connect to the session bus. Raises :class:`deskbreak.ports.selection.Unavailable`."""
        self._signs = signs
        self._acted = acted
        self._shown = shown
        self._lost = lost
        self._bus_name = f"{ITEM_INTERFACE}-{os.getpid()}-{next(_instances)}"
        self._face: Face | None = None
        self._pixmaps: list[Pixmap] = []
        self._may_draw = True
        self._watching = False
        self._registrations = 0
        self._told: str | None = ""
        self._patience: Deadline | None = None
        self._to_be_fetched: Deadline | None = None
        self._taken = False
        """Whether the panel has taken the icon."""
        self._menu = DBusMenu(acted, self._emit_menu, text_direction())
        self._bus = SessionBus(self._bus_ended)
        self._bus.post(self._appear)
        self._bus.start()

    # --- the port ------------------------------------------------------------

    def show(self, face: Face) -> None:
        self._bus.post(partial(self._take, face))

    def close(self) -> None:
        self._bus.post(self._stop_waiting)
        self._bus.close()

    # --- from here on everything runs in the bus's thread --------------------

    def _appear(self) -> None:
        self._bus.serve(ITEM_PATH, Exported([self._interface()]))
        self._bus.serve(MENU_PATH, Exported([self._menu.interface()]))
        self._bus.own(self._bus_name)

    def _bus_ended(self, reason: str) -> None:
        self._stop_waiting()
        self._lost(reason)

    def _take(self, face: Face) -> None:
        before, self._face = self._face, face
        icon_changed = before is None or (before.sign, before.filled) != (face.sign, face.filled)
        if icon_changed:
            self._load_icon(face)
        self._menu.show(face.menu)
        if before is None:
            return
        if icon_changed:
            self._emit("NewIcon")
        if before.title != face.title:
            self._emit("NewTitle")
        if (before.title, before.text) != (face.title, face.text):
            self._emit("NewToolTip")
            self._see_whether_it_is_fetched()

    # --- the icon ------------------------------------------------------------

    def _load_icon(self, face: Face) -> None:
        """Read the sign; where there is none, have all signs drawn and go on with the old one meanwhile."""
        try:
            self._pixmaps = self._signs.read(face.sign, face.filled)
        except NoFrames as missing:
            if self._may_draw:
                self._may_draw = False
                log.info("drawing the tray's icons: %s", missing)
                self._signs.draw(lambda trouble: self._bus.post(partial(self._drawing_ended, trouble)))
            elif self._watching:
                self._pixmaps = []
        else:
            self._may_draw = True
            self._watch_panel()

    def _drawing_ended(self, trouble: str) -> None:
        if trouble:
            log.warning("a stand-in shows in the tray: %s", trouble)
        self._watch_panel()
        if self._face is not None:
            self._load_icon(self._face)
            self._emit("NewIcon")

    # --- the panel -----------------------------------------------------------

    def _watch_panel(self) -> None:
        """Begin to look for a panel, now that there is something to show to it."""
        if self._watching:
            return
        self._watching = True
        for member in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
            self._bus.listen(WATCHER, member, lambda _body: self._ask_for_host())
        self._bus.watch_owner(WATCHER_NAME, self._panel_changed)

    def _panel_changed(self, there: bool) -> None:
        self._stop_waiting()
        self._registrations += 1
        self._taken = False
        if not there:
            self._tell(_("No panel with a place for tray icons is running."))
            return
        self._begin_waiting()
        self._bus.call(
            *(WATCHER, "RegisterStatusNotifierItem", "s", (self._bus_name,)),
            partial(self._registered, self._registrations),
        )

    def _registered(self, registration: int, answer: Answer) -> None:
        if registration != self._registrations:
            return  # from a panel that is gone by now
        self._stop_waiting()
        if answer.error:
            self._tell(_("The panel refused the icon: {why}").format(why=answer.why))
        else:
            self._taken = True
            self._ask_for_host()

    def _see_whether_it_is_fetched(self) -> None:
        """A panel or a bus that hangs takes whatever it is told, and says nothing. One that is well comes for
        the new tooltip, or at least its watcher answers."""
        if self._taken and self._patience is None and self._to_be_fetched is None:
            self._to_be_fetched = self._bus.later(PATIENCE_S, self._not_fetched)

    def _not_fetched(self) -> None:
        self._to_be_fetched = None
        self._begin_waiting()
        self._ask_for_host()

    def _ask_for_host(self) -> None:
        self._bus.call(
            *(WATCHER_PROPERTIES, "Get", "ss", (WATCHER_NAME, "IsStatusNotifierHostRegistered")),
            partial(self._host_told, self._registrations),
        )

    def _host_told(self, registration: int, answer: Answer) -> None:
        if registration != self._registrations:
            return
        self._stop_waiting()
        # A panel that took the icon but does not know this property shows it.
        if answer.error or answer.body[0][1]:
            self._tell(None)
        else:
            self._tell(_("The panel has no place for tray icons at the moment."))

    def _still_no_answer(self) -> None:
        self._tell(_("The panel does not answer."))

    def _begin_waiting(self) -> None:
        self._patience = self._bus.later(PATIENCE_S, self._still_no_answer)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        self._stop_waiting_for_fetching()

    def _stop_waiting_for_fetching(self) -> None:
        if self._to_be_fetched is not None:
            self._to_be_fetched.cancel()
            self._to_be_fetched = None

    def _tell(self, reason: str | None) -> None:
        if reason != self._told:
            self._told = reason
            self._shown(reason)

    # --- what the panel sees -------------------------------------------------

    def _emit(self, signal: str) -> None:
        if self._watching:
            self._bus.signal(ITEM_PATH, ITEM_INTERFACE, signal)

    def _emit_menu(self, signal: str, signature: str, body: Body) -> None:
        if self._watching:
            self._bus.signal(MENU_PATH, MENU_INTERFACE, signal, signature, body)

    def _interface(self) -> Interface:
        return Interface(
            ITEM_INTERFACE,
            methods={
                "Activate": Method("ii", "", self._activate),
                "ContextMenu": Method("ii", "", self._context_menu),
                "SecondaryActivate": Method("ii", "", _nothing),
                "Scroll": Method("is", "", _nothing),
                "ProvideXdgActivationToken": Method("s", "", _nothing),
            },
            properties={
                "Category": Property("s", lambda: "ApplicationStatus"),
                "Id": Property("s", lambda: "deskbreak"),
                "Title": Property("s", self._title),
                "Status": Property("s", lambda: "Active"),
                "WindowId": Property("i", lambda: 0),
                "IconThemePath": Property("s", str),
                "IconName": Property("s", lambda: "" if self._pixmaps else STAND_IN_ICON),
                "IconPixmap": Property(PIXMAPS, lambda: self._pixmaps),
                "OverlayIconName": Property("s", str),
                "OverlayIconPixmap": Property(PIXMAPS, list),
                "AttentionIconName": Property("s", str),
                "AttentionIconPixmap": Property(PIXMAPS, list),
                "AttentionMovieName": Property("s", str),
                "ToolTip": Property(f"(s{PIXMAPS}ss)", self._tool_tip),
                "ItemIsMenu": Property("b", lambda: False),
                "Menu": Property("o", lambda: MENU_PATH),
            },
            signals={
                "NewTitle": "",
                "NewIcon": "",
                "NewAttentionIcon": "",
                "NewOverlayIcon": "",
                "NewToolTip": "",
                "NewStatus": "s",
            },
        )

    def _title(self) -> str:
        return self._face.title if self._face else ""

    def _tool_tip(self) -> tuple[str, list[Pixmap], str, str]:
        self._stop_waiting_for_fetching()
        # Panels read the text as markup, the title as it is.
        return "", [], self._title(), escape(self._face.text) if self._face else ""

    def _activate(self, _x: int, _y: int) -> Body:
        self._acted(LEFT_CLICK)
        return ()

    def _context_menu(self, _x: int, _y: int) -> Body:
        """Only panels that cannot draw our menu ask for one of our own: ``home`` has the same actions."""
        self._acted("home")
        return ()


def _nothing(*_values: object) -> Body:
    return ()
