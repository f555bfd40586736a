"""The microphone: real programs that record from a real PulseAudio and a real PipeWire."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.holds import AwayContract, AwayStage, HoldContract, Stage, watched
from deskbreak.clock import Clock, SystemClock
from deskbreak.desktop.sound.microphone import Microphone
from deskbreak.ports.holds import HoldSense, Lost, Told
from deskbreak.ports.selection import Candidate
from support.desktop import Desktop
from support.processes import end
from support.sound import PipeWire, PulseAudio, Recorder, Server, is_guest, load, mute, records, unload
from support.waiting import let_pass, wait_until
from support.wakeups import switches

SHORT_S = 0.02
"""So that what comes by mistake comes while somebody still looks."""


class Room:
    """A sound server, and what records there."""

    def __init__(self, kind: type[PulseAudio] | type[PipeWire]) -> None:
        self.clock: Clock = SystemClock()
        self.desktop = Desktop()
        self.server: Server = kind(self.desktop)
        self._recorders: list[Recorder] = []
        self.runs = False

    @property
    def place(self) -> Path:
        return self.desktop.runtime / "pulse" / "native"

    def candidate(self, told: Told, lost: Lost) -> Candidate[HoldSense]:
        return Candidate(
            "microphone", lambda: Microphone(self.place, self.clock, told, lost, burst_s=SHORT_S)
        )

    def record(self, source: str = "mic", **how: str) -> Recorder:
        recorder = Recorder(self.server, source, **how)  # type: ignore[arg-type]  # words of Recorder's own
        self._recorders.append(recorder)
        return recorder

    def turn(self, on: bool) -> None:
        if on:
            self.record()
        else:
            self.is_quiet()

    def is_quiet(self) -> None:
        while self._recorders:
            self._recorders.pop().close()

    def come_back(self) -> None:
        if not self.runs:
            self.server.start()
            self.runs = True

    def go_away(self) -> None:
        self.is_quiet()
        self.server.stop()
        self.runs = False

    def close(self) -> None:
        self.go_away()
        self.desktop.close()


@pytest.fixture(scope="module", params=[PulseAudio, PipeWire], ids=["PulseAudio", "PipeWire"])
def building(request: pytest.FixtureRequest) -> Iterator[Room]:
    room = Room(request.param)
    room.desktop.start_bus()
    try:
        yield room
    finally:
        room.close()


@pytest.fixture
def room(building: Room) -> Iterator[Room]:
    """With a sound server, and nobody who records."""
    building.come_back()
    yield building
    building.is_quiet()


class Adapter(HoldContract, AwayContract):
    @pytest.fixture
    def stage(self, room: Room) -> Stage:
        return room

    @pytest.fixture
    def comer(self, room: Room) -> AwayStage:
        return room


@pytest.mark.parametrize("building", [PulseAudio], indirect=True)
class TestTheAdapter(Adapter):
    """What is its own is the same with either server."""


@pytest.mark.long
@pytest.mark.parametrize("building", [PipeWire], indirect=True)
class TestTheAdapterWithTheOther(Adapter):
    pass


class TestTheMicrophone:
    def test_it_is_in_use_as_long_as_anybody_records(self, room: Room) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            first, second = room.record(), room.record()
            witness.awaits(False, True)
            first.close()
            witness.awaits(False, True)
            second.close()
            witness.awaits(False, True, False)

    def test_a_muted_microphone_in_a_call_is_still_a_call(self, room: Room) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            room.record()
            mute(room.desktop, "mic")
            witness.awaits(False, True)
            mute(room.desktop, "mic", muted=False)
            witness.awaits(False, True)

    def test_who_records_what_the_speakers_play_uses_no_microphone(self, room: Room) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            room.record("speakers.monitor")
            witness.awaits(False)

    def test_a_bar_that_shows_how_loud_it_is_uses_none(self, room: Room) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            room.record(manner="peaks")
            witness.awaits(False)

    def test_a_recording_that_waits_counts_when_it_goes_on(self, room: Room) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            recorder = room.record(manner="corked")
            witness.awaits(False)
            recorder.says("uncork")
            witness.awaits(False, True)
            recorder.says("cork")
            witness.awaits(False, True, False)

    @pytest.mark.parametrize(
        ("module", "source"),
        [
            (
                ("module-echo-cancel", "source_name=clean", "source_master=mic", "sink_master=speakers"),
                "clean",
            ),
            (("module-remap-source", "source_name=other", "master=mic"), "other"),
        ],
        ids=["echo cancelled", "remapped"],
    )
    def test_what_passes_a_microphone_on_counts_when_somebody_listens(
        self, room: Room, module: tuple[str, ...], source: str
    ) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            number = load(room.desktop, *module)
            try:
                witness.awaits(False)
                recorder = room.record(source)
                witness.awaits(False, True)
                recorder.close()
                witness.awaits(False, True, False)
            finally:
                unload(room.desktop, number)

    def test_who_hears_their_own_voice_through_the_speakers_is_in_no_call(self, room: Room) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            number = load(room.desktop, "module-loopback", "source=mic", "sink=speakers")
            try:
                witness.awaits(False)
            finally:
                unload(room.desktop, number)

    def test_a_noise_suppressor_records_all_day(self, room: Room) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            room.record(known_as="com.github.wwmm.easyeffects")
            witness.awaits(False)
            room.record(known_as="org.mozilla.firefox")
            witness.awaits(False, True)

    def test_nothing_wakes_it_while_nothing_happens(self, room: Room) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            room.record()
            witness.awaits(False, True)
            before = switches("sound-server")
            let_pass(0.4)
            assert switches("sound-server") == before

    def test_it_is_no_guest_of_the_server_while_nobody_watches(self, room: Room) -> None:
        with watched(room) as (sense, witness):
            witness.awaits(False)
            wait_until(lambda: is_guest(room.desktop, "Deskbreak"), "it is a guest", every_s=0.02)
            sense.watch(wanted=False)
            wait_until(lambda: not is_guest(room.desktop, "Deskbreak"), "it has left", every_s=0.02)


@pytest.mark.parametrize("building", [PipeWire], indirect=True)
class TestPipeWireItself:
    """Programs that speak its own language."""

    def test_they_record_too(self, room: Room, tmp_path: Path) -> None:
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            recorder = room.desktop.start_program(
                "pw-record", "pw-record", "--target", "mic", str(tmp_path / "recording.wav")
            )
            witness.awaits(False, True)
            end(recorder)
            witness.awaits(False, True, False)

    def test_a_meter_among_them_does_not(self, room: Room, tmp_path: Path) -> None:
        meter = ("-P", "{stream.monitor=true}")
        with watched(room) as (_sense, witness):
            witness.awaits(False)
            recorder = room.desktop.start_program(
                "meter", "pw-record", *meter, "--target", "mic", str(tmp_path / "recording.wav")
            )
            wait_until(lambda: records(room.desktop, "pw-record"), "it listens", every_s=0.02)
            witness.awaits(False)
            end(recorder)
