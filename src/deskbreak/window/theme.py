"""The look of every window: a palette, and sizes that grow with the system's text."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication

from deskbreak.window.appearance import Wishes, wishes_of_this_desktop
from deskbreak.window.palette import DARK, HIGH_CONTRAST, LIGHT, Palette

PICTURE_TEXT_PX = 15.0
"""The text size in which the pictures, and so every measure in this package, are drawn."""

QT_GUESS_POINTS = 9.0
"""What Qt takes on Linux where no desktop told it a text size; nobody chose it, so we need not keep it."""

FEWEST_TEXT_PX, MOST_TEXT_PX = 9.0, 60.0


class Type(Enum):
    """The sizes of type, in multiples of the system's text, and their weights."""

    CAPTION = (0.87, QFont.Weight.Normal)
    BODY = (1.0, QFont.Weight.Normal)
    STRONG = (1.0001, QFont.Weight.DemiBold)
    KEY = (0.8, QFont.Weight.Medium)
    LEAD = (1.133, QFont.Weight.Normal)
    HEADING = (1.2, QFont.Weight.DemiBold)
    TITLE = (1.5, QFont.Weight.DemiBold)
    WORDS = (1.6, QFont.Weight.Medium)
    OF = (1.92, QFont.Weight.Normal)
    CLOSING = (2.67, QFont.Weight.Bold)
    MINUTES = (4.0, QFont.Weight.Bold)
    COUNT = (4.8, QFont.Weight.Bold)
    BREATH = (6.4, QFont.Weight.Bold)

    @property
    def times(self) -> float:
        return self.value[0]

    @property
    def weight(self) -> QFont.Weight:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Theme:
    """How everything looks in this process. ``text_px`` is the size of body text."""

    palette: Palette
    text_px: float = PICTURE_TEXT_PX
    reduced_motion: bool = False

    def line(self, picture_px: float) -> float:
        """A length of the pictures, grown with the text; for strokes and radii."""
        return picture_px * self.text_px / PICTURE_TEXT_PX

    def px(self, picture_px: float) -> int:
        """The same in whole pixels; for layouts."""
        return round(self.line(picture_px))

    def font(self, kind: Type, shrink: float = 1.0) -> QFont:
        """The system's typeface in that size, with figures of equal width."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(max(1, round(self.text_px * kind.times * shrink)))
        font.setWeight(kind.weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        if kind in {Type.BREATH, Type.COUNT, Type.MINUTES, Type.CLOSING}:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
        return font

    def colour(self, name: str) -> QColor:
        """A colour of the palette by its name."""
        return QColor(getattr(self.palette, name))


def choose_palette(environment: Mapping[str, str], wishes: Wishes, qt_is_dark: bool) -> Palette:
    """A palette forced by ``DESKBREAK_APPEARANCE``, else the desktop's high contrast, else dark or light."""
    forced = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}.get(
        environment.get("DESKBREAK_APPEARANCE", "")
    )
    if forced is not None:
        return forced
    gtk_theme = environment.get("GTK_THEME", "").lower()
    if wishes.high_contrast or "highcontrast" in gtk_theme:
        return HIGH_CONTRAST
    dark = wishes.dark
    if dark is None:
        dark = qt_is_dark or gtk_theme.endswith(("dark", ":dark"))
    return DARK if dark else LIGHT


def choose_reduced_motion(environment: Mapping[str, str], wishes: Wishes) -> bool:
    """``DESKBREAK_MOTION`` (``reduced`` or ``full``), else as the desktop has it."""
    forced = environment.get("DESKBREAK_MOTION", "")
    if forced in {"reduced", "full"}:
        return forced == "reduced"
    return bool(wishes.reduced_motion)


def choose_text_px(environment: Mapping[str, str], system_px: float) -> float:
    """The system's size, times ``DESKBREAK_TEXT_SCALE`` where that is a number."""
    try:
        scale = float(environment.get("DESKBREAK_TEXT_SCALE", "1"))
    except ValueError:
        scale = 1.0
    return min(MOST_TEXT_PX, max(FEWEST_TEXT_PX, system_px * scale))


def of_this_desktop(motion: str = "auto") -> Theme:
    """The theme for the running ``QApplication``. ``motion`` is the setting: auto, full or reduced."""
    wishes = wishes_of_this_desktop()
    hints = QGuiApplication.styleHints()
    if wishes.high_contrast is None and _qt_wants_contrast():
        wishes = Wishes(wishes.dark, True, wishes.reduced_motion, wishes.text_scale)
    environment = os.environ
    still = choose_reduced_motion(environment, wishes) if motion == "auto" else motion == "reduced"
    return Theme(
        palette=choose_palette(environment, wishes, hints.colorScheme() is Qt.ColorScheme.Dark),
        text_px=choose_text_px(environment, _system_text_px(wishes)),
        reduced_motion=still,
    )


def _qt_wants_contrast() -> bool:
    accessibility = QGuiApplication.styleHints().accessibility()
    return accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast


def _system_text_px(wishes: Wishes) -> float:
    font = QGuiApplication.font()
    if sys.platform == "linux" and font.pointSizeF() == QT_GUESS_POINTS:
        screen = QGuiApplication.primaryScreen()
        return PICTURE_TEXT_PX * screen.logicalDotsPerInch() / 96 * wishes.text_scale
    return float(QFontInfo(font).pixelSize())
