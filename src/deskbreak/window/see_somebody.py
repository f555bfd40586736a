"""The window "When to see somebody first"."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from deskbreak.content.advice import see_somebody
from deskbreak.language import _
from deskbreak.window.advice import AdvicePages
from deskbreak.window.controls.buttons import FilledButton
from deskbreak.window.frame import MARGIN, Send, Window
from deskbreak.window.theme import Theme


class SeeSomebodyWindow(Window):
    """What is better looked at by somebody who knows, before moving; one click away from everywhere."""

    def __init__(self, theme: Theme, send: Send) -> None:
        page = see_somebody()
        super().__init__(theme, send, "see_somebody", page.title)
        column = QVBoxLayout(self)
        margin = theme.px(MARGIN)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(16))
        column.addWidget(AdvicePages(theme, [page]), 1)
        foot = QHBoxLayout()
        foot.addStretch()
        close = FilledButton(theme, _("Close"))
        close.clicked.connect(self.close)
        foot.addWidget(close)
        column.addLayout(foot)
        self.resize(theme.px(560), theme.px(640))
        close.setFocus()
