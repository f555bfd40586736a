"""Where stage and words go. The stage shrinks first; in portrait the words go below it.

Words are never clipped. Only where even a small stage has no room, the largest type draws closer.
"""

from collections.abc import Callable
from dataclasses import dataclass

# In the pictures' px.
STAGE_START, STAGE_TOP = 40.0, 8.0
BETWEEN = 41.0
END = 24.0
WIDEST_COLUMN = 460.0
WORDS_ABOVE_MIDDLE = 0.066
"""The words stand a little above the middle of the stage, in shares of its side."""

GOOD_STAGE = 0.7
"""A stage of this share of the room's smaller side is worth drawing the largest type a little closer."""

LEAST_STAGE_PX = 220
"""On any screen: a smaller figure shows no reach."""

TYPE_SIZES = (1.0, 0.85, 0.7, 0.55, 0.45)
"""What the largest type may shrink to, in shares of its size, largest first."""

STILL_LARGE = 0.7
"""Type of this size can still be read from two metres; smaller only where there is no other way."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px, as if text read from left to right."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Room:
    """What words need: ``least_width`` px, which no word may be denied, and ``height_for`` a width, both
    with the largest type in ``type_size``."""

    type_size: float
    least_width: int
    height_for: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the stage is (a square), where the words are, and the size of the largest type."""

    stage: Box
    words: Box
    type_size: float


def places(width: int, height: int, grow: float, room_for: Callable[[float], Room]) -> Places:
    """Divide the room above the footer; ``grow`` is px to one px of the pictures."""
    large = [size for size in TYPE_SIZES if size >= STILL_LARGE]
    for sizes, least_stage in (
        (large, max(LEAST_STAGE_PX, GOOD_STAGE * min(width, height))),
        (TYPE_SIZES, LEAST_STAGE_PX),
    ):
        for type_size in sizes:
            room = room_for(type_size)
            fitting = [
                place
                for place in (_beside(width, height, grow, room), _below(width, height, grow, room))
                if place.words.height <= height - STAGE_TOP * grow and place.stage.width >= least_stage
            ]
            if fitting:
                return max(fitting, key=lambda place: place.stage.width)
    room = room_for(TYPE_SIZES[-1])
    beside, below = _beside(width, height, grow, room), _below(width, height, grow, room)
    return beside if beside.stage.width > 0 and beside.words.height <= height else below


def _beside(width: int, height: int, grow: float, room: Room) -> Places:
    start, between, end = (round(each * grow) for each in (STAGE_START, BETWEEN, END))
    top = round(STAGE_TOP * grow)
    side = max(0, min(height - top, width - start - between - end - room.least_width))
    column = min(width - start - side - between - end, round(WIDEST_COLUMN * grow))
    column = max(column, room.least_width)
    spare = max(0, width - start - side - between - column - end)
    left = start + spare // 2
    stage_top = top + max(0, (height - top - side) // 2)
    words = room.height_for(column)
    middle = stage_top + side / 2 - WORDS_ABOVE_MIDDLE * side
    words_top = max(top, min(round(middle - words / 2), height - words))
    return Places(
        Box(left, stage_top, side, side),
        Box(left + side + between, words_top, column, words),
        room.type_size,
    )


def _below(width: int, height: int, grow: float, room: Room) -> Places:
    end, gap, above = (round(each * grow) for each in (END, 16, STAGE_TOP))
    column = min(width - 2 * end, round(1.5 * WIDEST_COLUMN * grow))
    words = room.height_for(column)
    side = max(0, min(width - 2 * end, height - above - words - gap))
    top = above + max(0, (height - above - words - gap - side) // 2)
    left = (width - column) // 2
    return Places(
        Box((width - side) // 2, top, side, side),
        Box(left, top + side + (gap if side else 0), column, words),
        room.type_size,
    )
