"""Activity on X11 without asking twice: SYNC alarms on the server's own idle counter."""

from collections.abc import Sequence

from Xlib import error

from deskbreak.clock import Clock
from deskbreak.desktop.portable.idle_ledger import IdleLedger
from deskbreak.desktop.portable.sensed_activity import Reading
from deskbreak.desktop.portable.wakeup import HasFileno
from deskbreak.desktop.x11 import sync_protocol as sync
from deskbreak.desktop.x11.connection import XConnection
from deskbreak.desktop.x11.idle_counter import IdleCounter
from deskbreak.ports.selection import Unavailable

SERVER_CLOCK_WRAPS_MS = 1 << 32


class SyncSource:
    """Two alarms: one for the next length that an idle reaches, one for the first input after it.

    The second is set only after an idle was reported, so a hand on the mouse costs nothing here.
    Raises :class:`Unavailable` when the display cannot be opened or does not count idle time.
    """

    name = "x11-sync"
    resolution_ms = 20

    def __init__(self, display_name: str, clock: Clock) -> None:
        self._clock = clock
        self._length_set_ms: int | None = None
        self._return_is_set = False
        self._returned: sync.AlarmNotify | None = None
        self._x = XConnection(display_name)
        try:
            self._counter = IdleCounter(self._x)
            self._reached_alarm = self._counter.alarm(sync.AT_LEAST)
            self._return_alarm = self._counter.alarm(sync.AT_MOST)
        except Unavailable:
            self._x.close()
            raise
        except (error.ConnectionClosedError, OSError) as end:
            self._x.close()
            raise Unavailable(str(self._x.vanished())) from end

    @property
    def files(self) -> Sequence[HasFileno]:
        return (self._x,)

    def read(self) -> Reading:
        self._take_events()
        returned, self._returned = self._returned, None
        at = self._clock.now()
        try:
            idle_ms = self._counter.idle_ms()
            if returned is None:
                return Reading(at, idle_ms)
            # The alarm tells of the first input, the counter only of the last one.
            ago_ms = (self._counter.server_clock_ms() - returned.timestamp) % SERVER_CLOCK_WRAPS_MS
        except (error.ConnectionClosedError, OSError) as end:
            raise self._x.vanished() from end
        return Reading(at, idle_ms, at.steady_ms - ago_ms - returned.counter_low)

    def arm(self, ledger: IdleLedger, reading: Reading) -> float | None:
        """Set the alarms that ``ledger`` needs; to be read again when one was set, because an input
        that came just before it would not set it off."""
        settled = True
        if self._length_set_ms != ledger.next_length_ms:
            self._set(self._reached_alarm, ledger.next_length_ms)
            self._length_set_ms = ledger.next_length_ms
            settled = False
        if self._return_is_set != ledger.awaits_return:
            self._set(self._return_alarm, reading.idle_ms // 2 if ledger.awaits_return else None)
            self._return_is_set = ledger.awaits_return
            settled = False
        # An answer may have brought events along; the connection would not wake us for those.
        news = self._take_events()
        return None if settled and not news else 0.0

    def close(self) -> None:
        self._x.close()

    def _take_events(self) -> bool:
        """Note which alarms went off; an alarm that did is no longer set."""
        news = False
        for event in self._x.events():
            if not isinstance(event, sync.AlarmNotify):
                continue
            news = True
            if event.alarm == self._reached_alarm.alarm:
                self._length_set_ms = None
            elif event.alarm == self._return_alarm.alarm:
                self._return_is_set = False
                self._returned = self._returned or event
        return news

    def _set(self, alarm: sync.Alarm, value_ms: int | None) -> None:
        try:
            if value_ms is None:
                alarm.unset()
            else:
                alarm.set(value_ms)
        except error.ConnectionClosedError as end:
            raise self._x.vanished() from end
