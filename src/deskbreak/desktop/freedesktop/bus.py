"""One connection to a bus, in one thread that sleeps until a message or a wake-up comes.

Written on jeepney, which adds a tenth of what an asyncio client costs in memory. Nothing here waits
for somebody else's answer: calls are sent, and their answers are handed on when they come.
"""

import contextlib
import errno
import logging
import os
import selectors
import socket
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from jeepney import (  # type: ignore[import-untyped]  # jeepney ships no types
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Parser,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.bus import get_connectable_addresses  # type: ignore[import-untyped]  # jeepney ships no types
from jeepney.io.blocking import prep_socket  # type: ignore[import-untyped]  # jeepney ships no types
from jeepney.low_level import MessageFlag  # type: ignore[import-untyped]  # jeepney ships no types

from deskbreak.clock import SystemClock
from deskbreak.desktop.freedesktop.deadlines import Deadline, Deadlines
from deskbreak.ports.selection import Unavailable

CONNECT_LIMIT_S = 2.0
CLOSE_LIMIT_S = 2.0
_READ_AT_ONCE = 64 * 1024
_BUS = "org.freedesktop.DBus"
_FAILED = "org.freedesktop.DBus.Error.Failed"

Body = tuple[Any, ...]
"""A message's values, as D-Bus has them: what is in them is checked against a signature, not by Python."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Remote:
    """One interface of somebody else's object, under the name they own."""

    name: str
    path: str
    interface: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A call that somebody made to us. ``interface`` is empty where the caller named none."""

    sender: str
    path: str
    interface: str
    member: str
    signature: str
    body: Body


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from a call: an empty ``error``, or its D-Bus name."""

    error: str
    body: Body

    @property
    def why(self) -> str:
        """The error in words, as far as the other side gave some."""
        return str(self.body[0]) if self.body and isinstance(self.body[0], str) else self.error


class Refused(Exception):
    """Raised while a call is answered: the caller gets this D-Bus error, by name and with a text."""

    def __init__(self, error: str, text: str) -> None:
        super().__init__(text)
        self.error = error
        self.text = text


class Served(Protocol):
    """An object on the bus: answers a call with a signature and a body, or raises :class:`Refused`."""

    def answer(self, asked: Asked) -> tuple[str, Body]: ...


_THE_BUS = Remote(_BUS, "/org/freedesktop/DBus", _BUS)


class _Nothing:
    """What is at a path where nothing is."""

    def answer(self, asked: Asked) -> tuple[str, Body]:
        raise Refused("org.freedesktop.DBus.Error.UnknownObject", f"Nothing is at {asked.path}.")


_NOTHING = _Nothing()

Answered = Callable[[Answer], None]
Heard = Callable[[Body], None]


@dataclass(frozen=True, slots=True)
class _Listener:
    path: str
    interface: str
    member: str
    arg0: str
    arg0_path: str
    heard: Heard

    def wants(self, body: Body) -> bool:
        """Whether the first value is one of those that it was limited to."""
        first = body[0] if body else None
        if self.arg0:
            return bool(first == self.arg0)
        if self.arg0_path:
            return isinstance(first, str) and _on_one_way(first, self.arg0_path)
        return True


def _on_one_way(path: str, other: str) -> bool:
    """Whether both are the same, or one is a folder (it ends in a slash) that the other is in."""
    return (
        path == other
        or (path.endswith("/") and other.startswith(path))
        or (other.endswith("/") and path.startswith(other))
    )


class Words(Protocol):
    """What is said of a bus when it cannot be used: whole sentences, for people."""

    def unusable(self, address: str) -> Unavailable: ...

    def silent(self, address: str, error: str) -> Unavailable: ...

    def gone(self, error: str) -> str: ...

    def garbled(self, error: str) -> str: ...


def _open_socket(bus_address: str, words: Words, *, with_files: bool) -> socket.socket:
    try:
        places = list(get_connectable_addresses(bus_address))
    except (RuntimeError, ValueError):
        raise words.unusable(bus_address) from None
    trouble = ""
    for place in places:
        try:
            opened: socket.socket = prep_socket(place, enable_fds=with_files, timeout=CONNECT_LIMIT_S)
        except (OSError, ValueError) as error:
            trouble = str(error)
            continue
        return opened
    raise words.silent(bus_address, trouble)


class Bus:
    """A connection that listens, asks and serves from its own thread.

    :meth:`post` and :meth:`close` may be called from any thread; everything else belongs inside a
    posted job, or in what the bus's thread calls back.
    """

    def __init__(
        self,
        name: str,
        address: str,
        words: Words,
        lost: Callable[[str], None],
        *,
        with_files: bool = False,
    ) -> None:
        """Connect. Raises :class:`Unavailable`. ``lost`` is called once, with the reason, from the
        bus's thread, when the connection ends and nobody closed it. ``with_files`` asks the bus for open
        files too; then :meth:`_receive` has to take them."""
        self._lost = lost
        self._words = words
        self._socket = _open_socket(address, words, with_files=with_files)
        self._parser = Parser()
        self._serial = 0
        self._outgoing = bytearray()
        self._jobs: deque[Callable[[], None]] = deque()
        self._deadlines = Deadlines(SystemClock())
        self._answers: dict[int, Answered] = {}
        self._listeners: list[_Listener] = []
        self._served: dict[str, Served] = {}
        self._closing = False
        # Sockets, not a pipe: a closed one is never mistaken for a file that was opened since.
        self._wake_receiver, self._wake_sender = socket.socketpair()
        self._wake_sender.setblocking(False)
        self._wake_receiver.setblocking(False)
        self._socket.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._socket, selectors.EVENT_READ)
        self._selector.register(self._wake_receiver, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to talk. The bus sends and hears nothing before."""
        # The bus refuses everything until it was greeted.
        self._send(message_bus.Hello())
        self._thread.start()

    def post(self, job: Callable[[], None]) -> None:
        """Have the bus's thread do ``job``; returns at once."""
        self._jobs.append(job)
        # A full pair wakes as well as a new byte; a closed one has nobody left to wake.
        with contextlib.suppress(OSError):
            self._wake_sender.send(b"\0")

    def close(self) -> None:
        """Leave the bus. May be called twice, and from the bus's own thread."""
        self._closing = True
        self.post(lambda: None)
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(CLOSE_LIMIT_S)

    # --- for the bus's thread ------------------------------------------------

    def later(self, seconds: float, job: Callable[[], None]) -> Deadline:
        """Do ``job`` in so many seconds, unless it is cancelled."""
        return self._deadlines.after(seconds, job)

    def call(self, remote: Remote, member: str, signature: str, body: Body, answered: Answered) -> None:
        """Ask for something; ``answered`` is called when, and if, an answer comes."""
        target = DBusAddress(remote.path, bus_name=remote.name, interface=remote.interface)
        message = new_method_call(target, member, signature or None, body)
        # Nothing is started only because we ask for it.
        message.header.flags = MessageFlag.no_auto_start
        self._answers[self._send(message)] = answered

    def signal(self, path: str, interface: str, member: str, signature: str = "", body: Body = ()) -> None:
        """Tell whoever listens."""
        emitter = DBusAddress(path, interface=interface)
        self._send(new_signal(emitter, member, signature or None, body))

    def listen(
        self, remote: Remote, member: str, heard: Heard, arg0: str = "", *, arg0_path: str = ""
    ) -> None:
        """Call ``heard`` with each such signal's body.

        ``arg0`` limits them to that first value, ``arg0_path`` to that path and the folders around it.
        """
        rule = MatchRule(
            type="signal", sender=remote.name, path=remote.path, interface=remote.interface, member=member
        )
        if arg0:
            rule.add_arg_condition(0, arg0)
        if arg0_path:
            rule.add_arg_condition(0, arg0_path, kind="path")
        self._listeners.append(_Listener(remote.path, remote.interface, member, arg0, arg0_path, heard))
        self._send(message_bus.AddMatch(rule))

    def serve(self, path: str, served: Served) -> None:
        """Answer calls to ``path``."""
        self._served[path] = served

    def own(self, name: str) -> None:
        """Be reachable under ``name`` too, as long as the connection lasts."""
        self._send(message_bus.RequestName(name))

    def watch_owner(self, name: str, changed: Callable[[bool], None]) -> None:
        """Call ``changed`` with whether anybody owns ``name``: now, and at each change."""

        def on_change(body: Body) -> None:
            changed(bool(body[2]))

        def on_answer(answer: Answer) -> None:
            changed(not answer.error and bool(answer.body[0]))

        self.listen(_THE_BUS, "NameOwnerChanged", on_change, arg0=name)
        self.call(_THE_BUS, "NameHasOwner", "s", (name,), on_answer)

    # --- inside --------------------------------------------------------------

    def _send(self, message: Message) -> int:
        self._serial += 1
        self._outgoing += message.serialise(serial=self._serial)
        return self._serial

    def _run(self) -> None:
        reason = ""
        try:
            while not self._closing or self._jobs:
                self._do_jobs()
                self._write()
                if self._closing:
                    break
                for key, _ready in self._selector.select(self._deadlines.left_s):
                    if key.fileobj is self._socket:
                        self._read()
                    else:
                        self._drain_wakes()
        except ConnectionError as error:
            reason = self._words.gone(error.strerror or str(error))
        except Exception as error:
            # jeepney raises many kinds for a stream that is not D-Bus; there is no way back into it.
            log.exception("a bus cannot be read")
            reason = self._words.garbled(str(error))
        finally:
            self._selector.close()
            self._socket.close()
            for file in self._parser.fds:  # of an answer that never came to its end
                file.close()
            self._wake_sender.close()
            self._wake_receiver.close()
        if not self._closing:
            self._closing = True
            self._lost(reason)

    def _drain_wakes(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._wake_receiver.recv(_READ_AT_ONCE)

    def _do_jobs(self) -> None:
        while self._jobs:
            self._safely(self._jobs.popleft())
        for job in self._deadlines.due():
            self._safely(job)

    def _write(self) -> None:
        """Send what the bus takes now; the rest goes when it takes more."""
        try:
            while self._outgoing:
                sent = self._socket.send(self._outgoing)
                del self._outgoing[:sent]
        except BlockingIOError:
            pass
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._outgoing else 0)
        self._selector.modify(self._socket, wanted)

    def _receive(self, at_most: int) -> tuple[bytes, Sequence[Any]]:
        """What has come, with the open files that came along: none, unless the bus was asked for them."""
        return self._socket.recv(at_most), ()

    def _read(self) -> None:
        try:
            data, files = self._receive(_READ_AT_ONCE)
        except BlockingIOError:
            return
        if not data:
            raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
        self._parser.add_data(data, files)
        while (message := self._parser.get_next_message()) is not None:
            self._take(message)

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        kind = message.header.message_type
        if kind is MessageType.method_call:
            self._answer(message)
        elif kind is MessageType.signal:
            self._hear(message)
        else:
            answered = self._answers.pop(fields.get(HeaderFields.reply_serial, 0), None)
            if answered is not None:
                error = fields.get(HeaderFields.error_name, _FAILED) if kind is MessageType.error else ""
                self._safely(partial(answered, Answer(error, message.body)))

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        came = (fields[HeaderFields.path], fields[HeaderFields.interface], fields[HeaderFields.member])
        if came[1] == _BUS and fields.get(HeaderFields.sender) != _BUS:
            return  # nobody else speaks for the bus
        for listener in self._listeners:
            wanted = (listener.path, listener.interface, listener.member)
            if came == wanted and listener.wants(message.body):
                self._safely(partial(listener.heard, message.body))

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        asked = Asked(
            sender=fields.get(HeaderFields.sender, ""),
            path=fields[HeaderFields.path],
            interface=fields.get(HeaderFields.interface, ""),
            member=fields[HeaderFields.member],
            signature=fields.get(HeaderFields.signature, ""),
            body=message.body,
        )
        reply = self._reply_to(asked, message)
        if not message.header.flags & MessageFlag.no_reply_expected:
            self._send(reply)

    def _reply_to(self, asked: Asked, message: Message) -> Message:
        served = self._served.get(asked.path, _NOTHING)
        try:
            signature, body = served.answer(asked)
            reply = new_method_return(message, signature or None, body)
            reply.serialise(serial=1)  # what does not fit its signature fails here, not in the stream
        except Refused as refusal:
            return new_error(message, refusal.error, "s", (refusal.text,))
        except Exception:  # the panel's call must not end the bus's thread
            log.exception("a call to %s %s failed", asked.path, asked.member)
            return new_error(message, _FAILED, "s", ("This failed inside Deskbreak; its log says more.",))
        return reply

    def _safely(self, job: Callable[[], None]) -> None:
        try:
            job()
        except Exception:  # one listener's fault must not end the bus for all
            log.exception("what was to be done on a bus failed")
