"""The ring of ``home``: how long somebody has sat, and where the asking window lies."""

from dataclasses import dataclass
from math import asin, degrees

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskbreak.core.view import State
from deskbreak.language import ngettext
from deskbreak.window import marks
from deskbreak.window.controls.text import set_text
from deskbreak.window.marks import Mark
from deskbreak.window.theme import Theme, Type

SIDE, THICK, THIN, HOLLOW = 224.0, 16.0, 2.0, 1.8
LEAST_SIDE = 120.0
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the ring shows: lengths in ms, counted from the start of the stretch."""

    state: State
    sitting_ms: int
    earliest_ms: int
    latest_ms: int

    @property
    def share(self) -> float:
        return min(1.0, self.sitting_ms / self.latest_ms)

    @property
    def window_from(self) -> float:
        """Where the asking window begins, as a share of the ring."""
        return self.earliest_ms / self.latest_ms

    @property
    def asks_ahead(self) -> bool:
        return self.state is State.SITTING and self.share < 1.0


class HomeRing(QWidget):
    """Filled clockwise from the top over ``latest``; the asking window is drawn hollow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sitting = Sitting(State.RESTING, 0, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def take(self, sitting: Sitting) -> None:
        self._sitting = sitting
        minutes = sitting.sitting_ms // MINUTE_MS
        said = ngettext("{minutes} minute at the desk", "{minutes} minutes at the desk", minutes)
        self.setAccessibleName(said.format(minutes=minutes))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(self._theme.px(SIDE), self._theme.px(SIDE))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(self._theme.px(LEAST_SIDE), self._theme.px(LEAST_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height(), self._theme.px(SIDE))
        painter.translate(QPointF(self.width() / 2, self.height() / 2))
        painter.scale(side / SIDE, side / SIDE)
        self._paint_ring(painter)
        painter.resetTransform()
        self._paint_minutes(painter, side)

    def _paint_ring(self, painter: QPainter) -> None:
        sitting, accent = self._sitting, self._theme.colour("accent")
        radius = (SIDE - THICK) / 2
        cap = degrees(asin(THICK / 2 / radius)) / 360
        thin = QPen(self._theme.colour("edge"), THIN)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if sitting.share < 1.0:
            painter.setPen(thin)
            painter.drawEllipse(QPointF(0, 0), radius, radius)
        if sitting.asks_ahead:
            hollow_from = max(sitting.window_from, sitting.share + 2 * cap)
            self._paint_hollow(painter, radius, hollow_from + cap, 1.0 - 2 * cap)
        if sitting.share > 0:
            painter.setPen(QPen(accent, THICK, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(_arc(radius, 0.0, sitting.share))

    def _paint_hollow(self, painter: QPainter, radius: float, start: float, end: float) -> None:
        """The asking window: an outline only, for it is still to come."""
        if end <= start:
            return
        stroker = QPainterPathStroker()
        stroker.setWidth(THICK - HOLLOW)
        stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
        outline = stroker.createStroke(_arc(radius, start, end)).simplified()
        painter.setPen(QPen(self._theme.colour("edge"), HOLLOW))
        painter.setBrush(self._theme.colour("paper"))
        painter.drawPath(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_minutes(self, painter: QPainter, side: float) -> None:
        theme, shrink = self._theme, side / self._theme.line(SIDE)
        minutes = self._sitting.sitting_ms // MINUTE_MS
        caption = ngettext("minute at the desk", "minutes at the desk", minutes)
        room = side * 0.66
        number = set_text(
            f"{minutes}", theme.font(Type.MINUTES, shrink), room, 1.15, Qt.AlignmentFlag.AlignHCenter
        )
        below = set_text(caption, theme.font(Type.CAPTION, shrink), room, 1.3, Qt.AlignmentFlag.AlignHCenter)
        left, top = (self.width() - room) / 2, self.height() / 2 - number.height * 0.78
        painter.setPen(theme.colour("ink"))
        number.paint(painter, left, top)
        painter.setPen(theme.colour("ink2"))
        below.paint(painter, left, top + number.height)
        self._paint_sign(painter, top + number.height + below.height + theme.line(8) * shrink, shrink)

    def _paint_sign(self, painter: QPainter, top: float, shrink: float) -> None:
        """The tray's own sign, so that the icon explains itself here."""
        theme, middle = self._theme, self.width() / 2
        unit = theme.line(1) * shrink
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        match self._sitting.state:
            case State.HELD:
                painter.drawRoundedRect(
                    QRectF(middle - 17 * unit, top, 34 * unit, 8 * unit), 3 * unit, 3 * unit
                )
            case State.DUE | State.SNOOZED:
                painter.drawEllipse(QPointF(middle, top + 6 * unit), 6 * unit, 6 * unit)
            case State.PAUSED:
                rect = QRectF(middle - 9 * unit, top, 18 * unit, 18 * unit)
                marks.paint(Mark.PAUSE, painter, rect, theme.palette, colour="ink")
            case _:
                pass


def _arc(radius: float, start: float, end: float) -> QPainterPath:
    """From ``start`` to ``end``, shares of the ring, clockwise from the top in every language."""
    box = QRectF(-radius, -radius, 2 * radius, 2 * radius)
    path = QPainterPath()
    path.arcMoveTo(box, 90 - 360 * start)
    path.arcTo(box, 90 - 360 * start, -360 * (end - start))
    return path
