"""Which machine this is, and since when it has been up: what a remembered state belongs to."""

import socket
import zlib
from pathlib import Path

MACHINE_ID = Path("/etc/machine-id")
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def machine_key() -> str:
    """A short name for this machine, from which its id (or its host name, without one) cannot be read."""
    identity = _first_line(MACHINE_ID) or socket.gethostname().encode()
    # A checksum tells a few machines apart, and spares the day a library for cryptography.
    return f"{zlib.crc32(b'deskbreak' + identity):08x}"


def boot_key() -> str:
    """A name for the time since the machine was started; empty where the system gives none."""
    return _first_line(BOOT_ID).decode("ascii", "replace")


def _first_line(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except OSError:
        return b""
