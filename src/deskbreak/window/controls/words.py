"""A text on the paper."""

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from deskbreak.window.controls.text import AS_WIDE_AS_IT_IS, SetText, longest_word, set_text
from deskbreak.window.theme import Theme, Type

COMFORTABLE_EMS = 26
"""Longer lines than this are tiring to read; a layout may still give more."""


class Words(QLabel):
    """Words in one of the type sizes. They wrap and are never clipped; a screen reader reads them."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: Type = Type.BODY,
        *,
        colour: str = "ink",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        line_height: float = 1.4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._colour = colour
        self._align = align
        self._line_height = line_height
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(kind))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _set(self, width: float, text: str | None = None) -> SetText:
        align = self._align
        if align is Qt.AlignmentFlag.AlignLeft and self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            align = Qt.AlignmentFlag.AlignRight
        # Paragraphs keep their own script's direction; only where they start follows the window.
        visual = align | Qt.AlignmentFlag.AlignAbsolute
        return set_text(self.text() if text is None else text, self.font(), width, self._line_height, visual)

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        return ceil(self._set(width).height)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        whole = self._set(AS_WIDE_AS_IT_IS).width
        width = ceil(min(whole, COMFORTABLE_EMS * self._theme.text_px))
        return QSize(max(width, ceil(self.longest_word())), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        screen = QGuiApplication.primaryScreen().availableGeometry().width()
        widest = min(ceil(self.longest_word()), screen // 2)
        return QSize(widest, ceil(self._line_height * self.font().pixelSize()))

    def longest_word(self) -> float:
        """The width in px below which a word has to be broken."""
        return longest_word(self.text(), self.font())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._colour))
        self._set(self.width()).paint(painter, 0, 0)
