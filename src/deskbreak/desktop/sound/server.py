"""The sound server, PulseAudio or PipeWire: whether somebody records from a microphone there."""

import os
import select
import socket
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from deskbreak.desktop.sound import messages
from deskbreak.desktop.sound.messages import HEADER_BYTES, Message, Unreadable, Value
from deskbreak.desktop.sound.recording import NONE, Stream, uses_a_source
from deskbreak.language import _
from deskbreak.ports.holds import ANSWERS_WITHIN_S
from deskbreak.ports.selection import Unavailable

PROTOCOL = 19
"""The version that we ask for: the first that tells whether a stream waits. Newer ones tell more than we
want to know, and PipeWire and PulseAudio do not agree on where."""

# Commands, numbered as in PulseAudio's src/pulsecore/native-common.h.
ERROR, REPLY, AUTH, SET_CLIENT_NAME = 0, 2, 8, 9
GET_SOURCE_INFO, GET_SOURCE_OUTPUT_INFO_LIST, SUBSCRIBE, SUBSCRIBE_EVENT = 23, 32, 35, 66

ABOUT_STREAMS_THAT_RECORD = 0x08
COOKIE_BYTES = 256
"""It would let in other users. We are the server's own, and the kernel says so."""

AT_ONCE = 100
"""So many events are taken before somebody looks who else wants something."""

STREAM_VALUES = 13
"""How many values :data:`PROTOCOL` has for each stream that records."""

MONITORED_SINK = 8
"""Which of a source's values names the speakers whose sound it is, if it is no microphone."""


class ServerAway(Exception):
    """Nothing can be asked just now: ``reason`` and ``remedy`` in plain words."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def place() -> Path:
    """Where the sound server of this session listens. Raises :class:`Unavailable`."""
    if named := os.environ.get("PULSE_SERVER"):
        local = (word.rpartition("}")[2].removeprefix("unix:") for word in named.split())
        if path := next((path for path in local if path.startswith("/")), None):
            return Path(path)
        raise Unavailable(
            _("PULSE_SERVER names a sound server on another computer; its microphones are not those here."),
            _("Start Deskbreak without PULSE_SERVER if there is a sound server on this computer, too."),
        )
    if directory := os.environ.get("PULSE_RUNTIME_PATH"):
        return Path(directory) / "native"
    if directory := os.environ.get("XDG_RUNTIME_DIR"):
        return Path(directory) / "pulse" / "native"
    raise Unavailable(
        _("Without XDG_RUNTIME_DIR nobody knows where the sound server listens."),
        _("Start Deskbreak from within your desktop session."),
    )


class SoundServer:
    """A guest of the server that listens at ``place``, and is told when streams begin or end to record.

    Used by one thread. Everything raises :class:`ServerAway` where the server is not there, ends, or does
    not answer for a second.
    """

    def __init__(self, place: Path) -> None:
        self.changed = True
        """Whether the answer to :meth:`microphone_in_use` can be another than it was."""
        self._serial = 0
        self._socket = _unix_socket()
        self._socket.settimeout(ANSWERS_WITHIN_S)
        try:
            self._connect(place)
            self._introduce_ourselves()
            self._ask(SET_CLIENT_NAME, messages.properties({"application.name": "Deskbreak"}))
            self._ask(SUBSCRIBE, messages.number(ABOUT_STREAMS_THAT_RECORD))
        except ServerAway:
            self.close()
            raise

    def close(self) -> None:
        self._socket.close()

    def fileno(self) -> int:
        """It can be read when there is something to :meth:`hear`."""
        return self._socket.fileno()

    def hear(self) -> None:
        """Take in what has come, without waiting; :attr:`changed` then tells whether it was news."""
        for _each in range(AT_ONCE):
            if not select.select([self._socket], [], [], 0)[0]:
                return
            self.changed |= self._next().command == SUBSCRIBE_EVENT

    def microphone_in_use(self) -> bool:
        """Whether somebody records from a source that is no sink's monitor."""
        self.changed = False
        sources = {stream.source for stream in self._streams() if uses_a_source(stream)}
        return any(self._is_a_microphone(source) for source in sources)

    def _streams(self) -> Iterator[Stream]:
        values = self._ask(GET_SOURCE_OUTPUT_INFO_LIST)
        if len(values) % STREAM_VALUES:
            raise _unreadable()
        for begin in range(0, len(values), STREAM_VALUES):
            yield _stream(values[begin : begin + STREAM_VALUES])

    def _is_a_microphone(self, source: int) -> bool:
        try:
            values = self._ask(GET_SOURCE_INFO, messages.number(source), messages.text(None))
        except _Refused:  # it went meanwhile, and its streams with it: that will be told
            return False
        if len(values) <= MONITORED_SINK:
            raise _unreadable()
        return values[MONITORED_SINK] == NONE

    def _connect(self, place: Path) -> None:
        try:
            self._socket.connect(str(place))
        except PermissionError as error:
            raise ServerAway(
                _("The sound server does not let Deskbreak in: {error}.").format(error=error),
                _("Start Deskbreak as the person whose sound server it is."),
            ) from error
        except OSError as error:
            raise ServerAway(
                _("No sound server runs here: nobody listens at {place}.").format(place=place),
                _("Start PipeWire with pipewire-pulse, or PulseAudio. Deskbreak notices that by itself."),
            ) from error

    def _introduce_ourselves(self) -> None:
        self._serial += 1
        words = messages.number(PROTOCOL) + messages.blob(bytes(COOKIE_BYTES))
        try:
            _send_with_our_names(self._socket, messages.packed(AUTH, self._serial, words))
        except OSError as error:
            raise _gone(error) from error
        self._answer()

    def _ask(self, command: int, *words: bytes) -> list[Value]:
        self._serial += 1
        try:
            self._socket.sendall(messages.packed(command, self._serial, b"".join(words)))
        except OSError as error:
            raise _gone(error) from error
        return self._answer()

    def _answer(self) -> list[Value]:
        while True:
            message = self._next()
            if message.serial == self._serial and message.command == REPLY:
                return list(message.values)
            if message.serial == self._serial and message.command == ERROR:
                raise _Refused
            self.changed |= message.command == SUBSCRIBE_EVENT

    def _next(self) -> Message:
        try:
            return messages.unpacked(self._read(messages.content_bytes(self._read(HEADER_BYTES))))
        except Unreadable as error:
            raise _unreadable() from error

    def _read(self, count: int) -> bytes:
        content = b""
        while len(content) < count:
            try:
                part = self._socket.recv(count - len(content))
            except OSError as error:
                raise _gone(error) from error
            if not part:
                raise _gone(None)
            content += part
        return content


