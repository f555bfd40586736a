"""Pictures from characters: dots of several tones become blocks in the finest grain a terminal can show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

Tone = str
Dots = Sequence[Sequence[Tone | None]]
"""Rows of dots from the top; ``None`` is empty."""

Outline = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Grain:
    """A character cell holds ``across`` x ``down`` dots; ``signs`` has the character of each combination,
    the first dot counting 1, the next one (reading order) 2, and so on. ``haze`` fills an area lightly."""

    across: int
    down: int
    signs: str
    haze: str
    point: str


QUARTERS = Grain(2, 2, " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█", "░", "·")
HALVES = Grain(1, 2, " ▀▄█", "░", "·")
LETTERS = Grain(1, 1, " #", ".", ":")


def fill(dots: list[list[Tone | None]], outlines: Sequence[Outline], tone: Tone) -> None:
    """Set each dot whose middle is inside an odd number of ``outlines``; x and y down, in dots."""
    for row, line in enumerate(dots):
        y = row + 0.5
        crossings = sorted(
            x0 + (y - y0) * (x1 - x0) / (y1 - y0)
            for outline in outlines
            for (x0, y0), (x1, y1) in zip(outline, [*outline[1:], outline[0]], strict=True)
            if (y0 <= y) != (y1 <= y)
        )
        for begin, end in zip(crossings[::2], crossings[1::2], strict=True):
            first, last = max(0, round(begin)), min(len(line), round(end))
            line[first:last] = [tone] * max(0, last - first)


def to_lines(dots: Dots, grain: Grain, colours: Mapping[Tone, Style]) -> list[list[tuple[str, Style] | None]]:
    """Cells with their character and style, row by row; ``None`` where a cell is empty."""
    return [
        [
            _cell(
                [dots[top + y][left + x] for y in range(grain.down) for x in range(grain.across)],
                grain,
                colours,
            )
            for left in range(0, len(dots[0]), grain.across)
        ]
        for top in range(0, len(dots), grain.down)
    ]


def _cell(
    cell: Sequence[Tone | None], grain: Grain, colours: Mapping[Tone, Style]
) -> tuple[str, Style] | None:
    tones = Counter(tone for tone in cell if tone is not None).most_common()
    if not tones:
        return None
    style = colours[tones[0][0]]
    second = colours[tones[1][0]] if len(tones) > 1 else style
    if None in cell or second.color in {style.color, None}:
        shown = [tone is not None for tone in cell]
    else:
        shown = [tone == tones[0][0] for tone in cell]
        style += Style(bgcolor=second.color)
    return grain.signs[sum(1 << place for place, is_on in enumerate(shown) if is_on)], style


def to_text(cells: Sequence[tuple[str, Style] | None]) -> Text:
    """One row of cells as text."""
    line = Text(no_wrap=True)
    for cell in cells:
        line.append(*(cell or (" ", None)))
    return line
