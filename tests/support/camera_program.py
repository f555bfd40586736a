"""A program that holds a camera open, under the name of another one."""

import subprocess
import sys
from pathlib import Path

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
