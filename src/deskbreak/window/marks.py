"""Small signs, painted: a tick, a chosen dot, a wavy line, chevrons, arrows. Never told by colour alone."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from deskbreak.window.palette import Palette


class Mark(Enum):
    """The signs. ``CHEVRON_END`` points where reading goes: right, or left in right-to-left text."""

    TICK = auto()
    CHOSEN = auto()
    EMPTY = auto()
    WAVE = auto()
    CHEVRON_END = auto()
    CHEVRON_DOWN = auto()
    PAUSE = auto()
    PLAY = auto()
    ARROW_UP = auto()
    ARROW_DOWN = auto()
    DOTS = auto()


def paint(
    mark: Mark, painter: QPainter, rect: QRectF, palette: Palette, *, colour: str = "", mirrored: bool = False
) -> None:
    """Paint ``mark`` into the middle of ``rect``; ``colour`` is a colour of the palette by its name.

    Without it each sign has its own: green for a tick and a chosen dot, the edge for the others.
    """
    size = min(rect.width(), rect.height())
    centre = rect.center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.scale(size / 20, size / 20)
    if mirrored and mark is Mark.CHEVRON_END:
        painter.scale(-1, 1)
    tone = QColor(getattr(palette, colour or _OWN_COLOUR.get(mark, "ink")))
    _DRAWINGS[mark](painter, tone, palette)
    painter.restore()


_OWN_COLOUR = {
    Mark.TICK: "accent",
    Mark.CHOSEN: "accent",
    Mark.EMPTY: "edge",
    Mark.WAVE: "edge",
    Mark.CHEVRON_END: "ink2",
    Mark.ARROW_UP: "accent",
    Mark.ARROW_DOWN: "accent",
    Mark.DOTS: "ink2",
}


def _stroke(painter: QPainter, colour: QColor, width: float) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _fill(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)


def _lines(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline([QPointF(x, y) for x, y in points])


def _tick(painter: QPainter, tone: QColor, palette: Palette) -> None:
    _fill(painter, tone)
    painter.drawEllipse(QPointF(0, 0), 10, 10)
    _stroke(painter, QColor(palette.on), 2.3)
    _lines(painter, (-4, 0.4), (-1.2, 3.2), (4.2, -3))


def _chosen(painter: QPainter, tone: QColor, _palette: Palette) -> None:
    _stroke(painter, tone, 2.3)
    painter.drawEllipse(QPointF(0, 0), 8.8, 8.8)
    _fill(painter, tone)
    painter.drawEllipse(QPointF(0, 0), 4.3, 4.3)


def _empty(painter: QPainter, tone: QColor, _palette: Palette) -> None:
    _stroke(painter, tone, 1.7)
    painter.drawEllipse(QPointF(0, 0), 9.1, 9.1)


def _wave(painter: QPainter, tone: QColor, _palette: Palette) -> None:
    _stroke(painter, tone, 1.9)
    painter.drawEllipse(QPointF(0, 0), 9, 9)
    path = QPainterPath(QPointF(-4.6, 0.8))
    path.cubicTo(QPointF(-3, -2.6), QPointF(-1.4, -1.6), QPointF(0, 0))
    path.cubicTo(QPointF(1.4, 1.6), QPointF(3, 2.6), QPointF(4.6, -0.8))
    painter.drawPath(path)


def _chevron_end(painter: QPainter, tone: QColor, _palette: Palette) -> None:
    _stroke(painter, tone, 2.3)
    _lines(painter, (-3, -6.2), (3.2, 0), (-3, 6.2))


def _chevron_down(painter: QPainter, tone: QColor, _palette: Palette) -> None:
    _stroke(painter, tone, 2.6)
    _lines(painter, (-6.2, -2.6), (0, 3.6), (6.2, -2.6))


def _pause(painter: QPainter, tone: QColor, _palette: Palette) -> None:
    _fill(painter, tone)
    painter.drawRoundedRect(QRectF(-6, -7.5, 4, 15), 1.2, 1.2)
    painter.drawRoundedRect(QRectF(2, -7.5, 4, 15), 1.2, 1.2)


def _play(painter: QPainter, tone: QColor, _palette: Palette) -> None:
    pen = QPen(tone, 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(tone)
    painter.drawPolygon([QPointF(-4, -6.5), QPointF(6, 0), QPointF(-4, 6.5)])


def _arrow_up(painter: QPainter, tone: QColor, _palette: Palette) -> None:
    _stroke(painter, tone, 2.9)
    _lines(painter, (0, 8.5), (0, -8.5))
    _lines(painter, (-6.6, -1.9), (0, -8.5), (6.6, -1.9))


def _arrow_down(painter: QPainter, tone: QColor, palette: Palette) -> None:
    painter.scale(1, -1)
    _arrow_up(painter, tone, palette)


def _dots(painter: QPainter, tone: QColor, _palette: Palette) -> None:
    _fill(painter, tone)
    for x in (-7.0, 0.0, 7.0):
        painter.drawEllipse(QPointF(x, 0), 2.1, 2.1)


_DRAWINGS = {
    Mark.TICK: _tick,
    Mark.CHOSEN: _chosen,
    Mark.EMPTY: _empty,
    Mark.WAVE: _wave,
    Mark.CHEVRON_END: _chevron_end,
    Mark.CHEVRON_DOWN: _chevron_down,
    Mark.PAUSE: _pause,
    Mark.PLAY: _play,
    Mark.ARROW_UP: _arrow_up,
    Mark.ARROW_DOWN: _arrow_down,
    Mark.DOTS: _dots,
}
