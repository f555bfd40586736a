"""The mind and a naive reading of the rules table live through the same days, side by side."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from deskbreak.core.anchors import Anchor
from deskbreak.core.events import Answer
from deskbreak.core.hours import WorkingHours
from deskbreak.core.rules import Hold, Rules
from support.examples import examples
from support.side_by_side import SideBySide
from support.simulated_desk import MINUTE, MONDAY_AT_NINE, SECOND

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
    rest_after_lock_ms=70 * SECOND + 137,
    breaths=4,
)
A_DAY_IN_A_MINUTE = Rules(
    earliest_ms=4 * SECOND + 37,
    latest_ms=12 * SECOND + 91,
    patience_ms=7 * SECOND + 113,
    snooze_ms=5 * SECOND + 229,
    rest_after_idle_ms=80 * SECOND + 411,
    rest_after_lock_ms=65 * SECOND + 137,
    breaths=3,
)
AT_ONCE = Rules(
    earliest_ms=10 * MINUTE + 37,
    latest_ms=10 * MINUTE + 37,
    patience_ms=2 * MINUTE + 113,
    snooze_ms=2 * MINUTE + 229,
    snoozes=0,
    rest_after_idle_ms=5 * MINUTE + 411,
    rest_after_lock_ms=2 * MINUTE + 137,
)
MORNING = WorkingHours(frozenset({"mon"}), time(9, 5, 0, 53_000), time(9, 40, 0, 71_000))
BEFORE_NOON = WorkingHours(frozenset({"mon"}), time(9, 48, 0, 59_000), time(11, 0, 0, 83_000))
NIGHT = WorkingHours(frozenset({"sun", "mon"}), time(23, 40, 0, 61_000), time(9, 20, 0, 67_000))
OFFICE = Rules(
    earliest_ms=8 * MINUTE + 37,
    latest_ms=12 * MINUTE + 91,
    patience_ms=2 * MINUTE + 113,
    snooze_ms=2 * MINUTE + 229,
    rest_after_idle_ms=5 * MINUTE + 411,
    rest_after_lock_ms=2 * MINUTE + 137,
    hours=(MORNING, BEFORE_NOON),
)
AT_NIGHT = replace(OFFICE, hours=(NIGHT,))
ANCHORS = (
    Anchor(time(9, 12, 0, 43_000), "breathe"),
    Anchor(time(9, 50, 0, 47_000), "stretch"),
    Anchor(time(23, 55, 0, 41_000), "breathe"),
    Anchor(time(0, 20, 0, 37_000), "stretch"),
)
ALL, NONE = frozenset(Hold), frozenset[Hold]()


@some.composite
def any_rules(draw: some.DrawFn) -> Rules:
    """Rules that people use, and any others."""
    if draw(some.booleans()):
        return draw(some.sampled_from([USUAL, QUICK, A_DAY_IN_A_MINUTE, AT_ONCE, OFFICE, AT_NIGHT]))
    earliest_s = draw(of((4, 60), (60, 3600)))
    return Rules(
        earliest_ms=earliest_s * SECOND + 37,
        latest_ms=(earliest_s + draw(of((0, 60), (60, 1200)))) * SECOND + 91,
        patience_ms=draw(of((5, 60), (60, 600))) * SECOND + 113,
        snooze_ms=draw(of((5, 60), (60, 900))) * SECOND + 229,
        snoozes=draw(some.integers(0, 4)),
        rest_after_idle_ms=draw(of((25, 100), (100, 900))) * SECOND + 411,
        rest_after_lock_ms=draw(of((20, 100), (100, 600))) * SECOND + 137,
        holds=draw(some.sampled_from([ALL, ALL, ALL - {Hold.FULLSCREEN}, ALL - {Hold.MICROPHONE}, NONE])),
        hold_at_most_ms=draw(of((10, 60), (60, 3600))) * SECOND + 317,
        hours=draw(some.sampled_from([(), (), (MORNING, BEFORE_NOON), (NIGHT,), (NIGHT, MORNING)])),
        anchors=draw(some.sampled_from([(), ANCHORS])),
        breaths=draw(some.integers(3, 10)),
    )


def of(*choices: tuple[int, int]) -> some.SearchStrategy[int]:
    return some.one_of([some.integers(low, high) for low, high in choices])


SLEEPS = some.sampled_from(
    (
        "nobody says so",
        "said before and after",
        "said before only",
        "said after only",
        "both said after",
        "the waking is said before the clocks are looked at",
    )
)
BEGINS = some.sampled_from([MONDAY_AT_NINE, MONDAY_AT_NINE, MONDAY_AT_NINE - timedelta(hours=9, minutes=30)])
ZONES = some.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-6))])


class Days(RuleBasedStateMachine):
    """Each rule is something that happens; after each, both must say the same."""

    @initialize(rules=any_rules(), begins=BEGINS)
    def begins(self, rules: Rules, begins: datetime) -> None:
        self.day = SideBySide(rules, begins)

    # --- the person ---------------------------------------------------------------------

    @rule(for_s=of((1, 12), (20, 200), (240, 1500)))
    def types(self, for_s: int) -> None:
        self.day.types(for_s * SECOND)

    @rule(for_min=some.integers(1, 50))
    def works(self, for_min: int) -> None:
        self.day.works(for_min * MINUTE)

    @rule(for_s=of((3, 20), (25, 75), (80, 400)))
    def pauses(self, for_s: int) -> None:
        self.day.pauses(for_s * SECOND)

    @rule()
    def bumps_the_desk(self) -> None:
        self.day.bumps_the_desk()

    @precondition(lambda self: not self.day.is_locked)
    @rule()
    def locks_the_screen(self) -> None:
        self.day.locks(by_hand=True)

    @precondition(lambda self: self.day.is_locked and not self.day.is_unreadable)
    @rule(by_hand=some.booleans())
    def unlocks_the_screen(self, by_hand: bool) -> None:
        self.day.unlocks(by_hand=by_hand)

    @precondition(lambda self: not self.day.is_locked)
    @rule(for_s=of((65, 100), (100, 280)))
    def pauses_until_the_screen_locks_itself(self, for_s: int) -> None:
        self.day.pauses(for_s * SECOND)
        self.day.locks(by_hand=False)

    @precondition(lambda self: not self.day.is_locked and not self.day.is_unreadable)
    @rule(for_s=of((10, 200), (200, 4000)), how=SLEEPS, by_hand=some.booleans())
    def sleeps(self, for_s: int, how: str, by_hand: bool) -> None:
        self.day.sleeps(for_s * SECOND, how, by_hand=by_hand)

    @rule()
    def says_it_will_sleep_in_vain(self) -> None:
        self.day.says_it_will_sleep_in_vain()

    @rule()
    def says_it_woke(self) -> None:
        self.day.says_it_woke()

    # --- calls, films and the like ------------------------------------------------------------

    @precondition(lambda self: not self.day.is_unreadable)
    @rule(hold=some.sampled_from([Hold.MICROPHONE, *Hold]), on=some.sampled_from([True, True, False, None]))
    def a_hold_is(self, hold: Hold, on: bool | None) -> None:
        self.day.hold_is(hold, on=on)

    @precondition(lambda self: not self.day.is_unreadable)
    @rule(on=some.sampled_from([True, False, None]))
    def the_screen_is_kept_on(self, on: bool | None) -> None:
        self.day.screen_kept_is(on=on)

    @precondition(lambda self: not self.day.is_locked and not self.day.is_unreadable)
    @rule()
    def plays_a_film(self) -> None:
        self.day.plays_a_film()

    @precondition(lambda self: not self.day.is_unreadable)
    @rule()
    def pauses_the_film(self) -> None:
        self.day.pauses_the_film()

    @precondition(lambda self: self.day.naive.holds.show_somebody(self.day.naive.rules))
    @rule(for_min=of((1, 20), (20, 150)))
    def sits_through_it(self, for_min: int) -> None:
        self.day.pauses(for_min * MINUTE)

    # --- the loop and its process ---------------------------------------------------------

    @precondition(lambda self: self.day.can_wake_late)
    @rule(
        late_s=some.integers(6, 70),
        types_s=some.none() | some.tuples(some.integers(0, 60), some.sampled_from([0, 1, 3, 10, 90])),
        told_first=some.booleans(),
    )
    def wakes_late(self, late_s: int, types_s: tuple[int, int] | None, told_first: bool) -> None:
        self.day.wakes_late(late_s * SECOND, types_s, told_first=told_first)

    @precondition(lambda self: not self.day.sleep_is_announced)
    @rule(for_s=of((80, 280), (300, 2000)))
    def is_stopped(self, for_s: int) -> None:
        self.day.is_stopped(for_s * SECOND)

    @precondition(lambda self: not self.day.is_unreadable)
    @rule(gap_s=of((1, 20), (20, 280), (300, 2000)))
    def restarts(self, gap_s: int) -> None:
        self.day.restarts(gap_s * SECOND)

    @precondition(lambda self: self.day.can_become_unreadable)
    @rule()
    def activity_cannot_be_read(self) -> None:
        self.day.cannot_be_read()

    @precondition(lambda self: self.day.is_unreadable and not self.day.sleep_is_announced)
    @rule(resolution_ms=some.sampled_from([1, 5 * SECOND, 10 * SECOND]))
    def activity_can_be_read(self, resolution_ms: int) -> None:
        self.day.can_be_read(resolution_ms)

    @precondition(lambda self: self.day.can_change_senses)
    @rule(resolution_ms=some.sampled_from([1, 5 * SECOND, 10 * SECOND]))
    def another_adapter_reads_activity(self, resolution_ms: int) -> None:
        self.day.can_be_read(resolution_ms)

    @rule()
    def the_window_crashes(self) -> None:
        self.day.window_crashes()

    # --- the clock on the wall ----------------------------------------------------------------

    @rule(by_s=of((1, 50), (50, 4000), (4000, 90_000)), ahead=some.booleans())
    def the_clock_is_set(self, by_s: int, ahead: bool) -> None:
        self.day.clock_is_set(timedelta(seconds=by_s if ahead else -by_s))

    @rule(zone=ZONES)
    def the_zone_becomes_another(self, zone: timezone) -> None:
        self.day.zone_becomes(zone)

    # --- what somebody says -----------------------------------------------------------------

    @precondition(lambda self: not self.day.is_locked and not self.day.naive.taken_down)
    @rule(answer=some.sampled_from(Answer))
    def chooses(self, answer: Answer) -> None:
        self.day.chooses(answer)

    @rule(for_min=some.integers(1, 70))
    def pauses_reminders(self, for_min: int) -> None:
        self.day.pauses_reminders(for_min * MINUTE + 17)

    @rule(for_min=some.integers(1, 70))
    def pauses_reminders_until(self, for_min: int) -> None:
        wall = self.day.naive.wall()
        self.day.pauses_reminders_until(wall + timedelta(minutes=for_min, milliseconds=23))

    @rule()
    def resumes_reminders(self) -> None:
        self.day.resumes_reminders()

    @rule(rules=any_rules())
    def changes_the_rules(self, rules: Rules) -> None:
        self.day.changes_the_rules(rules)

    # --- the routine ---------------------------------------------------------------------------

    @precondition(lambda self: self.day.naive.guide is not None)
    @rule(breaths=some.integers(1, 11))
    def breathes(self, breaths: int) -> None:
        self.day.breathes(breaths)

    @precondition(lambda self: self.day.naive.guide is not None)
    @rule()
    def ends_the_routine(self) -> None:
        self.day.ends_the_routine()

    # --- both must say the same ------------------------------------------------------------------

    @invariant()
    def both_say_the_same(self) -> None:
        self.day.compare()


Days.TestCase.settings = settings(examples(300, long=10_000), stateful_step_count=25)
test_the_mind_and_the_naive_reminder_say_the_same = Days.TestCase
