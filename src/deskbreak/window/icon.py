"""The windows' icon: the program's own, as ``desktop/icons/app_icon.py`` has it, painted here because
reading Pillow for it would keep the first window waiting."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

SIZES = (16, 24, 32, 48, 64, 128)
FEW_PIXELS = 24
GROUND, GREEN = "#D6E4D8", "#2B6653"
MIDDLE = QPointF(8, 8)


def window_icon() -> QIcon:
    """The icon in every size that desktops ask for."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_drawn(size))
    return icon


def _drawn(size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 16, size / 16)
    _disc(painter, MIDDLE, 7.9, GREEN)
    if size <= FEW_PIXELS:
        _disc(painter, QPointF(8, 5.4), 1.65, GROUND)
        for side in (-1, 1):
            _line(painter, QPointF(8, 9.1), QPointF(8 + side * 3.7, 5.0), 1.7, GROUND)
        _line(painter, QPointF(8, 8.8), QPointF(8, 12.6), 2.5, GROUND)
    else:
        _disc(painter, MIDDLE, 6.3, GROUND)
        _disc(painter, QPointF(8, 6.05), 1.3, GREEN)
        for side in (-1, 1):
            arm = QPainterPath(QPointF(8, 9.2))
            arm.quadTo(QPointF(8 + side * 4.1, 8.0), QPointF(8 + side * 2.3, 3.75))
            painter.strokePath(arm, _pen(1.24, GREEN))
        _line(painter, QPointF(8, 9.7), QPointF(8, 12.2), 2.2, GREEN)
    painter.end()
    return pixmap


def _disc(painter: QPainter, middle: QPointF, radius: float, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(middle, radius, radius)


def _line(painter: QPainter, start: QPointF, end: QPointF, width: float, colour: str) -> None:
    painter.setPen(_pen(width, colour))
    painter.drawLine(start, end)


def _pen(width: float, colour: str) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
