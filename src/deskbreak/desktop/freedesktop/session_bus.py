"""The session bus: what one person's programs say to each other."""

import os
from collections.abc import Callable

from deskbreak.desktop.freedesktop.bus import Bus
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable


def address() -> str:
    """Where the session bus listens. Raises :class:`Unavailable` where there is none."""
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named:
        return named
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    usual = f"{runtime}/bus"
    if runtime and os.path.exists(usual):  # noqa: PTH110  pathlib raises where this says no
        return f"unix:path={usual}"
    raise Unavailable(_("There is no session bus: DBUS_SESSION_BUS_ADDRESS is not set."), _from_inside())


class SessionBus(Bus):
    """A connection to it."""

    def __init__(self, lost: Callable[[str], None]) -> None:
        """Connect. Raises :class:`Unavailable`."""
        super().__init__("session bus", address(), _Words(), lost)


class _Words:
    def unusable(self, address: str) -> Unavailable:
        reason = _("The session bus has an address that cannot be used: {address}").format(address=address)
        return Unavailable(reason, _from_inside())

    def silent(self, address: str, error: str) -> Unavailable:
        return Unavailable(
            _("The session bus at {address} does not answer: {error}.").format(address=address, error=error),
            _("Log out and in again, or start Deskbreak from inside the desktop session."),
        )

    def gone(self, error: str) -> str:
        return _("The session bus is gone: {error}.").format(error=error)

    def garbled(self, error: str) -> str:
        return _("The session bus cannot be understood any more: {error}.").format(error=error)


def _from_inside() -> str:
    return _("Start Deskbreak from inside the desktop session.")
