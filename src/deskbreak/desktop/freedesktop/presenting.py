"""Whether somebody presents, or shares the screen, as far as desktops tell others.

There is no one place that knows. What can be known: Xfce's presentation mode, programs that keep the screen
on because they present or capture it, and the screen casts that Mutter serves on GNOME and the portal of
wlroots on sway and the like. The portal itself tells nobody. Names and reasons of programs are compared here
and go no further.
"""

from collections.abc import Callable
from functools import partial

from deskbreak.clock import Clock
from deskbreak.desktop.freedesktop import xfconf
from deskbreak.desktop.freedesktop.bus import Answer, Body, Remote
from deskbreak.desktop.freedesktop.inhibitors import (
    IDLE,
    INHIBITOR,
    POLICY_AGENT,
    POWER_MANAGEMENT,
    SESSION_MANAGER,
)
from deskbreak.desktop.freedesktop.joined_ways import LOOK_EVERY_S, NAME, JoinedWays
from deskbreak.desktop.freedesktop.way_to_know import Hint, Question, Way
from deskbreak.language import _
from deskbreak.ports.holds import Lost, Told
from deskbreak.ports.selection import Passed

INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
PRESENTS_WHILE_IT_KEEPS_ON = frozenset(
    {"atril", "evince", "impressive", "okular", "papers", "pdfpc", "pympress", "soffice", "xreader"}
)
"""Programs that keep the screen on only in their presentation mode (their sources; checked in Debian 12 for
evince and okular)."""
FACTS = ("GetFlags", "GetAppId", "GetReason")
REASONS = frozenset(
    {
        "presentation",  # LibreOffice's slide show, vcl/unx/
        "giving a presentation",  # Okular
        "running in presentation mode",  # Evince, Papers, Atril, Xreader
        "native desktop capture",  # Chromium and Electron while they share the screen
        "obs video/audio",  # OBS Studio while it records or streams
    }
)
"""What programs say, where they say it in English in every language, or may."""


class Presenting(JoinedWays):
    """The :class:`deskbreak.ports.holds.HoldSense` for presenting, on the session bus."""

    def __init__(self, clock: Clock, told: Told, lost: Lost, *, look_every_s: float = LOOK_EVERY_S) -> None:
        """Raises :class:`deskbreak.ports.selection.Unavailable` without a session bus."""
        nobody = Passed(
            NAME,
            _("Nothing here says whether you present or share the screen."),
            _(
                "Use a desktop that lists who keeps the screen on (GNOME, KDE Plasma, Xfce, MATE, Cinnamon),"
                " or turn on Do Not Disturb while you present."
            ),
        )
        super().__init__([_ways()], nobody, clock, told, lost, look_every_s=look_every_s)


def presents(program: str, reason: str = "") -> bool:
    """Whether a program that keeps the screen on does it because somebody presents."""
    plain = program.casefold().removesuffix(".desktop").rsplit(".", 1)[-1]
    return (
        reason.casefold() in REASONS or plain in PRESENTS_WHILE_IT_KEEPS_ON or plain.startswith("libreoffice")
    )


def _ways() -> list[Way]:
    return [
        SessionInhibitors(),
        _policy_agent(),
        _power_management(),
        _presentation_mode(),
        ScreenCasts(),
        _wlroots_casts(),
    ]


def _presentation_mode() -> Way:
    """The switch of Xfce's power manager (``common/xfpm-config.h``: PRESENTATION_MODE)."""
    return xfconf.property_of(
        "xfce4-power-manager", "/xfce4-power-manager/presentation-mode", of="org.xfce.PowerManager"
    )


def _power_management() -> Way:
    """``GetInhibitors`` of Xfce's power manager: names without reasons, and no signal."""
    return Question(POWER_MANAGEMENT, "GetInhibitors", means=_any_name_presents, silent=True)


def _any_name_presents(body: Body) -> bool:
    return any(presents(name) for name in body[0])


