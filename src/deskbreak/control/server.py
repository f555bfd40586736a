"""Answers whoever knocks: one thread over all connections, asleep while there is none."""

import contextlib
import logging
import queue
import selectors
import socket
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from deskbreak.clock import Clock
from deskbreak.control import transport
from deskbreak.control.protocol import (
    LINE_LIMIT,
    BadRequest,
    Request,
    RequestId,
    error_line,
    parse_request,
    result_line,
)

log = logging.getLogger(__name__)

PATIENCE_MS = 10_000
"""How long a connection may take for a request, and for reading the answer; and we for answering."""

CONNECTIONS = 32
"""More than these wait at the door."""

CHUNK = 16 * 1024
ACCEPT_AGAIN_MS = 1_000
JOIN_S = 5.0


class AlreadyAnswered(RuntimeError):
    """A request has one answer, and it was given."""


Gone = Callable[[], None]
"""Called once, in the server's thread, when a connection that stayed has ended, whatever ended it."""

HangUp = Callable[[], None]
"""Ends a connection that stayed; from any thread, at any time, as often as one likes."""


class Reply:
    """The way back to whoever asked. May be kept, and used later from any thread, exactly once."""

    def __init__(
        self,
        request_id: RequestId,
        send: Callable[[bytes], None],
        stay: Callable[[bytes, Gone], HangUp],
    ) -> None:
        self.request_id = request_id
        self._send = send
        self._stay = stay
        self._unanswered = threading.Lock()

    def result(self, result: Any) -> None:
        """It was done; ``result`` is anything that JSON can say. Raises :class:`AlreadyAnswered`."""
        self._answer(result_line(self.request_id, result))

    def error(self, code: str, message: str) -> None:
        """It was not done: ``code`` for programs, ``message`` for people. Raises :class:`AlreadyAnswered`."""
        self._answer(error_line(self.request_id, code, message))

    def stay(self, result: Any, gone: Gone) -> HangUp:
        """It is being done for as long as the asker's connection lasts; ``result`` is said now.

        Nobody may say more on that connection. Raises :class:`AlreadyAnswered`.
        """
        self._use()
        return self._stay(result_line(self.request_id, result), gone)

    def _answer(self, line: bytes) -> None:
        self._use()
        self._send(line)

    def _use(self) -> None:
        if not self._unanswered.acquire(blocking=False):
            raise AlreadyAnswered(f"request {self.request_id} was answered before")


Handle = Callable[[Request, Reply], None]
"""Called in the server's thread with each request; returns at once, and answers then or later."""


class _Connection:
    """One visitor: what came from them, what goes to them, and until when they may take."""

    def __init__(self, peer: socket.socket, limit_ms: int) -> None:
        self.peer = peer
        self.received = bytearray()
        self.outgoing = bytearray()
        self.limit_ms: int | None = limit_ms
        self.asked: Reply | None = None
        self.last = False
        self.gone: Gone | None = None


