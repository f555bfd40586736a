"""Enter goes on, wherever the keyboard is: it must not choose an answer that nobody meant."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EnterGoesOn(QObject):
    """Takes Enter from these widgets, which would press themselves, and tells it."""

    pressed = Signal()

    def __init__(self, widgets: Iterable[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in ENTER:
            return False
        if not event.isAutoRepeat():
            self.pressed.emit()
        return True
