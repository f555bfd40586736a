"""``python -m deskbreak.desktop.icons.export DIR``: the program's icon and every sign as PNG files."""

import argparse
import sys
from pathlib import Path

from deskbreak.desktop.icons import app_icon, frames, shapes
from deskbreak.desktop.icons.palettes import COLOURS
from deskbreak.ports.tray import RING_STEPS, Sign

SHOWN_STEPS = (0, RING_STEPS // 4, RING_STEPS // 2, RING_STEPS * 3 // 4, RING_STEPS - 1, RING_STEPS)
"""The fillings that tell the story; the rest are steps between them."""


def export(directory: Path) -> list[Path]:
    """Write every picture below ``directory`` and return where. Raises :class:`OSError`."""
    written: list[Path] = []
    app = directory / "app"
    app.mkdir(parents=True, exist_ok=True)
    for size in app_icon.SIZES:
        path = app / f"deskbreak-{size}.png"
        app_icon.draw(size).save(path, "PNG", optimize=True)
        written.append(path)
    shown = [
        (sign, filled)
        for sign, filled in frames.all_signs()
        if sign is not Sign.SITTING or filled in SHOWN_STEPS
    ]
    for panel, colours in COLOURS.items():
        tray = directory / "tray" / panel
        tray.mkdir(parents=True, exist_ok=True)
        for sign, filled in shown:
            for size in frames.SIZES:
                path = tray / f"{frames.key(sign, filled)}-{size}.png"
                shapes.draw(sign, filled, colours, size).save(path, "PNG", optimize=True)
                written.append(path)
    return written


def main() -> int:
    """Export, and say how many files there are now; 1 when one cannot be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    directory = parser.parse_args().directory
    try:
        written = export(directory)
    except OSError as error:
        print(f"The icons cannot be written to {directory}: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"{len(written)} pictures are in {directory}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
