"""A program that holds a camera open, under the name of another one."""

import shutil
import subprocess
import sys
from pathlib import Path

from support.waiting import wait_until

AS_NOBODY = ("setpriv", "--reuid=65534", "--clear-groups", "--pdeathsig=KILL", "--")

NAMED = """
import mmap, sys
device, name, maps = sys.argv[1:]
open("/proc/self/comm", "w").write(name)
camera = open(device, "rb")
if maps == "maps":
    pictures = mmap.mmap(camera.fileno(), 4096, prot=mmap.PROT_READ)
print("open", flush=True)
sys.stdin.read()
"""


class CameraProgram:
    """Has the camera open from the beginning until :meth:`close`; ``maps`` it to get pictures."""

    def __init__(self, camera: Path, *, program: str, maps: bool) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", NAMED, str(camera), program, "maps" if maps else "no"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "open\n"

    def close(self) -> None:
        self._process.communicate(timeout=10)


class SomebodyElse:
    """Another user of this computer has the camera open, until :meth:`close`."""

    def __init__(self, camera: Path) -> None:
        with camera.open("rb") as opened:
            self._process = subprocess.Popen(
                [*AS_NOBODY, "sleep", "600"], pass_fds=[opened.fileno()], stdin=subprocess.DEVNULL
            )
        link = Path(f"/proc/{self._process.pid}/comm")
        wait_until(lambda: link.read_text() == "sleep\n", "somebody else is there", every_s=0.01)

    def close(self) -> None:
        self._process.kill()
        self._process.wait(10)


def why_nobody_else() -> str:
    """Why nobody else can be had here; empty where they can."""
    if shutil.which("setpriv") is None:
        return "there is no setpriv"
    tried = subprocess.run([*AS_NOBODY, "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"only root can be somebody else: {tried.stderr.strip()}"
