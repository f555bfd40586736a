"""A page of advice: when to stop, when to see somebody first. Calm words, nothing alarming."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deskbreak.content.advice import Advice
from deskbreak.window.controls.words import Words
from deskbreak.window.theme import Theme, Type

LONGEST_LINE = 560


class AdvicePages(QScrollArea):
    """Pages of advice below each other, scrolled where they have no room; arrow keys scroll."""

    def __init__(self, theme: Theme, pages: Sequence[Advice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.focus_radius = theme.line(10)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.verticalScrollBar().setStyleSheet(_quiet_bar(theme))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(16), 0)
        column.setSpacing(0)
        for number, page in enumerate(pages):
            if number:
                column.addSpacing(theme.px(32))
            _add_page(theme, column, page)
        column.addStretch()
        inside.setMaximumWidth(theme.px(LONGEST_LINE))
        self.setWidget(inside)
        self.setAccessibleName(pages[0].title)


def _quiet_bar(theme: Theme) -> str:
    return (
        f"QScrollBar:vertical {{ background: transparent; width: {theme.px(10)}px; margin: 0; }}"
        f"QScrollBar::handle:vertical {{ background: {theme.palette.edge}; min-height: {theme.px(40)}px;"
        f" border-radius: {theme.px(3)}px; margin: 0 {theme.px(2)}px; }}"
        "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
        "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }"
    )


def _add_page(theme: Theme, column: QVBoxLayout, page: Advice) -> None:
    column.addWidget(Words(theme, page.title, Type.TITLE))
    column.addSpacing(theme.px(8))
    column.addWidget(Words(theme, page.opening, colour="ink2"))
    for group in page.groups:
        column.addSpacing(theme.px(16))
        if group.title:
            column.addWidget(Words(theme, group.title, Type.HEADING))
            column.addSpacing(theme.px(4))
        for point in group.points:
            column.addSpacing(theme.px(4))
            column.addLayout(_point(theme, point))
    if page.closing:
        column.addSpacing(theme.px(16))
        column.addWidget(Words(theme, page.closing, Type.CAPTION, colour="ink2"))


def _point(theme: Theme, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    bullet = Words(theme, "•", colour="accent")
    bullet.setAccessibleName(" ")
    row.addWidget(bullet, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(theme, text), 1)
    return row
