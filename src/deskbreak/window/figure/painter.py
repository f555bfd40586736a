"""Outlines onto a painter."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from deskbreak.window.figure.outlines import Outline, Shape
from deskbreak.window.figure.skeleton import SUPPORTS, Base
from deskbreak.window.palette import Tones


def paint(painter: QPainter, shapes: Iterable[Shape], tones: Tones, origin: QPointF, scale: float) -> None:
    """Paint ``shapes``; ``origin`` is the floor under the body, ``scale`` the px to one unit."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(origin)
    painter.scale(scale, -scale)
    for shape in shapes:
        painter.setBrush(QColor(getattr(tones, shape.tone)))
        if shape.hole:
            path = QPainterPath()
            path.addPolygon(_polygon(shape.outline))
            path.addPolygon(_polygon(shape.hole))
            painter.drawPath(path)
        else:
            painter.drawPolygon(_polygon(shape.outline), Qt.FillRule.WindingFill)
    painter.restore()


def paint_shadow(painter: QPainter, base: Base, tones: Tones, origin: QPointF, scale: float) -> None:
    """The soft ellipse on the floor, so that the body has weight."""
    half = SUPPORTS[base].shadow * scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tones.shadow))
    painter.drawEllipse(QRectF(origin.x() - half, origin.y() - 2.1 * scale, 2 * half, 4.2 * scale))
    painter.restore()


@lru_cache(maxsize=128)  # most of a body stands still while its arms move
def _polygon(outline: Outline) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in outline])
