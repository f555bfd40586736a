"""Whether somebody wishes not to be disturbed, as the desktop or its notification service knows it.

It is read that they wish it, never what the notifications say.
"""

from functools import partial

from deskbreak.clock import Clock
from deskbreak.desktop.freedesktop import xfconf
from deskbreak.desktop.freedesktop.bus import Answer, Body, Remote
from deskbreak.desktop.freedesktop.desktop_setting import DesktopSetting
from deskbreak.desktop.freedesktop.joined_ways import LOOK_EVERY_S, NAME, JoinedWays
from deskbreak.desktop.freedesktop.way_to_know import (
    PROPERTIES,
    Hint,
    Question,
    Way,
    property_of,
    says_so,
)
from deskbreak.desktop.freedesktop.xfconf import XFCONF
from deskbreak.language import _
from deskbreak.ports.holds import Lost, Told
from deskbreak.ports.selection import Passed

_SERVICE = "org.freedesktop.Notifications"
NOTIFICATIONS = Remote(_SERVICE, "/org/freedesktop/Notifications", _SERVICE)


class DoNotDisturb(JoinedWays):
    """The :class:`deskbreak.ports.holds.HoldSense` for Do Not Disturb, on the session bus."""

    def __init__(self, clock: Clock, told: Told, lost: Lost, *, look_every_s: float = LOOK_EVERY_S) -> None:
        """Raises :class:`deskbreak.ports.selection.Unavailable` without a session bus."""
        nobody = Passed(
            NAME,
            _("Nothing here says on the session bus whether you wish not to be disturbed."),
            _(
                "Use a desktop whose Do Not Disturb can be read (GNOME, KDE Plasma, Xfce, MATE, Cinnamon),"
                " or one of the notification services dunst, mako and swaync."
            ),
        )
        super().__init__([_ways()], nobody, clock, told, lost, look_every_s=look_every_s)


def _ways() -> list[Way]:
    return [_plasma(), _dunst(), _swaync(), _mako(), XfceNotifications(), _gnome(), _cinnamon(), _mate()]


def _plasma() -> Way:
    """KDE Plasma: true also while the screen is mirrored or a program asked for quiet.

    ``Inhibited`` in ``libnotificationmanager/dbus/org.freedesktop.Notifications.xml`` of plasma-workspace.
    """
    return property_of(NOTIFICATIONS, "Inhibited")


def _dunst() -> Way:
    """dunst 1.5 and later: ``paused`` in ``src/dbus.c``, with PropertiesChanged."""
    return property_of(Remote(_SERVICE, NOTIFICATIONS.path, "org.dunstproject.cmd0"), "paused")


def _swaync() -> Way:
    """SwayNotificationCenter: ``GetDnd`` and its Subscribe signals, in ``src/swayncDaemon/``."""
    name = "org.erikreider.swaync.cc"
    there = Remote(name, "/org/erikreider/swaync/cc", name)
    hints = tuple(Hint(there, member) for member in ("Subscribe", "SubscribeV2"))
    return Question(there, "GetDnd", means=says_so, hints=hints)


def _mako() -> Way:
    """mako: the mode that its manual (mako(5), "MODES") calls do-not-disturb.

    ``ListModes`` in ``dbus/mako.c``; versions up to 1.7 tell of no change, later ones by PropertiesChanged.
    """
    there = Remote(_SERVICE, "/fr/emersion/Mako", "fr.emersion.Mako")
    hint = Hint(Remote(_SERVICE, there.path, PROPERTIES), "PropertiesChanged", there.interface)
    return Question(there, "ListModes", means=_is_quiet_mode, hints=(hint,), silent=True)


def _is_quiet_mode(body: Body) -> bool:
    return bool({"do-not-disturb", "dnd"} & set(body[0]))


class XfceNotifications(Way):
    """xfce4-notifyd: its setting says it, and only while it is the one who shows notifications.

    ``/do-not-disturb`` of the channel ``xfce4-notifyd``, which its panel plugin switches (tried with 0.7.3).
    """

    CHANNEL, SETTING = "xfce4-notifyd", "/do-not-disturb"
    ITSELF = "Xfce Notify Daemon"
    """What it answers to GetServerInformation."""

    def __init__(self) -> None:
        super().__init__(_SERVICE)

    def _listen(self) -> None:
        for hint in xfconf.hints(self.CHANNEL, self.SETTING):
            heard = partial(self._on_hint, hint)
            self._bus.listen(hint.of, hint.member, heard, arg0=hint.arg0)

    def _on_hint(self, hint: Hint, body: Body) -> None:
        if hint.matters(body):
            self._hint()

    def _ask(self) -> None:
        self._call(NOTIFICATIONS, "GetServerInformation", "", (), self._meet)

    def _meet(self, answer: Answer) -> None:
        if answer.error or answer.body[0] != self.ITSELF:
            self._know(None)
        else:
            self._call(XFCONF, "GetProperty", "ss", (self.CHANNEL, self.SETTING), self._take)

    def _take(self, answer: Answer) -> None:
        self._know(xfconf.when_unset(answer.error) if answer.error else xfconf.is_set(answer.body))


def _gnome() -> Way:
    """GNOME: Do Not Disturb in its message list is ``show-banners`` turned off.

    The schema is of gsettings-desktop-schemas; gnome-shell's DoNotDisturbSwitch is bound to it.
    """
    return DesktopSetting(
        "org.gnome.Shell",
        "org.gnome.desktop.notifications",
        "show-banners",
        "/org/gnome/desktop/notifications/",
        on_when="false",
    )


def _cinnamon() -> Way:
    """Cinnamon: ``display-notifications`` turned off (schemas of cinnamon-desktop)."""
    return DesktopSetting(
        "org.Cinnamon",
        "org.cinnamon.desktop.notifications",
        "display-notifications",
        "/org/cinnamon/desktop/notifications/",
        on_when="false",
    )


def _mate() -> Way:
    """MATE 1.26 and later: ``do-not-disturb`` (schema of mate-notification-daemon)."""
    return DesktopSetting(
        "org.mate.SettingsDaemon",
        "org.mate.NotificationDaemon",
        "do-not-disturb",
        "/org/mate/notification-daemon/",
        on_when="true",
    )
