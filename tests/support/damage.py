"""What can have happened to a file: each damage makes a good document at a path into something else."""

import os
import random
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

GIGABYTES = 3 << 30

Damage = Callable[[Path], None]


def _bytes(change: Callable[[bytes], bytes]) -> Damage:
    def damage(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return damage


def _noise(length: int) -> bytes:
    return random.Random(7).randbytes(length)  # noqa: S311  noise, no secret


def _elsewhere(path: Path) -> Path:
    return path.parent.parent / f"elsewhere-{path.name}"


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "precious").write_text("precious")


def _pipe(path: Path) -> None:
    path.unlink()
    make_pipe(path)


if sys.platform == "win32":

    def make_pipe(path: Path) -> None:
        """A named pipe in the file system."""
        raise NotImplementedError(f"pipes have no paths here: {path}")

    def _socket(path: Path) -> None:
        raise NotImplementedError(f"sockets have no paths here: {path}")

else:

    def make_pipe(path: Path) -> None:
        """A named pipe in the file system."""
        os.mkfifo(path)

    def _socket(path: Path) -> None:
        path.unlink()
        here = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        with closing(socket.socket(socket.AF_UNIX)) as knocked:
            knocked.bind(f"/proc/self/fd/{here}/{path.name}")  # its own name may be too long for one
        os.close(here)


def _link_to(target: Callable[[Path], str | Path]) -> Damage:
    def damage(path: Path) -> None:
        path.unlink()
        path.symlink_to(target(path))

    return damage


def _linked(path: Path) -> None:
    path.rename(_elsewhere(path))
    path.symlink_to(_elsewhere(path))


def _huge(path: Path) -> None:
    os.truncate(path, GIGABYTES)


def _huge_nothing(path: Path) -> None:
    path.write_bytes(b"")
    os.truncate(path, GIGABYTES)


EMPTY: Damage = _bytes(lambda _good: b"")
NULS: Damage = _bytes(lambda good: b"\0" * len(good))
NOISE: Damage = _bytes(lambda _good: _noise(5_000))
HALF: Damage = _bytes(lambda good: good[: len(good) // 2])
UTF_16: Damage = _bytes(lambda good: good.decode().encode("utf-16"))
LATIN_1: Damage = _bytes(lambda good: good[:9] + "ü".encode("latin-1") + good[9:])
BYTE_ORDER_MARK: Damage = _bytes(lambda good: b"\xef\xbb\xbf" + good)
WINDOWS_LINES: Damage = _bytes(lambda good: good.replace(b"\n", b"\r\n"))
DEEP: Damage = _bytes(lambda _good: b"[" * 100_000)
DEEP_KEYS: Damage = _bytes(lambda _good: b'{"a":' * 20_000)


def becomes(content: bytes) -> Damage:
    """Something else was written there."""
    return _bytes(lambda _good: content)


def replaced(before: bytes, after: bytes) -> Damage:
    """A part of it was changed by hand, or by a disk."""

    def change(good: bytes) -> bytes:
        assert before in good
        return good.replace(before, after, 1)

    return _bytes(change)


DIRECTORY: Damage = _directory
PIPE: Damage = _pipe
SOCKET: Damage = _socket
LINK_TO_THE_FILE: Damage = _linked
LINK_TO_NOTHING: Damage = _link_to(lambda path: path.parent.parent / "not-there")
LINK_TO_ITSELF: Damage = _link_to(lambda path: path.name)
LINK_TO_ZEROS: Damage = _link_to(lambda _path: "/dev/zero")
LINK_TO_A_DIRECTORY: Damage = _link_to(lambda path: path.parent.parent)
HUGE: Damage = _huge
HUGE_NOTHING: Damage = _huge_nothing


@dataclass(frozen=True)
class Thing:
    """What lies at a path, by itself: it can be found again under another name, and compared."""

    inode: int
    kind: int
    size: int
    leads_to: str
    begins_with: bytes


def thing_at(path: Path) -> Thing:
    status = path.lstat()
    is_file = path.is_file() and not path.is_symlink()
    begins_with = b""
    if is_file:
        with path.open("rb") as file:
            begins_with = file.read(1 << 20)
    leads_to = str(path.readlink()) if path.is_symlink() else ""
    # A directory's size is the file system's own business.
    size = status.st_size if is_file else 0
    return Thing(status.st_ino, status.st_mode & 0o170000, size, leads_to, begins_with)


def is_somewhere(thing: Thing, directory: Path) -> bool:
    """Whether the very same lies in ``directory``, under whatever name."""
    return any(thing_at(each) == thing for each in directory.iterdir())
