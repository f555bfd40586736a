"""The clocks of the real program, moved while it runs: its computer sleeps, or has its time set.

The program's own Python moves them: :mod:`support.moved_clocks.sitecustomize`, which it loads by itself
from ``PYTHONPATH``. What waits in the kernel goes on waiting in real time, so whoever moves a clock has to
wake the program, for instance by asking for its state.
"""

from datetime import timedelta
from pathlib import Path

from support.moved_clocks.sitecustomize import FILE_IN, Moved

HERE = Path(__file__).parent


class MovedClocks:
    """For whatever is started :attr:`within`; all others see the real clocks. Spans are in seconds."""

    def __init__(self, directory: Path, python_path: str = "") -> None:
        self._file = directory / "clocks"
        self._moved = Moved()
        self._write()
        path = ":".join(each for each in (str(HERE), python_path) if each)
        self.within = ("env", f"PYTHONPATH={path}", f"{FILE_IN}={self._file}")

    def sleep(self, for_s: int) -> None:
        """The computer slept."""
        self._move(slept_ms=for_s * 1000, wall_ms=for_s * 1000)

    def run(self, for_s: float) -> None:
        """Time passed, and the computer was awake."""
        self._move(passed_ms=round(for_s * 1000), wall_ms=round(for_s * 1000))

    def set_wall(self, by: timedelta) -> None:
        """Somebody set the clock on the wall; or a virtual machine stood still, while the world went on."""
        self._move(wall_ms=by // timedelta(milliseconds=1))

    def _move(self, slept_ms: int = 0, passed_ms: int = 0, wall_ms: int = 0) -> None:
        slept, passed, wall = self._moved
        self._moved = Moved(slept + slept_ms, passed + passed_ms, wall + wall_ms)
        self._write()

    def _write(self) -> None:
        beside = self._file.with_suffix(".new")
        beside.write_text(" ".join(map(str, self._moved)))
        beside.replace(self._file)
