"""The activity port: its fake, and every adapter that this machine can try for real."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from contracts.activity import ActivityContract, Stage
from deskbreak.clock import Clock, SystemClock
from deskbreak.desktop.activity import candidates
from deskbreak.desktop.portable.sensed_activity import SensedActivity, Source
from deskbreak.desktop.portable.wakeup import Wakeup
from deskbreak.desktop.terminal.activity import TerminalSource
from deskbreak.desktop.x11.activity_screensaver import ScreensaverSource
from deskbreak.ports.activity import Activity, Lost, Seen
from deskbreak.ports.selection import Candidate, Unavailable
from support.fakes.activity import FakeActivity, FakeDesk
from support.pynput_remains import let_pynput_go
from support.tty import new_tty
from support.xserver import XServer, unused_display

QUICK_MS = 60
"""Sources that are polled are polled this often here, and not every few seconds, to spare time."""


class FakeStage:
    slack_ms = 1

    def __init__(self) -> None:
        desk = FakeDesk()
        self.clock: Clock = desk
        self._desk = desk

    def candidate(self, seen: Seen, lost: Lost) -> Candidate[Activity]:
        def open_it() -> Activity:
            if not self._desk.exists:
                raise Unavailable("There is no desk.")
            return FakeActivity(self._desk, seen, lost)

        return Candidate("fake", open_it)

    def input(self) -> None:
        self._desk.input()

    def pass_ms(self, span_ms: int) -> None:
        self._desk.pass_ms(span_ms)

    def vanish(self) -> None:
        self._desk.vanish()

    def come(self) -> None:
        self._desk.exists = True


class RealTime:
    slack_ms = 150

    def __init__(self) -> None:
        self.clock: Clock = SystemClock()

    def pass_ms(self, span_ms: int) -> None:
        threading.Event().wait(span_ms / 1000)


class X11Stage(RealTime):
    """An X server of its own, always on the same display, found through the environment."""

    def __init__(self, way: str, environment: pytest.MonkeyPatch, closing: ExitStack) -> None:
        super().__init__()
        self._way = way
        self._closing = closing
        self._server = XServer(unused_display())
        self.come()
        for name, value in self._server.environment.items():
            environment.setenv(name, value)

    def candidate(self, seen: Seen, lost: Lost) -> Candidate[Activity]:
        (candidate,) = candidates(self._way, self.clock, seen, lost)
        return candidate

    def input(self) -> None:
        self._server.key()

    def vanish(self) -> None:
        self._server.kill()

    def come(self) -> None:
        self._closing.enter_context(self._server)


class ScreensaverStage(X11Stage):
    def candidate(self, seen: Seen, lost: Lost) -> Candidate[Activity]:
        def source() -> Source:
            return ScreensaverSource(self._server.display, self.clock, QUICK_MS)

        return sensed("x11-screensaver", source, seen, lost)


class TerminalStage(RealTime):
    """A pseudo-terminal whose access time moves in short steps."""

    slack_ms = RealTime.slack_ms + QUICK_MS

    def __init__(self, closing: ExitStack) -> None:
        super().__init__()
        self._closing = closing
        self._terminals: list[Path] = []
        self.come()

    def candidate(self, seen: Seen, lost: Lost) -> Candidate[Activity]:
        def source() -> Source:
            return TerminalSource(self.clock, lambda: tuple(self._terminals), QUICK_MS)

        return sensed("terminal", source, seen, lost)

    def input(self) -> None:
        now_ns = round(self.clock.now().wall.timestamp() * 1e9)
        os.utime(self._terminals[0], ns=(now_ns, now_ns))

    def vanish(self) -> None:
        self._terminals = []

    def come(self) -> None:
        ours, theirs, path = new_tty()
        self._closing.callback(os.close, ours)
        self._closing.callback(os.close, theirs)
        self._terminals = [path]
        self.input()


def sensed(name: str, make: Callable[[], Source], seen: Seen, lost: Lost) -> Candidate[Activity]:
    def open_it() -> Activity:
        source = make()
        return SensedActivity(source, Wakeup(), seen, lost)

    return Candidate(name, open_it)


class TestFake(ActivityContract):
    @pytest.fixture
    def stage(self) -> Stage:
        return FakeStage()


# python-xlib leaves the socket of a refused connection to the garbage collector.
@pytest.mark.desktop
@pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")
class TestX11Sync(ActivityContract):
    @pytest.fixture
    def stage(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
        with ExitStack() as closing:
            yield X11Stage("x11-sync", monkeypatch, closing)


@pytest.mark.desktop
@pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")
class TestX11Screensaver(ActivityContract):
    @pytest.fixture
    def stage(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
        with ExitStack() as closing:
            yield ScreensaverStage("x11-screensaver", monkeypatch, closing)


# And pynput the one of a display that vanished.
@pytest.mark.desktop
@pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <socket.socket:pytest.PytestUnraisableExceptionWarning"
)
class TestPynput(ActivityContract):
    @pytest.fixture
    def stage(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
        with ExitStack() as closing:
            yield X11Stage("pynput", monkeypatch, closing)
        let_pynput_go()


class TestTerminal(ActivityContract):
    @pytest.fixture
    def stage(self) -> Iterator[Stage]:
        with ExitStack() as closing:
            yield TerminalStage(closing)
