"""The window process: holds every surface, shows what it is told, and is gone when nothing is open."""

import os
import signal
import sys
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from deskbreak.clock import Clock, SystemClock
from deskbreak.window import theme as themes
from deskbreak.window.frame import Send
from deskbreak.window.icon import window_icon
from deskbreak.window.messages import (
    ClosePrompt,
    CloseRoutine,
    Facts,
    FromWindow,
    PaceRoutine,
    Painted,
    Quit,
    ShowChecklist,
    ShowHome,
    ShowPrompt,
    ShowRoutine,
    ShowSeeSomebody,
    ToWindow,
    Wanted,
)
from deskbreak.window.pipe import Inbox, sender
from deskbreak.window.roles import install_roles
from deskbreak.window.silent_bus import leave_a_silent_bus
from deskbreak.window.theme import Theme

if TYPE_CHECKING:
    from deskbreak.window.frame import Window
    from deskbreak.window.prompt import PromptWindow

FIRST_MESSAGE_WITHIN_MS = 10_000
LOOK_AFTER_MS = 50
READER_ENDS_WITHIN_S = 0.2
STACKING = {"xcb", "windows", "cocoa"}
"""Where a program may put its window in front of others. Qt complains when it is tried elsewhere."""


class Surfaces(QObject):
    """Every window of the process, each opened when first wanted; their modules are read only then.

    Ends the application when nothing is open any more.
    """

    def __init__(self, theme: Theme, send: Send, clock: Clock) -> None:
        super().__init__()
        self._theme = theme
        self._tell = send
        self._clock = clock
        self._open: dict[str, QWidget] = {}
        self._facts: Facts | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(FIRST_MESSAGE_WITHIN_MS)
        self._patience.timeout.connect(self._leave_when_empty)
        self._patience.start()

    def take(self, message: ToWindow) -> None:
        """Do what a message says."""
        match message:
            case ShowPrompt():
                self._show_prompt(message)
            case ClosePrompt():
                self._close_prompt()
            case ShowRoutine():
                self._show_routine(message)
            case CloseRoutine():
                self._close_routine()
            case PaceRoutine():
                self._pace_routine(message.waiting)
            case ShowHome():
                self._show_home()
            case ShowChecklist():
                self._show_checklist()
            case ShowSeeSomebody():
                self._show_see_somebody()
            case Facts():
                self._pass_on(message)
            case Quit():
                self.quit()

    def send(self, message: FromWindow) -> None:
        """From a surface to the daemon; advice is opened right here."""
        if isinstance(message, Wanted) and message.action == "see_somebody":
            self._show_see_somebody()
            return
        self._tell(message)

    def quit(self) -> None:
        """Close everything and end."""
        QApplication.exit(0)

    def leave(self) -> None:
        """Take down what is still open: a widget that outlives the application ends in a fault."""
        for surface in self._open.values():
            surface.blockSignals(True)
            surface.hide()
            surface.deleteLater()
        self._open.clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # --- surfaces ------------------------------------------------------------

    def _show_prompt(self, asked: ShowPrompt) -> None:
        from deskbreak.window.prompt import PromptWindow  # noqa: PLC0415  each surface is read when wanted

        self._close_prompt()
        prompt = PromptWindow(self._theme, self.send, self._clock, asked)
        self._keep("prompt", prompt)
        prompt.come()

    def _close_prompt(self) -> None:
        from deskbreak.window.prompt import PromptWindow  # noqa: PLC0415

        prompt = self._open.get("prompt")
        if isinstance(prompt, PromptWindow):
            prompt.go()

    def _show_routine(self, wanted: ShowRoutine) -> None:
        from deskbreak.window.routine import RoutineWindow  # noqa: PLC0415

        guide = self._open.get("routine")
        if isinstance(guide, RoutineWindow):
            guide.begin_again(wanted)
            self._to_front("routine", guide)
            return
        theme = self._theme if wanted.motion == "auto" else themes.of_this_desktop(wanted.motion)
        guide = RoutineWindow(theme, self.send, self._clock, wanted)
        self._keep("routine", guide)
        self._to_front("routine", guide)

    def _close_routine(self) -> None:
        from deskbreak.window.routine import RoutineWindow  # noqa: PLC0415

        guide = self._open.get("routine")
        if isinstance(guide, RoutineWindow):
            guide.withdraw()

    def _pace_routine(self, waiting: bool) -> None:
        from deskbreak.window.routine import RoutineWindow  # noqa: PLC0415

        guide = self._open.get("routine")
        if isinstance(guide, RoutineWindow):
            guide.wait_for_hands(waiting)

    def _show_home(self) -> None:
        from deskbreak.window.home import HomeWindow  # noqa: PLC0415

        home = self._open.get("home")
        if home is None:
            home = HomeWindow(self._theme, self.send)
            self._keep("home", home)
            if self._facts is not None:
                home.take(self._facts)
        self._to_front("home", home)

    def _show_checklist(self) -> None:
        from deskbreak.window.checklist import ChecklistWindow  # noqa: PLC0415

        checklist = self._open.get("checklist")
        if checklist is None:
            checklist = ChecklistWindow(self._theme, self.send)
            self._keep("checklist", checklist)
        self._to_front("checklist", checklist)

    def _show_see_somebody(self) -> None:
        from deskbreak.window.see_somebody import SeeSomebodyWindow  # noqa: PLC0415

        page = self._open.get("see_somebody")
        if page is None:
            page = SeeSomebodyWindow(self._theme, self.send)
            self._keep("see_somebody", page)
        self._to_front("see_somebody", page)

    def _pass_on(self, facts: Facts) -> None:
        self._facts = facts
        for surface in self._open.values():
            take = getattr(surface, "take", None)
            if take is not None:
                take(facts)

    # --- keeping -------------------------------------------------------------

    def _keep(self, name: str, surface: "Window | PromptWindow") -> None:
        surface.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Not by the application's own count of windows: a prompt is a tool window, which it leaves out.
        surface.gone.connect(lambda: self._gone(name, surface))
        self._open[name] = surface

    def _gone(self, name: str, surface: QWidget) -> None:
        if self._open.get(name) is surface:
            del self._open[name]
        # An answer may open the next surface at once (Start does): give it a moment.
        QTimer.singleShot(LOOK_AFTER_MS, self, self._leave_when_empty)

    def _leave_when_empty(self) -> None:
        if not self._open:
            self.quit()

    def _to_front(self, name: str, surface: QWidget) -> None:
        was_there = surface.isVisible()
        surface.show()
        if QGuiApplication.platformName() in STACKING:
            surface.raise_()
        surface.activateWindow()
        if was_there:  # a new one says so itself, once it is painted
            self.send(Painted(name))


