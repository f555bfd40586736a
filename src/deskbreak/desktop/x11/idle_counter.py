"""The X server's own count of the time without input, and alarms on it."""

from deskbreak.desktop.x11 import sync_protocol as sync
from deskbreak.desktop.x11.connection import XConnection
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable


class IdleCounter:
    """The counters of one connection. Its alarms arrive among the connection's events.

    Raises :class:`Unavailable` when the server does not count idle time, and what python-xlib raises
    when the connection ends meanwhile.
    """

    def __init__(self, x: XConnection) -> None:
        self._x = x
        extension = x.extension(sync.EXTENSION)
        if extension is None:
            raise self._unable(_("The X server at {display} has no SYNC extension."))
        self._opcode = int(extension.major_opcode)
        sync.initialize(x.display, self._opcode)
        counters = sync.system_counters(x.display, self._opcode)
        if sync.IDLETIME not in counters or sync.SERVERTIME not in counters:
            raise self._unable(_("The X server at {display} does not count idle time for alarms."))
        self._idle = counters[sync.IDLETIME]
        self._clock = counters[sync.SERVERTIME]
        event_code = int(extension.first_event) + sync.ALARM_NOTIFY
        x.display.add_extension_event(event_code, _numbered(event_code))

    def alarm(self, test_type: int) -> sync.Alarm:
        """A new alarm on the idle time, unset."""
        return sync.Alarm(self._x.display, self._opcode, self._idle, test_type)

    def idle_ms(self) -> int:
        """How long there has been no input."""
        return sync.counter_value(self._x.display, self._opcode, self._idle)

    def server_clock_ms(self) -> int:
        """The time on the clock that alarms are stamped with."""
        return sync.counter_value(self._x.display, self._opcode, self._clock)

    def _unable(self, reason: str) -> Unavailable:
        remedy = _("Nothing needs to be done: Deskbreak asks this server another way.")
        return Unavailable(reason.format(display=self._x.name), remedy)


def _numbered(code: int) -> type[sync.AlarmNotify]:
    # Where the server puts an extension's events is known only once it was asked.
    return type("AlarmNotify", (sync.AlarmNotify,), {"_code": code})
