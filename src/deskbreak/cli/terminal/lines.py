"""Lines of text: wrapped to a width, set beside each other, fitted to a screen."""

import io
from collections.abc import Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text


def wrapped(text: str | Text, columns: int, style: str = "") -> list[Text]:
    """``text`` in lines of at most ``columns``; words that are longer are broken."""
    console = Console(file=io.StringIO(), width=max(1, columns), color_system=None, force_terminal=False)
    whole = text if isinstance(text, Text) else Text(text, style)
    return [line.copy() for line in whole.wrap(console, max(1, columns))]


def flowed(parts: Sequence[Text], columns: int, gap: int = 3) -> list[Text]:
    """``parts`` beside each other, each whole, in as many lines as they need."""
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + gap + part.cell_len <= columns:
            lines[-1] = Text.assemble(lines[-1], " " * gap, part)
        else:
            lines.append(part.copy())
    return lines


def beside(left: Sequence[Text], right: Sequence[Text], columns: int, gap: int) -> list[Text]:
    """``left``, padded to ``columns``, and ``right`` after a gap."""
    lines = []
    for one, other in zip_longest(left, right):
        line = one.copy() if one is not None else Text()
        line.pad_right(columns - line.cell_len + gap)
        lines.append(line + other if other is not None else line)
    return lines


def middle(lines: Sequence[Text], rows: int) -> list[Text]:
    """``lines`` with as much space above as below; cut where there are more than ``rows``."""
    above = max(0, rows - len(lines)) // 2
    return [*(Text() for _ in range(above)), *lines][:rows]


def page(header: Text, body: Sequence[Text], footer: Sequence[Text], columns: int, rows: int) -> Text:
    """A full screen: the header at the top, the footer at the bottom, the body between them."""
    room = max(0, rows - 1 - len(footer))
    between = list(body[:room])
    between += [Text() for _ in range(room - len(between))]
    lines = [header, *between, *footer][:rows]
    for line in lines:
        line.truncate(columns)
        line.no_wrap = True
    whole = Text("\n", no_wrap=True, end="").join(lines)
    whole.no_wrap, whole.end = True, ""
    return whole


def indented(lines: Sequence[Text], columns: int) -> list[Text]:
    """``lines``, moved to the right."""
    return [Text(" " * columns) + line for line in lines]
