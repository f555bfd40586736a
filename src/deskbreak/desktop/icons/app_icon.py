"""The program's own icon: somebody who stretches, within the closed ring."""

import contextlib
import logging
import os
import tempfile
from pathlib import Path

from PIL import Image

from deskbreak import __version__
from deskbreak.desktop.icons.shapes import MIDDLE, OVERSIZE, Sheet, colour, person_with_raised_arms
from deskbreak.paths import private_dir

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
NOTICE_SIZE = 64

GROUND = "#D6E4D8"
RING = "#2B6653"
PERSON = "#2B6653"

log = logging.getLogger(__name__)


def draw(size: int) -> Image.Image:
    """The icon at ``size`` pixels. It brings its own ground, so it stands on any colour."""
    oversize = OVERSIZE if size <= 64 else 4
    sheet = Sheet(size * oversize)
    sheet.disc((MIDDLE, MIDDLE), 7.9, colour(RING))
    sheet.disc((MIDDLE, MIDDLE), 6.3, colour(GROUND))
    person_with_raised_arms(sheet, colour(PERSON))
    return sheet.image.reduce(oversize)


def cached_png(cache_dir: Path) -> Path | None:
    """The icon as a file that other programs can read; ``None``, and a line in the log, where it cannot
    be written."""
    path = cache_dir / f"deskbreak-{__version__}-{NOTICE_SIZE}.png"
    if path.exists():
        return path
    unfinished = ""
    try:
        handle, unfinished = tempfile.mkstemp(dir=private_dir(cache_dir), suffix=".png")
        with os.fdopen(handle, "wb") as file:
            draw(NOTICE_SIZE).save(file, "PNG", optimize=True)
        Path(unfinished).replace(path)
    except OSError as error:
        log.warning("the notice has no icon: %s cannot be written (%s)", path, error.strerror)
        if unfinished:
            with contextlib.suppress(OSError):
                Path(unfinished).unlink()
        return None
    return path
