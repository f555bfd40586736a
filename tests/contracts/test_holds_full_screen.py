"""The hold port for full screens on a real X server with a real window manager."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.holds import AwayContract, AwayStage, HoldContract, LossContract, LossStage, Stage
from deskbreak.clock import Clock, SystemClock
from deskbreak.core.rules import Hold
from deskbreak.desktop.holds import candidates
from deskbreak.ports.holds import HoldSense, Lost, Told
from deskbreak.ports.selection import Candidate
from support.window_manager import SomeWindow, WindowManager
from support.xserver import XServer, unused_display


class RealStage:
    """Somebody looks at a film in one window, which fills the screen or not."""

    def __init__(self, server: XServer, manager: WindowManager) -> None:
        self.clock: Clock = SystemClock()
        self._server = server
        self._manager = manager
        self._film = SomeWindow(server.display)

    def candidate(self, told: Told, lost: Lost) -> Candidate[HoldSense]:
        return candidates(Hold.FULLSCREEN, self.clock, told, lost)[0]

    def turn(self, on: bool) -> None:
        self._film.fill_the_screen(on)

    def close(self) -> None:
        self._film.close()

    def go_away(self) -> None:
        self._film.close()
        self._manager.stop()

    def come_back(self) -> None:
        self._manager.start()
        self._film = SomeWindow(self._server.display)

    def vanish(self) -> None:
        self.go_away()
        self._server.kill()

    def come(self) -> None:
        self._server.__enter__()
        self.come_back()


# python-xlib leaves the socket of a refused connection to the garbage collector.
@pytest.mark.desktop
@pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")
class TestFullScreenOnX11(HoldContract, AwayContract, LossContract):
    @pytest.fixture
    def real(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealStage]:
        with XServer(unused_display()) as server:
            for name, value in server.environment.items():
                monkeypatch.setenv(name, value)
            with WindowManager(server.environment, tmp_path / "openbox.log") as manager:
                stage = RealStage(server, manager)
                yield stage
                stage.close()

    @pytest.fixture
    def stage(self, real: RealStage) -> Stage:
        return real

    @pytest.fixture
    def comer(self, real: RealStage) -> AwayStage:
        return real

    @pytest.fixture
    def mortal(self, real: RealStage) -> LossStage:
        return real
