"""The focus outline: 2.5 of ink with 2.5 of air, around whatever control has the focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from deskbreak.window.theme import Theme

STROKE = 2.5
AIR = 2.5

_MOVED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}


class FocusRing(QWidget):
    """Lies over a window and follows the focus in it.

    It lies outside the control, so that controls keep the very sizes of the pictures. Only widgets
    with a ``focus_radius`` (px, the radius of their own outline) are ringed.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._over = window
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  a widget cannot exist without one
        app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        for watched in self._watched:
            watched.removeEventFilter(self)
        self._watched = []
        inside = new is not None and self._over.isAncestorOf(new) and hasattr(new, "focus_radius")
        self._around = new if inside else None
        each = self._around
        while each is not None and each is not self._over:
            each.installEventFilter(self)
            self._watched.append(each)
            each = each.parentWidget()
        self._follow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() in _MOVED:
            self._follow()
        return False

    def _follow(self) -> None:
        control = self._around
        if control is None or not control.isVisibleTo(self._over):
            self.hide()
            return
        reach = self._theme.px(STROKE + AIR) + 1
        corner = control.mapTo(self._over, QPoint(0, 0))
        self.setGeometry(QRect(corner, control.size()).adjusted(-reach, -reach, reach, reach))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self._around is None:
            return
        reach = self._theme.px(STROKE + AIR) + 1
        out = self._theme.line(AIR + STROKE / 2)
        radius = float(getattr(self._around, "focus_radius", 0.0)) + out
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("ink"), self._theme.line(STROKE)))
        inner = QRectF(self.rect()).adjusted(reach, reach, -reach, -reach)
        painter.drawRoundedRect(inner.adjusted(-out, -out, out, out), radius, radius)
