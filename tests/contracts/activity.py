"""What everybody who waits for activity may rely on. Each adapter and the fake pass this suite.

Lengths are a few tenths of a second, because real servers and real time are used.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from deskbreak.clock import Clock
from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment
from deskbreak.ports.activity import Activity, Lost, Seen
from deskbreak.ports.selection import Candidate, select

SHORT_MS = 200
LONG_MS = 500
NEVER_MS = 3_600_000
SOON_MS = 10_000
"""How long a loaded machine may take for what comes at once on an idle one."""


class Stage(Protocol):
    """Where an adapter plays: a place with input, that may be absent, vanish and come."""

    clock: Clock
    slack_ms: int
    """How far a reported time may be from the true one."""

    def candidate(self, seen: Seen, lost: Lost) -> Candidate[Activity]: ...

    def input(self) -> None:
        """Somebody does something; over when it can be seen."""
        ...

    def pass_ms(self, span_ms: int) -> None: ...

    def vanish(self) -> None: ...

    def come(self) -> None:
        """Be there after having been absent."""
        ...


@dataclass(frozen=True)
class Report:
    event: Active | Idle
    moment: Moment


class Witness:
    """Notes what an adapter reports, and acts on it when told to."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.reports: list[Report] = []
        self.losses: list[str] = []
        self.then: Callable[[Active | Idle], None] = lambda _event: None

    def seen(self, event: Active | Idle, moment: Moment) -> None:
        self.reports.append(Report(event, moment))
        self.then(event)

    def lost(self, reason: str) -> None:
        self.losses.append(reason)

    @property
    def idles(self) -> list[Idle]:
        return [report.event for report in self.reports if isinstance(report.event, Idle)]

    @property
    def returns(self) -> list[Active]:
        return [report.event for report in self.reports if isinstance(report.event, Active)]

    def await_that(self, happened: Callable[[], object]) -> None:
        for _each in range(SOON_MS // 20):
            if happened():
                return
            self.stage.pass_ms(20)
        raise AssertionError(f"not within {SOON_MS} ms; reported: {self.reports}, lost: {self.losses}")


@dataclass(frozen=True)
class Touch:
    """When an input was made: somewhere between these two."""

    from_ms: int
    to_ms: int

    def is_at(self, told_ms: int, slack_ms: int) -> bool:
        return self.from_ms - slack_ms <= told_ms <= self.to_ms + slack_ms


def touch(stage: Stage) -> Touch:
    from_ms = stage.clock.now().steady_ms
    stage.input()
    return Touch(from_ms, stage.clock.now().steady_ms)


@contextmanager
def on(stage: Stage) -> Iterator[tuple[Activity, Witness]]:
    """The adapter, watched."""
    witness = Witness(stage)
    activity = stage.candidate(witness.seen, witness.lost).open()
    try:
        yield activity, witness
    finally:
        activity.close()


class ActivityContract:
    """Subclassed where the stages are known; ``stage`` is a fixture there."""

    def test_nothing_is_reported_before_somebody_watches(self, stage: Stage) -> None:
        with on(stage) as (_activity, witness):
            stage.input()
            stage.pass_ms(SHORT_MS)
            stage.input()
            assert witness.reports == []

    def test_an_idle_is_reported_once_for_each_length_with_its_true_start(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            last = touch(stage)
            activity.watch(frozenset({SHORT_MS, LONG_MS}))
            witness.await_that(lambda: len(witness.idles) == 2)
            stage.pass_ms(LONG_MS)
            assert len(witness.reports) == 2
            for report, length_ms in zip(witness.reports, (SHORT_MS, LONG_MS), strict=True):
                assert isinstance(report.event, Idle)
                assert last.is_at(report.event.since_ms, stage.slack_ms)
                assert report.moment.steady_ms - report.event.since_ms >= length_ms

    def test_a_length_that_the_idle_has_long_reached_is_reported_at_once(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            last = touch(stage)
            stage.pass_ms(LONG_MS + stage.slack_ms)
            activity.watch(frozenset({SHORT_MS, LONG_MS}))
            witness.await_that(lambda: witness.idles)
            stage.pass_ms(SHORT_MS)
            (report,) = witness.reports
            assert (
                last.is_at(report.event.since_ms, stage.slack_ms) if isinstance(report.event, Idle) else False
            )

    def test_an_adapter_that_opens_into_an_idle_reports_its_true_start(self, stage: Stage) -> None:
        last = touch(stage)
        stage.pass_ms(LONG_MS + stage.slack_ms)
        opened_ms = stage.clock.now().steady_ms
        with on(stage) as (activity, witness):
            activity.watch(frozenset({SHORT_MS}))
            witness.await_that(lambda: witness.idles)
            (idle,) = witness.idles
            # Listeners hear nothing of what was before them: then it counts from there.
            assert last.is_at(idle.since_ms, stage.slack_ms) or (
                activity.name == "pynput" and idle.since_ms >= opened_ms
            )

    def test_a_shorter_length_than_what_was_reported_tells_nothing_new(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            stage.input()
            activity.watch(frozenset({LONG_MS}))
            witness.await_that(lambda: witness.idles)
            activity.watch(frozenset({SHORT_MS, NEVER_MS}))
            stage.pass_ms(SHORT_MS)
            assert len(witness.reports) == 1

    def test_a_longer_length_is_reported_when_the_same_idle_reaches_it(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            last = touch(stage)
            activity.watch(frozenset({SHORT_MS}))
            witness.await_that(lambda: witness.idles)
            activity.watch(frozenset({LONG_MS}))
            witness.await_that(lambda: len(witness.idles) == 2)
            assert all(last.is_at(idle.since_ms, stage.slack_ms) for idle in witness.idles)
            assert witness.reports[1].moment.steady_ms - witness.idles[1].since_ms >= LONG_MS

    def test_the_first_input_after_a_reported_idle_is_reported_with_its_time(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            stage.input()
            activity.watch(frozenset({SHORT_MS}))
            witness.await_that(lambda: witness.idles)
            back = touch(stage)
            witness.await_that(lambda: witness.returns)
            (active,) = witness.returns
            assert back.is_at(active.at_ms, stage.slack_ms)

    def test_the_return_is_reported_though_its_length_is_watched_no_more(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            stage.input()
            activity.watch(frozenset({SHORT_MS}))
            witness.await_that(lambda: witness.idles)
            activity.watch(frozenset())
            stage.pass_ms(SHORT_MS)
            stage.input()
            witness.await_that(lambda: witness.returns)
            stage.pass_ms(2 * SHORT_MS)
            assert len(witness.reports) == 2

    def test_every_idle_is_reported_anew(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            activity.watch(frozenset({SHORT_MS}))
            for nth in (1, 2, 3):
                last = touch(stage)
                witness.await_that(lambda nth=nth: len(witness.idles) == nth)  # type: ignore[misc]
                assert last.is_at(witness.idles[-1].since_ms, stage.slack_ms)
            kinds = [type(report.event) for report in witness.reports]
            assert kinds[-5:] == [Idle, Active, Idle, Active, Idle]

    def test_input_while_nothing_was_reported_idle_is_not_reported(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            stage.input()
            activity.watch(frozenset({5 * LONG_MS}))
            for _each in range(8):
                stage.input()
                stage.pass_ms(50)
            assert witness.reports == []

    def test_the_watched_lengths_can_be_replaced_before_they_are_reached(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            last = touch(stage)
            activity.watch(frozenset({NEVER_MS}))
            activity.watch(frozenset({NEVER_MS, LONG_MS}))
            activity.watch(frozenset({NEVER_MS, SHORT_MS}))
            witness.await_that(lambda: witness.idles)
            assert last.is_at(witness.idles[0].since_ms, stage.slack_ms)
            stage.pass_ms(LONG_MS)
            assert len(witness.reports) == 1

    def test_whoever_is_told_may_watch_something_else_at_once(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            witness.then = lambda _event: activity.watch(frozenset({LONG_MS}))
            stage.input()
            activity.watch(frozenset({SHORT_MS}))
            witness.await_that(lambda: len(witness.idles) == 2)

    def test_whoever_is_told_may_close_it_at_once(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            witness.then = lambda _event: activity.close()
            stage.input()
            activity.watch(frozenset({SHORT_MS, LONG_MS}))
            witness.await_that(lambda: witness.idles)
            stage.pass_ms(LONG_MS)
            assert len(witness.reports) == 1
            assert witness.losses == []

    def test_after_closing_nothing_is_reported_and_closing_again_is_fine(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            stage.input()
            activity.watch(frozenset({SHORT_MS}))
            activity.close()
            activity.close()
            activity.watch(frozenset({SHORT_MS, LONG_MS}))
            reported = len(witness.reports)
            stage.pass_ms(LONG_MS)
            assert (len(witness.reports), witness.losses) == (reported, [])

    def test_when_the_source_vanishes_that_is_told_once_with_a_reason(self, stage: Stage) -> None:
        with on(stage) as (activity, witness):
            stage.input()
            activity.watch(frozenset({SHORT_MS}))
            witness.await_that(lambda: witness.idles)
            reported = len(witness.reports)
            stage.vanish()
            witness.await_that(lambda: witness.losses)
            activity.watch(frozenset({LONG_MS}))
            stage.pass_ms(LONG_MS)
            activity.close()
            (reason,) = witness.losses
            assert reason.endswith(".")
            assert len(witness.reports) == reported

    def test_a_source_that_comes_late_or_back_is_chosen_then(self, stage: Stage) -> None:
        stage.vanish()
        witness = Witness(stage)
        candidates = [stage.candidate(witness.seen, witness.lost)]
        nobody = select("activity", candidates)
        assert nobody.adapter is None
        assert nobody.passed[0].reason
        stage.come()
        somebody = select("activity", candidates)
        assert somebody.adapter is not None
        try:
            stage.input()
            somebody.adapter.watch(frozenset({SHORT_MS}))
            witness.await_that(lambda: witness.idles)
        finally:
            somebody.adapter.close()
