"""The guide's controls, below stage and words. They wrap where they have no room."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskbreak.language import _
from deskbreak.window.controls.buttons import FilledButton, LinkButton, OutlinedButton
from deskbreak.window.controls.flow import FlowLayout
from deskbreak.window.controls.menu import menu_for
from deskbreak.window.controls.words import Words
from deskbreak.window.theme import Theme, Type


class GuideFoot(QWidget):
    """Variant, When to stop; Pause, Stop."""

    chosen = Signal(str)
    """The name of the variant that the person chose."""

    def __init__(self, theme: Theme, variants: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._variants = variants
        self.variant = LinkButton(theme, "", chevron=True, height=40)
        self.when_to_stop = LinkButton(theme, _("When to stop"), height=40)
        self.pause = OutlinedButton(theme, _("Pause"), key=_("Space"))
        self.stop = OutlinedButton(theme, _("Stop"), key=_("Esc"))
        self._menu = menu_for(theme, self)
        self._menu.setAccessibleName(_("Position"))
        group = QActionGroup(self)
        for name, title in variants.items():
            action = self._menu.addAction(title)
            action.setCheckable(True)
            action.setData(name)
            group.addAction(action)
        group.triggered.connect(lambda action: self.chosen.emit(action.data()))
        self._actions = group
        self.variant.clicked.connect(self._open_menu)
        row = FlowLayout(self, gap=theme.px(12), between=True)
        row.addWidget(_side_by_side(theme, self.variant, self.when_to_stop))
        row.addWidget(_side_by_side(theme, self.pause, self.stop))

    def use(self, variant: str) -> None:
        """Show which variant it is."""
        title = self._variants.get(variant, variant)
        self.variant.setText(title)
        self.variant.setAccessibleName(_("Position: {variant}").format(variant=title))
        for action in self._actions.actions():
            action.setChecked(action.data() == variant)
        self.variant.updateGeometry()

    def show_held(self, held: bool) -> None:
        """Pause becomes Go on, and back."""
        self.pause.setText(_("Go on") if held else _("Pause"))
        self.pause.updateGeometry()

    def _open_menu(self) -> None:
        below = self.variant.mapToGlobal(self.variant.rect().bottomLeft())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            below = self.variant.mapToGlobal(self.variant.rect().bottomRight())
            below.setX(below.x() - self._menu.sizeHint().width())
        self._menu.popup(below)


class FinishedFoot(QWidget):
    """This closes by itself; Once more, Close."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_itself = Words(theme, _("This closes by itself."), Type.CAPTION, colour="ink2")
        self.once_more = OutlinedButton(theme, _("Once more"))
        self.close_it = FilledButton(theme, _("Close"))
        row = FlowLayout(self, gap=theme.px(12), between=True)
        row.addWidget(_in_the_middle(self.by_itself))
        row.addWidget(_side_by_side(theme, self.once_more, self.close_it))


class AdviceFoot(QWidget):
    """Back to the guide."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = FilledButton(theme, _("Back"), key="")
        self.stop = OutlinedButton(theme, _("Stop for now"))
        row = FlowLayout(self, gap=theme.px(12), at_end=True)
        row.addWidget(self.stop)
        row.addWidget(self.back)


def _in_the_middle(widget: QWidget) -> QWidget:
    """Beside something taller, it stands on the same middle."""
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch()
    column.addWidget(widget)
    column.addStretch()
    return around


def _side_by_side(theme: Theme, *widgets: QWidget) -> QWidget:
    together = QWidget()
    row = FlowLayout(together, gap=theme.px(12))
    for widget in widgets:
        row.addWidget(widget)
    return together
