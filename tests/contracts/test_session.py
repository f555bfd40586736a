"""The session port: its fake, and the real ways against a mocked logind and real screen savers,
XScreenSaver itself among them."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.session import SessionContract, SleepContract, SleepingStage, Stage, Witness, on
from deskbreak.clock import Clock, SystemClock
from deskbreak.core.events import FellAsleep, Locked, Unlocked, Woke
from deskbreak.desktop.freedesktop.logind import Logind
from deskbreak.desktop.freedesktop.screen_savers import PLACES
from deskbreak.desktop.joined_session import JoinedSession, Told, Way
from deskbreak.desktop.session import candidates, ways
from deskbreak.desktop.x11.xscreensaver import NAME
from deskbreak.ports.selection import Candidate, Unavailable, select
from deskbreak.ports.session import Ending, Lost, Seen, Session, SessionEnd
from support.desktop import Desktop
from support.fakes.activity import FakeDesk
from support.fakes.session import FakeSeat, FakeSession
from support.machine import SESSION_ID, Machine
from support.screen_saver import ScreenSaver
from support.waiting import let_pass, wait_until
from support.xscreensaver import XScreenSaver


class FakeStage:
    def __init__(self) -> None:
        self.seat = FakeSeat()
        self.clock: Clock = FakeDesk()

    def candidate(self, seen: Seen, ending: Ending, lost: Lost) -> Candidate[Session]:
        def open_it() -> Session:
            if not self.seat.exists:
                raise Unavailable("There is no seat.", "Sit down.")
            return FakeSession(self.seat, self.clock, seen, ending, lost)

        return Candidate("fake", open_it)

    def lock(self, locked: bool) -> None:
        self.seat.lock(locked)

    def sleep(self, asleep: bool) -> None:
        self.seat.sleep(asleep)

    def end(self) -> None:
        self.seat.end()

    def waits(self) -> bool:
        return self.seat.waits

    def vanish(self) -> None:
        self.seat.vanish()

    def come(self) -> None:
        self.seat.exists = True


class Ground:
    """Two real buses, a logind, a screen saver: what each test needs of them is started, and kept."""

    def __init__(self) -> None:
        self.desktop = Desktop()
        self.machine = Machine(self.desktop)
        self.saver: ScreenSaver | None = None
        self.savers: list[ScreenSaver] = []
        self.xscreensaver: XScreenSaver | None = None
        self._has_session_bus = False

    @property
    def session_bus(self) -> str:
        return self.desktop.environment["DBUS_SESSION_BUS_ADDRESS"]

    def with_logind(self) -> None:
        if not self.machine.has_bus:
            self.machine.start_bus()
            self.machine.start_logind()

    def with_session_bus(self) -> None:
        if not self._has_session_bus:
            self.desktop.start_bus()
            self._has_session_bus = True

    def with_saver(self) -> None:
        self.with_session_bus()
        self.saver = self.saver or self.new_saver()

    def new_saver(self, name: str = PLACES[0][0], path: str = PLACES[0][1], **how: bool) -> ScreenSaver:
        self.with_session_bus()
        self.savers.append(ScreenSaver(self.session_bus, name, path, **how))
        return self.savers[-1]

    def with_display(self) -> dict[str, str]:
        """What a program needs to find it."""
        if "DISPLAY" not in self.desktop.environment:
            self.desktop.start_display()
        return self.desktop.environment

    def new_xscreensaver(self) -> XScreenSaver:
        self.without_xscreensaver()
        self.xscreensaver = XScreenSaver(self.with_display())
        self.xscreensaver.start()
        return self.xscreensaver

    def without_xscreensaver(self) -> None:
        if self.xscreensaver is not None:
            self.xscreensaver.close()
            self.xscreensaver = None

    def without_logind(self) -> None:
        self.machine.stop_bus()

    def without_session_bus(self) -> None:
        self.without_savers()
        if self._has_session_bus:
            self.desktop.stop_bus()
            self._has_session_bus = False

    def without_savers(self) -> None:
        for saver in self.savers:
            saver.close()
        self.savers, self.saver = [], None

    def is_quiet_again(self) -> None:
        """Nothing of one test is left for the next."""
        self.without_savers()
        self.without_xscreensaver()
        if self.machine.has_logind:
            self.machine.says_locked(False)
            self.machine.says_active(True)
            self.machine.says_sleep(False)

    def close(self) -> None:
        self.without_savers()
        self.without_xscreensaver()
        self.machine.close()
        self.desktop.close()


class RealStage:
    """The joined adapter; which ways it has is what the stages differ in."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.clock: Clock = SystemClock()
        self.come()

    def candidate(self, seen: Seen, ending: Ending, lost: Lost) -> Candidate[Session]:
        (candidate,) = candidates(self.clock, seen, ending, lost)
        return candidate

    def come(self) -> None:
        raise NotImplementedError

    def vanish(self) -> None:
        raise NotImplementedError

    def lock(self, locked: bool) -> None:
        raise NotImplementedError