class _Refused(ServerAway):
    """The server says no to one question."""

    def __init__(self) -> None:
        super().__init__(
            _("The sound server does not tell Deskbreak who records."),
            _("Look whether `pactl list source-outputs` works, and tell us if it does."),
        )


def _unix_socket() -> socket.socket:
    if sys.platform == "win32":  # which has neither such sockets nor such servers
        raise _Refused
    return socket.socket(socket.AF_UNIX)


def _send_with_our_names(to: socket.socket, message: bytes) -> None:
    """Send it with our process and user, that the kernel vouches for.

    By itself the kernel adds them only to what is sent after the server asked for them, which it does a
    moment after it has let us in.
    """
    if sys.platform == "linux":
        names = struct.pack("3i", os.getpid(), os.getuid(), os.getgid())
        to.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, names)])


def _stream(values: list[Value]) -> Stream:
    (
        _index,
        _name,
        _module,
        client,
        source,
        _spec,
        _map,
        _latency,
        _more,
        resampling,
        _driver,
        known,
        corked,
    ) = values
    if not isinstance(client, int) or not isinstance(source, int) or not isinstance(known, dict):
        raise _unreadable()
    return Stream(client, source, str(resampling), corked is True, known)


def _gone(error: OSError | None) -> ServerAway:
    if isinstance(error, TimeoutError):
        return ServerAway(
            _("The sound server does not answer."),
            _("Restart it: `systemctl --user restart pipewire-pulse`, or `pulseaudio --kill`."),
        )
    return ServerAway(
        _("The sound server has ended."),
        _("Start PipeWire with pipewire-pulse, or PulseAudio. Deskbreak notices that by itself."),
    )


def _unreadable() -> ServerAway:
    return ServerAway(
        _("The sound server speaks another language than Deskbreak knows."),
        _("Tell us which one it is: `pactl info` shows its name and version."),
    )
