"""The daemon's real loop in real time, before a person who exists only in the test; and how late it is.

Inbox, door, writers and the window's process are the real ones.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from deskbreak.clock import SystemClock
from deskbreak.control.protocol import Request
from deskbreak.control.server import Gone, HangUp, Reply
from deskbreak.core import commands as do
from deskbreak.core import events as on
from deskbreak.core.engine import Engine
from deskbreak.core.moments import Moment
from deskbreak.daemon import inbox, loop
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.door import Door
from deskbreak.daemon.hold_ports import HoldPorts
from deskbreak.daemon.keeper import Keeper
from deskbreak.daemon.ports import Ports
from deskbreak.daemon.state_file import StateFile
from deskbreak.daemon.state_writer import StateWriter
from deskbreak.daemon.surface import Surface
from deskbreak.history import rows
from deskbreak.history.writer import HistoryWriter
from deskbreak.ports.holds import HoldSense
from deskbreak.ports.selection import Candidate
from support.fakes.notifier import FakeNotifier
from support.fakes.session import FakeSeat, FakeSession
from support.fakes.tray import FakePanel
from support.household import settings
from support.waiting import wait_until

IN_TIME_MS = 1_000
"""The promise: no deadline is served later than this, whatever else goes on."""


class Punctuality:
    """How late things were, and how late this computer itself was meanwhile: tests share it with others."""

    def __init__(self) -> None:
        self.worst_ms = 0
        self._clock = SystemClock()
        self._starved_ms = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="punctuality", daemon=True)
        self._thread.start()

    def served(self, late_ms: int) -> None:
        self.worst_ms = max(self.worst_ms, late_ms)

    def close(self) -> None:
        self._over.set()
        self._thread.join()

    def assert_in_time(self) -> None:
        """Time in which a thread that does nothing else did not get to run either is nobody's fault."""
        assert self.worst_ms - self._starved_ms < IN_TIME_MS, f"{self.worst_ms} ms late"

    def _watch(self) -> None:
        before_ms = self._clock.now().awake_ms
        while not self._over.wait(0.05):
            now_ms = self._clock.now().awake_ms
            self._starved_ms = max(self._starved_ms, now_ms - before_ms - 50)
            before_ms = now_ms


class PunctualMind(Engine):
    """The mind, which notes how late it was woken."""

    punctuality: Punctuality

    def handle(self, event: on.Event, moment: Moment) -> list[do.Command]:
        self.punctuality.served(SystemClock().now().steady_ms - self.deadline)
        return super().handle(event, moment)


class Rogue:
    """An activity adapter that tells whatever the test says, as fast as it can."""

    name = "rogue"
    resolution_ms = 1

    def __init__(self, home: "LiveLoop") -> None:
        self._home = home

    def watch(self, lengths_ms: frozenset[int]) -> None:
        self._home.watched = lengths_ms

    def close(self) -> None:
        self._home.closed_adapters += 1


