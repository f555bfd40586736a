"""One short question to the session bus: is somebody there under a name, or can somebody be started?

For choosing an adapter, before any connection that lasts.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from jeepney import (  # type: ignore[import-untyped]  # jeepney ships no types
    DBusErrorResponse,
    MatchRule,
    message_bus,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped]  # jeepney ships no types
    DBusConnection,
    Proxy,
    open_dbus_connection,
)

from deskbreak.desktop.freedesktop.session_bus import address
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable

ANSWER_LIMIT_S = 2.0


def is_owned(name: str, within_s: float = 0) -> bool:
    """Whether somebody on the session bus owns ``name``, now or ``within_s``.

    Raises :class:`Unavailable` without a bus.
    """
    with _connected() as connection:
        changes = MatchRule(
            type="signal",
            sender=message_bus.bus_name,
            interface=message_bus.interface,
            member="NameOwnerChanged",
        )
        changes.add_arg_condition(0, name)
        with connection.filter(changes) as heard:
            bus = Proxy(message_bus, connection, timeout=ANSWER_LIMIT_S)
            bus.AddMatch(changes)
            if bus.NameHasOwner(name)[0]:
                return True
            if not within_s:
                return False
            try:
                connection.recv_until_filtered(heard, timeout=within_s)
            except TimeoutError:
                return False
            return bool(bus.NameHasOwner(name)[0])


def is_startable(name: str) -> bool:
    """Whether the bus would start a service for ``name``. Raises :class:`Unavailable` without a bus."""
    with _connected() as connection:
        bus = Proxy(message_bus, connection, timeout=ANSWER_LIMIT_S)
        return name in bus.ListActivatableNames()[0]


@contextmanager
def _connected() -> Iterator[DBusConnection]:
    where = address()
    try:
        with closing(open_dbus_connection(where, auth_timeout=ANSWER_LIMIT_S)) as connection:
            yield connection
    except (OSError, ValueError, RuntimeError, DBusErrorResponse) as error:
        raise Unavailable(
            _("The session bus at {address} does not answer: {error}.").format(address=where, error=error),
            _("Log out and in again, or start Deskbreak from inside the desktop session."),
        ) from None
