"""Nobody is asked in a call: a real recording from a real sound server, and a camera that is held open."""

from collections.abc import Iterator

import pytest

from support.camera_program import CameraProgram
from support.desktop import Desktop, bare_desktop
from support.own_devices import OwnDevices
from support.program import SOON, Program
from support.sound import PipeWire, PulseAudio, Recorder

pytestmark = pytest.mark.desktop


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A screen and a session bus."""
    with bare_desktop() as desktop:
        desktop.start_bus()
        yield desktop


def waits_for(deskbreak: Program, hold: str) -> None:
    deskbreak.until_state("held", within_s=30)
    status = deskbreak.status()
    assert status["held"]["reasons"] == [hold]
    assert status["holds_active"] == [hold]


def asks(deskbreak: Program) -> None:
    deskbreak.until_state("prompting", within_s=40)
    deskbreak.until(deskbreak.windows, "the prompt shows")
    assert deskbreak.status()["held"] is None


@pytest.mark.parametrize("kind", [PipeWire, pytest.param(PulseAudio, marks=pytest.mark.long)])
def test_in_a_call_it_waits_and_asks_after_it(
    desktop: Desktop, deskbreak: Program, kind: type[PulseAudio] | type[PipeWire]
) -> None:
    server = kind(desktop)
    server.start()
    call = Recorder(server, "mic")
    try:
        deskbreak.start(*SOON, "reminder.latest=60s")
        waits_for(deskbreak, "microphone")
        assert deskbreak.windows() == []
    finally:
        call.close()
    asks(deskbreak)
    assert "recorder" not in deskbreak.log, "no program's name goes further"
    server.stop()


@pytest.mark.long
def test_while_somebody_films_it_waits_and_asks_after_it(desktop: Desktop, deskbreak: Program) -> None:
    devices = OwnDevices(desktop.root / "devices")
    if reason := devices.why_not():
        pytest.skip(reason)
    call = CameraProgram(devices.camera, program="browser", maps=False)
    deskbreak.inside = devices.inside
    try:
        deskbreak.start(*SOON, "reminder.latest=60s")
        waits_for(deskbreak, "camera")
        assert deskbreak.windows() == []
    finally:
        call.close()
    asks(deskbreak)