def _policy_agent() -> Way:
    """``ListInhibitions`` of KDE's agent: pairs of a name and a reason."""
    hints = (Hint(POLICY_AGENT, "InhibitionsChanged"),)
    return Question(POLICY_AGENT, "ListInhibitions", means=_any_pair_presents, hints=hints)


def _any_pair_presents(body: Body) -> bool:
    return any(presents(name, reason) for name, reason in body[0])


class SessionInhibitors(Way):
    """Those that the session manager lists. What one of them is never changes, so each is asked once."""

    def __init__(self) -> None:
        super().__init__(SESSION_MANAGER.name)
        self._known: dict[str, bool] = {}
        self._missing: set[str] = set()

    def _listen(self) -> None:
        for member in ("InhibitorAdded", "InhibitorRemoved"):
            self._bus.listen(SESSION_MANAGER, member, lambda _body: self._hint())

    def _ask(self) -> None:
        self._call(SESSION_MANAGER, "GetInhibitors", "", (), self._take)

    def _take(self, answer: Answer) -> None:
        if answer.error:
            self._know(None)
            return
        listed = set(answer.body[0])
        self._known = {path: presenting for path, presenting in self._known.items() if path in listed}
        self._missing = listed - set(self._known)
        for path in self._missing:
            self._meet(path)
        self._know_when_complete()

    def _meet(self, path: str) -> None:
        there = Remote(SESSION_MANAGER.name, path, INHIBITOR)
        told: list[object] = []
        for member in FACTS:
            self._call(there, member, "", (), partial(self._on_fact, path, told))

    def _on_fact(self, path: str, told: list[object], answer: Answer) -> None:
        # One that is gone by now, or has no reason, counts as if it had said nothing.
        told.append("" if answer.error else answer.body[0])
        if len(told) < len(FACTS):
            return
        flags, program, reason = told
        keeps_on = isinstance(flags, int) and bool(flags & IDLE)
        self._known[path] = keeps_on and presents(str(program), str(reason))
        self._missing.discard(path)
        self._know_when_complete()

    def _know_when_complete(self) -> None:
        if not self._missing:
            self._know(any(self._known.values()))


class ScreenCasts(Way):
    """The screen casts of Mutter, which GNOME shares, records and casts the screen with.

    Its sessions are objects on the bus for as long as they are (``org.gnome.Mutter.ScreenCast.xml`` of
    mutter). No signal tells of a new one. A remote desktop is one too: whoever works through it all day
    presents nothing, so it is left out.
    """

    def __init__(self) -> None:
        super().__init__("org.gnome.Mutter.ScreenCast", silent=True)

    def _ask(self) -> None:
        self._children("RemoteDesktop/Session", self._take_remote)

    def _take_remote(self, answer: Answer) -> None:
        if not answer.error and _has_children(answer.body):
            self._know(False)
        else:
            self._children("ScreenCast/Stream", self._take_casts)

    def _take_casts(self, answer: Answer) -> None:
        self._know(None if answer.error else _has_children(answer.body))

    def _children(self, of: str, answered: Callable[[Answer], None]) -> None:
        there = Remote("org.gnome.Mutter.ScreenCast", f"/org/gnome/Mutter/{of}", INTROSPECTABLE)
        self._call(there, "Introspect", "", (), answered)


def _wlroots_casts() -> Way:
    """xdg-desktop-portal-wlr: screen casts are the only sessions that it has, each an object on the bus.

    Where there is none, the folder that they would be in is unknown to it (tried with 0.7.0).
    """
    folder = Remote(
        "org.freedesktop.impl.portal.desktop.wlr", "/org/freedesktop/portal/desktop/session", INTROSPECTABLE
    )
    return Question(folder, "Introspect", means=_has_children, refused=_without_folder, silent=True)


def _without_folder(error: str) -> bool | None:
    return False if error == "org.freedesktop.DBus.Error.UnknownObject" else None


def _has_children(body: Body) -> bool:
    return '<node name="' in body[0]
