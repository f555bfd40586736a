"""Pictures from characters: dots of several tones become blocks in the finest grain a terminal can show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

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
    crossings: dict[int, list[float]] = {}
    for outline in outlines:
        x0, y0 = outline[-1]
        for x1, y1 in outline:
            low, high = (y0, y1) if y0 <= y1 else (y1, y0)
            # The rows whose middle lies between the edge's ends.
            for row in range(max(0, ceil(low - 0.5)), min(len(dots), ceil(high - 0.5))):
                x = x0 + (row + 0.5 - y0) * (x1 - x0) / (y1 - y0)
                crossings.setdefault(row, []).append(x)
            x0, y0 = x1, y1
    for row, places in crossings.items():
        places.sort()
        line = dots[row]
        for begin, end in zip(places[::2], places[1::2], strict=True):
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
    if not any(cell):
        return None
    if len(set(cell)) == 1:
        return grain.signs[-1], colours[cell[0] or ""]
    tones = Counter(tone for tone in cell if tone is not None).most_common()
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
    for style, same in groupby(cells, key=lambda cell: cell[1] if cell else None):
        line.append("".join(cell[0] if cell else " " for cell in same), style)
    return line
