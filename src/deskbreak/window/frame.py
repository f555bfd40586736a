"""What every window with a title bar of its own desktop shares."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QColor, QKeySequence, QPalette, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from deskbreak.window.controls.focus import FocusRing
from deskbreak.window.messages import Closed, FromWindow, Painted
from deskbreak.window.theme import Theme

Send = Callable[[FromWindow], None]
"""Tells the daemon."""

MARGIN = 24


class Window(QWidget):
    """Warm paper, a focus outline, Esc to close; tells when it was first painted and when it was closed."""

    accessible_role = QAccessible.Role.Window

    gone = Signal()
    """It was closed, by whomever."""

    def __init__(self, theme: Theme, send: Send, surface: str, title: str) -> None:
        super().__init__()
        self.theme = theme
        self.send = send
        self.surface = surface
        self._painted = False
        self._withdrawn = False
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAutoFillBackground(True)
        self.setPalette(palette_of(theme))
        self.focus_ring = FocusRing(theme, self)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self.escape)

    def escape(self) -> None:
        """Somebody pressed Esc."""
        self.close()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        super().showEvent(event)
        if not self._painted:
            self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        # Not the paint event: a window that its children cover gets none.
        if event.type() is QEvent.Type.Expose and not self._painted:
            self._painted = True
            watched.removeEventFilter(self)
            # Qt paints while it handles this; from the loop's next turn the window can be seen.
            QTimer.singleShot(0, self, self._tell_painted)
        return False

    def _tell_painted(self) -> None:
        self.send(Painted(self.surface))

    def withdraw(self) -> None:
        """Close because the daemon says so: nobody is told that the person closed it."""
        self._withdrawn = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        super().closeEvent(event)
        if not event.isAccepted():
            return
        if not self._withdrawn:
            self.send(Closed(self.surface))
        self.gone.emit()


def palette_of(theme: Theme) -> QPalette:
    """Our colours for whatever Qt paints by itself."""
    palette = QPalette()
    for role, name in {
        QPalette.ColorRole.Window: "paper",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sand",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.PlaceholderText: "ink2",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.Link: "accent",
    }.items():
        palette.setColor(role, QColor(theme.colour(name)))
    return palette
