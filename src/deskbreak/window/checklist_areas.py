"""The checklist's areas, each with a sign that tells how it was answered."""

from collections.abc import Mapping, Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from deskbreak.content.answers import Answer
from deskbreak.window import marks
from deskbreak.window.checklist_keys import one_tab_stop
from deskbreak.window.controls.flow import FlowLayout
from deskbreak.window.controls.text import SetText, longest_word, set_text
from deskbreak.window.marks import Mark
from deskbreak.window.theme import Theme, Type

HEIGHT = 44.0
PADDING, SIGN, AFTER_SIGN = 12.0, 20.0, 12.0
RADIUS = 10.0
LINE_HEIGHT = 1.3


class AreaItem(QRadioButton):
    """One area. The one that is looked at has the tint, a filled dot and bold words."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self._answer: Answer | None = None
        self.setFont(theme.font(Type.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.focus_radius = theme.line(RADIUS)

    def take(self, answer: Answer | None, described: str) -> None:
        """Show how the area was answered; ``described`` is that in words, for a screen reader."""
        self._answer = answer
        self.setAccessibleDescription(described)
        self.update()

    def _around(self) -> float:
        return self._theme.line(2 * PADDING + SIGN + AFTER_SIGN)

    def _set(self, width: float) -> SetText:
        kind = Type.STRONG if self.isChecked() else Type.BODY
        return set_text(self.text(), self._theme.font(kind), max(1.0, width - self._around()), LINE_HEIGHT)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        whole = set_text(self.text(), self._theme.font(Type.STRONG)).width
        return QSize(ceil(whole + self._around()) + 1, self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        word = longest_word(self.text(), self._theme.font(Type.STRONG))
        return QSize(ceil(word + self._around()) + 1, self._theme.px(HEIGHT))

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        around = self._theme.line(HEIGHT - LINE_HEIGHT * 15)
        return max(self._theme.px(HEIGHT), ceil(self._set(width).height + around - 0.5))

    def hitButton(self, _position: object) -> bool:  # noqa: N802  Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("tint" if self.isChecked() else "sand"))
            radius = theme.line(RADIUS)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        text = self._set(self.width())
        sign, left = theme.line(SIGN), theme.line(PADDING)
        text_at = left + sign + theme.line(AFTER_SIGN)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, text_at = self.width() - left - sign, self.width() - text_at - text.width
        middle = self.height() / 2
        paint_state(painter, QRectF(left, middle - sign / 2, sign, sign), self._state(), theme)
        painter.setPen(theme.colour("ink"))
        text.paint(painter, text_at, middle - text.height / 2)

    def _state(self) -> Answer | Mark:
        if self.isChecked():
            return Mark.CHOSEN
        return self._answer or Mark.EMPTY


def paint_state(painter: QPainter, rect: QRectF, state: Answer | Mark, theme: Theme) -> None:
    """A tick for done; a ring with three dots for not yet, a dash for does not apply, a plus for what is
    still to be got."""
    if isinstance(state, Mark):
        marks.paint(state, painter, rect, theme.palette)
        return
    if state is Answer.DONE:
        marks.paint(Mark.TICK, painter, rect, theme.palette)
        return
    painter.save()
    painter.translate(rect.center())
    painter.scale(rect.width() / 20, rect.height() / 20)
    pen = QPen(theme.colour("accent" if state is Answer.NEED_EQUIPMENT else "edge"), 1.9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), 9, 9)
    if state is Answer.NOT_YET:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("edge"))
        for x in (-4.2, 0.0, 4.2):
            painter.drawEllipse(QPointF(x, 0), 1.35, 1.35)
    else:
        painter.drawLine(QPointF(-4.2, 0), QPointF(4.2, 0))
        if state is Answer.NEED_EQUIPMENT:
            painter.drawLine(QPointF(0, -4.2), QPointF(0, 4.2))
    painter.restore()


class AreaList(QWidget):
    """The areas below each other; beside each other where there is width for it. Arrow keys move."""

    chosen = Signal(int)
    """The number of the area that the person went to, from 0."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._layout = FlowLayout(self, gap=0, stretch=True)
        self.setAccessibleName(name)

    def show_areas(self, texts: Sequence[str]) -> None:
        """Other areas, in their order."""
        while len(self._group.buttons()) < len(texts):
            item = AreaItem(self._theme, "")
            self._group.addButton(item, len(self._group.buttons()))
            self._layout.addWidget(item)
        for number, button in enumerate(self._group.buttons()):
            button.setVisible(number < len(texts))
            button.setText(texts[number] if number < len(texts) else "")
            button.updateGeometry()

    def take(self, present: int | None, answers: Sequence[Answer | None], said: Mapping[Answer, str]) -> None:
        """Which area is looked at, how each was answered, and what the answers are called."""
        self._group.setExclusive(False)
        for number, (item, answer) in enumerate(zip(self.items(), answers, strict=True)):
            item.setChecked(number == present)
            item.take(answer, said[answer] if answer is not None else "")
        self._group.setExclusive(True)
        one_tab_stop(self._group)

    def items(self) -> list[AreaItem]:
        """The areas, in their order."""
        return [item for item in self._group.buttons() if isinstance(item, AreaItem) and item.text()]
