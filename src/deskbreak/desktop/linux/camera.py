"""Whether a camera is in use: whether a program of this person's holds one open. See docs/decisions/0021."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from inotify_simple import INotify, flags  # type: ignore[import-untyped]  # it ships no types

from deskbreak.clock import Clock
from deskbreak.desktop.linux.camera_holders import Camera, held, is_a_camera
from deskbreak.desktop.portable.listening_hold import ListeningHold
from deskbreak.language import _
from deskbreak.ports.holds import HoldSense, Lost, Told
from deskbreak.ports.selection import Passed

NAME = "video-devices"

DEVICES = Path("/dev")
UDEV = Path("/run/udev/data")
PROCESSES = Path("/proc")

BURST_S = 0.3
"""Programs open every camera for a moment to see what it can do; that is no use of it."""

_COMES_OR_GOES = flags.CREATE | flags.DELETE | flags.MOVED_FROM | flags.MOVED_TO | flags.ATTRIB
_IS_USED = flags.OPEN | flags.CLOSE_WRITE | flags.CLOSE_NOWRITE


def open_camera(clock: Clock, told: Told, lost: Lost) -> HoldSense:
    """The cameras of this computer."""
    return VideoDevices(clock, told, lost)


class VideoDevices(ListeningHold):
    """Looks who holds a camera open when one was opened or closed, which the kernel tells (inotify).

    No camera is ever opened by it. A computer without any is known to use none.
    """

    name = NAME

    def __init__(
        self,
        clock: Clock,
        told: Told,
        lost: Lost,
        *,
        devices: Path = DEVICES,
        udev: Path = UDEV,
        processes: Path = PROCESSES,
        burst_s: float = BURST_S,
    ) -> None:
        self._devices = devices
        self._udev = udev
        self._processes = processes
        self._burst_s = burst_s
        super().__init__(clock, told, lost)

    def listen(self) -> None:
        try:
            inotify = INotify()
        except OSError as error:
            self._cannot_follow(error)
            self.wakeup.wait(None)
            return
        with closing(inotify):
            self._follow(inotify)

    def _follow(self, inotify: INotify) -> None:
        while self.is_wanted:
            # Watched before they are looked at: whoever comes between the two is told.
            try:
                inotify.add_watch(self._devices, _COMES_OR_GOES)
                cameras, closed_to_us = self._watched_cameras(inotify)
            except OSError as error:
                self._cannot_follow(error)
            else:
                self._tell_of(cameras, closed_to_us)
            self._wait_for_news(inotify)

    def _watched_cameras(self, inotify: INotify) -> tuple[list[Camera], list[Path]]:
        """Those that are there, and those whose use nobody tells us."""
        cameras, closed_to_us = [], []
        for camera in self._cameras():
            try:
                inotify.add_watch(camera.path, _IS_USED)
            except PermissionError:
                closed_to_us.append(camera.path)
            except FileNotFoundError:
                continue
            cameras.append(camera)
        return cameras, closed_to_us

    def _cameras(self) -> Iterator[Camera]:
        for path in sorted(self._devices.glob("video[0-9]*")):
            camera = Camera.at(path)
            if camera is not None and is_a_camera(camera, self._udev):
                yield camera

    def _tell_of(self, cameras: list[Camera], closed_to_us: list[Path]) -> None:
        in_use = held(cameras, self._processes)
        if in_use or not closed_to_us:
            self.trouble = None
            self.tell(in_use)
            return
        self.trouble = Passed(
            NAME,
            _("You may not use the camera {device}, so Deskbreak cannot see when it is in use.").format(
                device=closed_to_us[0]
            ),
            _("Log in at this computer's own desktop, or have yourself added to the group video."),
        )
        self.tell(None)

    def _cannot_follow(self, error: OSError) -> None:
        self.trouble = Passed(
            NAME,
            _("The system tells Deskbreak nothing about the cameras: {error}.").format(error=error),
            _("Raise fs.inotify.max_user_instances and fs.inotify.max_user_watches with sysctl."),
        )
        self.tell(None)

    def _wait_for_news(self, inotify: INotify) -> None:
        """Until a camera was opened, closed, plugged in or out, or the bell rang."""
        self.wakeup.wait(None, (inotify,))
        if inotify.read(timeout=0):
            self.wakeup.wait(self._burst_s)
            inotify.read(timeout=0)
