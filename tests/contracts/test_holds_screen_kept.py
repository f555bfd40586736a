"""A screen that is kept on: the adapter with the session and power managers of each desktop, and logind."""

from collections.abc import Iterator

import pytest

from contracts.holds import (
    A_MOMENT_S,
    AwayContract,
    AwayStage,
    HoldContract,
    LossContract,
    LossStage,
    Stage,
    watched,
)
from deskbreak.desktop.freedesktop.screen_kept import ScreenKept
from deskbreak.ports.holds import HoldSense, Lost, Told
from support.bus_stage import BusStage
from support.hold_ground import HoldGround
from support.waiting import let_pass

AGENT, AGENT_PATH = (
    "org.kde.Solid.PowerManagement.PolicyAgent",
    "/org/kde/Solid/PowerManagement/PolicyAgent",
)
KEEPS_COMPUTER_ON, KEEPS_SCREEN_ON = 1, 4
"""Of powerdevil's RequiredPolicy."""
DOWNLOADS = 4
"""The flag of who keeps the computer from sleeping, and not the screen on."""


class Film(BusStage):
    """A program that keeps the screen on."""

    def adapter(self, told: Told, lost: Lost) -> HoldSense:
        return ScreenKept(self.clock, told, lost, look_every_s=self.look_every_s)


class Gnome(Film):
    """GNOME's own session manager; MATE's and Cinnamon's have the same two words."""

    def come_back(self) -> None:
        self.ground.start_gnome_session()

    def turn(self, on: bool) -> None:
        self.ground.lets_go()
        if on:
            self.ground.keeps_session("org.gnome.Totem", "Playing a movie")


class Xfce(Film):
    def come_back(self) -> None:
        self.kept_by: list[str] = []
        self.ground.xfce_power_manager(lambda: self.kept_by)

    def turn(self, on: bool) -> None:
        self.kept_by = ["vlc"] if on else []


class Plasma(Film):
    """A stand-in for powerdevil, which says the same and waits 5 s before it does."""

    def come_back(self) -> None:
        self.on = False
        self.service = self.ground.service(AGENT)
        self.service.answers((AGENT_PATH, AGENT, "HasInhibition"), "b", self.has_inhibition).come()

    def has_inhibition(self, kinds: list[int]) -> list[bool]:
        """The computer is kept on all the time, by a download; the screen while there is a film."""
        return [bool(kinds[0] & KEEPS_COMPUTER_ON or (self.on and kinds[0] & KEEPS_SCREEN_ON))]

    def turn(self, on: bool) -> None:
        self.on = on
        added, removed = ([["vlc", "film"]], []) if on else ([], ["vlc"])
        self.service.tells(AGENT_PATH, AGENT, "InhibitionsChanged", "a(ss)as", added, removed)


@pytest.fixture(scope="module")
def lasting_ground() -> Iterator[HoldGround]:
    ground = HoldGround()
    yield ground
    ground.close()


@pytest.fixture
def ground(lasting_ground: HoldGround, monkeypatch: pytest.MonkeyPatch) -> Iterator[HoldGround]:
    lasting_ground.here(monkeypatch)
    lasting_ground.start_bus()
    yield lasting_ground
    lasting_ground.quiet()


@pytest.mark.long
class TestWithGnome(HoldContract, AwayContract, LossContract):
    """All that the port promises, with GNOME's real session manager."""

    @pytest.fixture
    def stage(self, ground: HoldGround) -> Stage:
        return Gnome(ground)

    @pytest.fixture
    def comer(self, ground: HoldGround) -> AwayStage:
        return Gnome(ground)

    @pytest.fixture
    def mortal(self, ground: HoldGround) -> LossStage:
        return Gnome(ground)


