"""What everybody who waits for holds may rely on. Each adapter and the fake pass this suite.

:class:`HoldContract` is for every adapter; :class:`AwayContract` for those whose source may come and go
while they wait for it; :class:`LossContract` for those whose source may end for good.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from deskbreak.clock import Clock
from deskbreak.core.moments import Moment
from deskbreak.ports.holds import HoldSense, Lost, Told
from deskbreak.ports.selection import Candidate, select
from support.waiting import let_pass, wait_until

A_MOMENT_S = 0.1
"""Long enough for what would come by mistake."""


class Stage(Protocol):
    """Where an adapter plays: one thing that somebody can turn on and off; off at first."""

    clock: Clock

    def candidate(self, told: Told, lost: Lost) -> Candidate[HoldSense]: ...

    def turn(self, on: bool) -> None:
        """Over when it can be seen."""
        ...


class AwayStage(Stage, Protocol):
    """One whose source may be away, such as a service that is not running; it comes back with all off."""

    def go_away(self) -> None: ...

    def come_back(self) -> None: ...


class LossStage(Stage, Protocol):
    """One whose source may end for good, such as the display."""

    def vanish(self) -> None: ...

    def come(self) -> None:
        """Be there after having been absent."""
        ...


class Witness:
    """Notes what an adapter tells, and acts on it when told to."""

    def __init__(self) -> None:
        self.tellings: list[bool | None] = []
        self.moments: list[Moment] = []
        self.losses: list[str] = []
        self.then: Callable[[bool | None], None] = lambda _on: None

    def told(self, on: bool | None, moment: Moment) -> None:
        self.moments.append(moment)
        self.tellings.append(on)
        self.then(on)

    def lost(self, reason: str) -> None:
        self.losses.append(reason)

    @property
    def changes(self) -> list[bool | None]:
        """What was told, without what was only said again."""
        return [on for on, before in zip(self.tellings, [..., *self.tellings], strict=False) if on != before]

    def awaits(self, *changes: bool | None) -> None:
        """All that was told so far, and nothing else."""
        wait_until(
            lambda: len(self.changes) >= len(changes), f"{changes} were told", every_s=0.01, story=self._story
        )
        let_pass(A_MOMENT_S)
        assert self.changes == [*changes], self._story()

    def awaits_last(self, on: bool | None) -> None:
        """That this is what was told last, whatever came before."""
        wait_until(lambda: self.tellings[-1:] == [on], f"{on} was told last", every_s=0.01, story=self._story)

    def _story(self) -> str:
        return f"told: {self.tellings}, lost: {self.losses}"


@contextmanager
def on(stage: Stage) -> Iterator[tuple[HoldSense, Witness]]:
    """The adapter, opened and not yet watched."""
    witness = Witness()
    sense = stage.candidate(witness.told, witness.lost).open()
    try:
        yield sense, witness
    finally:
        sense.close()


@contextmanager
def watched(stage: Stage) -> Iterator[tuple[HoldSense, Witness]]:
    """The adapter, watched."""
    with on(stage) as (sense, witness):
        sense.watch(wanted=True)
        yield sense, witness


class HoldContract:
    """Subclassed where the stages are known; ``stage`` is a fixture there."""

    def test_nothing_is_told_before_somebody_watches(self, stage: Stage) -> None:
        with on(stage) as (sense, witness):
            for is_on in (True, False, True):
                stage.turn(is_on)
            sense.watch(wanted=False)
            witness.awaits()
            assert sense.name
            assert witness.losses == []

    def test_whoever_watches_is_told_how_it_is_and_each_change(self, stage: Stage) -> None:
        with watched(stage) as (sense, witness):
            told: list[bool | None] = [False]
            witness.awaits(*told)
            for is_on in (True, False, True, False):
                stage.turn(is_on)
                told.append(is_on)
                witness.awaits(*told)
            assert sense.trouble is None
            assert witness.losses == []

    def test_what_is_on_already_is_told_at_once(self, stage: Stage) -> None:
        stage.turn(True)
        with watched(stage) as (_sense, witness):
            witness.awaits(True)
            stage.turn(False)
            witness.awaits(True, False)

    def test_each_change_comes_with_the_moment_at_which_it_was_seen(self, stage: Stage) -> None:
        with watched(stage) as (_sense, witness):
            witness.awaits(False)
            for is_on in (True, False):
                from_ms, told = stage.clock.now().steady_ms, len(witness.moments)
                stage.turn(is_on)
                witness.awaits_last(is_on)
                to_ms = stage.clock.now().steady_ms
                times = [moment.steady_ms for moment in witness.moments[told:]]
                assert [from_ms, *times, to_ms] == sorted([from_ms, *times, to_ms])

    def test_what_changed_while_nobody_watched_is_told_when_somebody_does(self, stage: Stage) -> None:
        with watched(stage) as (sense, witness):
            witness.awaits(False)
            for is_on in (True, False, True):
                sense.watch(wanted=False)
                let_pass(A_MOMENT_S)  # what it goes on telling may still be under way
                stage.turn(is_on)
                sense.watch(wanted=True)
                witness.awaits_last(is_on)
                let_pass(A_MOMENT_S)
                assert witness.tellings[-1] is is_on

    def test_it_is_told_anew_to_whoever_begins_to_watch_again(self, stage: Stage) -> None:
        with watched(stage) as (sense, witness):
            witness.awaits(False)
            sense.watch(wanted=False)
            let_pass(A_MOMENT_S)
            told = len(witness.tellings)
            sense.watch(wanted=True)
            wait_until(lambda: len(witness.tellings) > told, "how it is was told", every_s=0.01)
            witness.awaits(False)

    def test_watching_while_watching_changes_nothing(self, stage: Stage) -> None:
        with watched(stage) as (sense, witness):
            sense.watch(wanted=True)
            witness.awaits(False)
            sense.watch(wanted=True)
            stage.turn(True)
            witness.awaits(False, True)

    def test_whoever_cannot_make_up_their_mind_is_told_the_truth_in_the_end(self, stage: Stage) -> None:
        with on(stage) as (sense, witness):
            for wanted in (True, False) * 10:
                sense.watch(wanted=wanted)
            stage.turn(True)
            sense.watch(wanted=True)
            witness.awaits_last(True)
            stage.turn(False)
            witness.awaits_last(False)
            assert witness.losses == []

    def test_whoever_is_told_may_stop_watching_at_once(self, stage: Stage) -> None:
        with on(stage) as (sense, witness):
            witness.then = lambda _on: sense.watch(wanted=False)
            sense.watch(wanted=True)
            witness.awaits_last(False)
            witness.then = lambda _on: None
            stage.turn(True)
            sense.watch(wanted=True)
            witness.awaits_last(True)

    def test_whoever_is_told_may_close_it_at_once(self, stage: Stage) -> None:
        with on(stage) as (sense, witness):
            witness.then = lambda _on: sense.close()
            sense.watch(wanted=True)
            witness.awaits(False)
            stage.turn(True)
            witness.awaits(False)
            assert len(witness.tellings) == 1
            assert witness.losses == []

    def test_after_closing_nothing_is_told_and_closing_again_is_fine(self, stage: Stage) -> None:
        with watched(stage) as (sense, witness):
            witness.awaits(False)
            told = len(witness.tellings)
            sense.close()
            sense.close()
            sense.watch(wanted=True)
            stage.turn(True)
            sense.watch(wanted=False)
            let_pass(A_MOMENT_S)
            assert (len(witness.tellings), witness.losses) == (told, [])

    def test_one_that_nobody_ever_watched_closes_too(self, stage: Stage) -> None:
        with on(stage) as (sense, witness):
            sense.close()
            stage.turn(True)
            witness.awaits()
            assert witness.losses == []

    def test_nothing_of_it_is_left_when_it_is_closed(self, stage: Stage) -> None:
        before = set(threading.enumerate())
        with watched(stage) as (_sense, witness):
            witness.awaits(False)

        def left() -> set[threading.Thread]:
            return set(threading.enumerate()) - before

        wait_until(lambda: not left(), "its threads ended", story=lambda: str(left()), every_s=0.01)


class AwayContract:
    """For those that wait for their source themselves; ``comer`` is a fixture where the stages are known."""

    def test_while_it_is_away_that_is_said_with_a_remedy(self, comer: AwayStage) -> None:
        comer.turn(True)
        with watched(comer) as (sense, witness):
            witness.awaits(True)
            for _each in range(2):
                comer.go_away()
                witness.awaits_last(None)
                assert sense.trouble is not None
                assert sense.trouble.reason.endswith(".")
                assert sense.trouble.remedy.endswith(".")
                comer.come_back()
                witness.awaits_last(False)
                assert sense.trouble is None
                comer.turn(True)
                witness.awaits_last(True)
            assert witness.losses == []

    def test_one_that_comes_late_is_heard_then(self, comer: AwayStage) -> None:
        comer.go_away()
        with watched(comer) as (sense, witness):
            witness.awaits(None)
            assert sense.trouble is not None
            comer.come_back()
            witness.awaits_last(False)
            comer.turn(True)
            witness.awaits(None, False, True)
            assert sense.trouble is None

    def test_one_that_came_and_went_while_nobody_watched_is_known_then(self, comer: AwayStage) -> None:
        with on(comer) as (sense, witness):
            comer.go_away()
            sense.watch(wanted=True)
            witness.awaits_last(None)
            sense.watch(wanted=False)
            let_pass(A_MOMENT_S)
            comer.come_back()
            comer.turn(True)
            sense.watch(wanted=True)
            witness.awaits_last(True)
            assert sense.trouble is None

    def test_one_that_is_away_can_be_closed(self, comer: AwayStage) -> None:
        comer.go_away()
        with watched(comer) as (sense, witness):
            witness.awaits(None)
            told = len(witness.tellings)
            sense.close()
            comer.come_back()
            comer.turn(True)
            let_pass(A_MOMENT_S)
            assert (len(witness.tellings), witness.losses) == (told, [])


class LossContract:
    """For those whose source may end for good; ``mortal`` is a fixture where the stages are known."""

    def test_when_it_vanishes_that_is_told_once_with_a_reason(self, mortal: LossStage) -> None:
        with watched(mortal) as (sense, witness):
            witness.awaits(False)
            mortal.vanish()
            wait_until(lambda: witness.losses, "the loss was told", every_s=0.01)
            let_pass(A_MOMENT_S)
            told = len(witness.tellings)
            sense.watch(wanted=False)
            sense.watch(wanted=True)
            let_pass(A_MOMENT_S)
            sense.close()
            (reason,) = witness.losses
            assert reason.endswith(".")
            assert len(witness.tellings) == told

    def test_one_that_is_absent_is_passed_over_and_chosen_when_it_comes(self, mortal: LossStage) -> None:
        mortal.vanish()
        witness = Witness()
        candidates = [mortal.candidate(witness.told, witness.lost)]
        nobody = select("hold", candidates)
        assert nobody.adapter is None
        assert nobody.passed[0].reason.endswith(".")
        assert nobody.passed[0].remedy.endswith(".")
        mortal.come()
        somebody = select("hold", candidates)
        assert somebody.adapter is not None
        try:
            somebody.adapter.watch(wanted=True)
            witness.awaits(False)
            mortal.turn(True)
            witness.awaits(False, True)
        finally:
            somebody.adapter.close()
