"""A question with a few answers, one of which may be chosen: cards in a row."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from deskbreak.window import marks
from deskbreak.window.controls.flow import FlowLayout
from deskbreak.window.controls.text import SetText, longest_word, set_text
from deskbreak.window.marks import Mark
from deskbreak.window.theme import Theme, Type

PADDING = 16.0
DOT = 18.0
AFTER_DOT = 11.0
LINE_HEIGHT = 1.3


class ChoiceCard(QRadioButton):
    """One answer. Chosen, it has a filled dot, a thicker outline and the tint; never the colour alone."""

    def __init__(self, theme: Theme, text: str, *, height: float = 48, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._height = height
        self.setFont(theme.font(Type.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.focus_radius = theme.line(10)

    def _around(self) -> float:
        return self._theme.line(2 * PADDING + DOT + AFTER_DOT)

    def _text_in(self, width: float) -> SetText:
        kind = Type.STRONG if self.isChecked() else Type.BODY
        room = max(1.0, width - self._around())
        return set_text(self.text(), self._theme.font(kind), room, LINE_HEIGHT)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        whole = set_text(self.text(), self._theme.font(Type.STRONG)).width
        return QSize(ceil(whole + self._around()) + 1, self._theme.px(self._height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        word = longest_word(self.text(), self._theme.font(Type.STRONG))
        return QSize(ceil(word + self._around()) + 1, self._theme.px(self._height))

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        text = set_text(
            self.text(), self._theme.font(Type.STRONG), max(1.0, width - self._around()), LINE_HEIGHT
        )
        around = self._theme.line(self._height - LINE_HEIGHT * 15)
        return max(self._theme.px(self._height), ceil(text.height + around - 0.5))

    def hitButton(self, _position: object) -> bool:  # noqa: N802  Qt's name
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        theme, chosen = self._theme, self.isChecked()
        stroke = theme.line(2.5 if chosen else 1.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if chosen else "edge"), stroke))
        painter.setBrush(theme.colour("tint" if chosen or self.underMouse() else "surface"))
        radius = theme.line(10) - stroke / 2
        half = stroke / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        placed = self._text_in(self.width())
        dot, left = theme.line(DOT), theme.line(PADDING)
        text_at = left + dot + theme.line(AFTER_DOT)
        if mirrored:
            left, text_at = self.width() - left - dot, self.width() - text_at - placed.width
        middle = self.height() / 2
        rect = QRectF(left, middle - dot / 2, dot, dot)
        marks.paint(Mark.CHOSEN if chosen else Mark.EMPTY, painter, rect, theme.palette)
        painter.setPen(theme.colour("ink"))
        placed.paint(painter, text_at, middle - placed.height / 2)


class ChoiceRow(QWidget):
    """Answers beside each other, below each other where they have no room. Arrow keys move between them."""

    chosen = Signal(int)
    """The number of the answer that the person chose, from 0."""

    def __init__(self, theme: Theme, texts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = FlowLayout(self, gap=theme.px(12), even=True)
        for number, text in enumerate(texts):
            card = ChoiceCard(theme, text)
            self._group.addButton(card, number)
            layout.addWidget(card)
        self._group.idClicked.connect(self.chosen)

    def choose(self, number: int | None) -> None:
        """Show this answer as chosen, or none; without telling anybody."""
        if number is None:
            self._group.setExclusive(False)
            for card in self.cards():
                card.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._group.button(number).setChecked(True)
        for card in self.cards():
            card.update()

    def cards(self) -> list[ChoiceCard]:
        """The answers, in their order."""
        return [card for card in self._group.buttons() if isinstance(card, ChoiceCard)]
