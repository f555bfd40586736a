"""Words large enough to be read from two metres away."""

from collections.abc import Sequence
from functools import cache

from PIL import ImageFont
from rich.text import Text

from deskbreak.cli.terminal.blocks import HALVES, LETTERS, Grain

Bits = tuple[tuple[bool, ...], ...]

SIZES = (3, 2, 1)
BETWEEN = 3

ARROW_UP = ("..#..", ".###.", "#.#.#", "..#..", "..#..", "..#..", "..#..")
"""Seven dots high, as capitals are."""


def big_word(word: str, columns: int, rows: int, grain: Grain) -> list[str]:
    """``word`` in the largest letters that fit; as it is where none do, or it has signs we cannot draw."""
    return _largest(_letters(word), columns, rows, grain) or [word]


def big_word_with_arrow(word: str, *, up: bool, columns: int, rows: int, grain: Grain) -> list[str]:
    """The same with an arrow beside the word; without it where the word alone fits larger."""
    drawn = _letters(word)
    arrow = tuple(tuple(sign == "#" for sign in row) for row in (ARROW_UP if up else ARROW_UP[::-1]))
    both = _beside(drawn, arrow) if drawn else ()
    return _largest(both, columns, rows, grain) or big_word(word, columns, rows, grain)


def as_text(lines: Sequence[str], style: str) -> list[Text]:
    """The lines of a word in one style."""
    return [Text(line, style, no_wrap=True) for line in lines]


def _largest(bits: Bits, columns: int, rows: int, grain: Grain) -> list[str]:
    letters = LETTERS if grain is LETTERS else HALVES
    for size in SIZES if bits else ():
        if len(bits[0]) * size <= columns and len(bits) * size <= rows * letters.down:
            return _drawn(bits, size, letters)
    return []


def _drawn(bits: Bits, size: int, letters: Grain) -> list[str]:
    large = [[bit for bit in row for _ in range(size)] for row in bits for _ in range(size)]
    if len(large) % letters.down:
        large.append([False] * len(large[0]))
    return [
        "".join(
            letters.signs[sum(1 << y for y in range(letters.down) if large[top + y][x])]
            for x in range(len(large[0]))
        )
        for top in range(0, len(large), letters.down)
    ]


def _beside(word: Bits, arrow: Bits) -> Bits:
    blank = (False,) * BETWEEN
    none = (False,) * len(arrow[0])
    return tuple(
        row + blank + (arrow[index] if index < len(arrow) else none) for index, row in enumerate(word)
    )


@cache
def _letters(word: str) -> Bits:
    """The word's dots, without empty rows; nothing where it has signs outside Latin 1."""
    try:
        word.encode("latin-1")
    except UnicodeEncodeError:
        return ()
    mask = ImageFont.load_default_imagefont().getmask(word)
    across, down = mask.size
    rows = [tuple(bool(mask.getpixel((x, y))) for x in range(across)) for y in range(down)]
    inked = [index for index, row in enumerate(rows) if any(row)]
    return tuple(rows[inked[0] : inked[-1] + 1]) if inked else ()