class LogindStage(RealStage):
    def come(self) -> None:
        self.ground.without_session_bus()
        self.ground.with_logind()

    def vanish(self) -> None:
        self.ground.without_logind()

    def lock(self, locked: bool) -> None:
        self.ground.machine.says_locked(locked)

    def sleep(self, asleep: bool) -> None:
        self.ground.machine.says_sleep(asleep)

    def end(self) -> None:
        self.ground.machine.says_shutdown(True)

    def waits(self) -> bool:
        return ("sleep:shutdown", "Deskbreak", "delay") in self.ground.machine.waits_for()


class BackgroundStage(LogindStage):
    """Somebody else's session comes to the front."""

    def lock(self, locked: bool) -> None:
        self.ground.machine.says_active(not locked)


class SaverStage(RealStage):
    def come(self) -> None:
        self.ground.without_logind()
        self.ground.with_saver()

    def vanish(self) -> None:
        self.ground.without_session_bus()

    def lock(self, locked: bool) -> None:
        assert self.ground.saver is not None
        self.ground.saver.shows(locked)


class BothStage(LogindStage):
    """As on most desktops: both say the same, one after the other."""

    def come(self) -> None:
        self.ground.with_logind()
        self.ground.with_saver()

    def vanish(self) -> None:
        self.ground.without_logind()
        self.ground.without_session_bus()

    def lock(self, locked: bool) -> None:
        assert self.ground.saver is not None
        self.ground.saver.shows(locked)
        super().lock(locked)


class XScreenSaverStage(RealStage):
    """Neither bus, only an X server on which XScreenSaver locks."""

    def come(self) -> None:
        self.ground.without_logind()
        self.ground.without_session_bus()
        self.ground.new_xscreensaver()

    def vanish(self) -> None:
        self.ground.without_xscreensaver()

    def lock(self, locked: bool) -> None:
        assert self.ground.xscreensaver is not None
        if locked:
            self.ground.xscreensaver.lock()
        else:
            self.ground.xscreensaver.unlock()


class RealWays(RealStage):
    """Whatever the test has started."""

    def come(self) -> None:
        """It is all there."""


@pytest.fixture(scope="module")
def lasting_ground() -> Iterator[Ground]:
    ground = Ground()
    yield ground
    ground.close()
    wait_until(lambda: not _threads_of_ours(), "every thread of the adapters has ended", every_s=0.02)


@pytest.fixture
def ground(lasting_ground: Ground, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", lasting_ground.machine.address)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", lasting_ground.session_bus)
    yield lasting_ground
    lasting_ground.is_quiet_again()


def _threads_of_ours() -> list[str]:
    ours = {"session bus", "system bus", NAME}
    return [each.name for each in threading.enumerate() if each.name in ours]


REAL = {
    "logind": LogindStage,
    "background": BackgroundStage,
    "screen-saver": SaverStage,
    "both": BothStage,
    "xscreensaver": XScreenSaverStage,
}


