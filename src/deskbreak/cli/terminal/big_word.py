"""Words large enough to be read from two metres away."""

from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont
from rich.text import Text

from deskbreak.cli.terminal.blocks import Grain

FONT_PX = 96
BOLDER_PX = 2
CELL_HEIGHT_TO_WIDTH = 2.0
FEWEST_ROWS = 3
INK = 120
"""How dark the paper under a dot has to be, 0 to 255, for the dot to be set."""


def big_word(word: str, columns: int, rows: int, grain: Grain) -> list[str]:
    """``word`` as large as it fits; as it is where it would be too small, or has signs we cannot draw."""
    return _largest(_drawn(word, ""), columns, rows, grain) or [word]


def big_word_with_arrow(word: str, *, up: bool, columns: int, rows: int, grain: Grain) -> list[str]:
    """The same with an arrow beside the word; the word alone where there is no room for both."""
    both = _drawn(word, "up" if up else "down")
    return _largest(both, columns, rows, grain) or big_word(word, columns, rows, grain)


def rows_for_all(words: Sequence[str], columns: int, rows: int) -> int:
    """In how many rows each of ``words`` fits with its arrow, so that they can follow each other in place."""
    return min(_fitting_rows(_drawn(word, "up"), columns, rows) for word in words)


def as_text(lines: Sequence[str], style: str) -> list[Text]:
    """The lines of a word in one style."""
    return [Text(line, style, no_wrap=True) for line in lines]


def _largest(drawn: Image.Image | None, columns: int, rows: int, grain: Grain) -> list[str]:
    high = _fitting_rows(drawn, columns, rows)
    if drawn is None or high < FEWEST_ROWS:
        return []
    wide = min(columns, round(high * _wide_for_high(drawn)))
    dots = drawn.resize((wide * grain.across, high * grain.down), Image.Resampling.BOX)
    return [
        "".join(_sign(dots, column * grain.across, row * grain.down, grain) for column in range(wide))
        for row in range(high)
    ]


def _fitting_rows(drawn: Image.Image | None, columns: int, rows: int) -> int:
    return 0 if drawn is None else min(rows, int(columns / _wide_for_high(drawn)))


def _wide_for_high(drawn: Image.Image) -> float:
    """How many columns a drawing takes for each row."""
    return drawn.width / drawn.height * CELL_HEIGHT_TO_WIDTH


def _sign(dots: Image.Image, left: int, top: int, grain: Grain) -> str:
    places = [(left + x, top + y) for y in range(grain.down) for x in range(grain.across)]
    return grain.signs[sum(1 << number for number, place in enumerate(places) if _is_set(dots, place))]


def _is_set(dots: Image.Image, place: tuple[int, int]) -> bool:
    tone = dots.getpixel(place)
    return isinstance(tone, int | float) and tone >= INK


@cache
def _drawn(word: str, arrow: str) -> Image.Image | None:
    """The word, and an arrow beside it, in white on black; nothing for signs outside Latin 1."""
    try:
        word.encode("latin-1")
    except UnicodeEncodeError:
        return None
    letters = _letters(word)
    if letters is None or not arrow:
        return letters
    high = letters.height
    gap, side = round(high * 0.35), round(high * 0.62)
    image = Image.new("L", (letters.width + gap + side, high))
    image.paste(letters, (0, 0))
    _draw_arrow(ImageDraw.Draw(image), letters.width + gap, side, high, up=arrow == "up")
    return image


def _letters(word: str) -> Image.Image | None:
    """The word without empty paper around it; nothing where nothing can be seen of it."""
    font = ImageFont.load_default(FONT_PX)
    paper = Image.new("L", (2 * FONT_PX * max(1, len(word)), 2 * FONT_PX))
    ImageDraw.Draw(paper).text(
        (FONT_PX // 2, FONT_PX // 2), word, fill=255, font=font, stroke_width=BOLDER_PX
    )
    inked = paper.getbbox()
    return paper.crop(inked) if inked else None


def _draw_arrow(draw: ImageDraw.ImageDraw, left: int, side: int, high: int, *, up: bool) -> None:
    stroke = round(high * 0.16)
    middle, half = left + side / 2, stroke / 2
    tip, foot = (half, high - 1) if up else (high - half, 0)
    wing = tip + (side / 2 - half) * (1 if up else -1)
    draw.line([(middle, tip), (middle, foot)], fill=255, width=stroke)
    for end in (left + half, left + side - half):
        draw.line([(middle, tip), (end, wing)], fill=255, width=stroke)
    draw.ellipse([middle - half, tip - half, middle + half, tip + half], fill=255)
