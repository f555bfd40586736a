"""The bytes that sound servers speak: PulseAudio's native protocol, which PipeWire speaks too.

After PulseAudio's ``src/pulsecore/tagstruct.c`` and ``pstream.c``. Each value says of itself what it is.
"""

import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Properties = dict[str, str]
Value = int | str | bool | bytes | Properties | None

HEADER_BYTES = 20
MESSAGE_AT_MOST = 1 << 20
"""A list of every stream of a busy computer is some ten kilobytes long."""

_NO_CHANNEL = 0xFFFFFFFF
"""What is no sound but a message."""


class Unreadable(Exception):
    """What came is not what this protocol says."""


class Message(NamedTuple):
    """What came: the kind, the question that it answers, and the rest."""

    command: int
    serial: int
    values: Sequence[Value]


def number(value: int) -> bytes:
    """A number, as the server takes it."""
    return b"L" + struct.pack(">I", value)


def text(value: str | None) -> bytes:
    """A text, or that there is none."""
    return b"N" if value is None else b"t" + value.encode() + b"\0"


def blob(value: bytes) -> bytes:
    """Bytes that mean nothing to the protocol."""
    return b"x" + struct.pack(">I", len(value)) + value


def properties(values: Mapping[str, str]) -> bytes:
    """Names and what they stand for."""
    pairs = ((text(name), value.encode() + b"\0") for name, value in values.items())
    return b"P" + b"".join(name + number(len(value)) + blob(value) for name, value in pairs) + b"N"


def packed(command: int, serial: int, body: bytes) -> bytes:
    """A whole message, ready to be sent."""
    content = number(command) + number(serial) + body
    return struct.pack(">5I", len(content), _NO_CHANNEL, 0, 0, 0) + content


def content_bytes(header: bytes) -> int:
    """How many bytes follow this header. Raises :class:`Unreadable`."""
    length, channel, *_shared_memory = struct.unpack(">5I", header)
    if channel != _NO_CHANNEL or not 0 < length <= MESSAGE_AT_MOST:
        raise Unreadable(f"a message of {length} bytes on channel {channel}")
    return int(length)


def unpacked(content: bytes) -> Message:
    """What a message says. Raises :class:`Unreadable`."""
    try:
        command, serial, *values = _Reader(content).everything()
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if not isinstance(command, int) or not isinstance(serial, int):
        raise Unreadable("a message without a number")
    return Message(command, serial, values)


class _Reader:
    """Takes value after value. What is of no use here (volumes, channels) is left as bytes."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def everything(self) -> list[Value]:
        values = []
        while self._at < len(self._content):
            values.append(self._value())
        return values

    def _value(self) -> Value:  # noqa: PLR0911  one line for each kind is what can be compared with the source
        match self._bytes(1):
            case b"N":
                return None
            case b"1" | b"0" as truth:
                return truth == b"1"
            case b"L" | b"V":
                return self._number(4)
            case b"B":
                return self._number(1)
            case b"R" | b"r" | b"U" | b"T":
                return self._number(8)
            case b"t":
                return self._text()
            case b"x":
                return self._bytes(self._number(4))
            case b"a":
                return self._bytes(6)
            case b"m":
                return self._bytes(self._number(1))
            case b"v":
                return self._bytes(4 * self._number(1))
            case b"P":
                return self._properties()
            case tag:
                raise ValueError(f"a value of the unknown kind {tag!r}")

    def _bytes(self, count: int) -> bytes:
        taken = self._content[self._at : self._at + count]
        if len(taken) < count:
            raise ValueError("a message that ends too early")
        self._at += count
        return taken

    def _number(self, size: int) -> int:
        return int.from_bytes(self._bytes(size), "big")

    def _text(self) -> str:
        length = self._content.index(0, self._at) - self._at
        return self._bytes(length + 1)[:-1].decode(errors="replace")

    def _properties(self) -> Properties:
        found: Properties = {}
        while (name := self._value()) is not None:
            _length, value = self._value(), self._value()
            if not isinstance(name, str) or not isinstance(value, bytes):
                raise ValueError("properties without names")  # noqa: TRY004  the content is wrong, not our types
            found[name] = value.rstrip(b"\0").decode(errors="replace")
        return found
