"""The words at the end: one line, and when the next reminder comes. No cheering."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from deskbreak.core.routine import Routine
from deskbreak.window import phrases
from deskbreak.window.controls.words import Words
from deskbreak.window.messages import Facts
from deskbreak.window.theme import Theme, Type

GAP, WIDE_GAP = 14.0, 24.0


class FinishedWords(QWidget):
    """ "That was ten." and what comes next."""

    def __init__(self, theme: Theme, routine: Routine, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.closing = Words(theme, routine.closing, Type.CLOSING, line_height=1.2, parent=self)
        self.more = Words(theme, routine.closing_more, Type.LEAD, colour="ink2", line_height=1.5, parent=self)
        self.next = Words(theme, "", Type.LEAD, line_height=1.5, parent=self)

    def use(self, routine: Routine) -> None:
        """The closing words of this variant."""
        self.closing.setText(routine.closing)
        self.more.setText(routine.closing_more)
        self._place()

    def take(self, facts: Facts) -> None:
        """Say when the next reminder comes, where one does."""
        self.next.setText(phrases.next_reminder(facts.opens_at, facts.closes_at))
        self._place()

    def height_for(self, width: int) -> int:
        """The height they take at that width."""
        rows = [each.heightForWidth(width) for each in (self.closing, self.more, self.next) if each.text()]
        return sum(rows) + self._theme.px(GAP) + self._theme.px(WIDE_GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, top = self.width(), 0
        for words, gap in ((self.closing, GAP), (self.more, WIDE_GAP), (self.next, 0)):
            height = words.heightForWidth(width) if words.text() else 0
            words.setGeometry(0, top, width, height)
            top += height + self._theme.px(gap)
