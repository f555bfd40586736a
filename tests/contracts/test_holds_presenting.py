"""Presenting and sharing: the adapter with what each desktop tells others of it."""

from collections.abc import Iterator

import pytest

from contracts.holds import (
    AwayContract,
    AwayStage,
    HoldContract,
    LossContract,
    LossStage,
    Stage,
    watched,
)
from deskbreak.desktop.freedesktop.presenting import Presenting, presents
from deskbreak.ports.holds import HoldSense, Lost, Told
from support.bus_service import NoObject
from support.bus_stage import BusStage
from support.hold_ground import HoldGround

AGENT, AGENT_PATH = (
    "org.kde.Solid.PowerManagement.PolicyAgent",
    "/org/kde/Solid/PowerManagement/PolicyAgent",
)
SCREEN_CAST = "org.gnome.Mutter.ScreenCast"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
LOGOUT = 1


class Talk(BusStage):
    """Somebody who presents."""

    def adapter(self, told: Told, lost: Lost) -> HoldSense:
        return Presenting(self.clock, told, lost, look_every_s=self.look_every_s)


class SlideShow(Talk):
    """LibreOffice's, told to GNOME's real session manager, among others who keep the screen on."""

    def come_back(self) -> None:
        self.ground.start_gnome_session()

    def turn(self, on: bool) -> None:
        self.ground.lets_go()
        if on:
            self.ground.keeps_session("org.gnome.Totem", "Playing a movie")
            self.ground.keeps_session("libreoffice-impress", "presentation")


class XfceMode(Talk):
    """The switch in the power manager's menu."""

    SETTING = ("xfce4-power-manager", "/xfce4-power-manager/presentation-mode")

    def come_back(self) -> None:
        self.kept_by = ["vlc"]
        self.ground.forgets_xfconf(*self.SETTING)
        self.ground.xfce_power_manager(lambda: self.kept_by)

    def turn(self, on: bool) -> None:
        self.ground.sets_xfconf(*self.SETTING, on)


class XfceSlideShow(XfceMode):
    def turn(self, on: bool) -> None:
        self.kept_by = ["vlc", "soffice"] if on else ["vlc"]


class PlasmaSharing(Talk):
    """A browser that shares the screen, listed by a stand-in for powerdevil."""

    def come_back(self) -> None:
        self.on = False
        self.service = self.ground.service(AGENT)
        self.service.knows((AGENT_PATH, AGENT, "ListInhibitions"), "a(ss)", self.listed).come()

    def listed(self) -> list[list[str]]:
        film = ["vlc", "Playing some media."]
        return [film, ["Chromium", "Native desktop capture"]] if self.on else [film]

    def turn(self, on: bool) -> None:
        self.on = on
        self.service.tells(AGENT_PATH, AGENT, "InhibitionsChanged", "a(ss)as", [], [])


class GnomeSharing(Talk):
    """A screen cast of Mutter's; what its objects look like is taken from mutter 43."""

    remote = False

    def come_back(self) -> None:
        self.on = False
        service = self.ground.service(SCREEN_CAST)
        service.knows(("/org/gnome/Mutter/ScreenCast/Stream", INTROSPECTABLE, "Introspect"), "s", self.casts)
        service.knows(
            ("/org/gnome/Mutter/RemoteDesktop/Session", INTROSPECTABLE, "Introspect"), "s", self.remotes
        )
        service.come()

    def casts(self) -> str:
        return '<node>\n  <node name="u1"/>\n</node>' if self.on else "<node>\n</node>"

    def remotes(self) -> str:
        return '<node>\n  <node name="u1"/>\n</node>' if self.remote else "<node>\n</node>"

    def turn(self, on: bool) -> None:
        self.on = on


