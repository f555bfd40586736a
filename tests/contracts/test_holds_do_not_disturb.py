"""Do Not Disturb: the adapter with the notification services and settings of each desktop."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from dbus_fast import Variant

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
from deskbreak.desktop.freedesktop.do_not_disturb import DoNotDisturb
from deskbreak.ports.holds import HoldSense, Lost, Told
from support.bus_stage import BusStage
from support.desktop import NOTIFICATIONS
from support.hold_ground import HoldGround
from support.waiting import let_pass, wait_until
from support.wakeups import switches

PATH = "/org/freedesktop/Notifications"
PROPERTIES = "org.freedesktop.DBus.Properties"
SOON_S = 0.1


class Quiet(BusStage):
    """Somebody who wishes for quiet."""

    def adapter(self, told: Told, lost: Lost) -> HoldSense:
        return DoNotDisturb(self.clock, told, lost, look_every_s=self.look_every_s)


class Dunst(Quiet):
    def come_back(self) -> None:
        self.ground.start_dunst()

    def turn(self, on: bool) -> None:
        self.ground.pauses_dunst(on)


class Xfce(Quiet):
    SETTING = ("xfce4-notifyd", "/do-not-disturb")

    def come_back(self) -> None:
        self.ground.forgets_xfconf(*self.SETTING)
        self.ground.start_xfce_notifyd()

    def turn(self, on: bool) -> None:
        self.ground.sets_xfconf(*self.SETTING, on)


class Gnome(Quiet):
    """The shell's name is a stand-in's; the setting is read from the real dconf."""

    SCHEMA = "org.gnome.desktop.notifications"

    def come_back(self) -> None:
        self.ground.start_dconf()
        self.ground.forgets(self.SCHEMA)
        self.ground.service("org.gnome.Shell").come()

    def turn(self, on: bool) -> None:
        self.ground.sets(self.SCHEMA, "show-banners", str(not on).lower())


class StandIn(Quiet):
    """One that does not run without its own desktop; what it says is taken from its sources."""

    on = False

    def turn(self, on: bool) -> None:
        self.on = on
        self.tell()

    def tell(self) -> None:
        """Some say nothing."""


class Plasma(StandIn):
    def come_back(self) -> None:
        self.on = False
        self.service = self.ground.service(NOTIFICATIONS)
        self.service.has(PATH, NOTIFICATIONS, "Inhibited", "b", lambda: self.on).come()

    def tell(self) -> None:
        changed = {"Inhibited": Variant("b", self.on)}
        self.service.tells(PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", NOTIFICATIONS, changed, [])


class Swaync(StandIn):
    NAME, PATH = "org.erikreider.swaync.cc", "/org/erikreider/swaync/cc"

    def come_back(self) -> None:
        self.on = False
        self.service = self.ground.service(self.NAME)
        self.service.knows((self.PATH, self.NAME, "GetDnd"), "b", lambda: self.on).come()

    def tell(self) -> None:
        self.service.tells(self.PATH, self.NAME, "SubscribeV2", "ubbb", 0, self.on, False, False)


class OldSwaync(Swaync):
    """0.7, which Debian 12 has."""

    def tell(self) -> None:
        self.service.tells(self.PATH, self.NAME, "Subscribe", "ubb", 0, self.on, False)


class Mako(StandIn):
    """1.7 and older: nothing tells of a change of modes."""

    CALL = ("/fr/emersion/Mako", "fr.emersion.Mako", "ListModes")

    def come_back(self) -> None:
        self.on = False
        self.service = self.ground.service(NOTIFICATIONS)
        self.service.knows(self.CALL, "as", self.modes).come()

    def modes(self) -> list[str]:
        return ["default", "do-not-disturb"] if self.on else ["default"]


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


class TestWithDunst(HoldContract, AwayContract, LossContract):
    """All that the port promises, with a real notification service."""

    @pytest.fixture
    def stage(self, ground: HoldGround) -> Stage:
        return Dunst(ground)

    @pytest.fixture
    def comer(self, ground: HoldGround) -> AwayStage:
        return Dunst(ground)

    @pytest.fixture
    def mortal(self, ground: HoldGround) -> LossStage:
        return Dunst(ground)


class TestEachDesktop:
    @pytest.fixture(params=[Xfce, Gnome, Plasma, Swaync, OldSwaync, Mako])
    def there(self, request: pytest.FixtureRequest, ground: HoldGround) -> Quiet:
        stage = request.param(ground)
        assert isinstance(stage, Quiet)
        return stage

    def test_its_wish_for_quiet_is_heard_until_it_is_gone(self, there: Quiet) -> None:
        there.turn(True)
        with watched(there) as (sense, witness):
            witness.awaits_last(True)
            there.turn(False)
            witness.awaits_last(False)
            there.turn(True)
            witness.awaits(True, False, True)
            assert sense.trouble is None
            there.go_away()
            witness.awaits_last(None)
            assert sense.trouble is not None
            there.come_back()
            witness.awaits(True, False, True, None, False)


class TestWhoSaysWhat:
    def test_a_service_that_knows_nothing_of_it_leaves_it_unknown(self, ground: HoldGround) -> None:
        ground.service(NOTIFICATIONS).come()
        with watched(Quiet(ground)) as (sense, witness):
            witness.awaits(None)
            assert sense.trouble is not None
            assert "Do Not Disturb" in sense.trouble.remedy

    def test_xfces_setting_counts_only_while_its_own_service_shows_notifications(
        self, ground: HoldGround
    ) -> None:
        stage = Dunst(ground)
        ground.sets_xfconf(*Xfce.SETTING, True)
        try:
            with watched(stage) as (_sense, witness):
                witness.awaits(False)
        finally:
            ground.forgets_xfconf(*Xfce.SETTING)

    def test_settings_that_are_all_set_back_at_once_are_heard(self, ground: HoldGround) -> None:
        """dconf then names the folder that they are in."""
        stage = Gnome(ground)
        ground.sets(Gnome.SCHEMA, "show-in-lock-screen", "false")
        stage.turn(True)
        with watched(stage) as (_sense, witness):
            witness.awaits(True)
            ground.forgets(Gnome.SCHEMA)
            witness.awaits(True, False)

    def test_one_that_never_answers_holds_up_nobody(self, ground: HoldGround) -> None:
        service = ground.service(NOTIFICATIONS).come()
        service.mute = True
        swaync = Swaync(ground)
        swaync.turn(True)
        with watched(swaync) as (_sense, witness):
            witness.awaits(True)

    def test_one_that_answers_nonsense_is_not_believed(
        self, ground: HoldGround, caplog: pytest.LogCaptureFixture
    ) -> None:
        service = ground.service(Swaync.NAME)
        service.knows((Swaync.PATH, Swaync.NAME, "GetDnd"), "").come()
        with watched(Quiet(ground)) as (_sense, witness):
            witness.awaits(None)
        assert [each for each in caplog.records if each.name.startswith("deskbreak")] == []

    def test_a_desktop_that_has_no_such_setting_leaves_it_unknown(
        self, ground: HoldGround, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        ground.service("org.mate.SettingsDaemon").come()
        monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
        with watched(Quiet(ground)) as (sense, witness):
            witness.awaits(None)
            assert sense.trouble is not None
            assert "gsettings" not in sense.trouble.remedy

    def test_without_the_command_for_settings_that_is_said_with_what_to_install(
        self, ground: HoldGround, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        stage = Gnome(ground)
        monkeypatch.setenv("PATH", str(tmp_path))
        with watched(stage) as (sense, witness):
            witness.awaits(None)
            assert sense.trouble is not None
            assert "gsettings" in sense.trouble.remedy


class TestBeingSmall:
    def test_a_notification_asks_nobody_anything(self, ground: HoldGround) -> None:
        stage = Plasma(ground)
        with watched(stage) as (_sense, witness):
            witness.awaits(False)
            asked = len(stage.service.asked)
            changed = {"displayedLength": Variant("u", 3)}
            stage.service.tells(PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", NOTIFICATIONS, changed, [])
            stage.turn(True)
            witness.awaits(False, True)
            assert len(stage.service.asked) == asked + 1

    def test_while_nobody_watches_nobody_is_asked_whatever_changes(self, ground: HoldGround) -> None:
        stage = Plasma(ground)
        with watched(stage) as (sense, witness):
            witness.awaits(False)
            sense.watch(wanted=False)
            let_pass(A_MOMENT_S)
            asked = stage.service.asked.count("Get")
            for on in (True, False, True):
                stage.turn(on)
            let_pass(A_MOMENT_S)
            assert stage.service.asked.count("Get") == asked
            sense.watch(wanted=True)
            witness.awaits(False, True)
            assert stage.service.asked.count("Get") == asked + 1

    def test_who_tells_of_no_change_is_asked_as_soon_as_somebody_watches(self, ground: HoldGround) -> None:
        stage = Mako(ground)
        stage.look_every_s = 3600.0
        with watched(stage) as (sense, witness):
            witness.awaits(False)
            sense.watch(wanted=False)
            wait_until(lambda: not _timers(), "nothing is set to wake it", every_s=0.01)
            stage.turn(True)
            sense.watch(wanted=True)
            witness.awaits(False, True)

    def test_nothing_wakes_it_while_nothing_happens(self, ground: HoldGround) -> None:
        with watched(Dunst(ground)) as (_sense, witness):
            witness.awaits(False)
            before = switches("session bus")
            let_pass(0.5)
            assert switches("session bus") == before
            ground.pauses_dunst(True)
            witness.awaits(False, True)
            assert switches("session bus") > before

    def test_who_tells_of_no_change_is_asked_only_while_somebody_watches(self, ground: HoldGround) -> None:
        stage = Mako(ground)
        with watched(stage) as (sense, witness):
            witness.awaits(False)
            asked = len(stage.service.asked)
            wait_until(lambda: len(stage.service.asked) > asked + 2, "it is asked again", every_s=0.01)
            sense.watch(wanted=False)
            wait_until(lambda: not _timers(), "nothing is set to wake it", every_s=0.01)
            let_pass(A_MOMENT_S)
            asked = len(stage.service.asked)
            let_pass(4 * SOON_S)
            assert len(stage.service.asked) == asked


def _timers() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
