"""Cuts what a person looks at out of the screen, and keeps it small."""

from PIL import Image

from support.screen import Screen, Window
from tools.places import ROOT

PICTURES = ROOT / "docs" / "pictures"
VIVID = 60
"""How far a pixel's colours lie apart when it is no grey: the icon's do, a panel's do not."""

Box = tuple[int, int, int, int]


def keep(picture: Image.Image, name: str) -> None:
    """Write it among the documentation's pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    place = PICTURES / f"{name}.png"
    picture.quantize(256, dither=Image.Dither.NONE).save(place, optimize=True)
    print(f"  {place.relative_to(ROOT)}", flush=True)


def around(screen: Screen, window: Window, margin: int) -> Image.Image:
    """The window with some of the desktop around it."""
    width, height = screen.size
    left, top, right, bottom = window.box
    return screen.picture(
        (
            max(0, left - margin),
            max(0, top - margin),
            min(width, right + margin),
            min(height, bottom + margin),
        )
    )


def vivid_part(picture: Image.Image, within: Box) -> Box:
    """The box of what is coloured in one part of a picture. Raises ValueError where all is grey."""
    part = picture.crop(within)
    hue_free = part.convert("HSV").getchannel("S").point(lambda saturation: 255 if saturation > VIVID else 0)
    found = hue_free.getbbox()
    if found is None:
        raise ValueError("the panel shows no icon")
    left, top, right, bottom = found
    return within[0] + left, within[1] + top, within[0] + right, within[1] + bottom


def side_by_side(pictures: list[Image.Image], colour: str, gap: int) -> Image.Image:
    """Pictures in one row, their lower edges in one line."""
    height = max(picture.height for picture in pictures)
    width = sum(picture.width for picture in pictures) + gap * (len(pictures) - 1)
    row = Image.new("RGB", (width, height), colour)
    left = 0
    for picture in pictures:
        row.paste(picture, (left, height - picture.height))
        left += picture.width + gap
    return row
