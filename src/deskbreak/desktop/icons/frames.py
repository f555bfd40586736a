"""The file of drawn signs: an index, then one compressed frame for each sign, so that the resident
process reads the one it shows and keeps nothing else. Standard library only."""

import json
import os
import zlib
from pathlib import Path

from deskbreak.files.reading import NotADocument, opened
from deskbreak.ports.tray import RING_STEPS, Sign

SIZES = (16, 22, 24, 32, 48)
"""The widths that panels ask for, in pixels; a frame holds one picture of each, in this order."""

BYTES_PER_PIXEL = 4
FRAME_BYTES = sum(size * size for size in SIZES) * BYTES_PER_PIXEL
MAGIC = b"deskbreak signs 1\n"
_HEADER_LIMIT = 64 * 1024
_PACKED_LIMIT = 2 * FRAME_BYTES
"""What is packed is smaller than what it holds, but for a few bytes."""
_DAMAGE = (OSError, NotADocument, ValueError, KeyError, TypeError, OverflowError, RecursionError, zlib.error)

Pixmap = tuple[int, int, bytes]
"""Width, height, and the pixels as A, R, G, B: one byte each, rows from the top."""


class NoFrames(Exception):
    """There is no such file of signs, or it is damaged; it says which and why."""


def key(sign: Sign, filled: int) -> str:
    """What a frame is called in the file. Only a sitting ring has one for each step."""
    return f"{sign}-{min(max(filled, 0), RING_STEPS)}" if sign is Sign.SITTING else str(sign)


def all_signs() -> list[tuple[Sign, int]]:
    """Every sign and filling that has a frame."""
    still = [(sign, 0) for sign in Sign if sign is not Sign.SITTING]
    return [*still, *((Sign.SITTING, step) for step in range(RING_STEPS + 1))]


def read(path: Path, name: str) -> list[Pixmap]:
    """The pictures of one frame, smallest first. Raises :class:`NoFrames`."""
    try:
        with opened(path) as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise NoFrames(f"{path} is not a file of signs")
            begin, length = json.loads(file.readline(_HEADER_LIMIT))[name]
            file.seek(begin, os.SEEK_CUR)
            packed = file.read(min(max(length, 0), _PACKED_LIMIT))
            unpacking = zlib.decompressobj()
            pixels = unpacking.decompress(packed, FRAME_BYTES + 1)
    except FileNotFoundError:
        raise NoFrames(f"{path} is not there") from None
    except _DAMAGE as error:
        raise NoFrames(f"{path} is damaged ({error!r})") from error
    if len(pixels) != FRAME_BYTES or not unpacking.eof:
        raise NoFrames(f"{path} is damaged (frame {name} is not {FRAME_BYTES} bytes)")
    pixmaps: list[Pixmap] = []
    offset = 0
    for size in SIZES:
        end = offset + size * size * BYTES_PER_PIXEL
        pixmaps.append((size, size, pixels[offset:end]))
        offset = end
    return pixmaps
