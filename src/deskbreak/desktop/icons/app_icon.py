"""The program's own icon: somebody who stretches, within the closed ring."""

import contextlib
import logging
import os
import tempfile
from pathlib import Path

from PIL import Image

from deskbreak import __version__
from deskbreak.desktop.icons.shapes import MIDDLE, OVERSIZE, Point, Sheet, colour, person_with_raised_arms
from deskbreak.paths import private_dir

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
NOTICE_SIZE = 64
FEW_PIXELS = 24

GROUND = "#D6E4D8"
RING = "#2B6653"
PERSON = "#2B6653"
ARM_STEPS = 64

log = logging.getLogger(__name__)


def draw(size: int) -> Image.Image:
    """The icon at ``size`` pixels. It brings its own ground, so it stands on any colour; with few pixels it
    is the tray's sign, which is simpler."""
    oversize = OVERSIZE if size <= NOTICE_SIZE else 4
    sheet = Sheet(size * oversize)
    if size <= FEW_PIXELS:
        sheet.disc((MIDDLE, MIDDLE), 7.9, colour(RING))
        person_with_raised_arms(sheet, colour(GROUND))
    else:
        sheet.disc((MIDDLE, MIDDLE), 7.9, colour(RING))
        sheet.disc((MIDDLE, MIDDLE), 6.3, colour(GROUND))
        _person(sheet)
    return sheet.image.reduce(oversize)


def _person(sheet: Sheet) -> None:
    """Somebody who reaches up, with more room around the head than the tray's few pixels allow."""
    ink = colour(PERSON)
    sheet.disc((8, 6.05), 1.3, ink)
    for side in (-1, 1):
        shoulder, elbow, hand = (8.0, 9.2), (8 + side * 4.1, 8.0), (8 + side * 2.3, 3.75)
        for step in range(ARM_STEPS + 1):
            sheet.disc(_between(shoulder, elbow, hand, step / ARM_STEPS), 0.62, ink)
    sheet.limb((8, 9.7), (8, 12.2), 2.2, ink)


def _between(begin: Point, bend: Point, end: Point, share: float) -> Point:
    """A point of the curve that leaves ``begin`` towards ``bend`` and comes to ``end`` from there."""
    first, second, third = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return (
        first * begin[0] + second * bend[0] + third * end[0],
        first * begin[1] + second * bend[1] + third * end[1],
    )


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
        # No more than that: a sender's warning would count as a notice that was not shown.
        log.info("the notice has no icon: %s cannot be written (%s)", path, error.strerror)
        if unfinished:
            with contextlib.suppress(OSError):
                Path(unfinished).unlink()
        return None
    return path
