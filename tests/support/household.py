"""The daemon's real loop and mind at a desk whose time is the test's: everything else is a stand-in.

The history and the state are written by the real writers. The loop runs in its own thread, as it does
in the program; the desk's time stands still until the loop has done all that was to be done.
"""

import functools
import json
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deskbreak.clock import Clock
from deskbreak.control.protocol import Request
from deskbreak.control.server import Gone, HangUp, Reply
from deskbreak.core.engine import Engine
from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.core.view import View
from deskbreak.daemon import inbox
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.hold_ports import HoldPorts
from deskbreak.daemon.keeper import Keeper
from deskbreak.daemon.loop import Loop
from deskbreak.daemon.options import RunOptions
from deskbreak.daemon.ports import Ports
from deskbreak.daemon.settings_source import SettingsSource
from deskbreak.daemon.state_file import StateFile
from deskbreak.daemon.state_writer import StateWriter
from deskbreak.daemon.surface import Surface
from deskbreak.desktop.holds import PORTS
from deskbreak.history import rows
from deskbreak.history.rows import StoredRow
from deskbreak.history.writer import HistoryWriter
from deskbreak.ports.activity import Activity
from deskbreak.ports.holds import HoldSense, Lost, Told
from deskbreak.ports.notifier import Notifier
from deskbreak.ports.selection import Candidate, Unavailable
from deskbreak.ports.session import Session
from deskbreak.ports.tray import Tray
from deskbreak.settings.resolved import Resolved
from deskbreak.window import messages as say
from support.fakes.activity import FakeActivity, FakeDesk
from support.fakes.holds import FakeHoldSense, FakeThing
from support.fakes.notifier import FakeNotifier
from support.fakes.session import FakeSeat, FakeSession
from support.fakes.tray import FakePanel, FakeTray
from support.frozen_clock import FrozenClock
from support.waiting import wait_until

QUICK = (
    "reminder.earliest=4s", "reminder.latest=12s", "reminder.patience=3s", "reminder.snooze=5s",
    "rest.after_idle=20s", "routine.breaths=4",
)  # fmt: skip
WITHIN_S = 30.0


@functools.cache
def settings(*chosen: str) -> Resolved:
    """What holds with these on the command line; really resolved, once for all tests."""
    return SettingsSource(RunOptions(overrides=chosen)).resolve()


class DeskInbox(inbox.Inbox):
    """An inbox whose waiting takes the desk's time, and none of ours."""

    def __init__(self, desk: FakeDesk) -> None:
        super().__init__()
        self.wakes = 0
        self._desk = desk
        self._waiting_items: deque[inbox.Item] = deque()
        self._changed = threading.Condition()
        self._due_ms: float | None = None

    def post(self, item: inbox.Item) -> None:
        with self._changed:
            self._waiting_items.append(item)
            self._changed.notify_all()

    def take(self, timeout_s: float) -> list[inbox.Item]:
        with self._changed:
            self._due_ms = self._desk.now_ms + timeout_s * 1000
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._waiting_items or self._is_due())
            self._due_ms = None
            self.wakes += 1
            taken = [*self._waiting_items]
            self._waiting_items.clear()
            return taken

    @property
    def due_ms(self) -> float:
        """When the loop wakes next if nothing comes before."""
        assert self._due_ms is not None, "the loop does not sleep"
        return self._due_ms

    def time_passed(self) -> None:
        """The desk's clock has moved: let the loop do what is to be done, and wait until it sleeps again."""
        with self._changed:
            if not self._waiting_items and not self._is_due():
                return
            self._changed.notify_all()
        self.settle()

    def settle(self) -> None:
        with self._changed:
            asleep = self._changed.wait_for(
                lambda: not self._waiting_items and self._due_ms is not None and not self._is_due(), WITHIN_S
            )
        assert asleep, "the loop never came to rest"

    def _is_due(self) -> bool:
        return self._due_ms is not None and self._desk.now_ms >= self._due_ms


class StandInWindow(Surface):
    """The window's process, played by the test: what it was told, and what it says."""

    def __init__(self, box: inbox.Inbox) -> None:
        super().__init__([], Path(), print, print, own_session=False)
        self.told: list[say.ToWindow] = []
        self.closed = False
        self._box = box
        self._running = False

    @property
    def running(self) -> bool:
        return self._running

    def show(self, *messages: say.ToWindow) -> None:
        self._running = True
        self.told += messages

    def tell(self, *messages: say.ToWindow) -> None:
        if self._running:
            self.told += messages

    def ended(self) -> None:
        self._running = False

    def close(self) -> None:
        self.closed = True

    def heard(self, kind: type[Any]) -> list[Any]:
        """The messages of this kind, oldest first."""
        return [message for message in self.told if isinstance(message, kind)]


