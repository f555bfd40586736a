"""The stage: the body in its pose, and behind it the disc that grows and shrinks with the breath."""

from dataclasses import dataclass

from rich.text import Text

from deskbreak.cli.terminal.blocks import Tone, fill, to_lines, to_text
from deskbreak.cli.terminal.look import QUIET, Look
from deskbreak.window.figure.body import front
from deskbreak.window.figure.poses import Pose
from deskbreak.window.figure.skeleton import Base

TOP, BOTTOM = 130.0, -4.0
"""What is shown of the figure's world, in its own units (hundredths of the standing height)."""

HALF_WIDTH = 69.0
WIDTH_TO_HEIGHT = 2 * HALF_WIDTH / (TOP - BOTTOM)
CELL_HEIGHT_TO_WIDTH = 2.0

DISC_MIDDLE = 62.0
DISC_EMPTY, DISC_FULL = 42.0, 68.0
GOAL_HALF_THICKNESS = 1.6


@dataclass(frozen=True, slots=True)
class Scene:
    """What the stage shows. ``fullness`` and ``goal`` are the disc now and where this breath is going,
    0 (empty) to 1 (full)."""

    pose: Pose
    base: Base
    fullness: float
    goal: float


def columns_for(rows: int) -> int:
    """How wide a stage of so many rows is, so that the full disc fits in; even, as the body is."""
    return 2 * round(rows * CELL_HEIGHT_TO_WIDTH * WIDTH_TO_HEIGHT / 2)


def rows_for(columns: int) -> int:
    """How high a stage of so many columns may be."""
    return int(columns / CELL_HEIGHT_TO_WIDTH / WIDTH_TO_HEIGHT)


def paint_stage(scene: Scene, rows: int, look: Look) -> list[Text]:
    """The stage as ``rows`` lines, each :func:`columns_for` wide."""
    grain, columns = look.grain, columns_for(rows)
    dots: list[list[Tone | None]] = [[None] * (columns * grain.across) for _ in range(rows * grain.down)]
    tall = rows * grain.down / (TOP - BOTTOM)
    wide = tall * CELL_HEIGHT_TO_WIDTH * grain.across / grain.down
    middle = columns * grain.across / 2
    for shape in front(scene.pose, scene.base):
        outlines = [
            [(middle + x * wide, (TOP - y) * tall) for x, y in outline]
            for outline in (shape.outline, shape.hole)
            if outline
        ]
        fill(dots, outlines, shape.tone)
    lines = to_lines(dots, grain, look.tones)
    disc = DISC_EMPTY + (DISC_FULL - DISC_EMPTY) * scene.fullness
    goal = DISC_EMPTY + (DISC_FULL - DISC_EMPTY) * scene.goal
    for row, line in enumerate(lines):
        y = TOP - (row + 0.5) * (TOP - BOTTOM) / rows
        for column in range(columns):
            if line[column] is None:
                x = (column + 0.5 - columns / 2) * grain.across / wide
                far = (x**2 + (y - DISC_MIDDLE) ** 2) ** 0.5
                if far <= disc:
                    line[column] = (grain.haze, look.tones["accent"])
                elif abs(far - goal) <= GOAL_HALF_THICKNESS and column % 2 == 0:
                    line[column] = (grain.point, QUIET)
    return [to_text(line) for line in lines]
