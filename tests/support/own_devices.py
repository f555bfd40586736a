"""A ``/dev`` of a program's own, with a camera in it: no other program on this computer sees it."""

import shlex
import subprocess
from pathlib import Path

NODES = ("null", "zero", "full", "random", "urandom", "tty")
DIRECTORIES = ("shm", "pts")


class OwnDevices:
    """``inside`` is the command that starts a program where ``camera`` is its ``/dev/video0``."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True)
        self.camera = root / "video0"
        self.camera.write_bytes(bytes(4096))
        self.inside = ("unshare", "--mount", "sh", "-c", self._script(root / "dev"), "sh")

    def why_not(self) -> str:
        """Why no program can have its own here; empty where it can."""
        tried = subprocess.run([*self.inside, "true"], capture_output=True, text=True, check=False)
        return (
            "" if tried.returncode == 0 else f"the kernel forbids a /dev of our own: {tried.stderr.strip()}"
        )

    def _script(self, devices: Path) -> str:
        there = shlex.quote(str(devices))
        return " && ".join(
            [
                "mount --make-rprivate /",
                f"mkdir -p {there}",
                f"mount -t tmpfs own-devices {there}",
                *(f"touch {there}/{name} && mount --bind /dev/{name} {there}/{name}" for name in NODES),
                *(f"mkdir {there}/{name} && mount --bind /dev/{name} {there}/{name}" for name in DIRECTORIES),
                f"ln -s /proc/self/fd {there}/fd",
                f"touch {there}/video0 && mount --bind {shlex.quote(str(self.camera))} {there}/video0",
                f"mount --move {there} /dev",
                'exec "$@"',
            ]
        )
