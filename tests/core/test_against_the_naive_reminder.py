"""The mind and a naive reading of the rules table live through the same days, side by side."""

from collections.abc import Callable
from datetime import time

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from deskbreak.core.commands import PaceRoutine, Prompt, ShowSign
from deskbreak.core.events import (
    Answer,
    BreathDone,
    Failed,
    Locked,
    Resumed,
    RoutineEnded,
    RulesChanged,
    Sensing,
    Suspended,
    Unlocked,
)
from deskbreak.core.hours import WorkingHours
from deskbreak.core.reminder import NotNow
from deskbreak.core.rules import Rules
from support.examples import examples
from support.naive_reminder import NaiveReminder, Refused
from support.simulated_desk import MINUTE, MONDAY_AT_NINE, SECOND, SimulatedDesk

NEARLY_MS = 3
"""The wanted pause is rounded to a millisecond by the one and not by the other."""

# People act on the second and rules come due off it, so that nothing happens at the very same time here:
# who wins then has tests of its own.
USUAL = Rules(
    earliest_ms=30 * MINUTE + 37,
    latest_ms=45 * MINUTE + 91,
    patience_ms=2 * MINUTE + 113,
    snooze_ms=5 * MINUTE + 229,
    rest_after_idle_ms=5 * MINUTE + 411,
    rest_after_lock_ms=2 * MINUTE + 137,
)
QUICK = Rules(
    earliest_ms=3 * MINUTE + 37,
    latest_ms=6 * MINUTE + 91,
    patience_ms=30 * SECOND + 113,
    snooze_ms=MINUTE + 229,
    snoozes=1,
    rest_after_idle_ms=90 * SECOND + 411,
    rest_after_lock_ms=40 * SECOND + 137,
    breaths=4,
)
A_DAY_IN_A_MINUTE = Rules(
    earliest_ms=4 * SECOND + 37,
    latest_ms=12 * SECOND + 91,
    patience_ms=7 * SECOND + 113,
    snooze_ms=5 * SECOND + 229,
    rest_after_idle_ms=40 * SECOND + 411,
    rest_after_lock_ms=20 * SECOND + 137,
    breaths=3,
)
AT_ONCE = Rules(
    earliest_ms=10 * MINUTE + 37, latest_ms=10 * MINUTE + 37, snooze_ms=2 * MINUTE + 229, snoozes=0
)
OFFICE = Rules(
    earliest_ms=8 * MINUTE + 37,
    latest_ms=12 * MINUTE + 91,
    snooze_ms=2 * MINUTE + 229,
    hours=(
        WorkingHours(frozenset({"mon"}), time(9, 5, 0, 53_000), time(9, 40, 0, 71_000)),
        WorkingHours(frozenset({"mon"}), time(9, 48, 0, 59_000), time(11, 0, 0, 83_000)),
    ),
)
ANY_RULES = some.sampled_from([USUAL, QUICK, A_DAY_IN_A_MINUTE, AT_ONCE, OFFICE])


def of(*choices: tuple[int, int]) -> some.SearchStrategy[int]:
    return some.one_of([some.integers(low, high) for low, high in choices])


