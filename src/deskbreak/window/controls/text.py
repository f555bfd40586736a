"""Setting text into a width: it wraps between words, and inside a word only where it must, never clips."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

AS_WIDE_AS_IT_IS = 1e6


@dataclass(frozen=True, slots=True)
class SetText:
    """Text that was set: its lines are in ``layout``; ``width`` and ``height`` are what it takes, in px."""

    layout: QTextLayout
    width: float
    height: float

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint with the painter's pen, from that corner."""
        self.layout.draw(painter, QPointF(left, top))


def set_text(
    text: str,
    font: QFont,
    width: float = AS_WIDE_AS_IT_IS,
    line_height: float = 1.4,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> SetText:
    """Break ``text`` into lines no wider than ``width``; ``line_height`` in multiples of the text size."""
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setTextOption(option)
    step = line_height * font.pixelSize()
    widest = 0.0
    count = 0
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, count * step + (step - line.height()) / 2))
        widest = max(widest, line.naturalTextWidth())
        count += 1
    layout.endLayout()
    return SetText(layout, widest, max(1, count) * step)


def longest_word(text: str, font: QFont) -> float:
    """The width below which a word would have to be broken."""
    metrics = QFontMetricsF(font)
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)
