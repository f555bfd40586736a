"""The part of X's SYNC extension that tells idleness: system counters and alarms on them.

Field by field as in the X Synchronization Extension Protocol, version 3.1; python-xlib has none of it.
"""

import struct
from collections.abc import Callable

from Xlib.protocol import display, rq

EXTENSION = "SYNC"
VERSION = (3, 1)
ALARM_NOTIFY = 1
"""The event's place among the extension's events."""

IDLETIME = "IDLETIME"
"""Milliseconds since the last input on any device."""
SERVERTIME = "SERVERTIME"
"""Milliseconds on the clock that also stamps events."""

NO_COUNTER = 0
AT_LEAST = 2
"""Test type PositiveComparison: true at once when the counter is there already, unlike a transition."""
AT_MOST = 3
"""Test type NegativeComparison."""

_ABSOLUTE = 0
_EVERY_ATTRIBUTE = 0x3F
_COUNTER_HEAD = struct.Struct("=IiIH")


class _Initialize(rq.ReplyRequest):
    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(0),
        rq.RequestLength(),
        rq.Card8("major_version"),
        rq.Card8("minor_version"),
        rq.Pad(2),
    )
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card8("major_version"),
        rq.Card8("minor_version"),
        rq.Pad(22),
    )


class _ListSystemCounters(rq.ReplyRequest):
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(1), rq.RequestLength())
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card32("count"),
        rq.Pad(20),
        rq.Binary("counters"),
    )


class _QueryCounter(rq.ReplyRequest):
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(5), rq.RequestLength(), rq.Card32("counter"))
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Int32("value_high"),
        rq.Card32("value_low"),
        rq.Pad(16),
    )


_ALARM_ATTRIBUTES = (
    rq.Card32("alarm"),
    rq.Card32("value_mask"),
    rq.Card32("counter"),
    rq.Card32("value_type"),
    rq.Int32("value_high"),
    rq.Card32("value_low"),
    rq.Card32("test_type"),
    rq.Int32("delta_high"),
    rq.Card32("delta_low"),
    rq.Card32("events"),
)


class _CreateAlarm(rq.Request):
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(8), rq.RequestLength(), *_ALARM_ATTRIBUTES)


class _ChangeAlarm(rq.Request):
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(9), rq.RequestLength(), *_ALARM_ATTRIBUTES)


class AlarmNotify(rq.Event):
    """An alarm went off: at ``timestamp`` on the server's clock its counter stood at ``counter_low``."""

    _code = None
    _fields = rq.Struct(
        rq.Card8("type"),
        rq.Card8("kind"),
        rq.Card16("sequence_number"),
        rq.Card32("alarm"),
        rq.Int32("counter_high"),
        rq.Card32("counter_low"),
        rq.Int32("alarm_high"),
        rq.Card32("alarm_low"),
        rq.Card32("timestamp"),
        rq.Card8("state"),
        rq.Pad(3),
    )


def initialize(connection: display.Display, opcode: int) -> None:
    """Agree on a version; a server need answer nothing else before this."""
    _Initialize(display=connection, opcode=opcode, major_version=VERSION[0], minor_version=VERSION[1])


def system_counters(connection: display.Display, opcode: int) -> dict[str, int]:
    """The server's counters by name."""
    answer = _ListSystemCounters(display=connection, opcode=opcode)
    data = bytes(answer.counters)
    counters = {}
    start = 0
    for _each in range(answer.count):
        counter, _resolution_high, _resolution_low, length = _COUNTER_HEAD.unpack_from(data, start)
        named_at = start + _COUNTER_HEAD.size
        counters[data[named_at : named_at + length].decode("latin-1")] = counter
        start += (_COUNTER_HEAD.size + length + 3) // 4 * 4
    return counters


def counter_value(connection: display.Display, opcode: int, counter: int) -> int:
    """What the counter shows now."""
    answer = _QueryCounter(display=connection, opcode=opcode, counter=counter)
    return int(answer.value_high) << 32 | int(answer.value_low)


class Alarm:
    """Goes off once when ``counter`` passes a value; then it is to be set again.

    It is made unset. Requests wait in the connection until the next flush or question.
    """

    def __init__(self, connection: display.Display, opcode: int, counter: int, test_type: int) -> None:
        self.alarm = connection.allocate_resource_id()
        self._connection = connection
        self._opcode = opcode
        self._counter = counter
        self._test_type = test_type
        self._request(_CreateAlarm, NO_COUNTER, 0)

    def set(self, value: int) -> None:
        self._request(_ChangeAlarm, self._counter, value)

    def unset(self) -> None:
        self._request(_ChangeAlarm, NO_COUNTER, 0)

    def _request(self, kind: Callable[..., rq.Request], counter: int, value: int) -> None:
        kind(
            display=self._connection,
            opcode=self._opcode,
            alarm=self.alarm,
            value_mask=_EVERY_ATTRIBUTE,
            counter=counter,
            value_type=_ABSOLUTE,
            value_high=value >> 32,
            value_low=value & 0xFFFFFFFF,
            test_type=self._test_type,
            delta_high=0,
            delta_low=0,
            events=True,
        )
