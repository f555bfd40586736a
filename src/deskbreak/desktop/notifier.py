"""Which notifiers there are to choose from, best first."""

import sys

from deskbreak.desktop.notice_process import NoticeProcess
from deskbreak.language import _
from deskbreak.ports.notifier import Notifier
from deskbreak.ports.selection import Candidate, Unavailable

SERVICE = "org.freedesktop.Notifications"


def candidates() -> list[Candidate[Notifier]]:
    """The ways to a notice. Opening one is cheap: where none could be opened at the start, choose again
    before the next notice, for the desktop's own service may have come since."""
    return [Candidate("desktop-notifier", _desktop_notifier), Candidate("plyer", _plyer)]


def _desktop_notifier() -> Notifier:
    _need_service()
    try:
        otherwise = _plyer()
    except Unavailable:
        otherwise = None
    return NoticeProcess("desktop-notifier", "deskbreak.desktop.notifier_desktop_notifier", otherwise)


def _plyer() -> Notifier:
    _need_service()
    if sys.platform == "linux" and not _plyer_has_a_way():
        raise Unavailable(
            _("plyer has neither notify-send nor dbus-python to work with."),
            _("Install the Debian package libnotify-bin."),
        )
    return NoticeProcess("plyer", "deskbreak.desktop.portable.notifier_plyer")


def _plyer_has_a_way() -> bool:
    from importlib.util import find_spec  # noqa: PLC0415  both cost memory that few need
    from shutil import which  # noqa: PLC0415

    return bool(which("notify-send") or find_spec("dbus"))


def _need_service() -> None:
    """Raises :class:`Unavailable` where nobody would show a notice."""
    if sys.platform != "linux":
        return
    from deskbreak.desktop.freedesktop import bus_names  # noqa: PLC0415  no D-Bus on other platforms

    if not bus_names.is_owned(SERVICE) and not bus_names.is_startable(SERVICE):
        raise Unavailable(
            _("No notification service runs on the session bus, and none can be started."),
            _("Start your desktop's notification service, or install one, such as dunst."),
        )
