"""Asks the running daemon."""

import os
import select
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from deskbreak.control import transport
from deskbreak.control.protocol import ControlError, Request, parse_answer, request_line

ANSWER_LIMIT = 1024 * 1024
CHUNK = 64 * 1024


def ask(path: Path, do: str, args: dict[str, Any] | None = None, timeout_s: float = 5.0) -> Any:
    """What the daemon at ``path`` answers; ``timeout_s`` is the longest silence that is waited for.

    Raises :class:`~deskbreak.control.protocol.NotRunning` where there is no daemon, and
    :class:`~deskbreak.control.protocol.ControlError` where it refuses, fails or stays silent.
    """
    with closing(transport.connect(path, timeout_s)) as connection:
        return _converse(connection, Request(1, do, args or {}))


def ask_to_end(path: Path, do: str, args: dict[str, Any], timeout_s: float = 10.0) -> bool:
    """Ask for something that ends the daemon; whether its process was seen to be gone in time.

    Raises as :func:`ask` does.
    """
    with closing(transport.connect(path, timeout_s)) as connection:
        process = transport.peer_process(connection)
        _converse(connection, Request(1, do, args))
        return _saw_end(process, connection, timeout_s)


def stay(path: Path, do: str, args: dict[str, Any] | None = None, timeout_s: float = 5.0) -> socket.socket:
    """Ask for something that lasts as long as the connection that this gives; its end is that of the thing.

    The caller closes it. Raises as :func:`ask` does.
    """
    connection = transport.connect(path, timeout_s)
    try:
        _converse(connection, Request(1, do, args or {}))
    except BaseException:
        connection.close()
        raise
    return connection


def _converse(connection: socket.socket, request: Request) -> Any:
    try:
        connection.sendall(request_line(request))
        answer = bytearray()
        while b"\n" not in answer:
            chunk = connection.recv(CHUNK)
            if not chunk or len(answer) > ANSWER_LIMIT:
                raise ControlError(
                    "no_answer", "the running Deskbreak closed the connection without an answer"
                )
            answer += chunk
    except TimeoutError as error:
        raise ControlError("no_answer", "the running Deskbreak did not answer in time") from error
    except OSError as error:
        raise ControlError("no_answer", f"the running Deskbreak could not be asked: {error}") from error
    return parse_answer(bytes(answer[: answer.index(b"\n")]))


if sys.platform == "linux":

    def _saw_end(process: int | None, connection: socket.socket, timeout_s: float) -> bool:
        """Wait for the process itself, which outlives its socket a little."""
        try:
            handle = os.pidfd_open(process or 0)
        except ProcessLookupError:
            return True
        except OSError:
            return _saw_hang_up(connection)
        try:
            ended, _, _ = select.select([handle], [], [], timeout_s)
        finally:
            os.close(handle)
        return bool(ended)

else:

    def _saw_end(_process: int | None, connection: socket.socket, timeout_s: float) -> bool:
        """Wait for the end of the connection; the process follows it."""
        connection.settimeout(timeout_s)
        return _saw_hang_up(connection)


def _saw_hang_up(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True
    except OSError:
        return False
