"""The prompt's picture: the ring stands full behind the figure."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from deskbreak.window.figure.body import front
from deskbreak.window.figure.painter import paint
from deskbreak.window.figure.poses import POSES
from deskbreak.window.figure.skeleton import Base
from deskbreak.window.theme import Theme

SIZE = (110.0, 130.0)
RING_AT, RING, STROKE = (55.0, 64.5), 43.0, 4.0
UNIT = {Base.STANDING: 0.973, Base.SEATED: 1.01, Base.WHEELCHAIR: 1.01}
FLOOR = {Base.STANDING: 61.0, Base.SEATED: 54.0, Base.WHEELCHAIR: 54.0}
"""Below the ring's middle."""

# The first movement of each variant, so that the prompt need not read the routine to be there at once.
FIRST_POSES = {
    "standing": (Base.STANDING, "overhead"),
    "seated": (Base.SEATED, "overhead"),
    "wheelchair": (Base.WHEELCHAIR, "overhead"),
    "left_arm": (Base.STANDING, "one_arm_left"),
    "right_arm": (Base.STANDING, "one_arm_right"),
    "low_range": (Base.SEATED, "shoulder_height"),
    "breath_only": (Base.SEATED, "breath_full"),
}
FIRST_BREATH = {"breathe": "breath_full"}
"""Routines that begin alike in each variant."""


class PromptPicture(QWidget):
    """Shows where the first breath of that routine, in that variant, leads."""

    def __init__(self, theme: Theme, routine: str, variant: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._base, self._pose = FIRST_POSES.get(variant, FIRST_POSES["standing"])
        self._pose = FIRST_BREATH.get(routine, self._pose)
        self.setFixedSize(theme.px(SIZE[0]), theme.px(SIZE[1]))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        theme, palette = self._theme, self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(theme.line(RING_AT[0]), theme.line(RING_AT[1]))
        painter.setPen(QPen(QColor(palette.accent), theme.line(STROKE)))
        painter.setBrush(QColor(palette.tint))
        painter.drawEllipse(middle, theme.line(RING), theme.line(RING))
        floor = middle + QPointF(0, theme.line(FLOOR[self._base]))
        shapes = front(POSES[self._pose], self._base)
        paint(painter, shapes, palette.figure, floor, theme.line(UNIT[self._base]))
