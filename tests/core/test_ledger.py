"""The open row: written when it opens and when it ends."""

from dataclasses import replace
from datetime import timedelta

from deskbreak.core.commands import Kind, Outcome, Record, Row, Why
from deskbreak.core.ledger import Ledger
from support.simulated_desk import MONDAY_AT_NINE

OPEN = Row(
    reminder_id=7,
    attempt=1,
    kind=Kind.REMINDER,
    due=MONDAY_AT_NINE,
    prompted=MONDAY_AT_NINE,
    ended=None,
    outcome=None,
    why=Why.PAUSE,
    routine="reach",
    variant="standing",
    breaths_done=0,
    breaths=10,
    sitting_ms=1_000,
)
LATER = MONDAY_AT_NINE + timedelta(minutes=1)


def test_a_row_is_written_when_it_opens_and_again_when_it_ends() -> None:
    ledger = Ledger()
    assert ledger.open(OPEN) == Record(OPEN)
    assert ledger.row == OPEN
    assert ledger.close(Outcome.SNOOZED, LATER) == [
        Record(replace(OPEN, outcome=Outcome.SNOOZED, ended=LATER))
    ]


def test_a_row_ends_once() -> None:
    ledger = Ledger()
    ledger.open(OPEN)
    ledger.close(Outcome.SNOOZED, LATER)
    assert ledger.row is None
    assert ledger.close(Outcome.IGNORED, LATER) == []


def test_where_none_is_open_none_ends() -> None:
    assert Ledger().row is None
    assert Ledger().close(Outcome.IGNORED, LATER) == []


def test_a_row_does_not_end_before_it_began_though_the_wall_clock_was_set_back() -> None:
    ledger = Ledger()
    ledger.open(OPEN)
    [record] = ledger.close(Outcome.COMPLETED, MONDAY_AT_NINE - timedelta(hours=1))
    assert record.row.ended == MONDAY_AT_NINE


def test_a_row_that_nobody_can_tell_the_end_of_stays_without_one() -> None:
    ledger = Ledger()
    ledger.open(OPEN)
    ledger.forget()
    assert ledger.row is None
    assert ledger.close(Outcome.WALKED_AWAY, LATER) == []


def test_a_reminder_is_named_after_the_millisecond_at_which_it_is_due() -> None:
    ledger = Ledger()
    at_nine = ledger.name(MONDAY_AT_NINE)
    assert at_nine == MONDAY_AT_NINE.timestamp() * 1000
    assert ledger.name(LATER) == at_nine + 60_000


def test_two_that_are_due_at_the_same_millisecond_have_two_names() -> None:
    ledger = Ledger()
    at_nine = ledger.name(MONDAY_AT_NINE)
    assert ledger.name(MONDAY_AT_NINE) == at_nine + 1
