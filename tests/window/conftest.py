"""Windows for tests: real widgets, painted into memory, and a clock that the test moves."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from deskbreak.core.moments import Moment
from deskbreak.window.messages import FromWindow
from deskbreak.window.palette import LIGHT
from deskbreak.window.theme import Theme


@dataclass
class MovableClock:
    """Moves only when the test says so."""

    ms: int = 1_000_000

    def now(self) -> Moment:
        return Moment(self.ms, self.ms, datetime(2026, 11, 23, 14, 38, tzinfo=UTC))


@dataclass
class Ear:
    """Hears what windows tell the daemon."""

    heard: list[FromWindow] = field(default_factory=list)

    def __call__(self, message: FromWindow) -> None:
        self.heard.append(message)

    def of(self, kind: type) -> list[FromWindow]:
        """What it heard of that kind."""
        return [message for message in self.heard if isinstance(message, kind)]


@pytest.fixture(scope="session")
def app() -> QApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "qt.qpa.theme.*=false;qt.qpa.*=false"
    application = QApplication.instance() or QApplication(["deskbreak"])
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)
    return application


@pytest.fixture(autouse=True)
def _nothing_stays_open(app: QApplication) -> Iterator[None]:
    yield
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for widget in app.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()


@pytest.fixture
def theme(app: QApplication) -> Theme:
    del app
    return Theme(LIGHT)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def settle(app: QApplication) -> Callable[[], None]:
    """Let everything that is due happen."""

    def let_it() -> None:
        for _ in range(4):
            app.processEvents()

    return let_it
