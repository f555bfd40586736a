"""The real XScreenSaver on a real X server: what is learnt of it, when, and what that costs.

Its password is not asked for; all else is as it is on anybody's desktop.
"""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from Xlib import Xatom
from Xlib.display import Display

from deskbreak.clock import SystemClock
from deskbreak.desktop.session import ways
from deskbreak.desktop.x11 import sync_protocol
from deskbreak.desktop.x11.xscreensaver import NAME, XScreenSaver
from deskbreak.desktop.x11.xscreensaver_daemon import STATUS, ConnectedSaver
from deskbreak.ports.selection import Unavailable
from deskbreak.ports.session import SessionEnd
from support.waiting import let_pass, wait_until
from support.xscreensaver import NEVER_S
from support.xscreensaver import XScreenSaver as Program
from support.xserver import XServer

LONG_MS = 60_000


class Heard:
    """What the way says."""

    def __init__(self) -> None:
        self.locks: list[bool] = []
        self.lost: list[str] = []

    def locked(self, locked: bool) -> None:
        self.locks.append(locked)

    def asleep(self, asleep: bool) -> None:
        raise AssertionError(asleep)

    def ending(self, _end: SessionEnd) -> None:
        raise AssertionError

    def newcomer(self) -> None:
        raise AssertionError

    def awaits(self, *locks: bool) -> None:
        wait_until(lambda: len(self.locks) >= len(locks), f"{locks} were told", every_s=0.02)
        assert self.locks == [*locks]


class RootWindow:
    """Where XScreenSaver and window managers write what they do."""

    def __init__(self, display_name: str) -> None:
        self._display = Display(display_name)
        self._root = self._display.screen().root

    def close(self) -> None:
        self._display.close()

    def says(self, *status: int | str) -> None:
        """What XScreenSaver would write, atoms by their names."""
        numbers = [self._display.intern_atom(each) if isinstance(each, str) else each for each in status]
        self._root.change_property(self._display.intern_atom(STATUS), Xatom.INTEGER, 32, numbers)
        self._display.sync()

    def switches_windows(self, times: int) -> None:
        active = self._display.intern_atom("_NET_ACTIVE_WINDOW")
        for window in range(times):
            self._root.change_property(active, Xatom.WINDOW, 32, [window])
            self._display.sync()


@pytest.fixture
def x() -> Iterator[XServer]:
    with XServer() as server:
        yield server


@pytest.fixture
def root(x: XServer) -> Iterator[RootWindow]:
    window = RootWindow(x.display)
    yield window
    window.close()


@pytest.fixture
def start(x: XServer) -> Iterator[Callable[[int], Program]]:
    """Starts XScreenSaver, which locks after so many seconds without input."""
    started: list[Program] = []

    def start_it(blanks_after_s: int) -> Program:
        environment = {"PATH": os.environ["PATH"], **x.environment}
        started.append(Program(environment, blanks_after_s=blanks_after_s))
        started[-1].start()
        return started[-1]

    yield start_it
    for each in started:
        each.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def listen(x: XServer, heard: Heard) -> Iterator[Callable[[int], XScreenSaver]]:
    """Begins to listen; after so many milliseconds without input, nobody seems to be there."""
    opened: list[XScreenSaver] = []

    def begin(quiet_ms: int) -> XScreenSaver:
        saver = ConnectedSaver(x.display)
        opened.append(XScreenSaver(saver, heard, heard.lost.append, SystemClock(), quiet_ms=quiet_ms))
        return opened[-1]

    yield begin
    for each in opened:
        each.close()
    assert not _threads()


Start = Callable[[int], Program]
Listen = Callable[[int], XScreenSaver]


