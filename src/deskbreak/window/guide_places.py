"""Where stage and words go. The stage shrinks first, never the words; in portrait the words go below."""

from collections.abc import Callable
from dataclasses import dataclass

# In pictures' px, as the pictures have them.
STAGE_START, STAGE_TOP = 40.0, 8.0
BETWEEN = 41.0
END = 24.0
WIDEST_COLUMN = 460.0
WORDS_ABOVE_MIDDLE = 0.05
"""The words stand a little above the middle of the stage, in shares of its side."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px, as if text read from left to right."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where the stage is (a square) and where the words are."""

    stage: Box
    words: Box


HeightFor = Callable[[int], int]


def places(width: int, height: int, grow: float, least_words: int, height_for: HeightFor) -> Places:
    """Divide the room above the footer.

    ``grow`` is px to one px of the pictures, ``least_words`` the width that no word may be denied, and
    ``height_for`` the words' height at a width.
    """
    beside = _beside(width, height, grow, least_words, height_for)
    below = _below(width, height, grow, height_for)
    # Words that would not fit beside the stage settle it; else the larger stage does.
    if beside.words.height > height:
        return below
    return below if below.stage.width > beside.stage.width else beside


def _beside(width: int, height: int, grow: float, least_words: int, height_for: HeightFor) -> Places:
    start, between, end = (round(each * grow) for each in (STAGE_START, BETWEEN, END))
    top = round(STAGE_TOP * grow)
    side = max(0, min(height - top, width - start - between - end - least_words))
    column = min(width - start - side - between - end, round(WIDEST_COLUMN * grow))
    column = max(column, least_words)
    spare = max(0, width - start - side - between - column - end)
    left = start + spare // 2
    stage_top = top + max(0, (height - top - side) // 2)
    words = height_for(column)
    middle = stage_top + side / 2 - WORDS_ABOVE_MIDDLE * side
    words_top = max(0, min(round(middle - words / 2), height - words))
    return Places(Box(left, stage_top, side, side), Box(left + side + between, words_top, column, words))


def _below(width: int, height: int, grow: float, height_for: HeightFor) -> Places:
    end, gap = round(END * grow), round(16 * grow)
    column = min(width - 2 * end, round(1.5 * WIDEST_COLUMN * grow))
    words = height_for(column)
    side = max(0, min(width - 2 * end, height - words - gap))
    top = max(0, (height - words - gap - side) // 2)
    left = (width - column) // 2
    return Places(Box((width - side) // 2, top, side, side), Box(left, top + side + gap, column, words))
