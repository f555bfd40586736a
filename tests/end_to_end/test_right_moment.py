"""What a reminder waits for, on a real desktop: it says why, and comes at the next pause afterwards."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from support.bus_service import BusService
from support.camera_program import CameraProgram
from support.desktop import Desktop
from support.hold_ground import INHIBIT, INHIBIT_PATH, POWER_MANAGEMENT
from support.own_devices import OwnDevices
from support.program import CALM, Program
from support.sound import PulseAudio, Recorder

pytestmark = pytest.mark.desktop

BUSY_DAY = (*CALM, "reminder.earliest=2s", "reminder.latest=60s", "rest.after_idle=30s")
"""Due at once, and with a minute to wait for a pause."""

PROMPT = "A good moment to stand"

Put = Callable[[ExitStack, Desktop, OwnDevices], None]
"""Begins something that holds a reminder; what is pushed on the stack ends it."""


@pytest.fixture
def sound(desktop: Desktop) -> Iterator[PulseAudio]:
    server = PulseAudio(desktop)
    server.start()
    yield server
    server.stop()


def hold_the_camera(during: ExitStack, _desktop: Desktop, devices: OwnDevices) -> None:
    during.enter_context(closing(CameraProgram(devices.camera, program="meeting", maps=True)))


def fill_the_screen(during: ExitStack, desktop: Desktop, _devices: OwnDevices) -> None:
    slides = desktop.start_program("slides", "xterm", "-fullscreen", "-title", "Slides")
    during.callback(slides.wait, 10)
    during.callback(slides.terminate)


def pause_dunst(during: ExitStack, desktop: Desktop, _devices: OwnDevices) -> None:
    def paused(word: str) -> None:
        subprocess.run(["dunstctl", "set-paused", word], env=desktop.environment, check=True, timeout=10)

    paused("true")
    during.callback(paused, "false")


def says_why(desktop: Desktop, deskbreak: Program, reason: str, words: str) -> None:
    """``status`` names it for programs and for people, and so does the icon."""
    deskbreak.until_state("held", within_s=30)
    status = deskbreak.status()
    assert status["held"]["reasons"] == status["holds_active"] == [reason]
    assert status["held"]["since"] < status["held"]["until"]
    deskbreak.until(lambda: words in desktop.icon().tooltip, "the icon says why")
    assert words in deskbreak.command("status").stdout
    assert not deskbreak.windows()


@pytest.mark.parametrize(
    ("begin", "reason", "words"),
    [
        (hold_the_camera, "camera", "your camera is in use"),
        (fill_the_screen, "fullscreen", "a program fills the screen"),
        (pause_dunst, "do_not_disturb", "Do Not Disturb is on"),
    ],
)
def test_what_holds_a_reminder_is_named(
    desktop: Desktop, deskbreak: Program, begin: Put, reason: str, words: str
) -> None:
    devices = OwnDevices(desktop.root / "devices")
    if begin is hold_the_camera:
        if impossible := devices.why_not():
            pytest.skip(impossible)
        deskbreak.inside = devices.inside
    with ExitStack() as during:
        begin(during, desktop, devices)
        deskbreak.start(*BUSY_DAY)
        says_why(desktop, deskbreak, reason, words)


def test_the_end_of_a_call_lets_the_reminder_come_at_the_next_pause(
    desktop: Desktop, deskbreak: Program, sound: PulseAudio
) -> None:
    with closing(Recorder(sound, "mic")):
        deskbreak.start(*BUSY_DAY)
        says_why(desktop, deskbreak, "microphone", "your microphone is in use")
    assert deskbreak.state == "held", "nobody is asked the moment a call ends"

    deskbreak.until_state("prompting", within_s=40)
    deskbreak.until(lambda: desktop.things(name=PROMPT), "the prompt shows")
    [row] = deskbreak.history()
    assert (row["why"], row["held_reasons"]) == ("pause", ["microphone"])
    assert row["held_s"] >= 10


@pytest.mark.long
def test_who_was_kept_waiting_for_a_minute_is_told_why(
    desktop: Desktop, deskbreak: Program, sound: PulseAudio
) -> None:
    with closing(Recorder(sound, "mic")):
        deskbreak.start(*BUSY_DAY, "reminder.latest=5m")
        deskbreak.until_state("held")
        desktop.hands.keep_typing(lambda: deskbreak.status()["sitting_s"] >= 65, 90)
    deskbreak.until_state("prompting", within_s=60)
    deskbreak.until(
        lambda: desktop.things(name="Waited 1 min: your microphone was in use."),
        "the prompt says why it waited",
    )


def test_who_watches_a_film_sits_and_who_has_left_rests(desktop: Desktop, deskbreak: Program) -> None:
    playing: list[str] = ["vlc"]
    manager = BusService(
        desktop.environment["DBUS_SESSION_BUS_ADDRESS"], POWER_MANAGEMENT, "org.xfce.PowerManager"
    )
    manager.knows((INHIBIT_PATH, INHIBIT, "HasInhibit"), "b", lambda: bool(playing))
    manager.knows((INHIBIT_PATH, INHIBIT, "GetInhibitors"), "as", lambda: playing)
    with closing(manager.come()):
        deskbreak.start(*CALM, "rest.after_idle=3s")
        desktop.hands.tap("a")
        deskbreak.until(lambda: deskbreak.status()["sitting_s"] >= 7, "sitting goes on without any input")
        assert deskbreak.state == "sitting"

        playing.clear()
        deskbreak.until_state("resting", within_s=40)
    assert deskbreak.status()["sitting_s"] == 0
