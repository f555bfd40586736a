"""The soft shadow under the prompt: darkest at the card, falling to nothing."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QGradient, QLinearGradient, QPainter, QRadialGradient

DARKEST = 0.16
STOPS = 12


def paint_shadow(painter: QPainter, card: QRectF, radius: float, reach: float) -> None:
    """Around ``card`` with its corner ``radius``, ``reach`` px wide."""
    inner = card.adjusted(radius, radius, -radius, -radius)
    whole = radius + reach
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setClipRect(card.adjusted(-reach, -reach, reach, reach))
    for corner, towards in (
        (inner.topLeft(), QPointF(-1, -1)),
        (inner.topRight(), QPointF(1, -1)),
        (inner.bottomLeft(), QPointF(-1, 1)),
        (inner.bottomRight(), QPointF(1, 1)),
    ):
        far = corner + towards * whole
        _fill(painter, QRectF(corner, far).normalized(), QRadialGradient(corner, whole), radius / whole)
    up, down, left, right = QPointF(0, -whole), QPointF(0, whole), QPointF(-whole, 0), QPointF(whole, 0)
    for start, end, out in (
        (inner.topLeft(), inner.topRight(), up),
        (inner.bottomLeft(), inner.bottomRight(), down),
        (inner.topLeft(), inner.bottomLeft(), left),
        (inner.topRight(), inner.bottomRight(), right),
    ):
        _fill(
            painter,
            QRectF(start, end + out).normalized(),
            QLinearGradient(start, start + out),
            radius / whole,
        )
    painter.fillRect(inner, _shade(1.0))
    painter.restore()


def _fill(painter: QPainter, rect: QRectF, gradient: QGradient, solid: float) -> None:
    """``solid`` is the share of the way, from the inside, that lies under the card."""
    gradient.setColorAt(0.0, _shade(1.0))
    for stop in range(STOPS + 1):
        out = stop / STOPS
        gradient.setColorAt(min(1.0, solid + (1 - solid) * out), _shade((1 - out) ** 2))
    painter.fillRect(rect, QBrush(gradient))


def _shade(share: float) -> QColor:
    return QColor.fromRgbF(0.1, 0.08, 0.05, DARKEST * share)
