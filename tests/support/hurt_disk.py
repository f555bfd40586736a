"""A directory on a disk that is full or cannot be written, seen so by one program and those it starts.

The disk is a small one in memory, mounted in a mount namespace of the program's own; tests reach into it
through ``/proc``. Nothing of it is left when the program ends.
"""

import functools
import os
import subprocess
import sys
from pathlib import Path

FULL = "size=256k"
READ_ONLY = "ro"

MOUNT = """mount -t tmpfs -o "mode=700,$0" tmpfs "$1" || exit
test "$0" = ro || head -c 1m /dev/zero 2>/dev/null >"$1/filler"
shift && exec "$@"
"""
UNSHARE = ("unshare", "--mount", "--propagation", "private")


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _as_root() -> tuple[str, ...]:
    return () if is_root() else ("--user", "--map-root-user")


@functools.cache
def why_impossible() -> str:
    """Why there can be no such disk here; empty where there can."""
    command = [*UNSHARE, *_as_root(), "sh", "-c", MOUNT, FULL, "/mnt", "true"]
    try:
        tried = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "unshare is not installed"
    return "" if tried.returncode == 0 else f"nobody may mount anything here: {tried.stderr.strip()}"


def with_disk(directory: Path, how: str) -> tuple[str, ...]:
    """What comes before a command to give it a disk of its own at ``directory``; ``how`` it is mounted."""
    return (*UNSHARE, *_as_root(), "sh", "-c", MOUNT, how, str(directory))


class HurtDisk:
    """The disk at ``directory`` of the program ``process``, which was started :func:`with_disk`."""

    def __init__(self, process: int, directory: Path) -> None:
        self._process = process
        self._directory = directory
        self._filler = self.seen(directory / "filler")

    def seen(self, path: Path) -> Path:
        """``path``, as the program has it, for this process."""
        return Path(f"/proc/{self._process}/root{path}")

    def has_room_again(self) -> None:
        self._filler.unlink()

    def can_be_written_again(self) -> None:
        inside = ["nsenter", "--target", str(self._process), "--mount"]
        if not is_root():
            inside += ["--user", "--preserve-credentials"]
        remount = ["mount", "-o", "remount,rw", str(self._directory)]
        subprocess.run([*inside, *remount], check=True, capture_output=True)
