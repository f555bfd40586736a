"""A private session bus: who is on it, and calls over it."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from jeepney import DBusAddress, MessageType, new_method_call  # type: ignore[import-untyped]  # it ships no types
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]  # it ships no types

DAEMON = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
XFCONFD = "/usr/lib/*/xfce4/xfconf/xfconfd"


class Refused(Exception):
    """The bus, or the program behind the name, answered with an error."""


def configure(directory: Path, socket: Path) -> Path:
    """Write the configuration of a bus at ``socket`` that starts nothing by itself but the panel's settings.

    A service that a computer happens to have installed, a notification daemon above all, must not
    come up in a test that is about its absence.
    """
    services = directory / "services"
    services.mkdir(parents=True)
    for program in sorted(Path("/").glob(XFCONFD.lstrip("/"))):
        text = f"[D-BUS Service]\nName=org.xfce.Xfconf\nExec={program}\n"
        (services / "org.xfce.Xfconf.service").write_text(text)
    configuration = directory / "bus.conf"
    configuration.write_text(
        "<busconfig>\n"
        "  <type>session</type>\n"
        f"  <listen>unix:path={escape(str(socket))}</listen>\n"
        "  <auth>EXTERNAL</auth>\n"
        f"  <servicedir>{escape(str(services))}</servicedir>\n"
        '  <policy context="default">\n'
        '    <allow send_destination="*" eavesdrop="true"/>\n'
        '    <allow eavesdrop="true"/>\n'
        '    <allow own="*"/>\n'
        "  </policy>\n"
        "</busconfig>\n"
    )
    return configuration


def listens(address: str) -> bool:
    """Whether a bus takes guests there: its socket can be seen a moment earlier."""
    try:
        SessionBus(address).close()
    except OSError:
        return False
    return True


class SessionBus:
    """A guest on a bus. Raises :class:`OSError` where there is no bus."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(bus=address)

    def close(self) -> None:
        self._connection.close()

    def owner(self, name: str) -> str:
        """The unique name of who has ``name``; empty where nobody has it."""
        try:
            return str(self.call(DAEMON, "GetNameOwner", "s", (name,))[0])
        except Refused:
            return ""

    def process(self, name: str) -> int:
        """The process that has ``name``."""
        return int(self.call(DAEMON, "GetConnectionUnixProcessID", "s", (name,))[0])

    def call(
        self, to: DBusAddress, method: str, signature: str = "", body: tuple[Any, ...] = ()
    ) -> tuple[Any, ...]:
        """The answer to one call. Raises :class:`Refused`."""
        message = new_method_call(to, method, signature or None, body)
        reply = self._connection.send_and_get_reply(message, timeout=5)
        if reply.header.message_type == MessageType.error:
            raise Refused(f"{to.bus_name} {to.object_path} {method}: {reply.body}")
        return tuple(reply.body)

    def property(self, of: DBusAddress, name: str) -> Any:
        """The value of one property. Raises :class:`Refused`."""
        there = DBusAddress(of.object_path, of.bus_name, "org.freedesktop.DBus.Properties")
        return self.call(there, "Get", "ss", (of.interface, name))[0][1]
