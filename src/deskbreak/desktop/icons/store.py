"""The tray's way to its drawn signs: from the cache, or drawn anew by a short-lived process."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from deskbreak import __version__
from deskbreak.desktop.icons import frames
from deskbreak.desktop.icons.palettes import Panel
from deskbreak.paths import private_dir
from deskbreak.ports.tray import Sign

DRAWING_EDITION = 2
"""Goes up with every change of the drawing, so that nobody keeps the old signs."""

DRAWING_LIMIT_S = 30
"""The drawing takes a quarter of a second; whoever needs this long has another trouble."""

log = logging.getLogger(__name__)


class SignStore:
    """Reads signs of one panel's colours from ``cache_dir``; draws them all where they are missing."""

    def __init__(self, cache_dir: Path, panel: Panel) -> None:
        self._cache_dir = cache_dir
        self._panel = panel
        self._drawing = threading.Lock()

    @property
    def path(self) -> Path:
        """The file of this version, edition and panel."""
        return self._cache_dir / f"signs-{__version__}-{DRAWING_EDITION}-{self._panel}.frames"

    def read(self, sign: Sign, filled: int) -> list[frames.Pixmap]:
        """The pictures of a sign, smallest first. Raises :class:`frames.NoFrames`: then :meth:`draw`."""
        return frames.read(self.path, frames.key(sign, filled))

    def draw(self, done: Callable[[str], None]) -> None:
        """Draw every sign, in the background; then call ``done`` from there, with what was in the way
        or with an empty text."""
        threading.Thread(target=self._draw, args=(done,), name="signs", daemon=True).start()

    def draw_now(self) -> str:
        """Draw every sign and wait for it; returns what was in the way, or an empty text."""
        with self._drawing:
            try:
                private_dir(self._cache_dir)
                drawn = subprocess.run(
                    [
                        *(sys.executable, "-P", "-m", "deskbreak.desktop.icons.draw"),
                        *("--panel", str(self._panel), "--out", str(self.path)),
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    timeout=DRAWING_LIMIT_S,
                    check=False,
                    text=True,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                return f"the icons could not be drawn: {error}"
            if drawn.returncode:
                said = drawn.stderr.strip().splitlines()
                return f"the icons could not be drawn: {said[-1] if said else drawn.returncode}"
            self._forget_others()
            return ""

    def _draw(self, done: Callable[[str], None]) -> None:
        done(self.draw_now())

    def _forget_others(self) -> None:
        """Older versions' files of this panel have no reader left."""
        for other in self._cache_dir.glob(f"signs-*-{self._panel}.frames"):
            if other != self.path:
                try:
                    other.unlink()
                except OSError as error:
                    log.info("the old icons in %s stay: %s", other, error)
