"""The socket under the letterbox: where it lies, who may knock, who is at the other end."""

import logging
import os
import socket
import stat
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskbreak.control.protocol import ControlError, NotRunning
from deskbreak.files.aside import set_aside
from deskbreak.paths import PRIVATE, private_dir

log = logging.getLogger(__name__)

BACKLOG = 16
SOCKET_MODE = 0o600


class NoTransport(ControlError):
    """This platform has no letterbox, or it cannot be set up; the text says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__("no_transport", message)


if sys.platform == "win32":

    def _unix_socket() -> socket.socket:
        raise NoTransport(
            "Deskbreak cannot be asked from outside on Windows; use its icon in the notification area"
        )

    def _own_user() -> int:
        raise NoTransport("Windows has no user numbers")

    def _peer(_connection: socket.socket) -> tuple[int | None, int]:
        raise NoTransport("Windows does not tell who is at the other end of a socket")

else:

    def _unix_socket() -> socket.socket:
        return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)

    def _own_user() -> int:
        return os.getuid()

    def _peer(connection: socket.socket) -> tuple[int | None, int]:
        """The process at the other end, where the system tells it, and its user."""
        if sys.platform == "linux":
            layout = "3i"
            raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize(layout))
            process, user, _group = struct.unpack(layout, raw)
            return process, user
        # xucred of <sys/ucred.h>: a version, the user, a count and sixteen groups. The constants
        # SOL_LOCAL (0) and LOCAL_PEERCRED (1) have no name in the socket module.
        layout = "IIh16I"
        raw = connection.getsockopt(0, 1, struct.calcsize(layout))
        return None, struct.unpack_from("II", raw)[1]


if sys.platform == "linux":

    @contextmanager
    def _short_name(path: Path) -> Iterator[str]:
        """A name for ``path`` that fits the 108 bytes of a socket's address, its closing NUL included."""
        if len(os.fsencode(path)) < 108:
            yield str(path)
            return
        directory = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{directory}/{path.name}"
        finally:
            os.close(directory)

else:

    @contextmanager
    def _short_name(path: Path) -> Iterator[str]:
        """``path``, if it fits the 104 bytes of a socket's address, its closing NUL included."""
        if len(os.fsencode(path)) >= 104:
            raise NoTransport(f"{path} is too long a name for a socket; set XDG_RUNTIME_DIR to a shorter one")
        yield str(path)


def _keep_private(directory: Path) -> None:
    status = private_dir(directory).stat()
    if status.st_uid != _own_user():
        raise NoTransport(f"{directory} belongs to another user; remove it and start Deskbreak again")
    if stat.S_IMODE(status.st_mode) != PRIVATE:
        directory.chmod(PRIVATE)


def _make_way(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISSOCK(mode):
        path.unlink()
        return
    aside = set_aside(path, f"{path.name}.in-the-way")
    log.warning("%s was in the way, and no socket; it was set aside as %s", path, aside.name)


def listen(path: Path) -> socket.socket:
    """A listening socket at ``path``, for its owner only.

    A socket that a killed daemon left there is replaced, so the caller must hold the instance
    lock. Whatever else lies there is set aside. Raises :class:`NoTransport` or :class:`OSError`.
    """
    listener = _unix_socket()
    try:
        _keep_private(path.parent)
        _make_way(path)
        with _short_name(path) as name:
            listener.bind(name)
        path.chmod(SOCKET_MODE)
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except BaseException:
        listener.close()
        raise
    return listener


def connect(path: Path, timeout_s: float) -> socket.socket:
    """A connection to whoever listens at ``path``.

    Raises :class:`NotRunning` where nobody does, and :class:`ControlError` where they may not be
    asked or do not open in time.
    """
    connection = _unix_socket()
    connection.settimeout(timeout_s)
    try:
        with _short_name(path) as name:
            connection.connect(name)
    except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError) as error:
        connection.close()
        raise NotRunning from error
    except OSError as error:
        connection.close()
        raise ControlError("unreachable", f"{path}: {error.strerror or error}") from error
    return connection


def peer_is_us(connection: socket.socket) -> bool:
    """Whether the same user is at the other end."""
    return _peer(connection)[1] == _own_user()


def peer_process(connection: socket.socket) -> int | None:
    """The id of the process at the other end, where the system tells it."""
    return _peer(connection)[0]
