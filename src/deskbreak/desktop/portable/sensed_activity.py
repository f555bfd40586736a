"""The activity port on one thread: what every adapter does alike, whatever it asks."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment
from deskbreak.desktop.portable.idle_ledger import IdleLedger
from deskbreak.desktop.portable.wakeup import HasFileno, Wakeup
from deskbreak.language import _
from deskbreak.ports.activity import Lost, Seen

FAREWELL_S = 2.0
AT_ONCE = 0.0

_log = logging.getLogger(__name__)


class Vanished(Exception):
    """What a source asked is gone; the text is the reason, in plain words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """No input for ``idle_ms`` on the awake clock, at the moment ``at``.

    ``first_input_ms`` is the first input since the idle before, on the steady clock, where it is known.
    """

    at: Moment
    idle_ms: int
    first_input_ms: int | None = None


class Source(Protocol):
    """Something that can be asked for how long there was no input. Used by one thread at a time."""

    name: str
    resolution_ms: int

    @property
    def files(self) -> Sequence[HasFileno]:
        """What becomes readable when there is news, or when the source vanishes."""
        ...

    def read(self) -> Reading:
        """The present state. Raises :class:`Vanished`."""
        ...

    def arm(self, ledger: IdleLedger, reading: Reading) -> float | None:
        """Prepare for what ``ledger`` awaits; returns after how many seconds to read again at the
        latest, ``None`` when the source will tell. Raises :class:`Vanished`."""
        ...

    def close(self) -> None:
        """Let go of it; the thread's last call."""
        ...


class SensedActivity:
    """Watches ``source`` for the activity port, asleep whenever nothing can have changed.

    ``seen`` and ``lost`` are called from its thread, with no lock held: both may call :meth:`watch`
    and :meth:`close`.
    """

    def __init__(self, source: Source, wakeup: Wakeup, seen: Seen, lost: Lost) -> None:
        self.name = source.name
        self.resolution_ms = source.resolution_ms
        self._source = source
        self._wakeup = wakeup
        self._seen = seen
        self._lost = lost
        self._lengths_ms: frozenset[int] = frozenset()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=f"activity-{source.name}", daemon=True)
        self._thread.start()

    def watch(self, lengths_ms: frozenset[int]) -> None:
        self._lengths_ms = lengths_ms
        self._wakeup.ring()

    def close(self) -> None:
        self._closed = True
        self._wakeup.ring()
        if threading.current_thread() is not self._thread:
            # A display that hangs must not hang us: the thread ends when the display does.
            self._thread.join(FAREWELL_S)

    def _run(self) -> None:
        reason = ""
        try:
            self._sense()
        except Vanished as gone:
            reason = str(gone)
        except Exception:  # noqa: BLE001  whoever waits for input must learn that none will be told
            _log.exception("watching for input by %s ended by a fault", self.name)
            reason = _("Watching for input ended by a fault in Deskbreak; its log has the details.")
        self._source.close()
        self._wakeup.close()
        if not self._closed:
            self._closed = True
            self._lost(reason)

    def _sense(self) -> None:
        ledger = IdleLedger()
        while not self._closed:
            at_most_s = self._look(ledger)
            if not self._closed:
                self._wakeup.wait(at_most_s, self._source.files)

    def _look(self, ledger: IdleLedger) -> float | None:
        """Told is what was seen when all is set for what comes next: whoever is told wakes up, and two
        threads at work wake each other up."""
        seen: list[tuple[Active | Idle, Moment]] = []
        try:
            at_most_s = self._read(ledger, seen)
            if seen and at_most_s == AT_ONCE:
                at_most_s = self._read(ledger, seen)
        finally:
            for event, at in seen:
                if not self._closed:
                    self._seen(event, at)
        return at_most_s

    def _read(self, ledger: IdleLedger, seen: list[tuple[Active | Idle, Moment]]) -> float | None:
        ledger.watch(self._lengths_ms)
        reading = self._source.read()
        seen += [
            (event, reading.at) for event in ledger.read(reading.idle_ms, reading.at, reading.first_input_ms)
        ]
        return self._source.arm(ledger, reading)
