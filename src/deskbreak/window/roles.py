"""What our windows are to a screen reader: a plain widget would be taken for filling."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_told: list[QAccessibleInterface] = []
"""Qt keeps and ends them; Python must not end them earlier."""


def install_roles() -> None:
    """From now on, widgets with an ``accessible_role`` have that role."""
    QAccessible.installFactory(_interface_for)


def _interface_for(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(thing, "accessible_role", None)
    if not isinstance(role, QAccessible.Role) or not isinstance(thing, QWidget):
        return None
    interface = QAccessibleWidget(thing, role, "")
    _told.append(interface)
    return interface
