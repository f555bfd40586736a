"""``python -m tools.documents compare NAME…`` asks whether the documents are what the code says;
``write`` in its place makes them so."""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from tools.documents.every import MAKERS
from tools.places import ROOT


def write(names: list[str]) -> int:
    """Write every file of these documents; returns the exit code."""
    for name in names:
        for path, contents in MAKERS[name]().items():
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_bytes(contents)
    return 0


def compare(names: list[str]) -> int:
    """Name each file that is not what the code makes it; returns 1 when there is one."""
    stale = [
        path
        for name in names
        for path, contents in MAKERS[name]().items()
        if not (ROOT / path).is_file() or not _same(path, (ROOT / path).read_bytes(), contents)
    ]
    for path in stale:
        print(f"{path} is not what the code says. Type: python3 dev.py check --write")
    return 1 if stale else 0


def _same(path: Path, here: bytes, made: bytes) -> bool:
    return here == made or (path.suffix == ".png" and _pixels(here) == _pixels(made))


def _pixels(picture: bytes) -> tuple[tuple[int, int], bytes]:
    """A picture without its packing, which is not the same with every build of Pillow."""
    with Image.open(BytesIO(picture)) as image:
        return image.size, image.convert("RGBA").tobytes()


if __name__ == "__main__":
    act = {"write": write, "compare": compare}[sys.argv[1]]
    sys.exit(act(sys.argv[2:] or list(MAKERS)))
