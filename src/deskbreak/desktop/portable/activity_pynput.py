"""Activity from pynput's listeners. That something came is noted; what came is dropped unread."""

from collections.abc import Callable, Sequence

from deskbreak.clock import Clock
from deskbreak.core.moments import Moment
from deskbreak.desktop.portable.idle_ledger import IdleLedger
from deskbreak.desktop.portable.polling import MS_PER_S
from deskbreak.desktop.portable.pynput_listeners import PynputListeners
from deskbreak.desktop.portable.sensed_activity import Reading, Vanished
from deskbreak.desktop.portable.wakeup import HasFileno
from deskbreak.language import _


class PynputSource:
    """Notes the time of each input, and rings when one is awaited.

    The dearest of all sources: every movement of the mouse wakes this process. ``ring`` is called from
    the listeners' threads. Raises :class:`Unavailable`.
    """

    name = "pynput"
    resolution_ms = 50

    def __init__(self, clock: Clock, ring: Callable[[], None]) -> None:
        self._clock = clock
        self._ring = ring
        self._ended = False
        self._awaited = False
        self._first_awaited: Moment | None = None
        # Nobody can tell what was before: as if there had been an input just now.
        self._last_input = self._read_input = clock.now()
        noticed = self._noticed
        self._listeners = PynputListeners(
            keyboard={"on_press": noticed, "on_release": noticed},
            mouse={"on_move": noticed, "on_click": noticed, "on_scroll": noticed},
            ended=self._end,
        )

    @property
    def files(self) -> Sequence[HasFileno]:
        return ()

    def read(self) -> Reading:
        if self._ended:
            raise Vanished(_("The display that pynput listened to is gone."))
        first, self._first_awaited = self._first_awaited, None
        self._read_input = self._last_input
        at = self._clock.now()
        idle_ms = max(0, at.awake_ms - self._read_input.awake_ms)
        return Reading(at, idle_ms, first.steady_ms if first else None)

    def arm(self, ledger: IdleLedger, reading: Reading) -> float | None:
        self._awaited = ledger.awaits_return
        # What came between the reading and the line above did not ring.
        if self._awaited and self._last_input is not self._read_input:
            return 0.0
        if ledger.next_length_ms is None:
            return None
        return max(0, ledger.next_length_ms - reading.idle_ms) / MS_PER_S

    def close(self) -> None:
        if not self._ended:
            self._listeners.close()

    def _noticed(self, *_event: object) -> None:
        now = self._clock.now()
        self._last_input = now
        if self._awaited:
            self._awaited = False
            self._first_awaited = self._first_awaited or now
            self._ring()

    def _end(self) -> None:
        self._ended = True
        self._ring()
