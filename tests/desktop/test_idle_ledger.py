"""What of an idle is told, and when: the bookkeeping behind every adapter."""

from datetime import UTC, datetime

from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment
from deskbreak.desktop.portable.idle_ledger import IdleLedger

HOUR_MS = 3_600_000


def moment(awake_ms: int, asleep_ms: int = 0) -> Moment:
    return Moment(awake_ms + asleep_ms, awake_ms, datetime(2026, 11, 23, tzinfo=UTC))


def ledger(*lengths_ms: int) -> IdleLedger:
    made = IdleLedger()
    made.watch(frozenset(lengths_ms))
    return made


def test_two_readings_of_one_idle_that_differ_by_rounding_are_no_return() -> None:
    watched = ledger(1000)
    assert watched.read(1000, moment(10_000)) == [Idle(9000)]
    assert watched.read(1980, moment(11_000)) == []
    assert watched.awaits_return


def test_a_remote_clock_that_drifts_through_a_night_is_no_return() -> None:
    watched = ledger(1000)
    watched.read(1000, moment(HOUR_MS))
    eight_hours_later_ms = 9 * HOUR_MS
    assert watched.read(8 * HOUR_MS - 2000, moment(eight_hours_later_ms)) == []
    back_ms = eight_hours_later_ms + 5000
    assert watched.read(10, moment(back_ms)) == [Active(back_ms - 10)]


def test_what_was_told_late_covers_all_that_it_had_lasted_by_then() -> None:
    watched = ledger(1000)
    assert watched.read(10_000, moment(20_000)) == [Idle(10_000)]
    watched.watch(frozenset({1000, 5000, 20_000}))
    assert watched.read(10_100, moment(20_100)) == []
    assert watched.next_length_ms == 20_000


def test_a_sleep_in_the_middle_of_an_idle_neither_ends_it_nor_moves_its_start() -> None:
    watched = ledger(1000, 60_000)
    assert watched.read(1000, moment(10_000)) == [Idle(9000)]
    # Idle counters stand still during sleep, the steady clock does not.
    assert watched.read(60_000, moment(69_000, asleep_ms=HOUR_MS)) == [Idle(9000)]
    back = moment(80_000, asleep_ms=HOUR_MS)
    assert watched.read(0, back) == [Active(back.steady_ms)]


def test_a_sleep_after_the_last_input_does_not_hide_when_that_was() -> None:
    watched = ledger(60_000)
    watched.read(500, moment(10_000))
    assert watched.read(60_500, moment(70_000, asleep_ms=HOUR_MS)) == [Idle(9500)]


def test_whoever_subtracts_finds_an_idle_at_least_as_long_as_was_asked_for() -> None:
    watched = ledger(1000, 5000)
    watched.read(1000, moment(10_000))
    # The second reading's clocks were rounded the other way.
    now = moment(13_997)
    (idle,) = watched.read(5000, now)
    assert isinstance(idle, Idle)
    assert now.steady_ms - idle.since_ms >= 5000


def test_the_first_of_several_inputs_is_told_where_the_source_knows_it() -> None:
    watched = ledger(1000)
    watched.read(1000, moment(10_000))
    assert watched.read(20, moment(12_000), first_input_ms=11_500) == [Active(11_500)]


def test_a_return_that_became_an_idle_again_before_anybody_looked_is_told_as_both() -> None:
    watched = ledger(1000)
    watched.read(1000, moment(10_000))
    assert watched.read(2000, moment(20_000)) == [Active(18_000), Idle(18_000)]
