"""How today went: counted once, then row by row, and nothing twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from deskbreak.core.commands import Kind, Outcome, Row, Why
from deskbreak.daemon.today import Today

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ROW = Row(
    reminder_id=1,
    attempt=1,
    kind=Kind.REMINDER,
    due=NOON,
    prompted=NOON,
    ended=NOON,
    outcome=Outcome.COMPLETED,
    why=Why.PAUSE,
    routine="reach",
    variant="standing",
    breaths_done=10,
    breaths=10,
    sitting_ms=1_980_000,
)


class Day:
    """Today, with what the history was asked for."""

    def __init__(self) -> None:
        self.asked: list[date] = []
        self.today = Today(self.asked.append)


def test_a_day_is_counted_once_and_a_new_day_again() -> None:
    day = Day()

    day.today.look(NOON.date())
    day.today.look(NOON.date())
    day.today.look(NOON.date() + timedelta(days=1))

    assert day.asked == [date(2026, 11, 23), date(2026, 11, 24)]


def test_rows_that_end_are_added_to_what_was_counted() -> None:
    today = Day().today
    today.look(NOON.date())
    today.counted({"completed": 2, "skipped": 1})

    today.add(ROW)
    today.add(replace(ROW, attempt=2, outcome=Outcome.IGNORED))

    assert today.outcomes == {"completed": 3, "skipped": 1, "ignored": 1}


def test_a_row_that_ends_while_the_history_still_counts_is_not_lost() -> None:
    today = Day().today
    today.look(NOON.date())

    today.add(ROW)
    today.counted({"completed": 2})

    assert today.outcomes == {"completed": 3}


def test_an_open_row_counts_for_nothing_yet() -> None:
    today = Day().today
    today.look(NOON.date())
    today.add(replace(ROW, outcome=None, ended=None))

    assert today.outcomes == {}


def test_a_reminder_that_was_never_shown_counts_to_the_day_on_which_it_was_due() -> None:
    today = Day().today
    today.look(NOON.date())

    held = replace(ROW, attempt=0, prompted=None, why=None, outcome=Outcome.HELD)
    today.add(held)
    today.add(replace(held, due=NOON - timedelta(days=1)))

    assert today.outcomes == {"held": 1}


def test_a_new_day_begins_with_nothing_and_yesterdays_prompt_belongs_to_yesterday() -> None:
    today = Day().today
    today.look(NOON.date())
    today.add(ROW)

    today.look(NOON.date() + timedelta(days=1))
    today.add(ROW)

    assert today.outcomes == {}