class Household:
    """One person at one desk, with Deskbreak. Begin with :meth:`starts`."""

    def __init__(self, directory: Path, *chosen: str, memory: Memory | None = None) -> None:
        self.desk = self._desk()
        self.box = self._inbox()
        self.panel = FakePanel()
        self.notifier = FakeNotifier()
        self.window = StandInWindow(self.box)
        self.history_file = directory / "history.sqlite3"
        self._state_path = directory / "state.json"
        self.readings = 0
        self.calendar_runs = 0
        self.taken: list[Resolved] = []
        self.seat = FakeSeat()
        self.visitors: list[Gone] = []
        """Whoever stays on the letterbox; called, they go."""
        self.there = {"activity", "session", "tray", "notifier"}
        self.things = {port: FakeThing() for port in PORTS}
        """What may hold a reminder, by its port; all off."""
        resolved = settings(*(chosen or QUICK))
        alarms = Alarms()
        self.tray_adapter: FakeTray | None = None
        self.activity_adapter: FakeActivity | None = None
        self.activity: Keeper[Activity] = self._keeper("activity", self._open_activity, alarms)
        self.tray: Keeper[Tray] = self._keeper("tray", self._open_tray, alarms)
        self.session: Keeper[Session] = self._keeper("session", self._open_session, alarms)
        notifier: Keeper[Notifier] = self._keeper("notifier", lambda: self.notifier, alarms)
        self.holds = HoldPorts(self.box, alarms, self.desk, lambda: resolved, ways=self._ways)
        self.engine = Engine(resolved.rules, self.desk.now(), memory)
        self.loop = Loop(
            clock=self.desk,
            box=self.box,
            alarms=alarms,
            engine=self.engine,
            settings=resolved,
            ports=Ports(
                activity=self.activity,
                session=self.session,
                tray=self.tray,
                notifier=notifier,
                holds=self.holds,
            ),
            surface=self.window,
            state=StateWriter(
                self._state_file(), lambda problem: self.box.post(inbox.StateTold(problem)), FrozenClock()
            ),
            history=HistoryWriter(
                self.history_file, self.desk, lambda problem: self.box.post(inbox.HistoryTold(problem))
            ),
            read_settings=self._read_settings,
            settings_changed=self.taken.append,
            calendar_due=self._run_calendar,
        )
        self._thread = threading.Thread(target=self.loop.run, name="loop", daemon=True)

    # --- beginning and end -------------------------------------------------------------

    def starts(self) -> "Household":
        self._thread.start()
        self.until(
            lambda: all(
                each.selection.name or each.reason for each in (self.activity, self.session, self.tray)
            ),
            "ports are filled",
        )
        return self

    def ends(self) -> None:
        """As at SIGTERM; the loop has then ended."""
        if self._thread.is_alive():
            self.box.post(inbox.End())
            self._thread.join(WITHIN_S)
        assert not self._thread.is_alive()

    @property
    def runs(self) -> bool:
        return self._thread.is_alive()

    # --- the person ------------------------------------------------------------------------

    def types(self, for_s: float) -> "Household":
        """A key every tenth of a second, the first at once."""
        for passed_ms in range(round(for_s * 1000)):
            if passed_ms % 100 == 0:
                self.desk.input()
            self._pass_ms(1)
        return self

    def pauses(self, for_s: float) -> "Household":
        self._pass_ms(round(for_s * 1000))
        return self

    def works(self, for_s: float) -> "Household":
        """Typing, with a breath now and then that is too short to be a pause."""
        return self.types(for_s)

    def clicks(self, label: str) -> "Household":
        """A line of the tray's menu, by how it begins."""
        assert self.tray_adapter is not None
        self.tray_adapter.click(label)
        self.box.settle()
        return self

    def clicks_the_icon(self) -> "Household":
        assert self.tray_adapter is not None
        self.tray_adapter.left_click()
        self.box.settle()
        return self

    def window_says(self, *messages: say.FromWindow) -> "Household":
        for message in messages:
            self.box.post(inbox.Said(message))
        self.box.settle()
        return self

    def window_is_gone(self, reason: str = "") -> "Household":
        return self.posts(inbox.WindowGone(reason))

    def breathes(self, *counts: int) -> "Household":
        for count in counts:
            self.pauses(2)
            self.window_says(say.BreathFinished(count))
        return self

    def asks(self, do: str, **args: Any) -> Any:
        """What the letterbox answers: the result, or ``(code, message)``."""
        answered = threading.Event()
        lines: list[bytes] = []

        def send(line: bytes) -> None:
            lines.append(line)
            answered.set()

        def stay(line: bytes, gone: Gone) -> HangUp:
            self.visitors.append(gone)
            send(line)
            return gone

        self.box.post(inbox.Asked(Request(1, do, args), Reply(1, send, stay)))
        assert answered.wait(WITHIN_S), "nobody answered"
        self.box.settle()
        [line] = lines
        answer = json.loads(line)
        return answer["result"] if answer["ok"] else (answer["error"]["code"], answer["error"]["message"])

    def posts(self, item: inbox.Item) -> "Household":
        self.box.post(item)
        self.box.settle()
        return self

    # --- what can be seen ---------------------------------------------------------------------

    @property
    def view(self) -> View:
        return self.engine.view

    @property
    def state(self) -> str:
        return str(self.asks("status")["state"])

    @property
    def menu(self) -> list[str]:
        assert self.tray_adapter is not None
        return [item.label for item in self.tray_adapter.lines() if item.label]

    def rows(self) -> list[StoredRow]:
        return rows.read(self.history_file, None)

    def outcomes(self) -> list[str | None]:
        return [row.outcome for row in self.rows()]

    def until(self, condition: Callable[[], Any], what: str) -> None:
        """Wait, in real time, for what other threads do."""
        wait_until(
            condition,
            what,
            WITHIN_S,
            every_s=0.01,
            story=lambda: f"{self.view}\n{self.rows()}\n{self.window.told}",
        )
        self.box.settle()

    def until_outcomes(self, *outcomes: str | None) -> list[StoredRow]:
        self.until(lambda: self.outcomes() == [*outcomes], f"the rows end as {outcomes}")
        return self.rows()

    def remembered(self) -> Memory | None:
        """What a restart right now would find."""
        return self._state_file().read(self.desk.now(), 20_000)

    # --- inside ----------------------------------------------------------------------------------

    def _desk(self) -> FakeDesk:
        return FakeDesk()

    def _inbox(self) -> "DeskInbox":
        return DeskInbox(self.desk)

    def _pass_ms(self, span_ms: int) -> None:
        for _each in range(span_ms):
            self.desk.pass_ms(1)
            self.box.time_passed()

    def _state_file(self) -> StateFile:
        return StateFile(self._state_path, "desk", "monday")

    def _keeper(self, port: str, opening: Callable[[], Any], alarms: Alarms) -> Keeper[Any]:
        def open_it() -> Any:
            if port not in self.there:
                raise Unavailable(f"No {port} here.")
            return opening()

        return Keeper(port, lambda: [Candidate("fake", open_it)], self.box, alarms, self.desk)

    def _open_activity(self) -> FakeActivity:
        def seen(event: Any, moment: Moment) -> None:
            self.box.post(inbox.Seen(event, moment))

        def lost(reason: str) -> None:
            self.box.post(inbox.PortLost("activity", reason))

        self.activity_adapter = FakeActivity(self.desk, seen, lost)
        return self.activity_adapter

    def _open_session(self) -> FakeSession:
        return FakeSession(
            self.seat,
            self.desk,
            lambda event, moment: self.box.post(inbox.Seen(event, moment)),
            lambda end: self.box.post(inbox.SessionEnding(end)),
            lambda reason: self.box.post(inbox.PortLost("session", reason)),
        )

    def _open_tray(self) -> FakeTray:
        self.tray_adapter = self.panel.tray(
            lambda action: self.box.post(inbox.Acted(action)),
            lambda reason: self.box.post(inbox.PanelTold(reason)),
            lambda reason: self.box.post(inbox.PortLost("tray", reason)),
        )
        return self.tray_adapter

    def _ways(self, port: str, clock: Clock, told: Told, lost: Lost) -> list[Candidate[HoldSense]]:
        return [Candidate("fake", lambda: FakeHoldSense(self.things[port], clock, told, lost))]

    def _read_settings(self) -> None:
        self.readings += 1

    def _run_calendar(self, _now: Moment) -> float:
        self.calendar_runs += 1
        return 60.0
