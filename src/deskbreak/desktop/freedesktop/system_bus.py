"""The system bus: what the machine's own services say, of sessions and of sleep."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from jeepney.fds import FileDescriptor, fds_buf_size  # type: ignore[import-untyped]  # jeepney ships no types

from deskbreak.desktop.freedesktop.bus import Bus
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable

USUAL = "unix:path=/run/dbus/system_bus_socket"


def address() -> str:
    """Where the system bus listens."""
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "") or USUAL


class SystemBus(Bus):
    """A connection to it. Its services may answer with open files."""

    def __init__(self, lost: Callable[[str], None]) -> None:
        """Connect. Raises :class:`Unavailable`."""
        super().__init__("system bus", address(), _Words(), lost, with_files=True)

    if sys.platform != "win32":  # which has neither this bus nor recvmsg

        def _receive(self, at_most: int) -> tuple[bytes, Sequence[Any]]:
            data, files, _flags, _sender = self._socket.recvmsg(at_most, fds_buf_size())
            return data, FileDescriptor.from_ancdata(files)


class _Words:
    def unusable(self, address: str) -> Unavailable:
        return Unavailable(
            _("The system bus has an address that cannot be used: {address}").format(address=address),
            _("Set DBUS_SYSTEM_BUS_ADDRESS right, or leave it out."),
        )

    def silent(self, address: str, error: str) -> Unavailable:
        return Unavailable(
            _("The system bus at {address} does not answer: {error}.").format(address=address, error=error),
            _("Install and start dbus, which every desktop uses."),
        )

    def gone(self, error: str) -> str:
        return _("The system bus is gone: {error}.").format(error=error)

    def garbled(self, error: str) -> str:
        return _("The system bus cannot be understood any more: {error}.").format(error=error)
