"""Where an adapter that asks on the session bus plays: each desktop's own stage starts who can tell."""

from deskbreak.clock import Clock, SystemClock
from deskbreak.ports.holds import HoldSense, Lost, Told
from deskbreak.ports.selection import Candidate
from support.hold_ground import HoldGround


class BusStage:
    """On a ground where nothing runs yet. Each says which :meth:`adapter` plays, and how to turn it on."""

    look_every_s = 0.1

    def __init__(self, ground: HoldGround) -> None:
        self.ground = ground
        self.clock: Clock = SystemClock()
        self.come()

    def adapter(self, told: Told, lost: Lost) -> HoldSense:
        raise NotImplementedError

    def candidate(self, told: Told, lost: Lost) -> Candidate[HoldSense]:
        return Candidate("session-bus", lambda: self.adapter(told, lost))

    def come(self) -> None:
        self.ground.start_bus()
        self.come_back()

    def vanish(self) -> None:
        self.ground.stop_bus()

    def come_back(self) -> None:
        """Start who can tell."""

    def go_away(self) -> None:
        self.ground.quiet()

    def turn(self, on: bool) -> None:
        raise NotImplementedError
