"""Colours and signs of the terminal's pages, chosen to be seen on light and dark backgrounds alike."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.style import Style

from deskbreak.cli.terminal.blocks import HALVES, LETTERS, QUARTERS, Grain

ACCENT = Style(color="green")
"""The terminal's own green: whoever chose its colours made it readable."""
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
        "accent": "#318F73",
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


NEAREST_TONES = {
    tone: Style(color=f"color({number})")
    for tone, number in {
        "skin": 173,
        "skin2": 130,
        "top": 72,
        "top2": 72,
        "fold": 29,
        "legs": 66,
        "legs2": 109,
        "shoe": 240,
        "chair": 144,
        "chair2": 144,
        "wheel": 101,
        "accent": 72,
    }.items()
}
"""For 256 colours: chosen by eye, because the nearest by reckoning turns the green to grey-blue."""

FEW_TONES = {
    tone: Style(color=colour)
    for tone, colour in {
        "skin": "yellow",
        "skin2": "yellow",
        "top": "green",
        "top2": "green",
        "fold": "green",
        "legs": "bright_black",
        "legs2": "bright_black",
        "shoe": "bright_black",
        "chair": "white",
        "chair2": "white",
        "wheel": "white",
        "accent": "green",
    }.items()
}
"""For the sixteen colours that every terminal has."""

UNCOLOURED = dict.fromkeys(TONES, Style())


@dataclass(frozen=True, slots=True)
class Look:
    """How finely this terminal draws, with which signs, and in which colours."""

    grain: Grain
    signs: Signs
    tones: Mapping[str, Style]


def look_of(console: Console) -> Look:
    """What the terminal can show: letters only, half blocks (a bare Linux console), or quarters."""
    by_colours = {"truecolor": TONES, "256": NEAREST_TONES, None: UNCOLOURED}
    tones = UNCOLOURED if console.no_color else by_colours.get(console.color_system, FEW_TONES)
    if console.options.ascii_only:
        return Look(LETTERS, PLAIN, tones)
    return Look(HALVES if os.environ.get("TERM") == "linux" else QUARTERS, LINES, tones)