class TestWhatIsLearnt:
    @pytest.mark.long
    def test_it_may_lock_by_itself(self, start: Start, listen: Listen, heard: Heard) -> None:
        program = start(5)
        listen(1_000)
        heard.awaits(True)
        program.unlock()
        heard.awaits(True, False)

    def test_without_a_counter_of_idle_time_it_may_do_so_too(
        self,
        start: Start,
        listen: Listen,
        heard: Heard,
        root: RootWindow,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(sync_protocol, "EXTENSION", "NONE-OF-THAT-NAME")
        start(NEVER_S)
        listen(LONG_MS)
        root.says("LOCK", 1_795_000_000, 0)
        heard.awaits(True)

    def test_somebody_at_the_password_has_not_unlocked(
        self, start: Start, listen: Listen, heard: Heard, root: RootWindow
    ) -> None:
        program = start(NEVER_S)
        listen(LONG_MS)
        program.lock()
        heard.awaits(True)
        root.says("AUTH", 0, 1_795_000_000, 1)  # in the order of version 6.11
        let_pass(0.2)
        heard.awaits(True)
        root.says(0, 0, 1_795_000_000, 1)
        heard.awaits(True, False)

    def test_a_bump_of_the_desk_unlocks_nothing_and_the_unlocking_is_told_at_once(
        self, x: XServer, start: Start, listen: Listen, heard: Heard, root: RootWindow
    ) -> None:
        start(NEVER_S)
        listen(100)
        root.says("LOCK", 1_795_000_000, 0)
        heard.awaits(True)
        x.move()
        let_pass(0.4)
        heard.awaits(True)
        root.says(0, 1_795_000_000, 0)
        heard.awaits(True, False)

    @pytest.mark.parametrize("bogus", [(), (0,)])
    def test_a_status_that_says_nothing_is_no_lock(
        self, start: Start, listen: Listen, heard: Heard, root: RootWindow, bogus: tuple[int, ...]
    ) -> None:
        program = start(NEVER_S)
        listen(LONG_MS)
        program.lock()
        heard.awaits(True)
        root.says(*bogus)
        heard.awaits(True, False)


class TestItsEnd:
    def test_when_the_display_goes_that_is_told_once_with_a_reason(
        self, x: XServer, start: Start, listen: Listen, heard: Heard
    ) -> None:
        program = start(NEVER_S)
        way = listen(LONG_MS)
        x.kill()
        wait_until(lambda: heard.lost, "the loss was told", every_s=0.02)
        way.close()
        program.close()
        [reason] = heard.lost
        assert "The X server" in reason

    def test_what_a_killed_one_wrote_is_not_taken_for_a_lock_of_the_next(
        self, start: Start, listen: Listen, heard: Heard
    ) -> None:
        program = start(NEVER_S)
        listen(LONG_MS)
        program.lock()
        heard.awaits(True)
        program.kill()
        wait_until(lambda: heard.lost, "its end was told", every_s=0.02)
        with pytest.raises(Unavailable, match="does not run"):
            listen(LONG_MS)
        start(NEVER_S)
        heard.locks.clear()
        listen(LONG_MS)
        let_pass(0.2)
        heard.awaits()


class TestWhatItCosts:
    def test_where_it_does_not_run_nothing_is_kept_open(
        self, x: XServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DISPLAY", x.display)
        before = _open_files()
        with pytest.raises(Unavailable, match="does not run") as refusal:
            ways(SystemClock())[NAME](Heard(), lambda _reason: None)
        assert refusal.value.remedy
        assert _open_files() == before
        assert not _threads()

    def test_under_wayland_it_is_not_even_looked_for(
        self, x: XServer, start: Start, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        start(NEVER_S)
        monkeypatch.setenv("DISPLAY", x.display)
        monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
        with pytest.raises(Unavailable, match="Wayland"):
            ways(SystemClock())[NAME](Heard(), lambda _reason: None)

    def test_windows_may_be_switched_as_often_as_one_likes(
        self, x: XServer, start: Start, listen: Listen, heard: Heard, root: RootWindow
    ) -> None:
        start(NEVER_S)
        x.key()
        listen(LONG_MS)
        [thread] = _threads()
        let_pass(0.2)  # until it sleeps
        before = _switches(thread)
        root.switches_windows(20)
        assert _switches(thread) == before
        heard.awaits()

    def test_while_nobody_seems_to_be_there_it_listens_and_no_longer(
        self, x: XServer, start: Start, listen: Listen, root: RootWindow
    ) -> None:
        start(NEVER_S)
        x.key()
        listen(300)
        [thread] = _threads()
        wait_until(lambda: _wakes(thread, root), "nobody seems to be there, so it listens")
        x.key()
        wait_until(lambda: not _wakes(thread, root, x), "somebody is back, so it listens no longer")

    def test_after_a_command_that_locked_nothing_it_listens_no_longer(
        self, x: XServer, start: Start, heard: Heard, root: RootWindow
    ) -> None:
        program = start(NEVER_S)
        way = XScreenSaver(
            ConnectedSaver(x.display), heard, heard.lost.append, SystemClock(), obeys_within_ms=500
        )
        [thread] = _threads()
        program.unlock()
        wait_until(lambda: _wakes(thread, root), "something might happen, so it listens")
        wait_until(lambda: not _wakes(thread, root), "nothing happened, so it listens no longer")
        way.close()


def _threads() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == NAME]


def _wakes(thread: threading.Thread, root: RootWindow, x: XServer | None = None) -> bool:
    """Whether it wakes for what is none of its business."""
    before = _switches(thread)
    if x is not None:
        x.key()
    root.switches_windows(20)
    let_pass(0.05)
    return _switches(thread) > before + 2


def _switches(thread: threading.Thread) -> int:
    """How often the thread went to sleep since it began."""
    status = Path(f"/proc/self/task/{thread.native_id}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("voluntary_ctxt_switches"))
    return int(line.split()[1])


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
