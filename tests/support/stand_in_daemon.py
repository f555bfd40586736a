"""Somebody who answers at the daemon's socket, and notes what was asked."""

from collections.abc import Callable
from typing import Any

from deskbreak import paths
from deskbreak.clock import SystemClock
from deskbreak.control.protocol import Request
from deskbreak.control.server import HangUp, Reply, Server

SITTING: dict[str, Any] = {
    "version": 1,
    "state": "sitting",
    "sitting_s": 1680,
    "opens_in_s": 600,
    "closes_in_s": 1500,
    "held": None,
    "holds_active": [],
    "holds_unknown": [],
    "paused_until": None,
    "snoozes_left": 3,
    "adapters": {
        "activity": "x11-sync",
        "session": None,
        "tray": "pystray",
        "notifier": "plyer",
        "holds": {},
    },
    "today": {"completed": 2, "skipped": 1},
    "settings": {"sources": [], "problems": []},
}

PORTS: list[dict[str, Any]] = [
    {
        "port": "activity",
        "name": "x11-screensaver",
        "passed": [{"name": "x11-sync", "reason": "The X server has no SYNC.", "remedy": "Use another."}],
        "untried": ["pynput", "terminal"],
        "detail": "",
    },
    {"port": "tray", "name": "pystray", "passed": [], "untried": [], "detail": "no panel shows the icon"},
    {
        "port": "notifier",
        "name": None,
        "passed": [
            {"name": "desktop-notifier", "reason": "There is no bus.", "remedy": "Start one."},
            {"name": "plyer", "reason": "There is no bus.", "remedy": "Start one."},
        ],
        "untried": [],
        "detail": "desktop-notifier: There is no bus.; plyer: There is no bus.",
    },
]


class StandInDaemon:
    """Listens where the daemon of this test's home would. ``refusal`` is a code and a text for acts."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.status = dict(SITTING)
        self.ports = PORTS
        self.refusal: tuple[str, str] | None = None
        self._verbs: dict[str, Callable[[Request, Reply], None]] = {
            "status": lambda _, reply: reply.result(self.status),
            "adapters": lambda _, reply: reply.result(self.ports),
            "act": self._act,
            "record": self._record,
        }
        self.visits = 0
        """How many record just now."""
        self.hang_up: HangUp | None = None
        self._server = Server(paths.of_this_person().control_socket, self._handle, SystemClock())

    @property
    def acts(self) -> list[dict[str, Any]]:
        """What was to be done."""
        return [args for do, args in self.asked if do == "act"]

    def _handle(self, request: Request, reply: Reply) -> None:
        self.asked.append((request.do, request.args))
        self._verbs[request.do](request, reply)

    def _act(self, _request: Request, reply: Reply) -> None:
        if self.refusal is None:
            reply.result({})
        else:
            reply.error(*self.refusal)

    def _record(self, _request: Request, reply: Reply) -> None:
        self.visits += 1
        self.hang_up = reply.stay({}, self._gone)

    def _gone(self) -> None:
        self.visits -= 1

    def close(self) -> None:
        self._server.close()