def run(lines_in: TextIO, lines_out: TextIO) -> int:
    """Show what ``lines_in`` says until nothing is open; the exit code."""
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.theme.*=false")
    if leave_a_silent_bus():
        print("The session bus does not answer: windows do without it.", file=sys.stderr)
    app = QApplication(["deskbreak"])
    app.setApplicationName("deskbreak")
    app.setDesktopFileName("deskbreak")
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(window_icon())
    _choose_direction(app)
    install_roles()
    surfaces = Surfaces(themes.of_this_desktop(), sender(lines_out), SystemClock())
    inbox = Inbox()
    inbox.came.connect(surfaces.take)
    inbox.ended.connect(surfaces.quit)
    reader = inbox.listen(lines_in)
    # Control-C in the terminal of the daemon is the daemon's affair, which then ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.excepthook = _end_with_the_fault
    code = app.exec()
    surfaces.leave()
    # A reader that is just telling the end of the pipe must be done with Qt before Qt is gone.
    reader.join(READER_ENDS_WITHIN_S)
    return code


def _end_with_the_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """A window that half works helps nobody: tell the fault, end, and let the daemon start another."""
    sys.__excepthook__(kind, fault, trace)
    QApplication.exit(1)


def _choose_direction(app: QApplication) -> None:
    """As the language reads; ``DESKBREAK_DIRECTION`` (rtl or ltr) forces it."""
    forced = os.environ.get("DESKBREAK_DIRECTION", "")
    if forced in {"rtl", "ltr"}:
        app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if forced == "rtl" else Qt.LayoutDirection.LeftToRight
        )
