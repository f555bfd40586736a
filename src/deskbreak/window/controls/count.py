"""Which breath it is: a large number, and how many there are."""

from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from deskbreak.language import _
from deskbreak.window.theme import Theme, Type

LINE_HEIGHT = 1.1


class Count(QLabel):
    """ "3 of 10", the 3 readable at two metres."""

    def __init__(self, theme: Theme, breaths: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._breaths = breaths
        self._breath = 1
        self._type_size = 1.0
        self.show_breath(1)

    def set_type_size(self, type_size: float) -> None:
        """The number's size in shares of its full size."""
        self._type_size = type_size
        self.updateGeometry()
        self.update()

    def show_breath(self, breath: int) -> None:
        """Show this breath's number, from 1."""
        self._breath = breath
        text = _("{breath} of {breaths}").format(breath=breath, breaths=self._breaths)
        if text != self.text():
            self.setText(text)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        width = sum(self._width(text, font) for text, font, _ in self._parts(self._breaths)) + self._gap() * 2
        return QSize(
            ceil(width), ceil(self._theme.text_px * Type.COUNT.times * self._type_size * LINE_HEIGHT)
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return self.sizeHint()

    def _gap(self) -> float:
        return self._theme.line(6)

    def _width(self, text: str, font: QFont) -> float:
        return QFontMetricsF(font).horizontalAdvance(text)

    def _parts(self, breath: int) -> list[tuple[str, QFont, str]]:
        before, _number, after = _("{breath} of {breaths}").partition("{breath}")
        small = self._theme.font(Type.OF, max(0.6, self._type_size))
        large = self._theme.font(Type.COUNT, self._type_size)
        parts = [
            (before.format(breaths=self._breaths), small, "ink2"),
            (str(breath), large, "ink"),
            (after.format(breaths=self._breaths), small, "ink2"),
        ]
        return [part for part in parts if part[0]]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        metrics = QFontMetricsF(self._theme.font(Type.COUNT, self._type_size))
        baseline = (self.height() + metrics.capHeight()) / 2
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = 0.0
        for text, font, colour in self._parts(self._breath):
            width = self._width(text, font)
            painter.setFont(font)
            painter.setPen(self._theme.colour(colour))
            x = self.width() - left - width if mirrored else left
            painter.drawText(QPointF(x, baseline), text)
            left += width + self._gap()
