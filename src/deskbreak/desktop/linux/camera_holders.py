"""Which processes hold a camera open. Their names are judged here and go no further."""

import os
import stat
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MEDIA_SERVERS = frozenset({"pipewire", "wireplumber", "pipewire-media-"})
"""Some of their versions keep every camera open, used or not; the kernel cuts names after 15 letters."""

DMA_BUFFER = "/dmabuf:"
"""How the kernel calls memory that a camera's pictures are handed on in."""

Identity = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Camera:
    """A device that makes pictures."""

    path: Path
    identity: Identity

    @staticmethod
    def at(path: Path) -> "Camera | None":
        """The device at ``path``; ``None`` where it has just gone."""
        try:
            return Camera(path, _identity(path.stat()))
        except OSError:
            return None


def is_a_camera(camera: Camera, udev: Path) -> bool:
    """Whether it makes pictures, as far as udev says.

    Others are called ``video`` too: what the camera tells about its pictures, and the chips that decode
    films, which are in use when nobody is filmed.
    """
    kind, major, minor = camera.identity
    try:
        told = (udev / f"{kind}{major}:{minor}").read_text(errors="replace")
    except OSError:
        return True
    able = next((line for line in told.splitlines() if line.startswith("E:ID_V4L_CAPABILITIES=")), None)
    return able is None or ":capture:" in able


def held(cameras: Collection[Camera], processes: Path) -> bool:
    """Whether a process of this user has one of them open.

    What belongs to other users, or shields itself from being looked at, is not seen.
    """
    return bool(cameras) and any(_holds(process, cameras) for process in _own(processes))


def _own(processes: Path) -> Iterator[Path]:
    if sys.platform == "win32":  # where nobody asks
        return
    user = os.getuid()
    for process in processes.iterdir():
        # They end while they are being looked at.
        with suppress(OSError):
            if process.name.isdigit() and process.stat().st_uid == user:
                yield process


def _holds(process: Path, cameras: Collection[Camera]) -> bool:
    try:
        opened = [entry.path for entry in os.scandir(process / "fd")]
    except OSError:
        return False
    names = {camera.path.name for camera in cameras}
    identities = {camera.identity for camera in cameras}
    if not any(_is_one(each, names, identities) for each in opened):
        return False
    return not _is_a_media_server(process) or _has_pictures(process, opened, cameras)


def _is_one(opened: str, names: Collection[str], identities: Collection[Identity]) -> bool:
    # By its name first: to ask for more can take long where a network's disk is away.
    with suppress(OSError):
        return _leads_to(opened).rpartition("/")[2] in names and _identity(os.stat(opened)) in identities  # noqa: PTH116  see _leads_to
    return False


def _leads_to(opened: str) -> str:
    """What stands behind a file that a process has opened; empty where it was closed meanwhile."""
    with suppress(OSError):
        return os.readlink(opened)  # noqa: PTH115  there are thousands, and half of the time went into path objects
    return ""


def _is_a_media_server(process: Path) -> bool:
    with suppress(OSError):
        return (process / "comm").read_text().strip() in MEDIA_SERVERS
    return False


def _has_pictures(process: Path, opened: Collection[str], cameras: Collection[Camera]) -> bool:
    """Whether it shares memory with a camera, which is asked for when pictures are to come."""
    with suppress(OSError):
        if any(_leads_to(each).startswith(DMA_BUFFER) for each in opened):
            return True
        mapped = (process / "maps").read_text(errors="replace")
        return any(
            line.endswith(f"/{camera.path.name}") for camera in cameras for line in mapped.splitlines()
        )
    return False


def _identity(status: os.stat_result) -> Identity:
    if sys.platform != "win32" and stat.S_ISCHR(status.st_mode):
        return "c", os.major(status.st_rdev), os.minor(status.st_rdev)
    return "file", status.st_dev, status.st_ino
