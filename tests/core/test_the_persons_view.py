"""What somebody at the desk would say of any day, told by what they did and by the clock alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import chain, pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as some

from deskbreak.core.commands import Outcome, Prompt, Record, RestBegan
from deskbreak.core.events import Answer, Chose, Failed, Held, Resumed, ScreenKept, Suspended
from deskbreak.core.reminder import NotNow
from deskbreak.core.rules import Hold, Rules
from support.days import Day, Step, at_the_desk, lengths, step, told
from support.examples import examples
from support.simulated_desk import MINUTE, SECOND, SimulatedDesk

HOLD_ENDS = 10 * SECOND
PAUSE = 10 * MINUTE
A_MOMENT = 2 * SECOND
"""After what kept them from being asked the senses speak first."""
ASKED = {Outcome.SNOOZED, Outcome.IGNORED, Outcome.WALKED_AWAY}

Span = tuple[int, int]


class Desk(SimulatedDesk):
    """Remembers what really happened."""

    def __init__(self, rules: Rules, *, wake_also: Callable[[int], int] | None = None) -> None:
        super().__init__(rules, wake_also=wake_also)
        self.rules = rules
        self.touched: list[Span] = [(0, 0)]
        self.away: list[Span] = []
        self.paused: list[Span] = []
        self.on: dict[Hold, list[Span]] = {hold: [] for hold in rules.holds}
        self._on_since: dict[Hold, int] = {}

    def types(self, for_ms: int) -> "Desk":
        begins_ms = self.now_ms
        super().types(for_ms)
        self.touched.append((begins_ms, self.now_ms))
        return self

    def locks(self, for_ms: int) -> "Desk":
        return self._leaves(partial(super().locks, for_ms))

    def sleeps_by_hand(self, for_ms: int) -> "Desk":
        self.bumps_the_desk()
        self._leaves(partial(super().sleeps, for_ms))
        return self.types(5 * SECOND)

    def _leaves(self, away: Callable[[], object]) -> "Desk":
        begins_ms = self.now_ms
        away()
        self.away.append((begins_ms, self.now_ms))
        self.touched += [(begins_ms, begins_ms), (self.now_ms, self.now_ms)]
        return self

    def pauses_reminders(self, for_ms: int) -> None:
        self.resumes_reminders()
        self.paused.append((self.now_ms, self.now_ms + for_ms))
        self.tell(Suspended(for_ms=for_ms))

    def resumes_reminders(self) -> None:
        self.paused = [(begins, min(ends, self.now_ms)) for begins, ends in self.paused]
        self.tell(Resumed())

    def hold_is(self, hold: Hold, *, on: bool | None) -> None:
        if on:
            self._on_since.setdefault(hold, self.now_ms)
        elif hold in self._on_since:
            self._off(hold)
        self.tell(Held(hold, on))

    def nothing_holds(self) -> None:
        for hold in Hold:
            self.hold_is(hold, on=False)

    def _off(self, hold: Hold) -> None:
        since_ms = self._on_since.pop(hold)
        if hold in self.on:
            self.on[hold].append((since_ms, self.now_ms))

    def ends(self) -> None:
        for hold in tuple(self._on_since):
            self._off(hold)

    # --- what can be said afterwards -------------------------------------------------------

    def idles(self) -> list[Span]:
        """When nobody touched anything for longer than half a rest: somebody may have left."""
        touched = [*sorted(self.touched), (self.now_ms, self.now_ms)]
        gaps = [(before[1], after[0]) for before, after in pairwise(touched)]
        return [(begins, ends) for begins, ends in gaps if ends - begins > self.rules.rest_after_idle_ms // 2]

    def obstacles(self) -> list[Span]:
        """What keeps everybody from being asked, and the moment after it."""
        held = [(begins, ends + HOLD_ENDS) for begins, ends in chain.from_iterable(self.on.values())]
        spans = [*self.away, *self.paused, *held, *self.idles()]
        return [(begins, ends + A_MOMENT) for begins, ends in spans]

    def begun(self, after_ms: int) -> int:
        """When somebody first touched something after that."""
        return min((begins for begins, _ in self.touched if begins >= after_ms), default=self.now_ms)


@dataclass
class Stretch:
    """One stretch of sitting, and what was asked in it."""

    begins: int
    ends: int = 0
    prompts: list[tuple[int, Prompt]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def stretches(desk: Desk) -> list[Stretch]:
    """From rest to rest."""
    found = [Stretch(0)]
    for at_ms, said in desk.said:
        match said:
            case Prompt():
                found[-1].prompts.append((at_ms, said))
            case Record(row) if row.outcome is not None:
                found[-1].outcomes.append(row.outcome)
            case RestBegan():
                found[-1].ends = at_ms
                found.append(Stretch(desk.begun(at_ms)))
    found[-1].ends = desk.now_ms
    return found


def lived(day: Day, rules: Rules, *, wake_also: Callable[[int], int] | None = None) -> Desk:
    desk = Desk(rules, wake_also=wake_also)
    for _, act in day.steps:
        try:
            act(desk)
        except NotNow:
            continue
    desk.ends()
    return desk


def meets(span: Span, others: list[Span]) -> bool:
    return any(begins <= span[1] and span[0] <= ends for begins, ends in others)


def does(name: str, act: Callable[[Desk], object]) -> some.SearchStrategy[Step]:
    return some.just((name, act))  # type: ignore[arg-type]  # a day of these is lived at such a desk only


def hold_step(hold: Hold, on: bool | None) -> Step:
    words = {True: "on", False: "off", None: "unknown"}
    return f"{hold.value} is {words[on]}", lambda desk: desk.hold_is(hold, on=on)


holds = some.builds(hold_step, some.sampled_from(Hold), some.sampled_from([True, True, False, False, None]))
all_off = does("nothing holds", lambda desk: desk.nothing_holds())
kept = some.sampled_from([True, False, None]).map(
    lambda on: (f"a program keeps the screen on: {on}", lambda desk: desk.tell(ScreenKept(on)))
)
minutes = lengths(MINUTE, 7 * MINUTE)
steps = some.one_of(
    at_the_desk,
    at_the_desk,
    step("works", minutes, SimulatedDesk.works),
    step("pauses", lengths(7 * SECOND, 30 * SECOND, 3 * MINUTE), SimulatedDesk.pauses),
    step("locks", lengths(10 * SECOND, MINUTE), lambda desk, for_ms: desk.locks(for_ms)),
    step("sleeps", lengths(30 * SECOND), lambda desk, for_ms: desk.sleeps_by_hand(for_ms)),  # type: ignore[attr-defined]  # lived at such a desk only
    holds,
    holds,
    all_off,
    kept,
    does("pauses reminders", lambda desk: desk.pauses_reminders(PAUSE)),
    does("resumes reminders", lambda desk: desk.resumes_reminders()),
    told("snoozes", Chose(Answer.SNOOZE)),
    told("the window crashes", Failed()),
)
days_with_holds = some.lists(steps, min_size=4, max_size=25).map(lambda steps: Day(tuple(steps)))
some_rules = some.sampled_from(
    [
        Rules(),
        Rules(snoozes=1, hold_at_most_ms=10 * MINUTE, holds=frozenset(Hold) - {Hold.MICROPHONE}),
        Rules(
            earliest_ms=4 * SECOND,
            latest_ms=12 * SECOND,
            snooze_ms=5 * SECOND,
            patience_ms=3 * SECOND,
            rest_after_idle_ms=70 * SECOND,
            hold_at_most_ms=MINUTE,
        ),
        Rules(earliest_ms=10 * MINUTE, latest_ms=10 * MINUTE, snoozes=0, hold_at_most_ms=5 * MINUTE),
        Rules(earliest_ms=2 * MINUTE, latest_ms=5 * MINUTE, snooze_ms=MINUTE, hold_at_most_ms=2 * MINUTE),
    ]
)


@given(days_with_holds, some_rules)
@examples(200)
def test_in_one_stretch_i_am_asked_once_and_after_each_snooze(day: Day, rules: Rules) -> None:
    for stretch in stretches(lived(day, rules)):
        assert sum(outcome in ASKED for outcome in stretch.outcomes) <= 1 + rules.snoozes
        if Outcome.WITHDRAWN not in stretch.outcomes:
            assert len(stretch.prompts) <= 1 + rules.snoozes


@given(days_with_holds, some_rules)
@examples(200)
def test_between_two_prompts_lies_the_snooze_or_what_took_the_first_one_down(day: Day, rules: Rules) -> None:
    desk = lived(day, rules)
    ended = {(row.reminder_id, row.attempt): row for row in desk.rows}
    for stretch in stretches(desk):
        for (before_ms, before), (at_ms, _) in pairwise(stretch.prompts):
            row = ended[before.reminder_id, before.attempt]
            assert row.ended is not None
            if row.outcome is not Outcome.WITHDRAWN:
                assert desk.clock_at(at_ms) - row.ended >= timedelta(milliseconds=rules.snooze_ms)
            elif at_ms - before_ms < rules.snooze_ms:
                assert meets((before_ms, at_ms), desk.obstacles())


@given(days_with_holds, some_rules)
@examples(200)
def test_nobody_is_asked_before_the_earliest(day: Day, rules: Rules) -> None:
    for stretch in stretches(lived(day, rules)):
        assert all(at_ms >= stretch.begins + rules.earliest_ms for at_ms, _ in stretch.prompts)


@given(days_with_holds, some_rules)
@examples(200)
def test_who_is_asked_after_the_latest_was_kept_from_it(day: Day, rules: Rules) -> None:
    desk = lived(day, rules)
    for stretch in stretches(desk):
        window = (stretch.begins + rules.earliest_ms, stretch.begins + rules.latest_ms)
        asked_ms = stretch.prompts[0][0] if stretch.prompts else stretch.ends
        if asked_ms > window[1] + A_MOMENT:
            assert meets((window[0], asked_ms), desk.obstacles())


@given(days_with_holds, some_rules)
@examples(200)
def test_nobody_is_asked_in_a_call_or_a_film(day: Day, rules: Rules) -> None:
    desk = lived(day, rules)
    for stretch in stretches(desk):
        for at_ms, _ in stretch.prompts:
            on = {
                hold
                for hold, spans in desk.on.items()
                if any(begins <= at_ms < ends for begins, ends in spans)
            }
            waited_long = at_ms >= stretch.begins + rules.latest_ms + rules.hold_at_most_ms
            assert not on or (on == {Hold.FULLSCREEN} and waited_long)


@given(days_with_holds, some_rules, some.integers())
@examples(200)
def test_how_often_the_loop_wakes_changes_nothing_while_something_holds(
    day: Day, rules: Rules, seed: int
) -> None:
    random = Random(seed)  # noqa: S311  a wake's time is no secret
    seldom = lived(day, rules)
    often = lived(day, rules, wake_also=lambda _now_ms: random.choice((17, 900, 7_000, 40_000)))
    assert often.said == seldom.said
    assert often.view == seldom.view