@pytest.fixture
def on_x(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """The same with a display, which is in our environment."""
    monkeypatch.setenv("DISPLAY", ground.with_display()["DISPLAY"])
    return ground


@pytest.fixture(params=["fake", *REAL])
def stage(request: pytest.FixtureRequest) -> Stage:
    if request.param == "fake":
        return FakeStage()
    return REAL[request.param](request.getfixturevalue("on_x" if request.param == NAME else "ground"))


@pytest.fixture(params=["fake", "logind", "both"])
def sleeper(request: pytest.FixtureRequest) -> SleepingStage:
    if request.param == "fake":
        return FakeStage()
    real = LogindStage if request.param == "logind" else BothStage
    return real(request.getfixturevalue("ground"))


class TestEverySession(SessionContract):
    """Those who are told of locks."""


class TestEverySleeper(SleepContract):
    """Those who are told of sleep too."""


class TestFindingTheSession:
    """logind has many sessions; only one is ours."""

    @pytest.fixture
    def machine(self, ground: Ground) -> Iterator[Machine]:
        """One whose logind is this test's alone, because it is bent."""
        ground.without_session_bus()
        ground.without_logind()
        ground.with_logind()
        yield ground.machine
        ground.without_logind()

    def test_the_environment_names_it(
        self, ground: Ground, machine: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        machine.adds_session("c7")
        monkeypatch.setenv("XDG_SESSION_ID", "c7")
        with on(RealWays(ground)) as (_session, witness):
            machine.says_locked(True, SESSION_ID)
            witness.awaits()
            machine.says_locked(True, "c7")
            witness.awaits(Locked())

    def test_else_the_process_has_one(self, ground: Ground, machine: Machine) -> None:
        machine.adds_session("c8")
        machine.knows_how("GetSessionByPID", "u", 'ret = "/org/freedesktop/login1/session/c8"')
        with on(RealWays(ground)) as (_session, witness):
            machine.says_locked(True, SESSION_ID)
            witness.awaits()
            machine.says_locked(True, "c8")
            witness.awaits(Locked())

    def test_services_look_past_their_own_at_the_one_with_the_desktop(
        self, ground: Ground, machine: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        machine.adds_services("c11")
        monkeypatch.setenv("XDG_SESSION_ID", "c11")
        with on(RealWays(ground)) as (session, witness):
            assert session.name == "logind"
            machine.says_locked(True, SESSION_ID)
            witness.awaits(Locked())

    def test_where_none_is_ours_sleep_is_still_told_and_the_reason_too(
        self, ground: Ground, machine: Machine
    ) -> None:
        machine.shows_no_session()
        with on(RealWays(ground)) as (session, witness):
            assert session.name == ""
            assert any("no session" in each.reason and each.remedy for each in session.passed)
            machine.says_sleep(True)
            witness.awaits(FellAsleep())

    def test_a_session_that_begins_later_is_found_then(self, ground: Ground, machine: Machine) -> None:
        machine.shows_no_session()
        with on(RealWays(ground)) as (session, witness):
            machine.adds_session("c9")
            wait_until(lambda: session.name == "logind", "the session is found")
            machine.says_locked(True, "c9")
            witness.awaits(Locked())

    def test_a_session_that_is_removed_ends(self, ground: Ground, machine: Machine) -> None:
        machine.adds_session("c10")
        with on(RealWays(ground)) as (session, witness):
            machine.says_locked(True, "c10")
            machine.says_removed("another")
            witness.awaits(Locked())
            assert witness.endings == []
            machine.says_removed("c10")
            witness.awaits(Locked(), Unlocked())
            assert witness.endings == [SessionEnd.HERE]
            assert session.name == ""


class TestLogind:
    def test_a_lock_that_was_asked_for_is_believed_until_somebody_asks_to_unlock(
        self, ground: Ground
    ) -> None:
        stage = LogindStage(ground)
        with on(stage) as (_session, witness):
            ground.machine.asks_to_lock()
            witness.awaits(Locked())
            ground.machine.asks_to_unlock()
            witness.awaits(Locked(), Unlocked())

    def test_a_lock_that_nobody_carried_out_is_taken_back(self, ground: Ground) -> None:
        LogindStage(ground)
        witness = Witness()

        def impatient(told: Told, lost: Lost) -> Way:
            return Logind(told, lost, confirmed_within_s=0.3)

        session = JoinedSession(
            {"logind": impatient}, SystemClock(), witness.seen, witness.ending, witness.lost
        )
        try:
            ground.machine.asks_to_lock()
            witness.awaits(Locked())
            wait_until(lambda: witness.events == [Locked(), Unlocked()], "it is taken back")
            ground.machine.asks_to_lock()
            ground.machine.says_locked(True)
            let_pass(0.5)
            assert witness.events == [Locked(), Unlocked(), Locked()], "a locker confirmed it"
            ground.machine.asks_to_unlock()
            witness.awaits(Locked(), Unlocked(), Locked())
        finally:
            session.close()

    def test_a_restart_loses_nothing_but_what_only_it_knew(self, ground: Ground) -> None:
        with on(LogindStage(ground)) as (session, witness):
            ground.machine.says_locked(True)
            ground.machine.says_sleep(True)
            witness.awaits(Locked(), FellAsleep())
            ground.machine.stop_logind()
            wait_until(lambda: session.name == "", "logind is missed")
            witness.awaits(Locked(), FellAsleep(), Woke(), Unlocked())
            assert any("logind does not run" in each.reason and each.remedy for each in session.passed)
            ground.machine.start_logind()
            wait_until(lambda: session.name == "logind", "logind is found again")
            ground.machine.says_locked(True)
            witness.awaits(Locked(), FellAsleep(), Woke(), Unlocked(), Locked())
            wait_until(ground.machine.waits_for, "it waits for us again")
            assert witness.losses == []

    def test_a_logind_that_comes_late_is_found_then(self, ground: Ground) -> None:
        stage = LogindStage(ground)
        ground.machine.stop_logind()
        with on(stage) as (session, witness):
            assert session.name == ""
            ground.machine.start_logind()
            wait_until(lambda: session.name == "logind", "logind is found")
            stage.lock(True)
            witness.awaits(Locked())

    def test_a_second_sleep_is_told_though_the_waking_between_got_lost(self, ground: Ground) -> None:
        stage = LogindStage(ground)
        with on(stage) as (_session, witness):
            stage.sleep(True)
            stage.sleep(True)
            witness.awaits(FellAsleep(), Woke(), FellAsleep())

    def test_a_sleep_that_is_under_way_is_told_at_once(self, ground: Ground) -> None:
        stage = LogindStage(ground)
        stage.sleep(True)
        with on(stage) as (_session, witness):
            witness.awaits(FellAsleep())


class TestScreenSavers:
    @pytest.mark.parametrize(("name", "path"), PLACES)
    def test_each_desktops_own_is_heard(self, ground: Ground, name: str, path: str) -> None:
        ground.without_logind()
        saver = ground.new_saver(name, path)
        with on(RealWays(ground)) as (session, witness):
            assert session.name == "screen-saver"
            saver.shows(True)
            witness.awaits(Locked())
            saver.shows(False)
            witness.awaits(Locked(), Unlocked())

    def test_without_any_nothing_is_claimed_and_one_that_comes_late_is_heard(self, ground: Ground) -> None:
        ground.without_logind()
        ground.with_session_bus()
        with on(RealWays(ground)) as (session, witness):
            assert session.name == ""
            assert {each.name for each in session.passed} == {"logind", "screen-saver", "xscreensaver"}
            assert all(each.reason and each.remedy for each in session.passed)
            ground.new_saver(active=True)
            wait_until(lambda: session.name == "screen-saver", "it is found")
            witness.awaits(Locked())

    def test_one_that_crashes_while_it_is_up_leaves_nobody_locked(self, ground: Ground) -> None:
        ground.without_logind()
        saver = ground.new_saver(active=True)
        with on(RealWays(ground)) as (session, witness):
            witness.awaits(Locked())
            saver.close()
            witness.awaits(Locked(), Unlocked())
            assert session.name == ""

    def test_who_owns_the_name_but_knows_of_no_lock_is_not_counted(self, ground: Ground) -> None:
        ground.without_logind()
        ground.new_saver(ignorant=True)
        with on(RealWays(ground)) as (session, _witness):
            assert session.name == ""

    def test_one_that_never_answers_holds_up_nobody(self, ground: Ground) -> None:
        ground.without_logind()
        saver = ground.new_saver(mute=True)
        began = SystemClock().now().steady_ms
        with on(RealWays(ground)) as (session, witness):
            assert SystemClock().now().steady_ms - began < 8_000
            assert session.name == ""
            saver.shows(True)
            witness.awaits(Locked())


class TestXScreenSaver:
    """The real one, among the others."""

    def test_killed_while_it_locks_it_leaves_nobody_locked_whatever_it_wrote(self, on_x: Ground) -> None:
        on_x.without_logind()
        with_bus = on_x.new_saver()
        saver = on_x.new_xscreensaver()
        with on(RealWays(on_x)) as (session, witness):
            assert session.name == "screen-saver+xscreensaver"
            saver.lock()
            witness.awaits(Locked())
            saver.kill()
            witness.awaits(Locked(), Unlocked())
            assert session.name == "screen-saver"
            [gone] = [each for each in session.passed if each.name == NAME]
            assert "has ended" in gone.reason
            with_bus.shows(True)
            witness.awaits(Locked(), Unlocked(), Locked())
            assert witness.losses == []

    def test_it_may_come_late_and_come_back(self, on_x: Ground) -> None:
        on_x.without_logind()
        on_x.with_session_bus()
        on_x.without_xscreensaver()
        with on(RealWays(on_x)) as (session, witness):
            assert any(each.name == NAME and "does not run" in each.reason for each in session.passed)
            for _each in ("late", "back"):
                saver = on_x.new_xscreensaver()
                # Its helper comes to the session bus with it, and knows of no lock.
                helper = on_x.new_saver("org.jwz.XScreenSaver", "/", ignorant=True)
                wait_until(lambda: session.name == NAME, "it is found at once")
                told = len(witness.events)
                saver.lock()
                wait_until(lambda told=told: len(witness.events) > told, "the lock was told")  # type: ignore[misc]
                saver.kill()
                helper.close()
                wait_until(lambda: session.name == "", "it is missed")
            assert witness.events == [Locked(), Unlocked()] * 2


class GoodWay:
    """One that has nothing to say."""

    trouble = None

    def let_go(self) -> None: ...

    def close(self) -> None: ...


class TestBothTogether:
    def test_it_is_locked_as_long_as_either_says_so(self, ground: Ground) -> None:
        BothStage(ground)
        assert ground.saver is not None
        with on(RealWays(ground)) as (session, witness):
            assert session.name == "logind+screen-saver"
            assert [each.name for each in session.passed] == ["xscreensaver"]
            ground.saver.shows(True)
            witness.awaits(Locked())
            ground.machine.says_locked(True)
            let_pass(0.5)  # two buses, two threads: nobody else can say that this one has arrived
            ground.saver.shows(False)
            witness.awaits(Locked())
            ground.machine.says_locked(False)
            witness.awaits(Locked(), Unlocked())

    def test_when_one_vanishes_the_other_goes_on(self, ground: Ground) -> None:
        BothStage(ground)
        assert ground.saver is not None
        with on(RealWays(ground)) as (session, witness):
            ground.machine.says_locked(True)
            ground.machine.says_sleep(True)
            witness.awaits(Locked(), FellAsleep())
            ground.without_logind()
            wait_until(lambda: session.name == "screen-saver", "logind is gone")
            witness.awaits(Locked(), FellAsleep(), Woke(), Unlocked())
            ground.saver.shows(True)
            witness.awaits(Locked(), FellAsleep(), Woke(), Unlocked(), Locked())
            assert witness.losses == []
            ground.without_session_bus()
            wait_until(lambda: witness.losses, "now nobody is left")

    def test_what_was_missing_is_tried_again(self, ground: Ground) -> None:
        ground.without_logind()
        ground.with_saver()
        witness = Witness()
        session = JoinedSession(
            ways(SystemClock()), SystemClock(), witness.seen, witness.ending, witness.lost, retry_s=0.2
        )
        try:
            assert session.name == "screen-saver"
            ground.with_logind()
            wait_until(lambda: session.name == "logind+screen-saver", "logind was tried again")
            assert [each.name for each in session.passed] == ["xscreensaver"]
        finally:
            session.close()

    def test_what_goes_is_looked_for_as_soon_as_at_the_beginning(self) -> None:
        losses: list[Lost] = []

        def fleeting(_told: Told, lost: Lost) -> Way:
            losses.append(lost)
            if len(losses) < 4:
                raise Unavailable("Not yet.")
            return GoodWay()

        def waits_s() -> list[float]:
            return [each.interval for each in threading.enumerate() if isinstance(each, threading.Timer)]

        def lasting(_told: Told, _lost: Lost) -> Way:
            return GoodWay()

        witness = Witness()
        session = JoinedSession(
            {"lasting": lasting, "fleeting": fleeting},
            SystemClock(),
            witness.seen,
            witness.ending,
            witness.lost,
            retry_s=0.1,
        )
        try:
            wait_until(lambda: session.name == "lasting+fleeting", "it has come", every_s=0.02)
            wait_until(lambda: not waits_s(), "nothing is missing any more", every_s=0.02)
            losses[-1]("It is gone.")
            assert waits_s() == [0.1]
        finally:
            session.close()

    def test_where_none_is_there_each_says_why_and_what_to_do(self, ground: Ground) -> None:
        ground.without_logind()
        ground.without_session_bus()
        witness = Witness()
        nobody = select("session", candidates(SystemClock(), witness.seen, witness.ending, witness.lost))
        assert [each.name for each in nobody.passed] == ["logind", "screen-saver", "xscreensaver"]
        assert ["system bus" in each.reason for each in nobody.passed] == [True, False, False]
        assert all(each.reason and each.remedy for each in nobody.passed)

    def test_one_that_fails_in_its_own_way_does_not_take_the_other_along(self) -> None:
        def bad(_told: Told, _lost: Lost) -> Way:
            raise KeyError("nobody thought of that")

        witness = Witness()
        session = JoinedSession(
            {"bad": bad, "good": lambda _told, _lost: GoodWay()},
            SystemClock(),
            witness.seen,
            witness.ending,
            witness.lost,
        )
        assert session.name == "good"
        assert "nobody thought of that" in session.passed[0].reason
        session.close()


class TestBeingSmall:
    def test_nothing_wakes_it_while_nothing_happens(self, ground: Ground) -> None:
        with on(BothStage(ground)) as (_session, witness):
            witness.awaits()
            threads = [each for each in threading.enumerate() if each.name in {"session bus", "system bus"}]
            assert len(threads) == 2
            before = [_switches(thread) for thread in threads]
            let_pass(0.7)
            assert [_switches(thread) for thread in threads] == before
            ground.machine.says_locked(True)
            witness.awaits(Locked())
            assert [_switches(thread) for thread in threads] != before


def _switches(thread: threading.Thread) -> int:
    """How often the thread went to sleep since it began."""
    status = Path(f"/proc/self/task/{thread.native_id}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("voluntary_ctxt_switches"))
    return int(line.split()[1])
