"""Words that give way to others: both are seen for a moment, one going, one coming."""

from math import ceil

from PySide6.QtGui import QPainter, QPaintEvent

from deskbreak.window.controls.text import set_text
from deskbreak.window.controls.words import Words

Seen = tuple[str, float]
"""A text and its opacity."""


class FadingWords(Words):
    """Its room is that of the tallest of all the words that may come, so that nothing below it jumps."""

    _shown: tuple[Seen, ...] = ()
    _may_come: tuple[str, ...] = ()

    def reserve(self, may_come: tuple[str, ...]) -> None:
        """Tell all the words that may come."""
        self._may_come = may_come
        self.updateGeometry()

    def show_both(self, shown: tuple[Seen, ...]) -> None:
        """Show these over each other; the most visible one is the label's text."""
        if shown == self._shown:
            return
        self._shown = shown
        text = max(shown, key=lambda each: each[1])[0]
        if text != self.text():
            self.setText(text)
        self.update()

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        texts = self._may_come or (self.text(),)
        return max(ceil(set_text(text, self.font(), width, self._line_height).height) for text in texts)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._colour))
        for text, opacity in self._shown or ((self.text(), 1.0),):
            painter.setOpacity(opacity)
            self._set(self.width(), text).paint(painter, 0, 0)