class SwaySharing(Talk):
    """A session of the portal of wlroots; what its objects look like is taken from its version 0.7."""

    NAME = "org.freedesktop.impl.portal.desktop.wlr"
    FOLDER = "/org/freedesktop/portal/desktop/session"

    def come_back(self) -> None:
        self.on = False
        service = self.ground.service(self.NAME)
        service.knows((self.FOLDER, INTROSPECTABLE, "Introspect"), "s", self.sessions).come()

    def sessions(self) -> str:
        if not self.on:
            raise NoObject
        return '<node>\n <interface name="org.freedesktop.DBus.Peer"/>\n <node name="1_5"/>\n</node>'

    def turn(self, on: bool) -> None:
        self.on = on


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
        return SlideShow(ground)

    @pytest.fixture
    def comer(self, ground: HoldGround) -> AwayStage:
        return SlideShow(ground)

    @pytest.fixture
    def mortal(self, ground: HoldGround) -> LossStage:
        return SlideShow(ground)


@pytest.mark.parametrize(
    "what", [SlideShow, XfceMode, XfceSlideShow, PlasmaSharing, GnomeSharing, SwaySharing]
)
def test_a_talk_is_seen_to_begin_and_to_end(ground: HoldGround, what: type[Talk]) -> None:
    there = what(ground)
    there.turn(False)
    with watched(there) as (sense, witness):
        witness.awaits_last(False)
        there.turn(True)
        witness.awaits_last(True)
        there.turn(False)
        witness.awaits(False, True, False)
        assert sense.trouble is None
        there.turn(True)
        witness.awaits_last(True)
        there.go_away()
        witness.awaits_last(None)
        assert sense.trouble is not None


def test_a_document_that_is_not_saved_and_a_film_are_no_talk(ground: HoldGround) -> None:
    stage = SlideShow(ground)
    ground.keeps_session("libreoffice-writer", "Unsaved document", LOGOUT)
    ground.keeps_session("org.gnome.Totem", "Playing a movie")
    with watched(stage) as (_sense, witness):
        witness.awaits(False)


def test_where_nobody_lists_anything_it_is_unknown(ground: HoldGround) -> None:
    ground.service(SwaySharing.NAME, AGENT, SCREEN_CAST).come()
    with watched(Talk(ground)) as (sense, witness):
        witness.awaits(None)
        assert sense.trouble is not None
        assert "Do Not Disturb" in sense.trouble.remedy


def test_nobody_is_started_only_because_they_are_asked(ground: HoldGround) -> None:
    ground.stop_bus()
    ground.start_bus()
    ground.service("org.xfce.PowerManager").come()
    with watched(Talk(ground)) as (_sense, witness):
        witness.awaits(None)
        assert ground.desktop.bus.owner("org.xfce.Xfconf") == ""
        ground.forgets_xfconf(*XfceMode.SETTING)
        ground.sets_xfconf(*XfceMode.SETTING, True)
        witness.awaits_last(True)
    ground.forgets_xfconf(*XfceMode.SETTING)


def test_whoever_works_through_a_remote_desktop_all_day_presents_nothing(ground: HoldGround) -> None:
    stage = GnomeSharing(ground)
    stage.remote = True
    stage.turn(True)
    with watched(stage) as (_sense, witness):
        witness.awaits(False)
        stage.remote = False
        witness.awaits(False, True)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("libreoffice-impress", "presentation"),
        ("org.gnome.Evince", "Läuft im Präsentationsmodus"),
        ("okular", "Es wird eine Präsentation gegeben"),
        ("org.kde.okular.desktop", ""),
        ("Google Chrome", "Native desktop capture"),
        ("libobs", "OBS Video/audio"),
        ("pdfpc", "Presentation in progress"),
    ],
)
def test_who_presents(program: str, reason: str) -> None:
    assert presents(program, reason)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("vlc", "Playing some media."),
        ("firefox", "video-playing"),
        ("Chromium", "Video Wake Lock"),
        ("Chromium", "WebRTC has active PeerConnections"),
        ("caffeine", ""),
        ("", ""),
    ],
)
def test_who_only_plays_or_calls(program: str, reason: str) -> None:
    assert not presents(program, reason)
