"""The camera: real processes that hold a device open, in a directory of devices that a test made."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.holds import HoldContract, Stage, on, watched
from deskbreak.clock import Clock, SystemClock
from deskbreak.desktop.linux.camera import VideoDevices
from deskbreak.ports.holds import HoldSense, Lost, Told
from deskbreak.ports.selection import Candidate
from support.camera_program import CameraProgram, SomebodyElse, why_nobody_else
from support.rights import LIKE_ANYBODY, why_not
from support.waiting import let_pass, wait_until
from support.wakeups import switches

SHORT_S = 0.05

ASKS = """
import queue, sys
from pathlib import Path
from deskbreak.clock import SystemClock
from deskbreak.desktop.linux.camera import VideoDevices

told = queue.Queue()
devices, udev = map(Path, sys.argv[1:])
sense = VideoDevices(SystemClock(), lambda on, _moment: told.put(on), print, devices=devices, udev=udev)
sense.watch(wanted=True)
print(told.get(timeout=30))
print(sense.trouble)
sense.close()
"""


class Devices:
    """A directory like ``/dev`` with one camera, and the programs that use it."""

    def __init__(self, root: Path) -> None:
        self.clock: Clock = SystemClock()
        self.root = root / "dev"
        self.udev = root / "udev"
        self.root.mkdir()
        self.udev.mkdir()
        self.burst_s = SHORT_S
        self._programs: list[CameraProgram] = []
        self.plug_in("video0")

    def candidate(self, told: Told, lost: Lost) -> Candidate[HoldSense]:
        def open_it() -> HoldSense:
            return VideoDevices(
                self.clock, told, lost, devices=self.root, udev=self.udev, burst_s=self.burst_s
            )

        return Candidate("camera", open_it)

    def plug_in(self, name: str) -> None:
        (self.root / name).write_bytes(bytes(4096))

    def unplug(self, name: str) -> None:
        (self.root / name).unlink()

    def use(self, name: str = "video0", *, program: str = "browser", maps: bool = False) -> CameraProgram:
        self._programs.append(CameraProgram(self.root / name, program=program, maps=maps))
        return self._programs[-1]

    def turn(self, on: bool) -> None:
        if on:
            self.use()
        else:
            self.close()

    def close(self) -> None:
        while self._programs:
            self._programs.pop().close()


@pytest.fixture
def devices(tmp_path: Path) -> Iterator[Devices]:
    devices = Devices(tmp_path)
    yield devices
    devices.close()


class TestTheCamera(HoldContract):
    @pytest.fixture
    def stage(self, devices: Devices) -> Stage:
        return devices

    def test_it_is_in_use_as_long_as_anybody_has_it_open(self, devices: Devices) -> None:
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
            first, second = devices.use(), devices.use()
            witness.awaits(False, True)
            first.close()
            witness.awaits(False, True)
            second.close()
            witness.awaits(False, True, False)

    def test_a_computer_without_cameras_is_known_to_use_none(self, devices: Devices) -> None:
        devices.unplug("video0")
        with watched(devices) as (sense, witness):
            witness.awaits(False)
            assert sense.trouble is None

    def test_one_that_is_plugged_in_later_is_seen(self, devices: Devices) -> None:
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
            devices.plug_in("video2")
            devices.use("video2")
            witness.awaits(False, True)

    def test_one_that_is_pulled_out_is_in_use_no_more(self, devices: Devices) -> None:
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
            devices.use()
            witness.awaits_last(True)
            devices.unplug("video0")
            witness.awaits_last(False)

    def test_who_only_looks_what_it_can_do_does_not_use_it(self, devices: Devices) -> None:
        devices.burst_s = 5.0
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
            with (devices.root / "video0").open("rb"):
                let_pass(0.2)
        assert witness.tellings == [False]

    def test_who_looked_only_briefly_is_forgotten(self, devices: Devices) -> None:
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
            for _each in range(20):
                (devices.root / "video0").read_bytes()
            witness.awaits_last(False)
            devices.use()
            witness.awaits_last(True)

    def test_what_else_is_opened_beside_it_wakes_nobody(self, devices: Devices) -> None:
        devices.plug_in("null")
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
            before = switches("video-devices")
            for _each in range(20):
                (devices.root / "null").read_bytes()
            witness.awaits(False)
            assert switches("video-devices") == before

    def test_nothing_wakes_it_while_nothing_happens(self, devices: Devices) -> None:
        with watched(devices) as (sense, witness):
            witness.awaits(False)
            devices.use()
            witness.awaits_last(True)
            let_pass(0.3)
            before = switches("video-devices")
            let_pass(0.3)
            assert switches("video-devices") == before
            sense.watch(wanted=False)
            let_pass(0.2)
            before = switches("video-devices")
            devices.close()
            devices.use()
            let_pass(0.2)
            assert switches("video-devices") == before, "nobody wants to know"

    def test_a_film_that_is_called_like_a_camera_is_none(self, devices: Devices, tmp_path: Path) -> None:
        (tmp_path / "video0").write_bytes(bytes(10))
        film = CameraProgram(tmp_path / "video0", program="player", maps=False)
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
        film.close()

    def test_what_somebody_else_uses_is_not_counted(self, devices: Devices) -> None:
        if reason := why_nobody_else():
            pytest.skip(reason)
        theirs = SomebodyElse(devices.root / "video0")
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
        theirs.close()

    @pytest.mark.parametrize("server", ["pipewire", "wireplumber"])
    def test_a_media_server_has_it_open_all_day_and_uses_it_when_pictures_come(
        self, devices: Devices, server: str
    ) -> None:
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
            devices.use(program=server)
            witness.awaits(False)
            devices.use(program=server, maps=True)
            witness.awaits(False, True)


class TestWhereItCannotBeFollowed:
    def test_a_camera_that_this_person_may_not_use_is_unknown_and_said_why(self, devices: Devices) -> None:
        told, trouble = _asked_by_anybody(devices)
        assert told == "None"
        assert "video0" in trouble

    def test_it_is_known_all_the_same_while_it_is_seen_to_be_held(self, devices: Devices) -> None:
        devices.use()
        assert _asked_by_anybody(devices) == ("True", "None")

    def test_where_the_kernel_has_no_more_watches_that_is_said(self, devices: Devices) -> None:
        if sys.platform == "win32":
            pytest.skip("it has no such devices")
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        with on(devices) as (sense, witness):
            with Path("/dev/null").open("rb") as last:
                resource.setrlimit(resource.RLIMIT_NOFILE, (last.fileno(), hard))
            try:
                sense.watch(wanted=True)
                wait_until(lambda: witness.tellings, "it is told", every_s=0.01)
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            witness.awaits(None)
            assert sense.trouble is not None
            assert "tells Deskbreak nothing" in sense.trouble.reason
            sense.watch(wanted=False)
            let_pass(0.1)
            sense.watch(wanted=True)
            witness.awaits(None, False)
            assert sense.trouble is None


def _asked_by_anybody(devices: Devices) -> tuple[str, str]:
    """What is told to who may not read the camera, and the trouble with it."""
    if reason := why_not():
        pytest.skip(reason)
    (devices.root / "video0").chmod(0)
    command = [*LIKE_ANYBODY, sys.executable, "-c", ASKS, str(devices.root), str(devices.udev)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    told, trouble = done.stdout.splitlines()
    return told, trouble


class TestRealNodes:
    """Which only root can make; here they lead to ``/dev/zero`` under another name."""

    @pytest.fixture
    def camera(self, devices: Devices) -> Path:
        if sys.platform == "win32":
            pytest.skip("it has no such devices")
        path = devices.root / "video7"
        try:
            os.mknod(path, 0o20600, Path("/dev/zero").stat().st_rdev)
            path.open("rb").close()
        except OSError as error:
            pytest.skip(f"no node can be made and opened here: {error}")
        return path

    def test_they_are_told_apart_by_their_numbers(self, devices: Devices, camera: Path) -> None:
        with watched(devices) as (_sense, witness):
            witness.awaits(False)
            devices.use(camera.name)
            witness.awaits(False, True)
            devices.close()
            witness.awaits(False, True, False)

    @pytest.mark.parametrize(
        ("known", "counts"),
        [
            ("I:12345\nE:ID_V4L_VERSION=2\nE:ID_V4L_CAPABILITIES=:\nG:uaccess\n", False),
            ("I:12345\nE:ID_V4L_CAPABILITIES=:video_output:\n", False),
            ("I:12345\nE:ID_V4L_CAPABILITIES=:capture:\n", True),
            ("I:12345\nE:ID_V4L_VERSION=2\n", True),
        ],
        ids=["no pictures", "a screen", "pictures", "nobody knows"],
    )
    def test_what_udev_knows_to_make_no_pictures_is_no_camera(
        self, devices: Devices, camera: Path, known: str, counts: bool
    ) -> None:
        if sys.platform == "win32":
            pytest.skip("it has no such devices")
        status = camera.stat()
        (devices.udev / f"c{os.major(status.st_rdev)}:{os.minor(status.st_rdev)}").write_text(known)
        devices.use(camera.name)
        with watched(devices) as (_sense, witness):
            witness.awaits(counts)
