"""What is each source's own: where it refuses, what it costs, and what it never looks at."""

import logging
import os
import select
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from Xlib.ext import screensaver

from deskbreak.clock import SystemClock
from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment
from deskbreak.desktop.activity import candidates
from deskbreak.desktop.portable import sensed_activity
from deskbreak.desktop.portable.activity_pynput import PynputSource
from deskbreak.desktop.portable.idle_ledger import IdleLedger
from deskbreak.desktop.portable.polling import ask_again_after_s
from deskbreak.desktop.portable.sensed_activity import Reading, SensedActivity, Source
from deskbreak.desktop.portable.wakeup import Wakeup
from deskbreak.desktop.terminal.activity import TerminalSource
from deskbreak.desktop.x11 import connection, sync_protocol
from deskbreak.desktop.x11.activity_screensaver import ScreensaverSource
from deskbreak.desktop.x11.activity_sync import SyncSource
from deskbreak.ports import selection as choosing
from deskbreak.ports.activity import Activity
from deskbreak.ports.selection import Passed, Selection, Unavailable
from support.pynput_remains import let_pynput_go
from support.tty import new_tty
from support.waiting import let_pass, wait_until
from support.xserver import XServer, unused_display

EVERY_WAY = ("x11-sync", "x11-screensaver", "pynput", "terminal")

# python-xlib leaves the socket of a refused connection to the collector, pynput that of a display that went.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <socket.socket:pytest.PytestUnraisableExceptionWarning"
    ),
]


class Seen:
    """Notes what is reported."""

    def __init__(self) -> None:
        self.events: list[Active | Idle] = []
        self.losses: list[str] = []

    def __call__(self, event: Active | Idle, _moment: Moment) -> None:
        self.events.append(event)

    def lost(self, reason: str) -> None:
        self.losses.append(reason)


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    yield
    let_pynput_go()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    with XServer() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def chosen(source: str = "auto") -> Selection[Activity]:
    selection = choosing.select(
        "activity", candidates(source, SystemClock(), lambda _event, _at: None, lambda _why: None)
    )
    if selection.adapter is not None:
        selection.adapter.close()
    return selection


def refusals(source: str = "auto") -> dict[str, Passed]:
    return {passed.name: passed for passed in chosen(source).passed}


