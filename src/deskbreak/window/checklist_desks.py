"""The checklist's first page: which kind of desk it is about."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from deskbreak.language import _
from deskbreak.window.checklist_keys import EnterGoesOn, one_tab_stop
from deskbreak.window.checklist_pictures import RADIUS, paint_scene
from deskbreak.window.checklist_scenes.desks import DESKS
from deskbreak.window.checklist_scenes.scene import Scene
from deskbreak.window.controls.choices import ChoiceCard
from deskbreak.window.controls.flow import FlowLayout
from deskbreak.window.controls.words import Words
from deskbreak.window.theme import Theme, Type

PICTURE_HEIGHT = 200.0


class DeskPicture(QWidget):
    """What stands on such a desk; pressing it is choosing it."""

    pressed = Signal()

    def __init__(self, theme: Theme, scene: Scene) -> None:
        super().__init__()
        self._theme = theme
        self._scene = scene
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(self._theme.px(PICTURE_HEIGHT), round(PICTURE_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        event.accept()
        self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sand"))
        radius = theme.line(RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        room = QRectF(self.rect()).adjusted(theme.line(14), theme.line(12), -theme.line(14), -theme.line(16))
        paint_scene(painter, room, self._scene, theme)


class DeskPage(QWidget):
    """Three kinds of desk, one of which is chosen."""

    wants_next = Signal()

    def __init__(self, theme: Theme, desks: Mapping[str, str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._desks = list(desks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(Words(theme, _("What is on your desk?"), Type.TITLE, line_height=1.25))
        said = _("The list follows your desk. You can change it at any time.")
        column.addWidget(Words(theme, said, colour="ink2"))
        column.addSpacing(theme.px(16))
        row = QWidget()
        flow = FlowLayout(row, gap=theme.px(16), even=True)
        for number, (key, text) in enumerate(desks.items()):
            card = ChoiceCard(theme, text)
            self._group.addButton(card, number)
            picture = DeskPicture(theme, DESKS[key])
            picture.pressed.connect(card.click)
            each = QWidget()
            both = QVBoxLayout(each)
            both.setContentsMargins(0, 0, 0, 0)
            both.setSpacing(theme.px(10))
            both.addWidget(picture)
            both.addWidget(card)
            flow.addWidget(each)
        column.addWidget(row)
        column.addStretch(1)
        EnterGoesOn(self.cards(), self).pressed.connect(self.wants_next)

    def take(self, desk: str | None) -> None:
        """Which desk is chosen; the first one is offered where none is."""
        number = self._desks.index(desk) if desk in self._desks else 0
        card = self.cards()[number]
        card.setChecked(True)
        one_tab_stop(self._group)
        card.setFocus()

    @property
    def desk(self) -> str:
        """The desk that is chosen now."""
        return self._desks[self._group.checkedId()]

    def cards(self) -> list[ChoiceCard]:
        """The answers, in their order."""
        return [card for card in self._group.buttons() if isinstance(card, ChoiceCard)]
