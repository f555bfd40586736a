"""What everybody who waits for locks and sleeps may rely on. Each adapter and the fake pass this suite."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from deskbreak.clock import Clock
from deskbreak.core.events import FellAsleep, Locked, Unlocked, Woke
from deskbreak.core.moments import Moment
from deskbreak.ports.selection import Candidate, select
from deskbreak.ports.session import Ending, Lost, Seen, Session, SessionEnd, SessionEvent
from support.waiting import let_pass, wait_until

A_MOMENT_S = 0.15
"""Long enough for what would come by mistake."""


class Stage(Protocol):
    """Where an adapter plays: a session that can lock, and whose source may be absent, vanish and come."""

    clock: Clock

    def candidate(self, seen: Seen, ending: Ending, lost: Lost) -> Candidate[Session]: ...

    def lock(self, locked: bool) -> None: ...

    def vanish(self) -> None: ...

    def come(self) -> None:
        """Be there after having been absent."""
        ...


class SleepingStage(Stage, Protocol):
    """One whose machine can sleep and end, too."""

    def sleep(self, asleep: bool) -> None: ...

    def end(self) -> None: ...

    def waits(self) -> bool:
        """Whether the machine waits for us now, before it sleeps or ends."""
        ...


class Witness:
    """Notes what an adapter tells, and acts on it when told to."""

    def __init__(self) -> None:
        self.events: list[SessionEvent] = []
        self.moments: list[Moment] = []
        self.endings: list[SessionEnd] = []
        self.losses: list[str] = []
        self.then: Callable[[SessionEvent], None] = lambda _event: None

    def seen(self, event: SessionEvent, moment: Moment) -> None:
        self.events.append(event)
        self.moments.append(moment)
        self.then(event)

    def ending(self, end: SessionEnd) -> None:
        self.endings.append(end)

    def lost(self, reason: str) -> None:
        self.losses.append(reason)

    def awaits(self, *events: SessionEvent) -> None:
        """All that was told so far, and nothing else."""
        wait_until(
            lambda: len(self.events) >= len(events), f"{events} were told", every_s=0.01, story=self._story
        )
        let_pass(A_MOMENT_S)
        assert self.events == [*events]

    def _story(self) -> str:
        return f"told: {self.events}, lost: {self.losses}"


@contextmanager
def on(stage: Stage) -> Iterator[tuple[Session, Witness]]:
    """The adapter, watched."""
    witness = Witness()
    session = stage.candidate(witness.seen, witness.ending, witness.lost).open()
    try:
        yield session, witness
    finally:
        session.close()


class SessionContract:
    """Subclassed where the stages are known; ``stage`` is a fixture there."""

    def test_nothing_is_told_while_nothing_changes(self, stage: Stage) -> None:
        with on(stage) as (session, witness):
            witness.awaits()
            assert session.name
            assert (witness.endings, witness.losses) == ([], [])

    def test_a_lock_and_its_end_are_told_with_their_moments(self, stage: Stage) -> None:
        with on(stage) as (_session, witness):
            times = [stage.clock.now().steady_ms]
            stage.lock(True)
            witness.awaits(Locked())
            times += [witness.moments[0].steady_ms, stage.clock.now().steady_ms]
            stage.lock(False)
            witness.awaits(Locked(), Unlocked())
            times += [witness.moments[1].steady_ms, stage.clock.now().steady_ms]
            assert times == sorted(times)

    def test_every_lock_is_told_anew(self, stage: Stage) -> None:
        with on(stage) as (_session, witness):
            told: list[SessionEvent] = []
            for locked in (True, False, True, False):
                stage.lock(locked)
                told.append(Locked() if locked else Unlocked())
                witness.awaits(*told)

    def test_what_is_locked_already_is_told_at_once(self, stage: Stage) -> None:
        stage.lock(True)
        with on(stage) as (_session, witness):
            witness.awaits(Locked())
            stage.lock(False)
            witness.awaits(Locked(), Unlocked())

    def test_what_was_said_twice_is_told_once(self, stage: Stage) -> None:
        with on(stage) as (_session, witness):
            stage.lock(False)
            stage.lock(True)
            stage.lock(True)
            witness.awaits(Locked())

    def test_whoever_is_told_may_close_it_at_once(self, stage: Stage) -> None:
        with on(stage) as (session, witness):
            witness.then = lambda _event: session.close()
            stage.lock(True)
            stage.lock(False)
            witness.awaits(Locked())
            assert witness.losses == []

    def test_after_closing_nothing_is_told_and_closing_again_is_fine(self, stage: Stage) -> None:
        with on(stage) as (session, witness):
            session.close()
            session.close()
            session.let_go()
            stage.lock(True)
            witness.awaits()
            assert witness.losses == []

    def test_nobody_needs_to_be_going_for_letting_go(self, stage: Stage) -> None:
        with on(stage) as (session, witness):
            session.let_go()
            stage.lock(True)
            witness.awaits(Locked())

    def test_when_the_source_vanishes_that_is_told_once_with_a_reason(self, stage: Stage) -> None:
        with on(stage) as (session, witness):
            stage.lock(True)
            wait_until(lambda: witness.events, "the lock was told")
            stage.vanish()
            wait_until(lambda: witness.losses, "the loss was told")
            told = list(witness.events)
            session.let_go()
            session.close()
            witness.awaits(*told)
            (reason,) = witness.losses
            assert reason

    def test_a_source_that_comes_late_or_back_is_chosen_then(self, stage: Stage) -> None:
        stage.vanish()
        witness = Witness()
        candidates = [stage.candidate(witness.seen, witness.ending, witness.lost)]
        nobody = select("session", candidates)
        assert nobody.adapter is None
        assert nobody.passed[0].reason
        assert nobody.passed[0].remedy
        stage.come()
        somebody = select("session", candidates)
        assert somebody.adapter is not None
        try:
            stage.lock(True)
            witness.awaits(Locked())
        finally:
            somebody.adapter.close()


class SleepContract:
    """For those that are told of sleep; ``sleeper`` is a fixture where the stages are known."""

    def test_a_sleep_and_its_end_are_told(self, sleeper: SleepingStage) -> None:
        with on(sleeper) as (_session, witness):
            sleeper.sleep(True)
            witness.awaits(FellAsleep())
            sleeper.sleep(False)
            witness.awaits(FellAsleep(), Woke())

    def test_a_lock_within_a_sleep_is_told_too(self, sleeper: SleepingStage) -> None:
        with on(sleeper) as (_session, witness):
            sleeper.sleep(True)
            witness.awaits(FellAsleep())
            sleeper.lock(True)
            witness.awaits(FellAsleep(), Locked())
            sleeper.sleep(False)
            witness.awaits(FellAsleep(), Locked(), Woke())
            sleeper.lock(False)
            witness.awaits(FellAsleep(), Locked(), Woke(), Unlocked())

    def test_the_machine_waits_until_it_is_let_go_every_time(self, sleeper: SleepingStage) -> None:
        with on(sleeper) as (session, witness):
            for nights in (1, 2):
                wait_until(sleeper.waits, "the machine would wait")
                sleeper.sleep(True)
                wait_until(lambda nights=nights: len(witness.events) == 2 * nights - 1, "it was told")  # type: ignore[misc]
                let_pass(A_MOMENT_S)
                assert sleeper.waits()
                session.let_go()
                wait_until(lambda: not sleeper.waits(), "the machine may sleep")
                sleeper.sleep(False)

    def test_letting_go_before_anything_was_told_lets_nothing_go(self, sleeper: SleepingStage) -> None:
        with on(sleeper) as (session, _witness):
            wait_until(sleeper.waits, "the machine would wait")
            session.let_go()
            let_pass(A_MOMENT_S)
            assert sleeper.waits()

    def test_the_end_is_told_and_waited_for(self, sleeper: SleepingStage) -> None:
        with on(sleeper) as (session, witness):
            wait_until(sleeper.waits, "the machine would wait")
            sleeper.end()
            wait_until(lambda: witness.endings, "the end was told")
            assert sleeper.waits()
            session.let_go()
            wait_until(lambda: not sleeper.waits(), "the machine may end")
            assert (witness.endings, witness.events) == ([SessionEnd.COMING], [])

    def test_nobody_is_waited_for_after_closing(self, sleeper: SleepingStage) -> None:
        with on(sleeper) as (session, _witness):
            wait_until(sleeper.waits, "the machine would wait")
            session.close()
            wait_until(lambda: not sleeper.waits(), "the machine waits for nobody")
