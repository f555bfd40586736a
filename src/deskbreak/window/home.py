"""``home``: the state at a glance, and everything the tray's menu can do. The way in without a tray."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deskbreak.core.view import State
from deskbreak.language import _, ngettext
from deskbreak.window import phrases
from deskbreak.window.controls.buttons import FilledButton, OutlinedButton
from deskbreak.window.controls.menu import menu_for
from deskbreak.window.controls.words import Words
from deskbreak.window.frame import MARGIN, Send, Window, palette_of
from deskbreak.window.home_list import Row, RowList
from deskbreak.window.home_ring import HomeRing, Sitting
from deskbreak.window.marks import Mark
from deskbreak.window.messages import Facts, Wanted
from deskbreak.window.theme import Theme, Type

SURFACE = "home"
WIDTH = 440.0
MAIN_HEIGHT = 44.0
SCREEN_SHARE = 0.94


class HomeWindow(Window):
    """Paints the facts it is given; each button sends what the person wants."""

    def __init__(self, theme: Theme, send: Send) -> None:
        super().__init__(theme, send, SURFACE, _("Deskbreak"))
        self._needs = 0
        """The height that everything on it took last."""
        centre = Qt.AlignmentFlag.AlignHCenter
        self._ring = HomeRing(theme)
        self._title = Words(theme, "", Type.HEADING, align=centre)
        self._detail = Words(theme, "", Type.BODY, colour="ink2", align=centre)
        self._problem = Words(theme, "", Type.CAPTION, align=centre)
        self._start = FilledButton(theme, "", height=MAIN_HEIGHT)
        self._later = OutlinedButton(theme, _("Later"))
        self._skip = OutlinedButton(theme, _("Skip"))
        self._stood = OutlinedButton(theme, _("I already stood"))
        self._pause = OutlinedButton(theme, _("Pause"), mark=Mark.PAUSE)
        self._resume = OutlinedButton(theme, _("Resume"), mark=Mark.PLAY)
        self._today = Row(theme, _("Today"), None)
        self._checklist = Row(theme, _("Desk checklist"), self._wants("checklist"), leads_on=True)
        self._recording = Row(theme, _("Stop recording"), self._wants("stop_recording"))
        self._quit = Row(theme, _("Quit Deskbreak"), self._wants("quit"))
        self._arrange()
        self._connect()
        self._start.setFocus()
        self.take(Facts(State.UNKNOWN.value, 0, 1, 1, "", "", "", 0, 0, "", ""))

    def take(self, facts: Facts) -> None:
        """Show how things are now."""
        state = State(facts.state)
        self._ring.take(Sitting(state, facts.sitting_ms, facts.earliest_ms, facts.latest_ms))
        self._title.setText(facts.title)
        self._detail.setText(facts.detail)
        self._problem.setText(facts.problem)
        self._problem.setVisible(bool(facts.problem))
        asked = state is State.PROMPTING
        self._later.setVisible(asked)
        self._skip.setVisible(asked)
        self._start.setText(phrases.start(facts.routine))
        self._start.setEnabled(state is not State.ROUTINE)
        self._pause.setVisible(state is not State.PAUSED)
        self._resume.setVisible(state is State.PAUSED)
        self._today.say(_today(facts))
        self._recording.say(_("since {time}").format(time=facts.recording_since))
        self._recording.setVisible(bool(facts.recording_since))
        if self.isVisible():
            self._grow()

    # --- how it is put together -------------------------------------------------

    def _arrange(self) -> None:
        theme = self.theme
        page = QWidget()
        page.setPalette(palette_of(theme))
        page.setAutoFillBackground(True)
        layout = QVBoxLayout(page)
        margin = theme.px(MARGIN)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(0)
        layout.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(theme.px(20))
        layout.addWidget(self._title)
        layout.addSpacing(theme.px(4))
        layout.addWidget(self._detail)
        layout.addSpacing(theme.px(8))
        layout.addWidget(self._problem)
        layout.addStretch(1)
        layout.addSpacing(theme.px(16))
        layout.addWidget(self._start)
        for pair in ((self._later, self._skip), (self._stood, self._pause, self._resume)):
            row = QHBoxLayout()
            row.setSpacing(theme.px(10))
            row.setContentsMargins(0, theme.px(10), 0, 0)
            for button in pair:
                row.addWidget(button, 1)
            layout.addLayout(row)
        layout.addSpacing(theme.px(32))
        layout.addWidget(RowList(theme, [self._today, self._recording, self._checklist, self._quit]))
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)
        self._page, self._scroll = page, scroll

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """As large as what it has to say, and never larger than the screen."""
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width = min(self.theme.px(WIDTH), round(screen.width() * SCREEN_SHARE))
        self._needs = self._needed(width)
        self._take_room(width, self._needs)
        super().showEvent(event)

    def _grow(self) -> None:
        """More words need more room. Who made the window smaller than it was keeps it so."""
        before, self._needs = self._needs, self._needed(self.width())
        if self.height() >= before and self._needs > self.height():
            self._take_room(self.width(), self._needs)

    def _needed(self, width: int) -> int:
        tallest = round(QGuiApplication.primaryScreen().availableGeometry().height() * SCREEN_SHARE)
        return min(self._page.heightForWidth(width) + self.theme.px(8), tallest)

    def _take_room(self, width: int, height: int) -> None:
        # A scroll bar that shows makes lines narrower, and those then need the scroll bar: it has to be
        # gone while the room is measured.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.resize(width, height)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _connect(self) -> None:
        for button, action in (
            (self._start, "start"),
            (self._later, "snooze"),
            (self._skip, "skip"),
            (self._stood, "stood"),
            (self._resume, "resume"),
        ):
            button.clicked.connect(self._wants(action))
        self._pause.clicked.connect(self._offer_pauses)

    def _wants(self, action: str) -> "Wants":
        return Wants(self.send, action)

    def _offer_pauses(self) -> None:
        menu = menu_for(self.theme, self)
        for text, action in (
            (_("For 30 minutes"), "pause:30m"),
            (_("For an hour"), "pause:1h"),
            (_("Until tomorrow"), "pause:tomorrow"),
        ):
            menu.addAction(text).triggered.connect(self._wants(action))
        menu.popup(self._pause.mapToGlobal(self._pause.rect().bottomLeft()))


class Wants:
    """Called by a button, with whatever Qt adds; says what the person wants."""

    def __init__(self, send: Send, action: str) -> None:
        self._send = send
        self._action = action

    def __call__(self, *_of_qt: object) -> None:
        self._send(Wanted(self._action))


def _today(facts: Facts) -> str:
    ups = ngettext("{times} time up", "{times} times up", facts.done_today).format(times=facts.done_today)
    if not facts.skipped_today:
        return ups
    skipped = ngettext("{times} skipped", "{times} skipped", facts.skipped_today).format(
        times=facts.skipped_today
    )
    return _("{ups}, {skipped}").format(ups=ups, skipped=skipped)
