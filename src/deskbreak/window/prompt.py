"""The prompt: asks in a corner, without taking the focus, without a countdown."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBitmap,
    QCloseEvent,
    QCursor,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from deskbreak.clock import Clock
from deskbreak.language import _
from deskbreak.window import phrases
from deskbreak.window.compositing import windows_can_be_see_through
from deskbreak.window.controls.buttons import DotsButton, FilledButton, LinkButton, OutlinedButton
from deskbreak.window.controls.flow import FlowLayout
from deskbreak.window.controls.focus import FocusRing
from deskbreak.window.controls.menu import menu_for
from deskbreak.window.controls.words import Words
from deskbreak.window.corner import APART, place
from deskbreak.window.frame import Send, palette_of
from deskbreak.window.messages import Closed, Painted, ShowPrompt, Wanted
from deskbreak.window.prompt_picture import PromptPicture
from deskbreak.window.shadow import paint_shadow
from deskbreak.window.theme import Theme, Type

SURFACE = "prompt"
DEAF_MS = 1_000
"""For this long after it got the focus, keys are those of whatever had it before."""

TAKES_FOCUS_AFTER_MS = 1_500
COMES_MS, GOES_MS, RISE = 320, 200, 12.0
WIDTH, RADIUS = 457.0, 16.0
SHADOW, SHADOW_DOWN = 40.0, 8.0

STAND, BREATHE = {"standing"}, {"breath_only"}


class PromptWindow(QWidget):
    """One prompt. Each answer is a :class:`Wanted`; after it, and after :meth:`go`, the card goes."""

    accessible_role = QAccessible.Role.AlertMessage

    gone = Signal()
    """It was closed, by whomever."""

    def __init__(self, theme: Theme, send: Send, clock: Clock, asked: ShowPrompt) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.theme = theme
        self._send = send
        self._clock = clock
        self._deaf_until_ms = 0
        self._painted = False
        self._answered = False
        self._blended = windows_can_be_see_through()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, self._blended)
        self.setPalette(palette_of(theme))
        title = phrases.invitation(asked.routine) if asked.planned_for else _title(asked)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._lay_out(asked, title)
        self.focus_ring = FocusRing(theme, self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  a widget cannot exist without one
        app.installEventFilter(self)

    # --- what is on it -------------------------------------------------------

    def _lay_out(self, asked: ShowPrompt, title: str) -> None:
        px = self.theme.px
        self._make_answers(asked)
        row = QHBoxLayout(self)
        edge = self._edge()
        row.setContentsMargins(px(13.5) + edge, px(14.5) + edge, px(12) + edge, px(19) + edge)
        row.setSpacing(px(13))
        self._picture = PromptPicture(self.theme, asked.routine, asked.variant)
        picture = _stack()
        picture.addSpacing(px(5.5))
        picture.addWidget(self._picture)
        picture.addStretch()
        row.addLayout(picture)
        row.addLayout(self._column(asked, title), 1)
        self.start.setFocus()

    def _make_answers(self, asked: ShowPrompt) -> None:
        theme = self.theme
        self.start = FilledButton(theme, _("Start"))
        self.start.setMinimumWidth(theme.px(120))
        self.later = OutlinedButton(theme, phrases.later(asked.snooze_ms))
        self.later.setVisible(asked.snoozes_left > 0)
        self.skip = LinkButton(theme, _("Skip"), padding=2)
        self.stood = LinkButton(theme, _stood(asked.variant), padding=2)
        self.dots = DotsButton(theme, _("More"))
        for button, action in (
            (self.start, "start"),
            (self.later, "snooze"),
            (self.skip, "skip"),
            (self.stood, "stood"),
        ):
            button.clicked.connect(self._answers(action))
        self.dots.clicked.connect(self._open_menu)

    def _column(self, asked: ShowPrompt, title: str) -> QVBoxLayout:
        theme, px = self.theme, self.theme.px
        length_ms = asked.breaths * (asked.inhale_ms + asked.exhale_ms)
        reason = phrases.reason(asked.sitting_ms, asked.planned_for)
        text = f"{reason}\n{phrases.offer(asked.breaths, length_ms)}"
        self.setAccessibleDescription(f"{text}\n{asked.waited}".strip().replace("\n", " "))
        above = _stack()
        above.addSpacing(px(9.5))
        above.addWidget(Words(theme, title, Type.HEADING, line_height=1.3))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addLayout(above, 1)
        head.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignTop)
        answers = FlowLayout(gap=px(10))
        answers.addWidget(self.start)
        answers.addWidget(self.later)
        quiet = FlowLayout(gap=px(28), line_gap=0)
        quiet.addWidget(self.skip)
        quiet.addWidget(self.stood)
        column = _stack()
        column.addLayout(head)
        column.addSpacing(px(10))
        column.addWidget(Words(theme, text, colour="ink2"))
        if asked.waited:
            column.addSpacing(px(6))
            column.addWidget(Words(theme, asked.waited, Type.CAPTION, colour="ink2"))
        column.addSpacing(px(16))
        column.addLayout(answers)
        column.addSpacing(px(11))
        column.addLayout(quiet)
        column.addStretch()
        return column

    def _edge(self) -> int:
        """The room around the card that the shadow takes."""
        return self.theme.px(SHADOW) if self._blended else 0

    # --- answers -------------------------------------------------------------

    def _answers(self, action: str) -> Callable[[], None]:
        return lambda: self._answer(action)

    def _answer(self, action: str) -> None:
        if self._answered:
            return
        if action != "see_somebody":
            # Reading about it is not an answer: the prompt stays.
            self._answered = True
            self.go()
        self._send(Wanted(action))

    def _open_menu(self) -> None:
        menu = menu_for(self.theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for label, action in (
            (_("Pause for 30 minutes"), "pause:30m"),
            (_("Pause for 1 hour"), "pause:1h"),
            (_("Pause until tomorrow"), "pause:tomorrow"),
        ):
            menu.addAction(label).triggered.connect(self._answers(action))
        menu.addSeparator()
        menu.addAction(_("When to see somebody first")).triggered.connect(self._answers("see_somebody"))
        menu.popup(self.dots.mapToGlobal(self.dots.rect().bottomLeft()))

    # --- coming and going ----------------------------------------------------

    def come(self) -> None:
        """Appear in the corner, on the screen where the pointer is, and stay."""
        pointer = QCursor.pos()
        screen = QGuiApplication.screenAt(pointer) or QGuiApplication.primaryScreen()
        free = screen.availableGeometry()
        size = self._size_within(free.size())
        corner = place(
            screen.geometry(),
            free,
            size,
            pointer,
            grow=self.theme.line(1),
            mirrored=self.layoutDirection() is Qt.LayoutDirection.RightToLeft,
        )
        edge = self._edge()
        self.resize(size + QSize(2 * edge, 2 * edge))
        at = corner - QPoint(edge, edge)
        if not self._blended:
            self._round_corners()
        moves = self._blended and not self.theme.reduced_motion
        self.move(at + QPoint(0, self.theme.px(RISE) if moves else 0))
        if moves:
            self.setWindowOpacity(0.0)
        self.show()
        if moves:
            self._animate(b"windowOpacity", 0.0, 1.0, COMES_MS, QEasingCurve.Type.OutCubic)
            self._animate(b"pos", self.pos(), at, COMES_MS, QEasingCurve.Type.OutCubic)
        QTimer.singleShot(TAKES_FOCUS_AFTER_MS, self, self._accept_focus)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def go(self) -> None:
        """Fade, and close."""
        self._answered = True
        if not self._blended or self.theme.reduced_motion or not self.isVisible():
            self._end()
            return
        fading = self._animate(
            b"windowOpacity", self.windowOpacity(), 0.0, GOES_MS, QEasingCurve.Type.InCubic
        )
        fading.finished.connect(self._end)

    def _end(self) -> None:
        self.close()

    def _animate(
        self, what: bytes, start: object, end: object, length_ms: int, easing: QEasingCurve.Type
    ) -> QPropertyAnimation:
        animation = QPropertyAnimation(self, what, self)
        animation.setDuration(length_ms)
        animation.setStartValue(start)
        animation.setEndValue(end)
        animation.setEasingCurve(easing)
        animation.start()
        return animation

    def _size_within(self, free: QSize) -> QSize:
        apart = self.theme.px(APART)
        width = min(self.theme.px(WIDTH), free.width() - 2 * apart)
        layout = self.layout()
        assert layout is not None  # noqa: S101  made in _lay_out
        edge, tallest = self._edge(), free.height() - 2 * apart
        height = layout.totalHeightForWidth(width + 2 * edge) - 2 * edge
        if height > tallest:
            # Very large text on a small screen: the picture goes first, never the words.
            self._picture.hide()
            height = layout.totalHeightForWidth(width + 2 * edge) - 2 * edge
        return QSize(width, min(height, tallest))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        super().closeEvent(event)
        if not self._answered:
            self._answered = True
            self._send(Closed(SURFACE))
        self.gone.emit()

    # --- focus, keys ---------------------------------------------------------

    def _accept_focus(self) -> None:
        """From now on somebody who asks for it (Alt-Tab, a click) gets it; it never takes it."""
        handle = self.windowHandle()
        if handle is not None:
            handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        super().mousePressEvent(event)
        self._accept_focus()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self._deaf_until_ms = self._clock.now().awake_ms + DEAF_MS

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        keys = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride}
        if event.type() not in keys or not isinstance(watched, QWidget) or watched.window() is not self:
            return False
        return self._clock.now().awake_ms < self._deaf_until_ms

    # --- painting ------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._edge()
        card = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        if self._blended:
            down = theme.line(SHADOW_DOWN)
            paint_shadow(painter, card.translated(0, down), theme.line(RADIUS), edge - down)
        painter.setPen(QPen(theme.colour("line"), max(1.0, theme.line(1))))
        painter.setBrush(theme.colour("paper"))
        radius = theme.line(RADIUS)
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, lambda: self._send(Painted(SURFACE)))

    def _round_corners(self) -> None:
        """Without a compositor the card's corners are cut out of the window."""
        mask = QBitmap(self.size())
        mask.clear()
        painter = QPainter(mask)
        painter.setBrush(Qt.GlobalColor.color1)
        painter.setPen(Qt.GlobalColor.color1)
        radius = self.theme.line(RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, -1, -1), radius, radius)
        painter.end()
        self.setMask(mask)


def _stack() -> QVBoxLayout:
    """Things below each other, with the gaps that are put between them only."""
    stack = QVBoxLayout()
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(0)
    return stack


def _title(asked: ShowPrompt) -> str:
    """Words follow routine and variant: nobody who does not stand is told to."""
    if asked.routine == "breathe" or asked.variant in BREATHE:
        return _("A good moment to breathe")
    if asked.variant in STAND:
        return _("A good moment to stand")
    return _("A good moment to reach")


def _stood(variant: str) -> str:
    return _("I already stood") if variant in STAND else _("I already moved")