class SideBySide(RuleBasedStateMachine):
    """Each rule is something that happens; after each, both must say the same."""

    @initialize(rules=ANY_RULES)
    def begins(self, rules: Rules) -> None:
        self.desk = SimulatedDesk(rules)
        self.naive = NaiveReminder(rules, MONDAY_AT_NINE)
        self.locked = self.unreadable = False

    # --- the person ---------------------------------------------------------------------

    @rule(for_s=of((1, 12), (20, 200), (240, 1500)))
    def types(self, for_s: int) -> None:
        self.desk.types(for_s * SECOND)
        self.naive.types(for_s * SECOND)

    @rule(for_min=some.integers(1, 50))
    def works(self, for_min: int) -> None:
        """Typing with pauses that are hardly any."""
        until_ms = self.desk.now_ms + for_min * MINUTE
        while self.desk.now_ms < until_ms:
            for live in (self.desk.types, self.naive.types):
                live(20 * SECOND)
            self._lets_pass(SECOND // 2)
        self.bumps_the_desk()
        self._lets_pass(-self.desk.now_ms % SECOND)
        self.bumps_the_desk()

    @rule(for_s=of((3, 20), (25, 75), (80, 400)))
    def pauses(self, for_s: int) -> None:
        self._lets_pass(for_s * SECOND)

    @rule()
    def bumps_the_desk(self) -> None:
        self.desk.bumps_the_desk()
        self.naive.touches()

    @precondition(lambda self: not self.locked)
    @rule()
    def locks_the_screen(self) -> None:
        self.bumps_the_desk()
        self.locked = True
        self.desk.tell(Locked())
        self.naive.is_away()

    @precondition(lambda self: self.locked and not self.unreadable)
    @rule()
    def unlocks_the_screen(self) -> None:
        self.bumps_the_desk()
        self.locked = False
        self.desk.tell(Unlocked())
        self.naive.is_unlocked()

    @precondition(lambda self: not self.locked)
    @rule(for_s=of((65, 100), (100, 280)))
    def pauses_until_the_screen_locks_itself(self, for_s: int) -> None:
        self._lets_pass(for_s * SECOND)
        self.locked = True
        self.desk.tell(Locked())
        self.naive.is_away()

    @precondition(lambda self: not self.locked and not self.unreadable)
    @rule(for_s=of((10, 200), (200, 4000)))
    def sleeps_and_is_woken_by_hand(self, for_s: int) -> None:
        self.bumps_the_desk()
        self.desk.sleeps(for_s * SECOND)
        self.naive.is_away()
        self.naive.lives(for_s * SECOND)
        self.naive.is_unlocked()
        self.types(5)

    # --- the computer ---------------------------------------------------------------------

    @rule(for_s=of((80, 280), (300, 2000)))
    def is_stopped(self, for_s: int) -> None:
        self._lets_pass(3 * SECOND)
        self.desk.is_stopped(for_s * SECOND)
        self.naive.is_stopped(for_s * SECOND)

    @precondition(lambda self: not self.unreadable and self.naive.perhaps_back is None)
    @rule()
    def activity_cannot_be_read(self) -> None:
        self.unreadable = True
        self.desk.tell(Sensing(None))
        self.naive.cannot_be_read()

    @precondition(lambda self: self.unreadable)
    @rule()
    def activity_can_be_read(self) -> None:
        self.unreadable = False
        self.desk.tell(Sensing(1))
        self.naive.can_be_read()
        self._lets_pass(62 * SECOND)  # by then a new sense has said whether somebody is there

    @rule()
    def the_window_crashes(self) -> None:
        self.desk.tell(Failed())
        self.naive.window_crashes()
        self._lets_pass(3 * SECOND)

    # --- what somebody says -----------------------------------------------------------------

    @precondition(lambda self: not self.locked)
    @rule()
    def starts(self) -> None:
        self._chooses(Answer.START, self.naive.starts)

    @precondition(lambda self: not self.locked)
    @rule()
    def snoozes(self) -> None:
        self._chooses(Answer.SNOOZE, self.naive.snoozes)

    @precondition(lambda self: not self.locked)
    @rule()
    def skips(self) -> None:
        self._chooses(Answer.SKIP, self.naive.skips)

    @precondition(lambda self: not self.locked)
    @rule()
    def says_i_already_stood(self) -> None:
        self._chooses(Answer.STOOD, self.naive.stood)

    @rule(for_min=some.integers(1, 70))
    def pauses_reminders(self, for_min: int) -> None:
        self.desk.tell(Suspended(for_ms=for_min * MINUTE + 17))
        self.naive.pauses_reminders(for_min * MINUTE + 17)

    @rule()
    def resumes_reminders(self) -> None:
        self.desk.tell(Resumed())
        self.naive.resumes_reminders()
        self._lets_pass(3 * SECOND)

    @rule(rules=ANY_RULES)
    def changes_the_rules(self, rules: Rules) -> None:
        self.bumps_the_desk()
        self.desk.tell(RulesChanged(rules))
        self.naive.changes_rules(rules)
        self._lets_pass(3 * SECOND)

    # --- the routine ---------------------------------------------------------------------------

    @precondition(lambda self: self.naive.guide is not None)
    @rule(breaths=some.integers(1, 11))
    def breathes(self, breaths: int) -> None:
        for _ in range(breaths):
            self._lets_pass(10 * SECOND)
            done = (self.naive.guide.done if self.naive.guide else 0) + 1
            if done <= self.desk.view.breaths:
                self.desk.tell(BreathDone(done))
                self.naive.breathes(done)

    @precondition(lambda self: self.naive.guide is not None)
    @rule()
    def ends_the_routine(self) -> None:
        self.desk.tell(RoutineEnded())
        self.naive.ends_routine()
        self._lets_pass(3 * SECOND)

    # --- both must say the same ------------------------------------------------------------------

    @invariant()
    def both_say_the_same(self) -> None:
        desk, naive = self.desk, self.naive
        view = desk.view
        assert view.state.value == naive.state()
        assert abs(view.sitting_ms - naive.sitting) <= SECOND
        prompts = [(at, said.why.value) for at, said in desk.said if isinstance(said, Prompt)]
        assert len(prompts) == len(naive.prompts)
        for (at, why), (naive_at, naive_why) in zip(prompts, naive.prompts, strict=True):
            assert abs(at - naive_at) <= NEARLY_MS
            assert naive_why in (why, "at once")
        assert self._told_rows() == self._naive_rows()
        assert [said.shown for _, said in desk.said if isinstance(said, ShowSign)] == naive.signs
        paces = [(at, said.waiting) for at, said in desk.said if isinstance(said, PaceRoutine)]
        assert paces == naive.paces

    def _told_rows(self) -> list[tuple[object, ...]]:
        return [
            (row.attempt, row.kind.value, row.outcome.value if row.outcome else None, row.breaths_done)
            for row in self.desk.rows
        ]

    def _naive_rows(self) -> list[tuple[object, ...]]:
        return [(line.attempt, line.kind, line.outcome, line.breaths_done) for line in self.naive.lines]

    # --- in here only --------------------------------------------------------------------------------

    def _lets_pass(self, for_ms: int) -> None:
        self.desk.pauses(for_ms)
        self.naive.lives(for_ms)

    def _chooses(self, answer: Answer, naive_answer: Callable[[], None]) -> None:
        self._lets_pass(3 * SECOND)
        try:
            naive_answer()
        except Refused:
            naive_refused = True
        else:
            naive_refused = False
        try:
            self.desk.chooses(answer)
        except NotNow:
            assert naive_refused
        else:
            assert not naive_refused


SideBySide.TestCase.settings = settings(examples(300, long=10_000), stateful_step_count=25)
test_the_mind_and_the_naive_reminder_say_the_same = SideBySide.TestCase
