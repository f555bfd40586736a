"""Which windows make a full screen, on a real X server with a real window manager, and what knowing costs."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskbreak.clock import SystemClock
from deskbreak.core.rules import Hold
from deskbreak.desktop.holds import candidates
from deskbreak.desktop.x11.fullscreen import FullScreen
from deskbreak.ports.selection import select
from support.waiting import let_pass, wait_until
from support.window_manager import SomeWindow, WindowManager
from support.xserver import XServer

A_MOMENT_S = 0.06

pytestmark = pytest.mark.desktop


@pytest.fixture
def x(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    with XServer() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def manager(x: XServer, tmp_path: Path) -> Iterator[WindowManager]:
    with WindowManager(x.environment, tmp_path / "openbox.log") as openbox:
        yield openbox


@pytest.fixture
def window(x: XServer) -> Iterator[Callable[..., SomeWindow]]:
    """Opens windows; what it takes is in :class:`SomeWindow`."""
    opened: list[SomeWindow] = []

    def open_it(**how: str) -> SomeWindow:
        opened.append(SomeWindow(x.display, **how))
        return opened[-1]

    yield open_it
    for each in opened:
        each.close()


@pytest.fixture
def tellings() -> list[bool | None]:
    return []


@pytest.fixture
def sense(x: XServer, tellings: list[bool | None]) -> Iterator[FullScreen]:
    """Watches, with or without a window manager."""
    opened = FullScreen(x.display, SystemClock(), lambda on, _moment: tellings.append(on), pytest.fail)
    opened.watch(wanted=True)
    wait_until(lambda: tellings, "how it is was told", every_s=0.01)
    yield opened
    opened.close()


@pytest.fixture
def says(tellings: list[bool | None]) -> Callable[[bool | None], None]:
    """What is told in the end."""

    def check(on: bool | None) -> None:
        wait_until(lambda: tellings[-1:] == [on], f"{on} is told", every_s=0.01, story=lambda: str(tellings))
        let_pass(A_MOMENT_S)
        assert tellings[-1] is on

    return check


Says = Callable[[bool | None], None]
Opens = Callable[..., SomeWindow]


@pytest.mark.usefixtures("manager", "sense")
class TestWhichWindow:
    def test_a_film_behind_the_window_that_somebody_works_in_does_not_count(
        self, window: Opens, says: Says
    ) -> None:
        film = window()
        film.fill_the_screen()
        says(True)
        editor = window(program="editor")
        says(False)
        film.go_in_front()
        says(True)
        editor.go_in_front()
        editor.fill_the_screen()
        says(True)
        editor.fill_the_screen(False)
        says(False)

    def test_one_that_is_closed_fills_the_screen_no_longer(self, window: Opens, says: Says) -> None:
        film = window()
        film.fill_the_screen()
        says(True)
        film.close()
        says(False)

    @pytest.mark.parametrize("kind", ["DESKTOP", "DOCK"])
    def test_the_desktop_and_its_panels_may_be_as_large_as_the_screen(
        self, window: Opens, says: Says, tellings: list[bool | None], kind: str
    ) -> None:
        furniture = window(kind=kind)
        furniture.claim_to_fill_the_screen()
        says(False)
        window().fill_the_screen()
        says(True)
        assert tellings == [False, True]

    def test_our_own_windows_are_no_film(
        self, window: Opens, says: Says, tellings: list[bool | None]
    ) -> None:
        window(program="deskbreak").fill_the_screen()
        says(False)
        window(program="deskbreaker").fill_the_screen()
        says(True)
        assert tellings == [False, True]


class TestTheWindowManager:
    def test_without_one_nobody_can_tell_and_one_that_comes_is_heard(
        self, sense: FullScreen, says: Says, request: pytest.FixtureRequest, window: Opens
    ) -> None:
        says(None)
        assert sense.trouble is not None
        assert "window manager" in sense.trouble.reason
        request.getfixturevalue("manager")
        says(False)
        assert sense.trouble is None
        window().fill_the_screen()
        says(True)

    def test_what_one_left_behind_that_crashed_is_not_believed(
        self, manager: WindowManager, sense: FullScreen, says: Says, window: Opens
    ) -> None:
        film = window()
        film.fill_the_screen()
        says(True)
        manager.crash()
        says(None)
        assert sense.trouble is not None
        film.close()
        manager.start()
        says(False)
        window().fill_the_screen()
        says(True)
        assert sense.trouble is None

    def test_one_that_comes_while_nobody_watches_is_no_trouble_any_more(
        self, sense: FullScreen, says: Says, request: pytest.FixtureRequest
    ) -> None:
        says(None)
        sense.watch(wanted=False)
        request.getfixturevalue("manager")
        wait_until(lambda: sense.trouble is None, "it was seen", every_s=0.01)


@pytest.mark.usefixtures("manager")
class TestWhatItCosts:
    def test_while_nobody_wants_to_know_windows_may_be_switched_as_often_as_one_likes(
        self, window: Opens, sense: FullScreen, says: Says
    ) -> None:
        one, other = window(), window()
        one.fill_the_screen()
        other.go_in_front()
        says(False)
        sense.watch(wanted=False)
        let_pass(A_MOMENT_S)  # until it sleeps
        before = _switches()
        for each in (one, other) * 5:
            each.go_in_front()
            each.change_title(f"{before}")
        assert _switches() == before

    def test_a_display_that_goes_is_noticed_though_nobody_watches(self, x: XServer) -> None:
        losses: list[str] = []
        sense = FullScreen(x.display, SystemClock(), lambda *told: pytest.fail(f"{told}"), losses.append)
        x.kill()
        wait_until(lambda: losses, "the loss was told", every_s=0.01)
        sense.close()
        assert len(losses) == 1


class TestWhereNobodyCanTell:
    @pytest.mark.parametrize(
        ("variable", "value"), [("XDG_SESSION_TYPE", "wayland"), ("WAYLAND_DISPLAY", "wayland-0")]
    )
    def test_under_wayland_what_x_says_is_not_believed(
        self, x: XServer, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
    ) -> None:
        assert x.display
        monkeypatch.delenv("XDG_SESSION_TYPE")
        monkeypatch.setenv(variable, value)
        ways = candidates(Hold.FULLSCREEN, SystemClock(), lambda *_told: None, lambda _reason: None)
        nobody = select("fullscreen", ways)
        assert nobody.adapter is None
        assert [each.name for each in nobody.passed] == ["x11", "wayland"]
        assert "Wayland" in nobody.passed[0].reason
        assert all(each.reason and each.remedy for each in nobody.passed)


def _switches() -> int:
    """How often the port's thread went to sleep since it began."""
    [thread] = [each for each in threading.enumerate() if each.name == "hold-fullscreen"]
    status = Path(f"/proc/self/task/{thread.native_id}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("voluntary_ctxt_switches"))
    return int(line.split()[1])
