"""``deskbreak history``: the rows as people and as scripts want them."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import click
import pytest

from deskbreak import paths
from deskbreak.cli.history import since
from deskbreak.clock import SystemClock
from deskbreak.core.commands import Kind, Outcome, Row, Why
from deskbreak.core.rules import Hold
from deskbreak.history import rows
from support.commands import deskbreak

NOW = SystemClock().now().wall


def remember(
    reminder_id: int,
    prompted: datetime,
    outcome: Outcome | None = Outcome.COMPLETED,
    kind: Kind = Kind.REMINDER,
) -> None:
    row = Row(
        reminder_id=reminder_id,
        attempt=1,
        kind=kind,
        due=prompted,
        prompted=prompted,
        ended=prompted + timedelta(minutes=2) if outcome else None,
        outcome=outcome,
        why=Why.LATEST,
        routine="reach",
        variant="standing",
        breaths_done=10 if outcome is Outcome.COMPLETED else 0,
        breaths=10,
        sitting_ms=2_700_000,
    )
    rows.record(paths.of_this_person().history_file, row)


def test_json_is_one_array_of_the_rows() -> None:
    remember(1, NOW - timedelta(days=3))
    remember(2, NOW, outcome=None)
    done = deskbreak("history", "--format", "json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert [(row["reminder_id"], row["outcome"], row["sitting_s"]) for row in found] == [
        (1, "completed", 2700),
        (2, None, 2700),
    ]
    assert all(datetime.fromisoformat(row["prompted"]).tzinfo for row in found)


def test_since_leaves_out_what_was_before() -> None:
    remember(1, NOW - timedelta(days=3))
    remember(2, NOW)
    done = deskbreak("history", "--format", "csv", "--since", "2d")
    assert [row["reminder_id"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["2"]


def test_the_table_is_for_people() -> None:
    remember(1, NOW, outcome=Outcome.COMPLETED)
    remember(2, NOW, outcome=Outcome.IGNORED)
    told = deskbreak("history").stdout
    first, second = (line.split() for line in told.splitlines() if line.strip().startswith(f"{NOW:%Y}"))
    assert first == [f"{NOW:%Y-%m-%d}", f"{NOW:%H:%M}", "completed", "reach", "10/10", "45", "min"]
    assert " ".join(second[2:4]) == "no answer"


def test_the_table_names_the_time_of_the_day_that_a_routine_is_tied_to() -> None:
    remember(1, NOW, kind=Kind.ANCHOR)

    [row] = [line for line in deskbreak("history").stdout.splitlines() if "completed" in line]
    assert f"reach ({NOW:%H:%M})" in row


def test_the_table_says_how_long_a_call_made_it_wait_and_when_one_was_due_that_never_came() -> None:
    row = Row(
        reminder_id=1,
        attempt=0,
        kind=Kind.REMINDER,
        due=NOW,
        prompted=None,
        ended=NOW,
        outcome=Outcome.HELD,
        why=None,
        routine="reach",
        variant="standing",
        breaths_done=0,
        breaths=10,
        sitting_ms=2_700_000,
        held_ms=720_000,
        held_reasons=(Hold.MICROPHONE, Hold.CAMERA),
    )
    rows.record(paths.of_this_person().history_file, row)

    told = deskbreak("history").stdout
    assert "Waited" in told
    line, *below = told[told.index(f"{NOW:%Y-%m-%d %H:%M}") :].split("\n", maxsplit=1)
    assert line.split()[2:] == ["held", "back", "reach", "45", "min", "12", "min:"]
    assert "".join(below).split() == ["microphone,", "camera"]


def test_where_nothing_had_to_wait_the_table_does_not_speak_of_it() -> None:
    remember(1, NOW)

    assert "Waited" not in deskbreak("history").stdout


def test_before_the_first_row() -> None:
    assert deskbreak("history").stdout == "There are no rows yet.\n"
    assert json.loads(deskbreak("history", "--format", "json").stdout) == []
    assert not paths.of_this_person().history_file.exists()


def test_a_damaged_history_is_said_in_one_line_and_left_to_the_daemon() -> None:
    file = paths.of_this_person().history_file
    file.parent.mkdir(parents=True)
    file.write_text("not a database, and long enough to be sure of it" * 30)
    done = deskbreak("history")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "damaged" in done.stderr
    assert file.exists()


AFTERNOON = datetime(2026, 11, 23, 14, 30, tzinfo=UTC).astimezone()


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("today", datetime(2026, 11, 23).astimezone()),
        ("yesterday", datetime(2026, 11, 22).astimezone()),
        ("2026-11-01", datetime(2026, 11, 1).astimezone()),
        ("2026-11-01T10:00:00+02:00", datetime(2026, 11, 1, 8, 0, tzinfo=UTC)),
        ("7d", AFTERNOON - timedelta(days=7)),
        ("1h 30m", AFTERNOON - timedelta(minutes=90)),
    ],
)
def test_since_understands(text: str, begins: datetime) -> None:
    assert since(text, AFTERNOON) == begins


@pytest.mark.parametrize("text", ["", "x", "7", "2026-13-01", "99999999w"])
def test_since_does_not_guess(text: str) -> None:
    with pytest.raises(click.BadParameter):
        since(text, AFTERNOON)
