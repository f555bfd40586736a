"""The signs as shapes. Sixteen units wide, drawn far too large with Pillow and averaged down."""

from collections.abc import Callable
from math import cos, radians, sin

from PIL import Image, ImageDraw

from deskbreak.desktop.icons.palettes import SignColours
from deskbreak.ports.tray import RING_STEPS, Sign

UNITS = 16
MIDDLE = UNITS / 2
RING_RADIUS = 6.15
ARC_WIDTH = 2.7
THIN_WIDTH = 1.2
BAR_ROUNDING = 0.5
GAP_BEGINS = 0.86
"""The arc stays here until it is full: a smaller gap cannot be seen at 16 px."""

OVERSIZE = 16
CLEAR = (0, 0, 0, 0)

Colour = tuple[int, int, int, int]
Point = tuple[float, float]


def colour(text: str, opacity: int = 255) -> Colour:
    """``#RRGGBB`` as numbers."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16), opacity


class Sheet:
    """A square of sixteen units to draw on, ``pixels`` wide."""

    def __init__(self, pixels: int) -> None:
        self.image = Image.new("RGBA", (pixels, pixels), CLEAR)
        self._draw = ImageDraw.Draw(self.image)
        self._unit = pixels / UNITS

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        # Pillow's boxes include their last pixel.
        unit = self._unit
        return left * unit, top * unit, right * unit - 1, bottom * unit - 1

    def _around(self, centre: Point, radius: float) -> tuple[float, float, float, float]:
        x, y = centre
        return self._box(x - radius, y - radius, x + radius, y + radius)

    def disc(self, centre: Point, radius: float, fill: Colour) -> None:
        self._draw.ellipse(self._around(centre, radius), fill=fill)

    def arc(
        self, centre: Point, radius: float, width: float, turn_deg: tuple[float, float], fill: Colour
    ) -> None:
        """An arc of a ring, clockwise, degrees from the top; ``radius`` is to the middle of the line."""
        self._draw.arc(
            self._around(centre, radius + width / 2),
            turn_deg[0] - 90,
            turn_deg[1] - 90,
            fill=fill,
            width=round(width * self._unit),
        )

    def ring(self, radius: float, width: float, fill: Colour) -> None:
        self._draw.ellipse(
            self._around((MIDDLE, MIDDLE), radius + width / 2), outline=fill, width=round(width * self._unit)
        )

    def bar(self, corner: Point, width: float, height: float, fill: Colour) -> None:
        """An upright or lying bar with softened corners; ``corner`` is its left upper one."""
        left, top = corner
        box = self._box(left, top, left + width, top + height)
        self._draw.rounded_rectangle(box, BAR_ROUNDING * self._unit, fill=fill)

    def limb(self, begin: Point, end: Point, width: float, fill: Colour) -> None:
        """A line with round ends."""
        unit = self._unit
        ends = [(begin[0] * unit, begin[1] * unit), (end[0] * unit, end[1] * unit)]
        self._draw.line(ends, fill=fill, width=round(width * unit))
        self.disc(begin, width / 2, fill)
        self.disc(end, width / 2, fill)


def person_with_raised_arms(sheet: Sheet, fill: Colour) -> None:
    """Head, two arms up, a trunk: who stretches, seen from the front."""
    sheet.disc((8, 5.4), 1.65, fill)
    sheet.limb((8, 9.1), (4.3, 5.0), 1.7, fill)
    sheet.limb((8, 9.1), (11.7, 5.0), 1.7, fill)
    sheet.limb((8, 8.8), (8, 12.6), 2.5, fill)


def _thin_ring(sheet: Sheet, colours: SignColours) -> None:
    sheet.ring(RING_RADIUS, THIN_WIDTH, colour(colours.ink, colours.thin_opacity))


def _full_ring(sheet: Sheet, colours: SignColours) -> None:
    sheet.ring(RING_RADIUS, ARC_WIDTH, colour(colours.accent))


def _sitting(sheet: Sheet, filled: int, colours: SignColours) -> None:
    share = filled / RING_STEPS
    if share >= 1:
        _full_ring(sheet, colours)
        return
    _thin_ring(sheet, colours)
    if share <= 0:
        return
    accent = colour(colours.accent)
    end_deg = 360 * min(share, GAP_BEGINS)
    sheet.arc((MIDDLE, MIDDLE), RING_RADIUS, ARC_WIDTH, (0, end_deg), accent)
    turn = radians(end_deg)
    sheet.disc((MIDDLE + RING_RADIUS * sin(turn), MIDDLE - RING_RADIUS * cos(turn)), ARC_WIDTH / 2, accent)


def _due(sheet: Sheet, colours: SignColours) -> None:
    _full_ring(sheet, colours)
    sheet.disc((MIDDLE, MIDDLE), 2.1, colour(colours.accent))


def _held(sheet: Sheet, colours: SignColours) -> None:
    _full_ring(sheet, colours)
    sheet.bar((5, 7), 6, 2, colour(colours.ink))


def _prompting(sheet: Sheet, colours: SignColours) -> None:
    sheet.disc((MIDDLE, MIDDLE), 7.7, colour(colours.accent))
    person_with_raised_arms(sheet, CLEAR)


def _paused(sheet: Sheet, colours: SignColours) -> None:
    _thin_ring(sheet, colours)
    for left in (5.1, 8.9):
        sheet.bar((left, 4.9), 2, 6.2, colour(colours.ink))


def _off_hours(sheet: Sheet, colours: SignColours) -> None:
    sheet.disc((7.6, 8.2), 6.3, colour(colours.ink))
    sheet.disc((10.6, 5.6), 5.2, CLEAR)


def _unknown(sheet: Sheet, colours: SignColours) -> None:
    ink = colour(colours.ink)
    for piece in range(8):
        begin_deg = piece * 45 + 9
        sheet.arc((MIDDLE, MIDDLE), RING_RADIUS, 1.7, (begin_deg, begin_deg + 27), ink)
    hook, radius, width = (8.0, 6.5), 1.75, 1.5
    sheet.arc(hook, radius, width, (-90, 180), ink)
    sheet.disc((hook[0] - radius, hook[1]), width / 2, ink)
    sheet.limb((8, 8.25), (8, 8.9), width, ink)
    sheet.disc((8, 11.3), 0.95, ink)


_STILL: dict[Sign, Callable[[Sheet, SignColours], None]] = {
    Sign.DUE: _due,
    Sign.HELD: _held,
    Sign.PROMPTING: _prompting,
    Sign.PAUSED: _paused,
    Sign.OFF_HOURS: _off_hours,
    Sign.UNKNOWN: _unknown,
}


def draw(sign: Sign, filled: int, colours: SignColours, size: int) -> Image.Image:
    """``sign`` at ``size`` pixels: sixteen times too large, then averaged down."""
    sheet = Sheet(size * OVERSIZE)
    if sign is Sign.SITTING:
        _sitting(sheet, filled, colours)
    else:
        _STILL[sign](sheet, colours)
    return sheet.image.reduce(OVERSIZE)
