"""The rows: written, read, counted, pruned."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from deskbreak.core.commands import Row
from deskbreak.history.schema import opened, transaction

Key = tuple[int, int]
"""Reminder and attempt: the name of a row."""

UPSERT = """
INSERT INTO rows (
    reminder_id, attempt, kind, due, prompted, prompted_epoch_s, ended, outcome, why,
    routine, variant, breaths_done, breaths, sitting_s, held_s, held_reasons
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (reminder_id, attempt) DO UPDATE SET
    kind = excluded.kind, due = excluded.due, prompted = excluded.prompted,
    prompted_epoch_s = excluded.prompted_epoch_s, ended = excluded.ended, outcome = excluded.outcome,
    why = excluded.why, routine = excluded.routine, variant = excluded.variant,
    breaths_done = excluded.breaths_done, breaths = excluded.breaths, sitting_s = excluded.sitting_s,
    held_s = excluded.held_s, held_reasons = excluded.held_reasons
"""

SELECT = """
SELECT id, reminder_id, attempt, kind, due, prompted, ended, outcome, why, routine, variant,
    breaths_done, breaths, sitting_s, held_s, held_reasons
FROM rows WHERE prompted_epoch_s >= ? ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it is published: its fields and their order are those of ``history --format json``."""

    id: int
    reminder_id: int
    attempt: int
    kind: str
    due: str | None
    prompted: str
    ended: str | None
    outcome: str | None
    why: str
    routine: str
    variant: str
    breaths_done: int
    breaths: int
    sitting_s: int
    held_s: int
    held_reasons: tuple[str, ...]


def _iso(wall: datetime | None) -> str | None:
    return wall.isoformat(timespec="seconds") if wall else None


def write(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write ``rows``, each over an earlier one of its name."""
    with transaction(connection):
        for row in rows:
            fields = (
                row.reminder_id,
                row.attempt,
                str(row.kind),
                _iso(row.due),
                _iso(row.prompted),
                int(row.prompted.timestamp()),
                _iso(row.ended),
                str(row.outcome) if row.outcome else None,
                str(row.why),
                row.routine,
                row.variant,
                row.breaths_done,
                row.breaths,
                row.sitting_ms // 1000,
                row.held_ms // 1000,
                ",".join(row.held_reasons),
            )
            connection.execute(UPSERT, fields)


def record(path: Path, row: Row) -> None:
    """Write one row, now. The daemon gives its rows to the writer instead.

    Raises :class:`~deskbreak.history.errors.HistoryError`.
    """
    with opened(path) as connection:
        write(connection, [row])


def read(path: Path, since: datetime | None) -> list[StoredRow]:
    """The rows prompted at ``since`` or later, all where it is ``None``; none where there is no file.

    Raises :class:`~deskbreak.history.errors.HistoryError`.
    """
    if not path.exists():
        return []
    first_epoch_s = int(since.timestamp()) if since else 0
    with opened(path) as connection:
        found = connection.execute(SELECT, (first_epoch_s,)).fetchall()
    return [_stored(fields) for fields in found]


def outcomes_of_day(path: Path, day: date) -> dict[Key, str]:
    """How each prompt of the local ``day`` ended, those that are still open left out.

    Raises :class:`~deskbreak.history.errors.HistoryError`.
    """
    if not path.exists():
        return {}
    begins, ends = (_midnight(each) for each in (day, day + timedelta(days=1)))
    with opened(path) as connection:
        found = connection.execute(
            "SELECT reminder_id, attempt, outcome FROM rows"
            " WHERE prompted_epoch_s >= ? AND prompted_epoch_s < ? AND outcome IS NOT NULL",
            (begins, ends),
        ).fetchall()
    return {(reminder_id, attempt): outcome for reminder_id, attempt, outcome in found}


def counts(outcomes: Mapping[Key, str]) -> dict[str, int]:
    """How often each outcome came."""
    tally: dict[str, int] = {}
    for outcome in outcomes.values():
        tally[outcome] = tally.get(outcome, 0) + 1
    return tally


def count_day(path: Path, day: date) -> dict[str, int]:
    """How often each outcome came on the local ``day``.

    Raises :class:`~deskbreak.history.errors.HistoryError`.
    """
    return counts(outcomes_of_day(path, day))


def prune(path: Path, before: datetime) -> int:
    """Remove what was prompted before then; how many rows that were.

    Raises :class:`~deskbreak.history.errors.HistoryError`.
    """
    if not path.exists():
        return 0
    with opened(path) as connection, transaction(connection):
        return connection.execute(
            "DELETE FROM rows WHERE prompted_epoch_s < ?", (int(before.timestamp()),)
        ).rowcount


def _stored(fields: tuple[Any, ...]) -> StoredRow:
    reasons = tuple(filter(None, fields[-1].split(",")))
    return StoredRow(*(*fields[:-1], reasons))


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time.min).astimezone().timestamp())
