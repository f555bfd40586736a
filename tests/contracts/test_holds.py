"""The fake of the hold port keeps what the port promises. Each adapter has a module of its own."""

import pytest

from contracts.holds import AwayContract, AwayStage, HoldContract, LossContract, LossStage, Stage
from deskbreak.clock import Clock
from deskbreak.ports.holds import HoldSense, Lost, Told
from deskbreak.ports.selection import Candidate, Unavailable
from support.fakes.activity import FakeDesk
from support.fakes.holds import FakeHoldSense, FakeThing


class FakeStage:
    def __init__(self) -> None:
        self.thing = FakeThing()
        self.clock: Clock = FakeDesk()

    def candidate(self, told: Told, lost: Lost) -> Candidate[HoldSense]:
        def open_it() -> HoldSense:
            if not self.thing.exists:
                raise Unavailable("There is no such thing.", "Get one.")
            return FakeHoldSense(self.thing, self.clock, told, lost)

        return Candidate("fake", open_it)

    def turn(self, on: bool) -> None:
        self.thing.turn(on)

    def go_away(self) -> None:
        self.thing.go_away()

    def come_back(self) -> None:
        self.thing.come_back()

    def vanish(self) -> None:
        self.thing.vanish()

    def come(self) -> None:
        self.thing.come()


class TestTheFake(HoldContract, AwayContract, LossContract):
    @pytest.fixture
    def stage(self) -> Stage:
        return FakeStage()

    @pytest.fixture
    def comer(self) -> AwayStage:
        return FakeStage()

    @pytest.fixture
    def mortal(self) -> LossStage:
        return FakeStage()
