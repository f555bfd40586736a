"""The checklist's last page: how the desk is, and what is still to be got, as a list to copy."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from deskbreak.language import _
from deskbreak.window.controls.buttons import OutlinedButton
from deskbreak.window.controls.words import Words
from deskbreak.window.theme import Theme, Type

LEAST_LINES = 3


class EquipmentPage(QWidget):
    """A summary in a sentence, and the list."""

    no_longer_copied = Signal()
    """Something else is on the clipboard now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._copied = ""
        self._title = Words(theme, "", Type.TITLE, line_height=1.25)
        self._summary = Words(theme, "", colour="ink2")
        self._list = QPlainTextEdit()
        self._list.setReadOnly(True)
        self._list.setTabChangesFocus(True)
        self._list.setFont(theme.font(Type.BODY))
        self._list.setAccessibleName(_("Equipment list"))
        flags = Qt.TextInteractionFlag
        self._list.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        palette = self._list.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.colour("surface"))
        palette.setColor(QPalette.ColorRole.Text, theme.colour("ink"))
        self._list.setPalette(palette)
        self._list.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.palette.surface};"
            f" border: {max(1, theme.px(1.5))}px solid {theme.palette.edge};"
            f" border-radius: {theme.px(12)}px; padding: {theme.px(10)}px; }}"
        )
        self._list.focus_radius = theme.line(12)  # type: ignore[attr-defined]
        self._copy = OutlinedButton(theme, _("Copy the list"))
        self._copy.clicked.connect(self._to_clipboard)
        QGuiApplication.clipboard().dataChanged.connect(self._look_at_clipboard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._title)
        column.addWidget(self._summary)
        column.addSpacing(theme.px(12))
        column.addWidget(self._list)
        column.addSpacing(theme.px(12))
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def take(self, title: str, summary: str, equipment: str) -> None:
        """Show the end; ``equipment`` is the whole list as text, empty where nothing is needed."""
        self._title.setText(title)
        self._summary.setText(summary)
        self._list.setPlainText(equipment)
        lines = max(LEAST_LINES, equipment.count("\n") + 1)
        self._list.setMinimumHeight(self._theme.px(LEAST_LINES * 21 + 30))
        self._list.setMaximumHeight(self._theme.px(lines * 21 + 34))
        self._list.setVisible(bool(equipment))
        self._copy.setVisible(bool(equipment))
        self._copy.setText(_("Copy the list"))

    @property
    def is_copied(self) -> bool:
        """Whether this process is the one that others paste the list from."""
        clipboard = QGuiApplication.clipboard()
        return clipboard.ownsClipboard() and bool(self._copied) and clipboard.text() == self._copied

    def _look_at_clipboard(self) -> None:
        if self._copied and not self.is_copied:
            self._copied = ""
            self.no_longer_copied.emit()

    def _to_clipboard(self) -> None:
        self._copied = self._list.toPlainText()
        QGuiApplication.clipboard().setText(self._copied)
        self._copy.setText(_("Copied"))
