"""Text and figure can be told from what lies behind them, in each palette."""

import pytest

from deskbreak.window.palette import DARK, HIGH_CONTRAST, LIGHT, Palette

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK, HIGH_CONTRAST])


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@PALETTES
def test_text_is_readable_on_every_ground(palette: Palette) -> None:
    for ground in (palette.paper, palette.surface, palette.sand):
        assert contrast(palette.ink, ground) >= 7
        assert contrast(palette.ink2, ground) >= 4.5
    for ground in (palette.paper, palette.surface, palette.tint):
        assert contrast(palette.accent, ground) >= 4.5
    assert contrast(palette.on, palette.accent) >= 4.5


@PALETTES
def test_outlines_that_mean_something_are_seen(palette: Palette) -> None:
    for ground in (palette.paper, palette.surface):
        assert contrast(palette.edge, ground) >= 3


@PALETTES
def test_the_figure_is_seen_on_tint_sand_and_paper(palette: Palette) -> None:
    for tone in (palette.figure.skin, palette.figure.top, palette.figure.legs):
        for ground in (palette.tint, palette.sand, palette.paper):
            assert contrast(tone, ground) >= 2.95


def test_nobody_changes_colour_at_dusk() -> None:
    assert contrast(LIGHT.figure.skin, DARK.figure.skin) < 1.3
