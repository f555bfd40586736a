"""Who holds a camera open, in a directory of processes as ``/proc`` is one: what no process here can do."""

from pathlib import Path

import pytest

from deskbreak.desktop.linux.camera_holders import Camera, held


class Processes:
    """A directory like ``/proc``."""

    def __init__(self, root: Path) -> None:
        self.root = root / "proc"
        self.root.mkdir()
        (self.root / "self").symlink_to("1")
        (self.root / "uptime").write_text("1.00 1.00\n")
        self._next = 1

    def begin(self, name: str, *opened: str | Path) -> Path:
        process = self.root / str(self._next)
        self._next += 1
        (process / "fd").mkdir(parents=True)
        (process / "comm").write_text(f"{name}\n")
        (process / "maps").write_text(
            "7f0000000000-7f0000001000 r--s 00000000 00:05 1   /usr/lib/libspa.so\n"
        )
        for number, each in enumerate(opened):
            (process / "fd" / str(number)).symlink_to(each)
        return process


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    return Processes(tmp_path)


@pytest.fixture
def camera(tmp_path: Path) -> Camera:
    (tmp_path / "video0").touch()
    found = Camera.at(tmp_path / "video0")
    assert found is not None
    return found


def test_a_media_server_uses_it_while_it_has_memory_for_its_pictures(
    processes: Processes, camera: Camera
) -> None:
    process = processes.begin("pipewire", "socket:[4]", camera.path)
    assert not held([camera], processes.root)
    (process / "fd" / "7").symlink_to("/dmabuf:")
    assert held([camera], processes.root)


def test_who_has_other_devices_open_does_not(processes: Processes, camera: Camera) -> None:
    processes.begin("browser", "/dev/null", "pipe:[7]", "anon_inode:[eventfd]", "/dmabuf:")
    assert not held([camera], processes.root)


def test_one_that_was_pulled_out_is_not_the_one_that_came_in_its_place(
    processes: Processes, camera: Camera
) -> None:
    processes.begin("browser", f"{camera.path} (deleted)")
    assert not held([camera], processes.root)


def test_who_cannot_be_looked_at_is_passed_over_and_not_the_end_of_looking(
    processes: Processes, camera: Camera
) -> None:
    shielded = processes.begin("shielded")
    (shielded / "fd").rmdir()
    assert not held([camera], processes.root)
    processes.begin("browser", camera.path)
    assert held([camera], processes.root)


def test_where_a_media_server_ends_meanwhile_it_uses_nothing(processes: Processes, camera: Camera) -> None:
    process = processes.begin("wireplumber", camera.path)
    (process / "maps").unlink()
    assert not held([camera], processes.root)


def test_without_cameras_nobody_is_looked_at(tmp_path: Path) -> None:
    assert not held([], tmp_path / "there is no such directory")
