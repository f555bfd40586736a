"""The breath word with its arrow: readable at two metres."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from deskbreak.window import marks
from deskbreak.window.marks import Mark
from deskbreak.window.theme import Theme, Type

ARROW = 52.0
BEFORE_ARROW = 28.0
SMALLEST = 0.3


class BreathWord(QLabel):
    """One word, an arrow and perhaps a number. It shrinks as a whole before it would be clipped.

    The label's text is the word, so that a screen reader has it; ``widest`` are all the words that may
    come, so that the size stays the same for all of them.
    """

    def __init__(self, theme: Theme, widest: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._widest = widest
        self._shown: tuple[tuple[str, Mark | None, float], ...] = ()
        self._number = ""
        self._type_size = 1.0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_both(self, shown: tuple[tuple[str, Mark | None, float], ...], number: str = "") -> None:
        """Show words, each with its arrow and its opacity; the most visible one is the label's text."""
        if (shown, number) == (self._shown, self._number):
            return
        self._shown, self._number = shown, number
        word = max(shown, key=lambda each: each[2])[0]
        if word != self.text():
            self.setText(word)
        self.update()

    def set_type_size(self, type_size: float) -> None:
        """Its size in shares of its full size, which it keeps where it has the width."""
        self._type_size = type_size
        self.update()

    def width_in(self, type_size: float) -> int:
        """The width that the longest word and its arrow take in that size."""
        return ceil(self.whole_width() * type_size)

    def whole_width(self) -> int:
        """The width that the longest word and its arrow take in full size."""
        metrics = QFontMetricsF(self._theme.font(Type.BREATH))
        word = max((metrics.horizontalAdvance(each) for each in self._widest), default=0.0)
        number = self._theme.line(56) if self._number else 0.0
        return ceil(word + self._theme.line(BEFORE_ARROW + ARROW * 0.82) + number + 1)

    def shrink_in(self, width: int) -> float:
        """How much smaller than in full size it has to be in that width."""
        return max(SMALLEST, min(self._type_size, width / self.whole_width()))

    def shrink(self) -> float:
        """How much smaller than in full size it has to be here."""
        return self.shrink_in(self.width())

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(self.whole_width(), self.height_in(1.0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(ceil(self.whole_width() * SMALLEST), self.height_in(SMALLEST))

    def height_in(self, shrink: float) -> int:
        """The height in px at that size."""
        return ceil(self._theme.text_px * Type.BREATH.times * shrink * 1.06)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        theme, shrink = self._theme, self.shrink()
        painter = QPainter(self)
        font = theme.font(Type.BREATH, shrink)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        baseline = (self.height() + metrics.capHeight()) / 2
        for word, mark, opacity in self._shown:
            painter.setOpacity(opacity)
            painter.setPen(theme.colour("ink"))
            width = metrics.horizontalAdvance(word)
            painter.drawText(QPointF(self._at(0, width, mirrored), baseline), word)
            if mark is None:
                continue
            side = theme.line(ARROW) * shrink
            left = width + theme.line(BEFORE_ARROW) * shrink - side * 0.09
            middle = baseline - metrics.capHeight() / 2
            rect = QRectF(self._at(left, side, mirrored), middle - side / 2, side, side)
            marks.paint(mark, painter, rect, theme.palette)
            if self._number:
                self._paint_number(painter, left + side + theme.line(14) * shrink, baseline, mirrored)

    def _paint_number(self, painter: QPainter, left: float, baseline: float, mirrored: bool) -> None:
        font = self._theme.font(Type.COUNT, self.shrink() * 0.9)
        painter.setFont(font)
        painter.setPen(self._theme.colour("ink2"))
        width = QFontMetricsF(font).horizontalAdvance(self._number)
        painter.drawText(QPointF(self._at(left, width, mirrored), baseline), self._number)
        painter.setFont(self._theme.font(Type.BREATH, self.shrink()))

    def _at(self, left: float, width: float, mirrored: bool) -> float:
        return self.width() - left - width if mirrored else left
