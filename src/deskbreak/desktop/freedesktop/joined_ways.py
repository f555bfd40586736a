"""Several ways to know whether one thing is on, joined to one hold: on if any of them says so.

Nothing is started only because it is asked: names are watched, and their owners asked when there are some.
"""

import threading
from collections.abc import Callable, Sequence
from functools import partial

from deskbreak.clock import Clock
from deskbreak.desktop.freedesktop.bus import Bus
from deskbreak.desktop.freedesktop.session_bus import SessionBus
from deskbreak.desktop.freedesktop.system_bus import SystemBus
from deskbreak.desktop.freedesktop.way_to_know import Way
from deskbreak.ports.holds import ANSWERS_WITHIN_S, Lost, Told
from deskbreak.ports.selection import Passed, Unavailable

NAME = "session-bus"
LOOK_EVERY_S = 5.0
"""How often who tells of no change is asked, and only while somebody watches. A hold has ended when it was
off for 10 s, so that more often would not make a reminder come sooner."""


class JoinedWays:
    """The :class:`deskbreak.ports.holds.HoldSense` of several ways, for as long as their buses last."""

    def __init__(
        self,
        ranks: Sequence[Sequence[Way]],
        nobody: Passed,
        clock: Clock,
        told: Told,
        lost: Lost,
        *,
        on_system_bus: Sequence[Way] = (),
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        """Connect and ask those that are there, for a second at most.

        Of ``ranks``, a later one is heard only where none of those before it can tell. All are on the
        session bus but ``on_system_bus``, which may be missing. ``nobody`` says that none can tell.
        Raises :class:`deskbreak.ports.selection.Unavailable` without a session bus.
        """
        self.name = NAME
        self._ranks = ranks
        self._ways = [way for rank in ranks for way in rank]
        self._nobody = nobody
        self._clock = clock
        self._told = told
        self._lost = lost
        self._look_every_s = look_every_s
        self._over = threading.Lock()
        self._looked = threading.Event()
        self._wanted = False
        self._owed = False
        self._last: bool | None = None
        self._limit: threading.Timer | None = None
        self._next_look: threading.Timer | None = None
        self._bus = SessionBus(self._end)
        self._buses: dict[Bus, list[Way]] = {
            self._bus: [way for way in self._ways if way not in on_system_bus]
        }
        for way in self._buses[self._bus]:
            self._bus.post(partial(way.appear, self._bus, self._settle))
        self._open_system_bus(on_system_bus)
        for bus in self._buses:
            bus.start()
        self._looked.wait(ANSWERS_WITHIN_S)

    # --- the port ----------------------------------------------------------------

    @property
    def trouble(self) -> Passed | None:
        if self._joined() is not None:
            return None
        reasons = [way.why for way in self._ways if way.why is not None]
        return reasons[0] if reasons else self._nobody

    def watch(self, *, wanted: bool) -> None:
        self._bus.post(partial(self._watch, wanted=wanted))

    def close(self) -> None:
        self._over.acquire(blocking=False)
        self._let_go()

    # --- coming and going ----------------------------------------------------------

    def _open_system_bus(self, ways: Sequence[Way]) -> None:
        if not ways:
            return
        try:
            bus = SystemBus(self._end)
        except Unavailable:  # the session bus alone tells much
            for way in ways:
                way.awaited = False
            return
        self._buses[bus] = list(ways)
        for way in ways:
            bus.post(partial(way.appear, bus, partial(self._bus.post, self._settle)))

    def _end(self, reason: str) -> None:
        """A bus is gone. Whoever keeps this opens it anew, with all that there is by then."""
        if self._over.acquire(blocking=False):
            self._lost(reason)
            self._let_go()

    def _let_go(self) -> None:
        for bus in self._buses:
            bus.close()
        self._rest()

    # --- from here on everything runs in the session bus's thread -----------------

    def _watch(self, *, wanted: bool) -> None:
        begins, self._wanted = wanted and not self._wanted, wanted
        for bus, ways in self._buses.items():
            for way in ways:
                if bus is self._bus:
                    way.attend(wanted=wanted)
                else:
                    bus.post(partial(way.attend, wanted=wanted))
        if not wanted:
            self._rest()
        if begins:
            self._owed = True
            self._settle()
            if self._owed:
                self._limit = self._later(ANSWERS_WITHIN_S / 2, self._pay)

    def _rest(self) -> None:
        for timer in (self._limit, self._next_look):
            if timer is not None:
                timer.cancel()
        self._limit = self._next_look = None
        self._owed = False

    def _settle(self) -> None:
        """Somebody has answered, has come or has gone."""
        complete = not any(way.awaited for way in self._ways)
        if complete:
            self._looked.set()
        if not self._wanted or self._over.locked():
            return
        if complete if self._owed else self._joined() != self._last:
            self._tell()
        if self._next_look is None and self._silent_ones():
            self._next_look = self._later(self._look_every_s, self._look_now_and_then)

    def _pay(self) -> None:
        """Whoever waits is told what is known by now, though somebody has not answered."""
        if self._owed and not self._over.locked():
            self._tell()

    def _tell(self) -> None:
        self._owed = False
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
        self._last = self._joined()
        self._told(self._last, self._clock.now())

    def _look_now_and_then(self) -> None:
        self._next_look = None
        if self._wanted:
            for way in self._silent_ones():
                way.look()
            self._settle()

    def _silent_ones(self) -> list[Way]:
        """Who can tell, but tells of no change: those have to be asked now and then."""
        return [way for way in self._ways if way.silent and way.on is not None]

    def _joined(self) -> bool | None:
        for rank in self._ranks:
            known = [way.on for way in rank if way.on is not None]
            if known:
                return any(known)
        return None

    def _later(self, seconds: float, job: Callable[[], None]) -> threading.Timer:
        timer = threading.Timer(seconds, self._bus.post, [job])
        timer.daemon = True
        timer.start()
        return timer
