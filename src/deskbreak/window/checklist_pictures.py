"""A picture card: the easy way is a filled card with a tick, the tiring one a dashed card with a wave."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from deskbreak.window import marks
from deskbreak.window.checklist_scenes.scene import Scene
from deskbreak.window.controls.text import SetText, longest_word, set_text
from deskbreak.window.figure.painter import paint
from deskbreak.window.marks import Mark
from deskbreak.window.theme import Theme, Type

LEAST_WIDTH, LEAST_HEIGHT = 200.0, 110.0
MOST_HEIGHT = 460.0
RADIUS = 16.0
PADDING, BELOW = 16.0, 14.0
ABOVE = 24.0
SIGN, AFTER_SIGN = 22.0, 10.0
FLOOR_TO_CAPTION = 17.0
GROUND = 1.5
DASHES = (2.4, 2.0)
HINT_DOT, HINT_STEP = 0.35, 2.2
LINE_HEIGHT = 1.3


class PictureCard(QLabel):
    """Shows a scene with its caption. It shrinks when there is little room; the caption never does."""

    def __init__(self, theme: Theme, *, good: bool) -> None:
        super().__init__()
        self._theme = theme
        self._good = good
        self._scene = Scene(())
        self._caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(theme.px(MOST_HEIGHT))

    def show_scene(self, scene: Scene, caption: str, described: str) -> None:
        """Show ``scene``; ``described`` is what a screen reader says for it."""
        self._scene, self._caption = scene, caption
        self.setAccessibleName(described)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        # As little as it can do with: a layout gives it all the rest, and takes from it first.
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        word = longest_word(self._caption, self._theme.font(Type.STRONG)) + self._beside()
        width = max(ceil(word), round(LEAST_WIDTH))
        return QSize(width, ceil(LEAST_HEIGHT + self._caption_height(width)))

    def _beside(self) -> float:
        return self._theme.line(2 * PADDING + SIGN + AFTER_SIGN)

    def _set_caption(self, width: float) -> SetText:
        room = max(1.0, width - self._beside())
        return set_text(self._caption, self._theme.font(Type.STRONG), room, LINE_HEIGHT)

    def _caption_height(self, width: float) -> float:
        """The caption with the room above and below it."""
        tallest = max(self._theme.line(SIGN), self._set_caption(width).height)
        return tallest + self._theme.line(BELOW + FLOOR_TO_CAPTION)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        self._paint_caption(painter)
        self._paint_scene(painter)

    def _paint_card(self, painter: QPainter) -> None:
        theme = self._theme
        radius, card = theme.line(RADIUS), QRectF(self.rect())
        if self._good:
            # In high contrast sand is the paper, so the card needs its outline.
            flat = theme.palette.sand == theme.palette.paper
            painter.setPen(QPen(theme.colour("edge"), theme.line(2)) if flat else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sand"))
        else:
            pen = QPen(theme.colour("edge"), theme.line(2))
            pen.setDashPattern(DASHES)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        half = theme.line(1) if painter.pen().style() is not Qt.PenStyle.NoPen else 0.0
        painter.drawRoundedRect(card.adjusted(half, half, -half, -half), radius, radius)

    def _paint_caption(self, painter: QPainter) -> None:
        theme = self._theme
        text = self._set_caption(self.width())
        sign, left = theme.line(SIGN), theme.line(PADDING)
        middle = self.height() - theme.line(BELOW) - max(sign, text.height) / 2
        text_at = left + sign + theme.line(AFTER_SIGN)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, text_at = self.width() - left - sign, self.width() - text_at - text.width
        rect = QRectF(left, middle - sign / 2, sign, sign)
        marks.paint(Mark.TICK if self._good else Mark.WAVE, painter, rect, theme.palette)
        painter.setPen(theme.colour("ink"))
        text.paint(painter, text_at, middle - text.height / 2)

    def _paint_scene(self, painter: QPainter) -> None:
        theme = self._theme
        floor = self.height() - self._caption_height(self.width())
        above = min(theme.line(ABOVE), self.height() * 0.06)
        side = theme.line(PADDING)
        paint_scene(painter, QRectF(side, above, self.width() - 2 * side, floor - above), self._scene, theme)


def paint_scene(painter: QPainter, rect: QRectF, scene: Scene, theme: Theme) -> None:
    """Paint ``scene`` as large as it fits, its floor at the foot of ``rect``.

    Left stays the screen's left in every language.
    """
    if rect.height() <= 0 or not scene.shapes:
        return
    scale = min(rect.width() / (scene.right - scene.left), rect.height() / scene.top)
    origin = QPointF(rect.center().x() - (scene.left + scene.right) / 2 * scale, rect.bottom())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line"))
    wide = (scene.right - scene.left) * scale
    ground = QRectF(origin.x() + scene.left * scale, origin.y(), wide, max(GROUND, 0.5 * scale))
    painter.drawRoundedRect(ground, 1, 1)
    paint(painter, scene.shapes, theme.palette.figure, origin, scale)
    pen = QPen(theme.colour("accent"), 2 * HINT_DOT * scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.01, HINT_STEP / (2 * HINT_DOT)])
    painter.setPen(pen)
    for (x0, y0), (x1, y1) in scene.hints:
        painter.drawLine(
            QPointF(origin.x() + x0 * scale, origin.y() - y0 * scale),
            QPointF(origin.x() + x1 * scale, origin.y() - y1 * scale),
        )
