"""The four answers: beside each other where they fit, else two and two, else below each other."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from deskbreak.window.checklist_keys import one_tab_stop
from deskbreak.window.controls.choices import ChoiceCard
from deskbreak.window.theme import Theme

GAP = 10.0
COLUMNS = (4, 2, 1)


class AnswerRow(QWidget):
    """Answers of which one may be chosen. Arrow keys move between them.

    They are as wide as each other, but for one that needs more.
    """

    chosen = Signal(int)
    """The number of the answer that the person chose, from 0."""

    def __init__(self, theme: Theme, texts: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(GAP))
        self._columns = 0
        for number, text in enumerate(texts):
            self._group.addButton(ChoiceCard(theme, text), number)
        self._place(COLUMNS[-1])
        self._group.idClicked.connect(self.chosen)

    def choose(self, number: int | None) -> None:
        """Show this answer as chosen, or none; without telling anybody."""
        self._group.setExclusive(False)
        for place, card in enumerate(self.cards()):
            card.setChecked(place == number)
        self._group.setExclusive(True)
        one_tab_stop(self._group)

    def cards(self) -> list[ChoiceCard]:
        """The answers, in their order."""
        return [card for card in self._group.buttons() if isinstance(card, ChoiceCard)]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._place(next((columns for columns in COLUMNS if self._fits(columns)), COLUMNS[-1]))

    def _fits(self, columns: int) -> bool:
        wide = [card.sizeHint().width() for card in self.cards()]
        widest = [max(wide[column::columns]) for column in range(columns)]
        return sum(widest) + self._grid.spacing() * (columns - 1) <= self.width()

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self.cards()):
            # Whole texts where they fit; where not even one does, it wraps.
            card.setMinimumWidth(card.sizeHint().width() if columns > 1 else 0)
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(COLUMNS[0]):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        # Of one column, whatever is shown now: otherwise a row could never become narrower again.
        widest = max(card.minimumSizeHint().width() for card in self.cards())
        return QSize(widest, super().minimumSizeHint().height())
