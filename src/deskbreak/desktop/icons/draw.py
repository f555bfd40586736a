"""``python -m deskbreak.desktop.icons.draw --panel any --out FILE``: draw every sign into one file.

A process of its own, gone when it is done, because Pillow has no place in the resident one.
"""

import argparse
import sys
from pathlib import Path

from PIL import Image

from deskbreak.desktop.icons import binding, frames, shapes
from deskbreak.desktop.icons.palettes import COLOURS, Panel, SignColours
from deskbreak.ports.tray import Sign


def as_argb(image: Image.Image) -> bytes:
    """The pixels in the order a StatusNotifierItem sends them."""
    red, green, blue, alpha = image.split()
    return Image.merge("RGBA", (alpha, red, green, blue)).tobytes()


def frame(sign: Sign, filled: int, colours: SignColours) -> bytes:
    """All sizes of one sign, one after the other."""
    return b"".join(as_argb(shapes.draw(sign, filled, colours, size)) for size in frames.SIZES)


def draw_all(panel: Panel, out: Path) -> None:
    """Draw every sign for ``panel`` into ``out``. Raises :class:`OSError` when it cannot be written."""
    colours = COLOURS[panel]
    binding.write(
        out,
        {frames.key(sign, filled): frame(sign, filled, colours) for sign, filled in frames.all_signs()},
    )


def main() -> int:
    """Draw, and say on stderr what was in the way; 0 when the file is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panel", type=Panel, choices=list(Panel), default=Panel.ANY)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    try:
        draw_all(chosen.panel, chosen.out)
    except OSError as error:
        print(f"The tray's icons cannot be written to {chosen.out}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
