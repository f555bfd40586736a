"""Enter goes on, wherever the keyboard is: it must not choose an answer that nobody meant."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def one_tab_stop(group: QButtonGroup) -> None:
    """Let Tab stop once in a group, at the chosen button or the first; arrow keys do the rest.

    Qt sees to that itself only where somebody chose by hand.
    """
    chosen = group.checkedButton() or group.buttons()[0]
    for button in group.buttons():
        here = button is chosen
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)


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
