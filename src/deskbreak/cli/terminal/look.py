"""Colours and signs of the terminal's pages, chosen to be seen on light and dark backgrounds alike."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.style import Style

from deskbreak.cli.terminal.blocks import HALVES, LETTERS, QUARTERS, Grain

ACCENT = Style(color="#318F73")
STRONG = Style(bold=True)
QUIET = Style(dim=True)
KEY = Style(bold=True)

TONES = {
    tone: Style(color=colour)
    for tone, colour in {
        "skin": "#B9774C",
        "skin2": "#A06742",
        "top": "#3F9A7C",
        "top2": "#3F9A7C",
        "fold": "#2B6653",
        "legs": "#6F857E",
        "legs2": "#83988F",
        "shoe": "#56655F",
        "chair": "#93887B",
        "chair2": "#A59886",
        "wheel": "#857A6C",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs for which plain letters have to do where a terminal has no others."""

    to_come: str
    done: str
    bead: str
    up: str
    down: str
    chosen: str
    empty: str
    tick: str
    rule: str


LINES = Signs("─", "━", "●", "↑", "↓", "●", "○", "✓", "─")
PLAIN = Signs("-", "=", "o", "^", "v", "*", "o", "x", "-")


UNCOLOURED = dict.fromkeys(TONES, Style())


@dataclass(frozen=True, slots=True)
class Look:
    """How finely this terminal draws, with which signs, and in which colours."""

    grain: Grain
    signs: Signs
    tones: Mapping[str, Style]


def look_of(console: Console) -> Look:
    """What the terminal can show: letters only, half blocks (a bare Linux console), or quarters."""
    tones = UNCOLOURED if console.no_color or console.color_system is None else TONES
    if console.options.ascii_only:
        return Look(LETTERS, PLAIN, tones)
    return Look(HALVES if os.environ.get("TERM") == "linux" else QUARTERS, LINES, tones)
