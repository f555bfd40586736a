"""A history that an older Deskbreak wrote is brought up to date, whole, or left as it was."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskbreak.core.commands import Kind, Outcome, Row, Why
from deskbreak.history import rows, schema
from deskbreak.history.errors import Damaged
from deskbreak.history.writer import HistoryWriter
from support.frozen_clock import FrozenClock

VERSION_1 = Path(__file__).with_name("version-1.sqlite3")
"""Written by Deskbreak as it was before holds: nine rows, and a tenth that had been pruned."""

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ROW = Row(
    reminder_id=99,
    attempt=1,
    kind=Kind.REMINDER,
    due=NOON,
    prompted=NOON,
    ended=NOON + timedelta(minutes=2),
    outcome=Outcome.COMPLETED,
    why=Why.PAUSE,
    routine="reach",
    variant="standing",
    breaths_done=10,
    breaths=10,
    sitting_ms=1_980_000,
)
NEVER_SHOWN = replace(ROW, attempt=0, prompted=None, outcome=Outcome.HELD, why=None, breaths_done=0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "deskbreak" / "history.sqlite3"
    path.parent.mkdir()
    shutil.copyfile(VERSION_1, path)
    return path


def everything(path: Path) -> list[tuple[object, ...]]:
    """Each row with all that the file holds of it, also what is not published."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM rows ORDER BY id").fetchall()


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_every_row_is_kept_as_it_was(path: Path) -> None:
    before = everything(path)
    assert (version(path), len(before)) == (1, 9)

    found = rows.read(path, None)

    assert version(path) == len(schema.STEPS)
    assert everything(path) == before
    assert [each.id for each in found] == list(range(1, 10))
    assert [(each.reminder_id, each.attempt, each.outcome) for each in found[:3]] == [
        (1, 1, "snoozed"),
        (1, 2, "ignored"),
        (1, 3, "completed"),
    ]
    assert found[5].prompted == "2026-11-02T20:30:00+05:30"


def test_it_then_takes_a_reminder_that_was_never_shown(path: Path) -> None:
    rows.record(path, NEVER_SHOWN)

    assert [(each.reminder_id, each.prompted) for each in rows.read(path, NOON)] == [(99, None)]
    assert len(rows.read(path, None)) == 10


def test_the_number_of_a_row_that_is_gone_is_not_given_again(path: Path) -> None:
    rows.record(path, ROW)

    assert rows.read(path, NOON)[0].id == 11


def test_rows_are_still_found_by_their_time_without_reading_them_all(path: Path) -> None:
    rows.record(path, ROW)

    with closing(sqlite3.connect(path)) as connection:
        (*_rest, plan) = connection.execute(
            "EXPLAIN QUERY PLAN SELECT outcome FROM rows WHERE prompted_epoch_s >= 1 AND prompted_epoch_s < 2"
        ).fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [
            ("sqlite_sequence",),
            ("rows",),
        ]
    assert "rows_by_time" in plan


KILLED_ON_THE_WAY = """
import os, sqlite3, sys
from deskbreak.history import schema
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
for statement in schema.STEPS[1][:int(sys.argv[2])]:
    connection.execute(statement)
connection.execute("CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                   " WHERE i < 400) SELECT hex(randomblob(100)) FROM n")
os._exit(9)
"""
"""What is written beside the step does not fit in memory, so that half of it has reached the disk."""


@pytest.mark.parametrize("statements", [2, 5, len(schema.STEPS[1])])
def test_a_kill_on_the_way_loses_nothing(path: Path, statements: int) -> None:
    before = everything(path)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_ON_THE_WAY, str(path), str(statements)], check=False, timeout=60
    )
    assert killed.returncode == 9
    assert path.with_name(f"{path.name}-journal").stat().st_size

    assert len(rows.read(path, None)) == 9
    assert everything(path) == before


def damage(path: Path, before: bytes, after: bytes) -> bytes:
    """Change this place in the file; returns what the file holds then."""
    sound = path.read_bytes()
    assert sound.count(before) == 1
    path.write_bytes(sound.replace(before, after))
    return path.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\x08\x0d\x02reminder2026-11-02T14:03", b"\x08\x00\x02reminder2026-11-02T14:03"),
        (b"\x02reminder2026-11-02T13:10", b"\x03reminder2026-11-02T13:10"),
        (b"\x0d\x00\x00\x00\x09", b"\x0d\x00\x00\x00\x08"),
    ],
    ids=["a value is gone", "two rows have one name", "a page has forgotten a row"],
)
def test_what_is_spoilt_is_set_aside_whole_and_not_copied_in_part(
    path: Path, before: bytes, after: bytes
) -> None:
    spoilt = damage(path, before, after)

    with pytest.raises(Damaged):
        rows.read(path, None)
    assert path.read_bytes() == spoilt

    problems: list[str] = []
    book = HistoryWriter(path, FrozenClock(), problems.append)
    book.record(ROW)
    book.close()

    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == spoilt
    assert aside.name in problems[0]
    assert [each.reminder_id for each in rows.read(path, None)] == [99]
