"""The list at the foot of ``home``: rows with a name, what there is to say, and a way further."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from deskbreak.window import marks
from deskbreak.window.controls.buttons import Button
from deskbreak.window.controls.text import longest_word, set_text
from deskbreak.window.marks import Mark
from deskbreak.window.theme import Theme, Type

HEIGHT, PADDING, CHEVRON, GAP = 44.0, 14.0, 13.0, 12.0
RADIUS = 12.0


class Row(Button):
    """One line of the list; a mere note where nothing happens when it is pressed."""

    padding = PADDING

    def __init__(
        self, theme: Theme, text: str, pressed: Callable[[], None] | None, *, leads_on: bool = False
    ) -> None:
        super().__init__(theme, text, height=HEIGHT)
        self._value = ""
        self._answers = pressed is not None
        self._leads_on = leads_on
        self.setFont(theme.font(Type.BODY))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        if pressed is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setCursor(Qt.CursorShape.ArrowCursor)
        else:
            self.clicked.connect(pressed)

    def say(self, value: str) -> None:
        """What there is to say at the end of the row."""
        self._value = value
        self.setAccessibleDescription(value)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        theme = self._theme
        texts = [set_text(each, self.font()).width for each in (self.text(), self._value) if each]
        width = sum(texts) + theme.line(2 * PADDING + CHEVRON + 2 * GAP)
        return QSize(ceil(width), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        word = max(longest_word(each, self.font()) for each in (self.text(), self._value or " "))
        return QSize(ceil(word + self._theme.line(2 * PADDING + CHEVRON + GAP)), self._theme.px(HEIGHT))

    def _room(self, width: float) -> float:
        return max(1.0, width - self._theme.line(2 * PADDING + (CHEVRON + GAP if self._leads_on else 0)))

    def _fits_on_one_line(self, width: float) -> bool:
        both = sum(set_text(each, self.font()).width for each in (self.text(), self._value) if each)
        return both + self._theme.line(GAP) <= self._room(width)

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        if self._fits_on_one_line(width):
            return self._theme.px(HEIGHT)
        room = self._room(width)
        lines = sum(
            set_text(each, self.font(), room, 1.3).height for each in (self.text(), self._value) if each
        )
        return max(self._theme.px(HEIGHT), ceil(lines + self._theme.line(20)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if self._answers and (self._warmth or self.isDown()):
            painter.fillRect(
                self.rect(), self._mixed("surface", "tint", 0.6 * self._warmth + 0.4 * self.isDown())
            )
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if mirrored:
            near, far = far, near
        room, left = self._room(self.width()), theme.line(PADDING)
        if mirrored:
            left = self.width() - left - room
        one_line = self._fits_on_one_line(self.width())
        name = set_text(self.text(), self.font(), room, 1.3, near | Qt.AlignmentFlag.AlignAbsolute)
        value = set_text(
            self._value, self.font(), room, 1.3, (far if one_line else near) | Qt.AlignmentFlag.AlignAbsolute
        )
        whole = name.height if one_line or not self._value else name.height + value.height
        top = (self.height() - whole) / 2
        painter.setPen(theme.colour("ink"))
        name.paint(painter, left, top)
        if self._value:
            painter.setPen(theme.colour("ink2"))
            value.paint(painter, left, top if one_line else top + name.height)
        if self._leads_on:
            side = theme.line(CHEVRON)
            at = theme.line(PADDING) if mirrored else self.width() - theme.line(PADDING) - side
            rect = QRectF(at, (self.height() - side) / 2, side, side)
            marks.paint(Mark.CHEVRON_END, painter, rect, theme.palette, colour="ink2", mirrored=mirrored)


class RowList(QWidget):
    """Rows in one rounded frame, with a thin line between them."""

    def __init__(self, theme: Theme, rows: list[Row]) -> None:
        super().__init__()
        self._theme = theme
        self._rows = rows
        layout = QVBoxLayout(self)
        edge = max(1, theme.px(1))
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(edge)
        for row in rows:
            layout.addWidget(row)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.line(RADIUS)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.fillPath(frame, self._theme.colour("surface"))
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawPath(frame)
        shown = [row for row in self._rows if not row.isHidden()]
        for row in shown[1:]:
            painter.drawLine(1, row.y() - 1, self.width() - 1, row.y() - 1)
