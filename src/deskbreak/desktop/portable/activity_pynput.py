"""Activity from pynput's listeners. That something came is noted; what came is dropped unread."""

import functools
import logging
import sys
from collections.abc import Callable, Sequence
from typing import Any

from deskbreak.clock import Clock
from deskbreak.core.moments import Moment
from deskbreak.desktop.portable.answer_in_time import answer_in_time
from deskbreak.desktop.portable.idle_ledger import IdleLedger
from deskbreak.desktop.portable.polling import MS_PER_S
from deskbreak.desktop.portable.sensed_activity import Reading, Vanished
from deskbreak.desktop.portable.wakeup import HasFileno
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable

PATIENCE_S = 5.0

_log = logging.getLogger(__name__)


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
        try:
            self._listeners = answer_in_time(PATIENCE_S, self._listen, _stop)
        except TimeoutError as silence:
            reason = _("The display does not answer pynput's listeners.")
            raise Unavailable(reason, _("Restart the desktop session.")) from silence
        except ImportError as missing:
            reason = _("pynput cannot work here: {error}").format(error=str(missing).partition("\n")[0])
            raise Unavailable(
                reason, _("Install Deskbreak with pynput, on a system that it knows.")
            ) from missing

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
            _stop(self._listeners)

    def _listen(self) -> tuple[Any, ...]:
        _refuse_where_blind()
        from pynput import keyboard, mouse  # type: ignore[import-untyped]  # noqa: PLC0415

        noticed = self._noticed
        listeners = (
            keyboard.Listener(on_press=noticed, on_release=noticed),
            mouse.Listener(on_move=noticed, on_click=noticed, on_scroll=noticed),
        )
        for listener in listeners:
            listener.run = functools.partial(self._run_to_its_end, listener.run)
            listener.start()
            listener.wait()
        return listeners

    def _noticed(self, *_event: object) -> None:
        now = self._clock.now()
        self._last_input = now
        if self._awaited:
            self._awaited = False
            self._first_awaited = self._first_awaited or now
            self._ring()

    def _run_to_its_end(self, run: Callable[[], None]) -> None:
        try:
            run()
        except Exception:  # noqa: BLE001  each system's listener fails in a way of its own
            _log.debug("a pynput listener failed", exc_info=True)
        self._ended = True
        self._ring()


def _refuse_where_blind() -> None:
    """Raises :class:`Unavailable` where listeners would hear nothing and say nothing."""
    if sys.platform == "darwin":
        raise Unavailable(
            _("On macOS, listening needs the right to read every key, which Deskbreak does not ask for.")
        )
    if sys.platform == "linux":
        from deskbreak.desktop.x11.connection import XConnection, display_name  # noqa: PLC0415

        probe = XConnection(display_name())
        can_record = probe.extension("RECORD") is not None
        probe.close()
        if not can_record:
            reason = _("The X server at {display} has no RECORD extension.").format(display=probe.name)
            raise Unavailable(reason, _("Start the server with its RECORD extension."))


def _stop(listeners: tuple[Any, ...]) -> None:
    # On X11 their threads end with the next input only; until then they are deaf, and asleep.
    for listener in listeners:
        listener.stop()
