"""Everything that can make a reminder wait, or show that somebody is there: a port each, looked at together
for as long as the mind wants to know."""

from collections.abc import Callable, Sequence

from deskbreak.clock import Clock
from deskbreak.core.events import Event, Held, ScreenKept
from deskbreak.core.moments import Moment
from deskbreak.core.rules import Hold
from deskbreak.daemon import inbox
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.hold_keeper import HoldKeeper
from deskbreak.daemon.in_turn import InTurn
from deskbreak.desktop import holds
from deskbreak.language import _
from deskbreak.ports.holds import SCREEN_KEPT, HoldSense, Lost, Told
from deskbreak.ports.selection import Candidate, Unavailable
from deskbreak.settings.resolved import Resolved

Ways = Callable[[str, Clock, Told, Lost], Sequence[Candidate[HoldSense]]]
OPENED_AFTER_MS = 3_000
"""At the start everything else comes first: nothing has to wait before the first window opens."""


class HoldPorts:
    """``settings`` is asked for what is switched on, ``ways`` for who can tell of each. The loop calls
    everything here."""

    def __init__(
        self,
        box: inbox.Inbox,
        alarms: Alarms,
        clock: Clock,
        settings: Callable[[], Resolved],
        *,
        ways: Ways = holds.candidates,
    ) -> None:
        self._box = box
        self._alarms = alarms
        self._clock = clock
        self._settings = settings
        self._ways = ways
        self._wanted = False
        self._known: set[str] = set()
        """What was told since looking began."""
        self._in_turn = InTurn(alarms, clock, self._have_look)
        self.keepers = tuple(
            HoldKeeper(port, self._candidates_of(port), box, alarms, clock) for port in holds.PORTS
        )

    def open_soon(self) -> None:
        """Once the start is over, or as soon as they are wanted."""
        self._alarms.at(self._clock.now().steady_ms + OPENED_AFTER_MS, self._open)

    def watch(self, *, wanted: bool) -> None:
        """Have all of them look, one after the other, or rest."""
        self._wanted = wanted
        if wanted:
            self._open()
            self._in_turn.begin(holds.PORTS)
            return
        self._in_turn.stop()
        for keeper in self.keepers:
            if keeper.adapter is not None:
                keeper.adapter.watch(wanted=False)
        # Whatever was on may be over in a moment, and nobody would say so.
        for port in sorted(self._known):
            self._box.post(inbox.Seen(event(port, None), self._clock.now()))
        self._known.clear()

    def told(self, told: Held | ScreenKept) -> None:
        """One of them has said how it is."""
        if told.on is not None:
            self._known.add(port_of(told))
        self._in_turn.answered(port_of(told))

    def selected(self, port: str) -> None:
        """``port`` was filled, or nobody could fill it."""
        if self._wanted:
            self._have_look(port)

    def settings_changed(self, before: Resolved, now: Resolved) -> list[Event]:
        """Those that were switched on or off are opened anew; nothing is known of them until then."""
        changed = [hold for hold in Hold if hold in now.rules.holds ^ before.rules.holds]
        for hold in changed:
            self._keeper(hold).reopen()
        return [event(hold, None) for hold in changed]

    def _open(self) -> None:
        for keeper in self.keepers:
            keeper.open()

    def _have_look(self, port: str) -> bool:
        adapter = self._keeper(port).adapter
        if adapter is None:
            return False
        adapter.watch(wanted=True)
        return True

    def _keeper(self, port: str) -> HoldKeeper:
        return next(each for each in self.keepers if each.port == port)

    def _candidates_of(self, port: str) -> Callable[[], Sequence[Candidate[HoldSense]]]:
        def told(on: bool | None, moment: Moment) -> None:
            if self._wanted:  # who rests may be told something all the same, but not its end
                self._box.post(inbox.Seen(event(port, on), moment))

        def lost(reason: str) -> None:
            self._box.post(inbox.PortLost(port, reason))

        def candidates() -> Sequence[Candidate[HoldSense]]:
            if port == SCREEN_KEPT or Hold(port) in self._settings().rules.holds:
                return self._ways(port, self._clock, told, lost)
            return [Candidate("settings", _switched_off(port))]

        return candidates


def event(port: str, on: bool | None) -> Held | ScreenKept:
    """What the mind is told where the adapter of ``port`` says ``on``."""
    return ScreenKept(on) if port == SCREEN_KEPT else Held(Hold(port), on)


def port_of(event: Held | ScreenKept) -> str:
    """The port that ``event`` came through."""
    return event.hold.value if isinstance(event, Held) else SCREEN_KEPT


def _switched_off(port: str) -> Callable[[], HoldSense]:
    def refuse() -> HoldSense:
        raise Unavailable(_("Switched off by the setting hold.{hold}.").format(hold=port))

    return refuse