class Server:
    """Listens at ``path`` from the start until :meth:`close`.

    The caller must hold the instance lock, because a socket that a killed daemon left is replaced.
    Raises :class:`~deskbreak.control.transport.NoTransport` or :class:`OSError` where it cannot listen.
    """

    def __init__(self, path: Path, handle: Handle, clock: Clock) -> None:
        self._path = path
        self._handle = handle
        self._clock = clock
        self._listener = transport.listen(path)
        self._bell, self._ear = socket.socketpair()
        self._bell.setblocking(False)
        self._ear.setblocking(False)
        self._errands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._connections: set[_Connection] = set()
        self._accept_again_ms: int | None = None
        self._closing = threading.Event()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._ear, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._serve, name="control", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Send the answers that were given, hang up, and take the socket away. May be called twice."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._ring()
        if threading.current_thread() is not self._thread:
            self._thread.join(JOIN_S)

    # --- from other threads

    def _have_done(self, errand: Callable[[], None]) -> None:
        self._errands.put(errand)
        self._ring()

    def _ring(self) -> None:
        # Full means that it was rung already; an error, that the server is gone and needs no bell.
        with contextlib.suppress(OSError):
            self._bell.send(b"!")

    # --- in the server's thread

    def _serve(self) -> None:
        try:
            while not self._closing.is_set():
                for key, _ in self._selector.select(self._wait_s()):
                    if key.fileobj is self._listener:
                        self._accept()
                    elif key.fileobj is self._ear:
                        self._hear()
                    elif isinstance(key.data, _Connection):
                        self._attend(key.data)
                self._do_errands()
                self._see_to_limits()
        finally:
            self._hang_up()

    def _hang_up(self) -> None:
        for connection in tuple(self._connections):
            self._drop(connection)
        self._path.unlink(missing_ok=True)
        self._selector.close()
        for each in (self._listener, self._ear, self._bell):
            each.close()

    def _now_ms(self) -> int:
        return self._clock.now().steady_ms

    def _wait_s(self) -> float | None:
        limits = [each.limit_ms for each in self._connections if each.limit_ms is not None]
        if self._accept_again_ms is not None:
            limits.append(self._accept_again_ms)
        # One millisecond more, so that the limit has passed when we wake.
        return max(0, min(limits) - self._now_ms() + 1) / 1000 if limits else None

    def _hear(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._ear.recv(CHUNK)

    def _accept(self) -> None:
        try:
            peer, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        except OSError as error:
            log.warning("a control connection could not be taken: %s", error)
            self._shut_door(self._now_ms() + ACCEPT_AGAIN_MS)
            return
        peer.setblocking(False)
        connection = _Connection(peer, self._now_ms() + PATIENCE_MS)
        self._connections.add(connection)
        if transport.peer_is_us(peer):
            self._selector.register(peer, selectors.EVENT_READ, connection)
        else:
            log.warning("a control connection of another user was refused")
            connection.last = True
            self._post(connection, error_line(None, "refused", "this Deskbreak belongs to another user"))
        if len(self._connections) >= CONNECTIONS:
            self._shut_door(None)

    def _shut_door(self, until_ms: int | None) -> None:
        self._selector.unregister(self._listener)
        self._accept_again_ms = until_ms

    def _open_door(self) -> None:
        if self._listener not in self._selector.get_map():
            self._selector.register(self._listener, selectors.EVENT_READ)
        self._accept_again_ms = None

    def _attend(self, connection: _Connection) -> None:
        if connection.outgoing:
            self._write(connection)
        else:
            self._read(connection)
        self._go_on(connection)

    def _read(self, connection: _Connection) -> None:
        try:
            chunk = connection.peer.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        # Whoever stays has nothing more to say.
        if not chunk or connection.gone is not None:
            self._drop(connection)
        connection.received += chunk

    def _go_on(self, connection: _Connection) -> None:
        """Take the next request, as soon as nothing is owed for the one before."""
        while connection in self._connections and connection.asked is None and not connection.outgoing:
            if connection.gone is not None:
                connection.limit_ms = None
                self._listen_for(connection, selectors.EVENT_READ)
                return
            line, end, rest = connection.received.partition(b"\n")
            if len(line) > LINE_LIMIT:
                log.warning("a control request over %d bytes was refused", LINE_LIMIT)
                self._drop(connection)
            elif end:
                connection.received = rest
                connection.limit_ms = self._now_ms() + PATIENCE_MS
                self._listen_for(connection, 0)
                self._ask(connection, bytes(line))
            else:
                self._listen_for(connection, selectors.EVENT_READ)
                return

    def _ask(self, connection: _Connection, line: bytes) -> None:
        try:
            request = parse_request(line)
        except BadRequest as error:
            connection.last = True
            self._post(connection, error_line(error.request_id, error.code, str(error)))
            return
        reply: Reply

        def send(answer: bytes) -> None:
            self._have_done(partial(self._answer, connection, reply, answer))

        def stay(answer: bytes, gone: Gone) -> HangUp:
            self._have_done(partial(self._let_stay, connection, reply, answer, gone))
            return partial(self._have_done, partial(self._drop, connection))

        reply = Reply(request.id, send, stay)
        connection.asked = reply
        try:
            self._handle(request, reply)
        except Exception:  # whatever it is, it is the asker's answer and not the end of this thread
            log.exception("the control request %r failed", request.do)
            with contextlib.suppress(AlreadyAnswered):
                reply.error("failed", "Deskbreak met an error of its own; its log tells more")

    def _do_errands(self) -> None:
        while not self._errands.empty():
            self._errands.get()()

    def _answer(self, connection: _Connection, reply: Reply, line: bytes) -> None:
        if connection.asked is reply:
            connection.asked = None
            self._post(connection, line)
            self._go_on(connection)

    def _let_stay(self, connection: _Connection, reply: Reply, line: bytes, gone: Gone) -> None:
        if connection.asked is not reply:
            gone()
            return
        connection.gone = gone
        self._answer(connection, reply, line)

    def _post(self, connection: _Connection, line: bytes) -> None:
        connection.outgoing += line
        connection.limit_ms = self._now_ms() + PATIENCE_MS
        self._write(connection)

    def _write(self, connection: _Connection) -> None:
        try:
            sent = connection.peer.send(connection.outgoing)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._drop(connection)
            return
        del connection.outgoing[:sent]
        if connection.outgoing:
            self._listen_for(connection, selectors.EVENT_WRITE)
        elif connection.last:
            self._drop(connection)

    def _listen_for(self, connection: _Connection, events: int) -> None:
        registered = connection.peer in self._selector.get_map()
        if registered and events:
            self._selector.modify(connection.peer, events, connection)
        elif registered:
            self._selector.unregister(connection.peer)
        elif events:
            self._selector.register(connection.peer, events, connection)

    def _see_to_limits(self) -> None:
        now_ms = self._now_ms()
        for connection in tuple(self._connections):
            if connection.limit_ms is not None and now_ms >= connection.limit_ms:
                self._end_late(connection)
        if self._accept_again_ms is not None and now_ms >= self._accept_again_ms:
            self._open_door()

    def _end_late(self, connection: _Connection) -> None:
        if connection.asked is None:
            self._drop(connection)
            return
        reply, connection.asked = connection.asked, None
        connection.last = True
        self._post(connection, error_line(reply.request_id, "no_answer", "Deskbreak is busy; ask again"))

    def _drop(self, connection: _Connection) -> None:
        if connection not in self._connections:
            return
        self._connections.discard(connection)
        connection.asked = None
        self._listen_for(connection, 0)
        connection.peer.close()
        if self._accept_again_ms is None:
            self._open_door()
        if connection.gone is not None:
            connection.gone()