class LiveLoop:
    """A daemon's loop with a window program of the test's own choosing, at work until :meth:`ends`."""

    def __init__(self, directory: Path, window: str, *chosen: str) -> None:
        self.clock = SystemClock()
        self.punctuality = Punctuality()
        self.box = inbox.Inbox(Door(self.clock).let_in)
        self.panel = FakePanel()
        self.seat = FakeSeat()
        self.notifier = FakeNotifier()
        self.watched: frozenset[int] = frozenset()
        self.closed_adapters = 0
        self.history_file = directory / "history.sqlite3"
        self.notes_file = directory / "notes"
        resolved = settings(*chosen)
        alarms = Alarms()
        self.mind = PunctualMind(resolved.rules, self.clock.now())
        self.mind.punctuality = self.punctuality
        self.activity: Keeper[Any] = self._keeper("activity", lambda: Rogue(self), alarms)
        self.surface = Surface(
            [sys.executable, "-c", window, str(self.notes_file)],
            directory / "deskbreak.log",
            lambda message: self.box.post(inbox.Said(message)),
            lambda reason: self.box.post(inbox.WindowGone(reason)),
            own_session=True,
        )
        self.loop = loop.Loop(
            clock=self.clock,
            box=self.box,
            alarms=alarms,
            engine=self.mind,
            settings=resolved,
            ports=Ports(
                activity=self.activity,
                session=self._keeper("session", self._open_session, alarms),
                tray=self._keeper("tray", self._open_tray, alarms),
                notifier=self._keeper("notifier", lambda: self.notifier, alarms),
                holds=HoldPorts(self.box, alarms, self.clock, lambda: resolved, ways=_no_way),
            ),
            surface=self.surface,
            state=StateWriter(StateFile(directory / "state.json", "desk", "monday"), print, self.clock),
            history=HistoryWriter(self.history_file, self.clock, print),
            read_settings=lambda: None,
            settings_changed=print,
            calendar_due=lambda _now: 60.0,
        )
        self._thread = threading.Thread(target=self.loop.run, name="loop", daemon=True)
        self._thread.start()
        self.until(lambda: self.activity.name, "activity can be read")

    # --- what happens ------------------------------------------------------------

    def sees(self, event: on.Event) -> None:
        self.box.post(inbox.Seen(event, self.clock.now()))

    def pauses(self, for_ms: int = 10_000) -> None:
        """Nobody has touched anything for so long."""
        self.sees(on.Idle(self.clock.now().steady_ms - for_ms))

    def asks(self, verb: str = "status", **args: Any) -> dict[str, Any]:
        """What the letterbox answers; it too has to be in time."""
        answered = threading.Event()
        answers: list[dict[str, Any]] = []

        class Answer(Reply):
            def result(self, result: Any) -> None:
                answers.append(result)
                answered.set()

            def error(self, code: str, message: str) -> None:
                self.result({"error": code, "message": message})

        begun_ms = self.clock.now().steady_ms
        self.box.post(inbox.Asked(Request(1, verb, args), Answer(1, print, stay=_nobody_stays)))
        assert answered.wait(30), "nobody answered"
        self.punctuality.served(self.clock.now().steady_ms - begun_ms)
        return answers[0]

    def ends(self) -> None:
        begun_ms = self.clock.now().steady_ms
        self.box.post(inbox.End())
        self.until(lambda: self.loop._ending, "it was heard")
        self.punctuality.served(self.clock.now().steady_ms - begun_ms)
        self._thread.join(30)
        self.punctuality.close()
        assert not self._thread.is_alive()

    # --- what can be seen --------------------------------------------------------

    @property
    def state(self) -> str:
        return str(self.asks()["state"])

    @property
    def problems(self) -> str:
        return "\n".join(self.asks()["settings"]["problems"])

    @property
    def begun(self) -> int:
        """How many window processes have begun."""
        return self.notes_file.read_text().count("begins") if self.notes_file.exists() else 0

    def outcomes(self) -> list[str | None]:
        return [row.outcome for row in rows.read(self.history_file, None)]

    def until(self, condition: Any, what: str, within_s: float = 30) -> None:
        wait_until(condition, what, within_s, every_s=0.02, story=lambda: f"{self.mind.view}")

    # --- inside ------------------------------------------------------------------

    def _keeper(self, port: str, opening: Any, alarms: Alarms) -> Keeper[Any]:
        return Keeper(port, lambda: [Candidate("rogue", opening)], self.box, alarms, self.clock)

    def _open_session(self) -> FakeSession:
        lost = partial(inbox.PortLost, "session")
        return FakeSession(
            self.seat,
            self.clock,
            lambda event, moment: self.box.post(inbox.Seen(event, moment)),
            lambda end: self.box.post(inbox.SessionEnding(end)),
            lambda reason: self.box.post(lost(reason)),
        )

    def _open_tray(self) -> Any:
        return self.panel.tray(
            lambda action: self.box.post(inbox.Acted(action)),
            lambda reason: self.box.post(inbox.PanelTold(reason)),
            lambda reason: self.box.post(inbox.PortLost("tray", reason)),
        )


def _no_way(*_port: Any) -> list[Candidate[HoldSense]]:
    return []


def _nobody_stays(_line: bytes, _gone: Gone) -> HangUp:
    raise NotImplementedError


@contextmanager
def live_loop(directory: Path, window: str, *chosen: str) -> Iterator[LiveLoop]:
    """Afterwards it has ended, and was in time all along."""
    home = LiveLoop(directory, window, *chosen)
    try:
        yield home
    finally:
        home.ends()
    home.punctuality.assert_in_time()
