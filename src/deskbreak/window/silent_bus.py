"""A session bus that hangs: Qt would wait for it without end, and a prompt that waits reaches nobody."""

import os
from collections.abc import MutableMapping

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
NOWHERE = "unix:path=/nowhere/session-bus"
PATIENCE_S = 1.0
"""A bus that is well answers within a millisecond."""


def leave_a_silent_bus(environment: MutableMapping[str, str] = os.environ) -> bool:
    """Where the session bus does not answer, have this process do without; whether that is so.

    To be called before Qt is begun.
    """
    if not environment.get(ADDRESS) or _answers():
        return False
    environment[ADDRESS] = NOWHERE
    return True


def _answers() -> bool:
    """Whether it lets us in; a bus that is not there at all is no reason to wait, so it counts as one."""
    from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        open_dbus_connection("SESSION", auth_timeout=PATIENCE_S).close()
    except TimeoutError:
        return False
    except Exception:  # noqa: BLE001  whatever jeepney cannot do there, Qt fails at it at once
        return True
    return True