@pytest.mark.desktop
@pytest.mark.usefixtures("server")
class TestTheChoiceOnX11:
    def test_it_is_the_alarms_and_nothing_else_is_tried(self) -> None:
        selection = chosen()
        assert (selection.name, selection.untried) == ("x11-sync", EVERY_WAY[1:])

    @pytest.mark.parametrize("lacking", ["EXTENSION", "IDLETIME"])
    def test_a_server_without_alarms_on_idle_time_is_asked_instead(
        self, lacking: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sync_protocol, lacking, "NONE-OF-THAT-NAME")
        selection = chosen()
        assert selection.name == "x11-screensaver"
        assert "no SYNC" in selection.passed[0].reason or "idle time" in selection.passed[0].reason

    def test_a_server_that_can_neither_ring_nor_answer_is_listened_to(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sync_protocol, "EXTENSION", "NONE-OF-THAT-NAME")
        monkeypatch.setattr(screensaver, "extname", "NONE-OF-THAT-NAME")
        selection = chosen()
        assert selection.name == "pynput"
        assert "screen saver" in selection.passed[1].reason

    def test_a_server_that_records_nothing_cannot_be_listened_to(self) -> None:
        with XServer(without=("RECORD",)) as server, pytest.MonkeyPatch.context() as environment:
            environment.setenv("DISPLAY", server.display)
            assert "RECORD" in refusals("pynput")["pynput"].reason

    def test_a_wayland_compositor_in_a_window_of_x11_does_not_matter(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-1")
        assert chosen().name == "x11-sync"

    def test_a_server_that_hangs_holds_nobody_up(
        self, server: XServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connection, "PATIENCE_S", 0.3)
        server.freeze()
        try:
            assert "does not answer" in refusals("x11-sync")["x11-sync"].reason
        finally:
            server.thaw()


class TestTheChoiceElsewhere:
    def test_without_a_display_every_way_to_one_says_so(self) -> None:
        for way, passed in refusals().items():
            if way != "terminal":
                assert "DISPLAY is not set" in passed.reason
                assert passed.remedy

    def test_under_wayland_none_pretends_to_see(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        monkeypatch.setenv("DISPLAY", ":0")
        refused = refusals()
        assert set(refused) == set(EVERY_WAY)
        for way in EVERY_WAY[:3]:
            assert "Wayland" in refused[way].reason

    def test_a_wayland_desktop_that_was_started_from_a_console_is_one_too(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_SESSION_TYPE", "tty")
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-1")
        assert "Wayland" in refusals("x11-sync")["x11-sync"].reason

    def test_terminals_do_not_stand_in_for_a_display_that_is_only_late(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DISPLAY", f":{unused_display()}")
        refused = refusals()
        assert set(refused) == set(EVERY_WAY)
        assert "cannot be reached" in refused["x11-sync"].reason
        assert "activity.source" in refused["terminal"].remedy

    def test_a_name_that_is_none_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISPLAY", "the one on the left")
        assert "the one on the left" in refusals("x11-sync")["x11-sync"].reason

    def test_a_way_of_another_system_says_so(self) -> None:
        assert "windows-last-input" in refusals("windows-last-input")["windows-last-input"].reason


@pytest.mark.desktop
class TestAlarms:
    def test_the_time_of_a_return_is_that_of_its_first_input_though_more_came(self, server: XServer) -> None:
        clock, seen = SystemClock(), Seen()

        def busy_after_the_second(event: Active | Idle, at: Moment) -> None:
            seen(event, at)
            if len(seen.events) == 2:
                let_pass(0.6)

        activity = open_one("x11-sync", busy_after_the_second, seen.lost)
        server.key()
        activity.watch(frozenset({200, 400}))
        wait_until(lambda: len(seen.events) == 2, "both idles", every_s=0.01)
        from_ms = clock.now().steady_ms
        server.move()
        to_ms = clock.now().steady_ms
        let_pass(0.25)
        server.move()
        wait_until(lambda: len(seen.events) >= 3, "the return")
        activity.close()
        (active,) = [event for event in seen.events if isinstance(event, Active)]
        assert from_ms - 100 <= active.at_ms <= to_ms + 100

    def test_an_input_right_after_a_length_was_reached_does_not_lose_the_next_idle(
        self, server: XServer
    ) -> None:
        with closing(SyncSource(server.display, SystemClock())) as source:
            ledger = IdleLedger()
            ledger.watch(frozenset({200}))
            server.key()
            assert settle(source, ledger) == []
            let_pass(0.3)
            server.key()
            # The alarm has gone off, and is found to be out of date.
            assert settle(source, ledger) == []
            let_pass(0.25)
            assert select_now(source)
            assert [type(event) for event in settle(source, ledger)] == [Idle]

    def test_a_return_and_an_idle_that_are_found_together_do_not_lose_the_next_return(
        self, server: XServer
    ) -> None:
        with closing(SyncSource(server.display, SystemClock())) as source:
            ledger = IdleLedger()
            ledger.watch(frozenset({200}))
            server.key()
            let_pass(0.25)
            assert [type(event) for event in settle(source, ledger)] == [Idle]
            server.key()
            let_pass(0.3)
            assert [type(event) for event in settle(source, ledger)] == [Active, Idle]
            assert not select_now(source)
            server.key()
            let_pass(0.1)
            assert select_now(source)
            assert [type(event) for event in settle(source, ledger)] == [Active]

    def test_a_hand_on_the_mouse_does_not_wake_it(self, server: XServer) -> None:
        source = CountedSource(server.display)
        seen = Seen()
        activity = SensedActivity(source, Wakeup(), seen, seen.lost)
        server.move()
        activity.watch(frozenset({60_000}))
        let_pass(0.3)
        reads = source.reads
        assert reads > 0
        for _each in range(300):
            server.move()
        let_pass(0.2)
        activity.close()
        assert source.reads == reads
        assert seen.events == []

    def test_a_server_that_dies_unwatched_is_still_noticed(self, server: XServer) -> None:
        seen = Seen()
        activity = open_one("x11-sync", seen, seen.lost)
        server.kill()
        wait_until(lambda: seen.losses, "the loss")
        activity.close()
        assert server.display in seen.losses[0]

    def test_a_server_that_hangs_cannot_keep_us_from_closing(
        self, server: XServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sensed_activity, "FAREWELL_S", 0.2)
        seen = Seen()
        activity = open_one("x11-sync", seen, seen.lost)
        server.freeze()
        activity.watch(frozenset({200}))
        let_pass(0.2)
        activity.close()
        server.thaw()
        let_pass(0.3)
        assert (seen.events, seen.losses) == ([], [])


def test_a_fault_of_our_own_is_told_and_not_silent(caplog: pytest.LogCaptureFixture) -> None:
    desk, seen = FaultyDesk(), Seen()
    activity = SensedActivity(desk, Wakeup(), seen, seen.lost)
    wait_until(lambda: seen.losses, "the loss")
    activity.close()
    assert "log" in seen.losses[0]
    assert "ZeroDivisionError" in caplog.text
    assert desk.closed


class TestAskingAgain:
    """The rule of every polled source: only when the answer can have changed."""

    def test_while_somebody_works_it_asks_once_a_length(self) -> None:
        ledger = ledger_after(idle_ms=2000, lengths_ms={300_000, 60_000})
        assert ask_again_after_s(ledger, 2000, 5000) == 58

    def test_while_somebody_is_away_it_asks_twelve_times_a_minute(self) -> None:
        ledger = ledger_after(idle_ms=300_000, lengths_ms={300_000})
        assert ask_again_after_s(ledger, 300_000, 5000) == 5

    def test_when_nothing_is_awaited_it_does_not_ask(self) -> None:
        assert ask_again_after_s(ledger_after(idle_ms=0, lengths_ms=set()), 0, 5000) is None

    @pytest.mark.desktop
    def test_the_screen_saver_is_asked_no_more_often_in_practice(self, server: XServer) -> None:
        source = ScreensaverSource(server.display, SystemClock())
        assert source.resolution_ms == 5000
        source.close()


@pytest.mark.desktop
@pytest.mark.usefixtures("server")
class TestListeners:
    def test_nothing_that_an_event_holds_is_looked_at(self) -> None:
        source = PynputSource(SystemClock(), lambda: None)
        try:
            kept_before = set(vars(source))
            source._noticed(Untouchable(), Untouchable(), Untouchable())
            assert set(vars(source)) == kept_before
            assert not any(isinstance(value, Untouchable) for value in vars(source).values())
        finally:
            source.close()


@pytest.mark.desktop
@pytest.mark.parametrize("way", EVERY_WAY[:3])
def test_the_most_talkative_log_tells_nothing_of_what_was_typed(
    way: str, server: XServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seen = Seen()
    activity = open_one(way, seen, seen.lost)
    activity.watch(frozenset({100}))
    for _each in range(3):
        server.key()
        server.click()
        server.move()
        let_pass(0.15)
    assert seen.events
    assert caplog.records == []
    activity.close()


class TestTerminals:
    @pytest.fixture
    def terminal(self) -> Iterator[tuple[int, int, Path]]:
        ours, theirs, path = new_tty()
        yield ours, theirs, path
        os.close(ours)
        os.close(theirs)

    def test_a_key_that_a_program_reads_is_noticed(self, terminal: tuple[int, int, Path]) -> None:
        ours, theirs, path = terminal
        clock = SystemClock()
        hours_ago = clock.now().wall.timestamp() - 7200
        os.utime(path, (hours_ago, hours_ago))
        source = TerminalSource(clock, lambda: (path,))
        before = source.read()
        assert 7_190_000 - source.resolution_ms < before.idle_ms < 7_210_000
        os.write(ours, b"x\n")
        os.read(theirs, 10)
        after = source.read()
        # Linux tells it to the step only: until the step ends, the input may have been just now.
        assert after.idle_ms == 0
        assert after.first_input_ms is not None
        assert 0 <= after.at.steady_ms - after.first_input_ms < source.resolution_ms

    def test_nobody_who_may_still_be_writing_is_called_idle(self, tmp_path: Path) -> None:
        desk = Terminals(tmp_path, access_s=1_800_000_001)
        source = TerminalSource(desk, desk.paths)
        # The next key within the same eight seconds would not move the access time.
        desk.pass_s(6)
        assert source.read().idle_ms == 0
        desk.pass_s(3)
        assert source.read().idle_ms == 2000

    def test_a_wall_clock_that_is_set_back_does_not_hide_input(self, tmp_path: Path) -> None:
        desk = Terminals(tmp_path, access_s=1_800_000_000)
        source = TerminalSource(desk, desk.paths)
        desk.pass_s(100)
        assert source.read().idle_ms == 92_000
        desk.set_wall_back_s(3600)
        assert source.read().idle_ms == 92_000
        desk.type("first")
        desk.pass_s(1)
        reading = source.read()
        assert reading.idle_ms == 0
        assert reading.first_input_ms == reading.at.steady_ms - 1000

    def test_work_in_another_window_counts(self, tmp_path: Path) -> None:
        desk = Terminals(tmp_path, access_s=1_800_000_000)
        source = TerminalSource(desk, desk.paths)
        desk.pass_s(100)
        desk.type("second")
        assert source.read().idle_ms == 0

    def test_without_a_terminal_it_says_so(self) -> None:
        with pytest.raises(Unavailable) as refusal:
            TerminalSource(SystemClock(), lambda: ())
        assert "no terminal" in refusal.value.reason
        assert refusal.value.remedy


def open_one(way: str, seen: Any, lost: Any) -> Activity:
    (candidate,) = candidates(way, SystemClock(), seen, lost)
    return candidate.open()


def settle(source: Source, ledger: IdleLedger) -> list[Active | Idle]:
    """Everything that there is to tell, until the source would sleep."""
    told = []
    while True:
        reading = source.read()
        told += ledger.read(reading.idle_ms, reading.at, reading.first_input_ms)
        if source.arm(ledger, reading) != 0.0:
            return told


def select_now(source: Source) -> bool:
    """Whether the source would wake its thread now."""
    return bool(select.select(list(source.files), [], [], 0)[0])


def ledger_after(idle_ms: int, lengths_ms: set[int]) -> IdleLedger:
    ledger = IdleLedger()
    ledger.watch(frozenset(lengths_ms))
    ledger.read(idle_ms, SystemClock().now())
    return ledger


class CountedSource(SyncSource):
    """Counts how often its thread woke and looked."""

    def __init__(self, display: str) -> None:
        self.reads = 0
        super().__init__(display, SystemClock())

    def read(self) -> Reading:
        self.reads += 1
        return super().read()


class FaultyDesk:
    """A source with a mistake in it."""

    name = "faulty"
    resolution_ms = 1
    files = ()
    closed = False

    def read(self) -> Reading:
        raise ZeroDivisionError

    def arm(self, _ledger: IdleLedger, _reading: Reading) -> float | None:
        raise AssertionError("not reached")

    def close(self) -> None:
        self.closed = True


class Untouchable:
    """An event, or part of one, that cannot be looked at without the test failing."""

    def _refuse(self, *_arguments: object) -> Any:
        raise AssertionError("somebody looked at what was typed")

    __getattr__ = __repr__ = __str__ = __eq__ = __hash__ = __bool__ = _refuse


class Terminals:
    """Files whose access times are told, and the clock beside them."""

    def __init__(self, directory: Path, access_s: int) -> None:
        self._directory = directory
        self._wall = datetime.fromtimestamp(access_s, UTC)
        self._ms = 500_000
        self.type("first")

    def now(self) -> Moment:
        return Moment(self._ms, self._ms, self._wall)

    def paths(self) -> tuple[Path, ...]:
        return tuple(self._directory.iterdir())

    def pass_s(self, seconds: int) -> None:
        self._ms += 1000 * seconds
        self._wall += timedelta(seconds=seconds)

    def set_wall_back_s(self, seconds: int) -> None:
        self._wall -= timedelta(seconds=seconds)

    def type(self, terminal: str) -> None:
        (self._directory / terminal).touch()
        os.utime(self._directory / terminal, (self._wall.timestamp(), 0))
