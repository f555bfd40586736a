"""One item of the checklist: title, sentence, two pictures, four answers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from deskbreak.content.answers import Answer
from deskbreak.content.checklist import Item, answer_titles
from deskbreak.language import _
from deskbreak.window.checklist_answers import AnswerRow
from deskbreak.window.checklist_keys import EnterGoesOn
from deskbreak.window.checklist_pictures import PictureCard
from deskbreak.window.checklist_scenes import PICTURES
from deskbreak.window.controls.words import Words
from deskbreak.window.fade import fade_in
from deskbreak.window.theme import Theme, Type

BETWEEN_CARDS = 28.0


class ItemPage(QWidget):
    """Shows an item; tells the answer, and when the person wants to go on with Enter."""

    answered = Signal(Answer)
    wants_next = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._answers = list(answer_titles())
        self._title = Words(theme, "", Type.TITLE, line_height=1.25)
        self._text = Words(theme, "", colour="ink2")
        self._good = PictureCard(theme, good=True)
        self._tiring = PictureCard(theme, good=False)
        self._row = AnswerRow(theme, list(answer_titles().values()))
        self._row.chosen.connect(self._tell)
        EnterGoesOn(self._row.cards(), self).pressed.connect(self.wants_next)
        self._pictures = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pictures.setSpacing(theme.px(BETWEEN_CARDS))
        self._pictures.addWidget(self._good, 1)
        self._pictures.addWidget(self._tiring, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(theme.px(12))
        column.addLayout(self._pictures, 1)
        column.addSpacing(theme.px(18))
        column.addWidget(self._row)
        column.addSpacing(theme.px(20))

    def show_item(self, item: Item, desk: str, answer: Answer | None) -> None:
        """Show this item, as it was answered before."""
        self._title.setText(item.title)
        self._text.setText(item.text)
        pair = PICTURES[item.picture](desk)
        self._good.show_scene(pair.good, item.good, _("Easy: {caption}").format(caption=item.good))
        self._tiring.show_scene(pair.tiring, item.tiring, _("Tiring: {caption}").format(caption=item.tiring))
        self._row.setAccessibleName(item.title)
        for number, card in enumerate(self._row.cards(), 1):
            # Said with the answer, because the keyboard goes from answer to answer, not through the text.
            card.setAccessibleDescription(
                _("{title} Key {number}").format(title=f"{item.title}.", number=number)
            )
        self.show_answer(answer)
        if not self._theme.reduced_motion:
            fade_in(self._good)
            fade_in(self._tiring)

    def show_answer(self, answer: Answer | None) -> None:
        """Show this answer as chosen."""
        self._row.choose(None if answer is None else self._answers.index(answer))

    def answer_to_focus(self) -> QWidget:
        """Where the keyboard best begins: the chosen answer, or the first."""
        cards = self._row.cards()
        return next((card for card in cards if card.isChecked()), cards[0])

    def answer_with(self, number: int) -> None:
        """Choose the answer of this number, from 0, as if it was pressed."""
        card = self._row.cards()[number]
        card.setFocus()
        card.click()

    def fit(self, width: int) -> None:
        """Set the pictures beside each other where ``width`` px have room for both, else below."""
        least = self._good.minimumSizeHint().width() + self._tiring.minimumSizeHint().width()
        wide = width >= least + self._pictures.spacing()
        self._pictures.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _tell(self, number: int) -> None:
        self.answered.emit(self._answers[number])