@pytest.mark.parametrize("desktop", [Gnome, Xfce, Plasma])
def test_a_film_is_seen_to_begin_and_to_end(ground: HoldGround, desktop: type[Film]) -> None:
    there = desktop(ground)
    with watched(there) as (sense, witness):
        witness.awaits_last(False)
        there.turn(True)
        witness.awaits_last(True)
        there.turn(False)
        witness.awaits(False, True, False)
        assert sense.trouble is None
        there.turn(True)
        there.go_away()
        witness.awaits_last(None)


def test_a_download_keeps_the_computer_on_and_not_the_screen(ground: HoldGround) -> None:
    stage = Gnome(ground)
    ground.keeps_session("org.gnome.Epiphany", "Downloading", DOWNLOADS)
    with watched(stage) as (_sense, witness):
        witness.awaits(False)
        ground.keeps_session("org.gnome.Totem", "Playing a movie")
        witness.awaits(False, True)


def test_who_tells_screen_from_computer_is_heard_before_who_does_not(ground: HoldGround) -> None:
    ground.xfce_power_manager(lambda: ["curl"])
    stage = Plasma(ground)
    with watched(stage) as (_sense, witness):
        witness.awaits(False)
        stage.turn(True)
        witness.awaits(False, True)


def test_on_a_bare_display_nobody_can_tell_and_that_is_said(ground: HoldGround) -> None:
    with watched(Film(ground)) as (sense, witness):
        witness.awaits(None)
        assert sense.trouble is not None
        assert "counts as a rest" in sense.trouble.remedy


class TestLogind:
    @pytest.fixture(autouse=True)
    def _system_bus(self, ground: HoldGround) -> Iterator[None]:
        ground.machine.start_logind()
        yield
        ground.machine.stop_bus()

    def test_it_can_say_yes_but_never_no(self, ground: HoldGround) -> None:
        with watched(Film(ground)) as (sense, witness):
            witness.awaits(None)
            ground.machine.is_kept_awake(
                ("handle-lid-switch:idle", "mpv", "a film", "block", ground.machine.person, 7)
            )
            witness.awaits(None, True)
            assert sense.trouble is None
            ground.machine.is_kept_awake()
            witness.awaits(None, True, None)

    @pytest.mark.parametrize(
        ("what", "mode", "whose"),
        [("idle", "block", 1), ("sleep:shutdown", "block", 0), ("idle", "delay", 0)],
        ids=["somebody else's film", "a download", "only a moment"],
    )
    def test_what_is_no_film_of_ours_does_not_count(
        self, ground: HoldGround, what: str, mode: str, whose: int
    ) -> None:
        machine = ground.machine
        machine.is_kept_awake((what, "a program", "its reason", mode, machine.person + whose, 7))
        with watched(Film(ground)) as (_sense, witness):
            witness.awaits(None)

    def test_its_yes_counts_beside_a_session_manager_that_says_no(self, ground: HoldGround) -> None:
        stage = Gnome(ground)
        with watched(stage) as (_sense, witness):
            witness.awaits(False)
            ground.machine.is_kept_awake(("idle", "mpv", "a film", "block", ground.machine.person, 7))
            witness.awaits(False, True)
            ground.machine.stop_logind()
            witness.awaits(False, True, False)

    def test_what_it_said_while_nobody_watched_is_known_then(self, ground: HoldGround) -> None:
        with watched(Gnome(ground)) as (sense, witness):
            witness.awaits(False)
            sense.watch(wanted=False)
            let_pass(A_MOMENT_S)
            ground.machine.is_kept_awake(("idle", "mpv", "a film", "block", ground.machine.person, 7))
            sense.watch(wanted=True)
            witness.awaits_last(True)

    def test_when_the_system_bus_goes_it_is_lost_and_can_be_opened_anew(self, ground: HoldGround) -> None:
        stage = Gnome(ground)
        with watched(stage) as (_sense, witness):
            witness.awaits(False)
            ground.machine.stop_bus()
            witness.awaits(False)
            [reason] = witness.losses
            assert "system bus" in reason
        with watched(stage) as (_sense, witness):
            witness.awaits(False)
