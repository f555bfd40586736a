"""The rows: written, read, counted, pruned."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import UnionType
from typing import Any

from deskbreak.core.commands import Outcome, Row
from deskbreak.history.row_time import time_of
from deskbreak.history.schema import opened, transaction

Key = tuple[int, int]
"""Reminder and attempt: the name of a row."""

NAMES = "SELECT attempt, prompted, due, outcome FROM rows WHERE reminder_id = ? ORDER BY attempt"

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
    """A row as it is published: its fields and their order are those of ``history --format json``.

    ``prompted`` and ``why`` are ``None`` where a hold kept the reminder from ever being shown.
    """

    id: int
    reminder_id: int
    attempt: int
    kind: str
    due: str | None
    prompted: str | None
    ended: str | None
    outcome: str | None
    why: str | None
    routine: str
    variant: str
    breaths_done: int
    breaths: int
    sitting_s: int
    held_s: int
    held_reasons: tuple[str, ...]


KINDS: Mapping[str, type | UnionType] = {
    **dict.fromkeys(("kind", "routine", "variant"), str),
    **dict.fromkeys(("due", "prompted", "ended", "outcome", "why"), str | None),
    **dict.fromkeys(("reminder_id", "attempt", "breaths_done", "breaths", "sitting_s", "held_s"), int),
}
"""What each field is; SQLite itself would keep anything anywhere."""


def _iso(wall: datetime | None) -> str | None:
    return wall.isoformat(timespec="seconds") if wall else None


def write(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write ``rows``, each over an earlier one of its name.

    A prompt that is asked again after a restart goes on in its own row: the last of its reminder, which is
    open. No other row is ever given to another prompt: where a state that is older than the history asks
    for its name, the next attempt is taken. A reminder that was never shown is told from others by when it
    was due.
    """
    with transaction(connection):
        for row in rows:
            fields = (
                row.reminder_id,
                _free_attempt(connection, row),
                str(row.kind),
                _iso(row.due),
                _iso(row.prompted),
                int(time_of(row).timestamp()),
                _iso(row.ended),
                str(row.outcome) if row.outcome else None,
                str(row.why) if row.why else None,
                row.routine,
                row.variant,
                row.breaths_done,
                row.breaths,
                row.sitting_ms // 1000,
                row.held_ms // 1000,
                ",".join(row.held_reasons),
            )
            connection.execute(UPSERT, fields)


def _free_attempt(connection: sqlite3.Connection, row: Row) -> int:
    own = _shown_or_due(_iso(row.prompted), _iso(row.due))
    named = connection.execute(NAMES, (row.reminder_id,)).fetchall()
    known = {
        int(attempt): (_shown_or_due(prompted, due), outcome) for attempt, prompted, due, outcome in named
    }
    if row.attempt not in known or known[row.attempt][0] == own:
        return row.attempt
    given = [attempt for attempt, (its, _outcome) in known.items() if its == own]
    if given:
        return given[-1]
    last = max(known)
    return last if row.attempt == last and known[last][1] is None else last + 1


def _shown_or_due(prompted: str | None, due: str | None) -> tuple[str | None, str | None]:
    return (prompted, None) if prompted else (None, due)


def record(path: Path, row: Row) -> None:
    """Write one row, now. The daemon gives its rows to the writer instead.

    Raises :class:`~deskbreak.history.errors.HistoryError`.
    """
    with opened(path) as connection:
        write(connection, [row])


def _nobody_told(_row_id: int) -> None:
    """Nobody asked which rows were left out."""


def read(
    path: Path, since: datetime | None, left_out: Callable[[int], None] = _nobody_told
) -> list[StoredRow]:
    """The rows prompted at ``since`` or later, all where it is ``None``; none where there is no file.

    One that was never shown counts by when it was due. ``left_out`` is called with the id of each row that
    makes no sense, as a changed byte may leave it.
    Raises :class:`~deskbreak.history.errors.HistoryError`.
    """
    if not _is_there(path):
        return []
    first_epoch_s = int(since.timestamp()) if since else 0
    with opened(path) as connection:
        found = connection.execute(SELECT, (first_epoch_s,)).fetchall()
    rows = []
    for fields in found:
        try:
            rows.append(_stored(fields))
        except (TypeError, ValueError, AttributeError, OverflowError):
            left_out(fields[0])
    return rows


def outcomes_of_day(path: Path, day: date) -> dict[Key, str]:
    """How each prompt of the local ``day`` ended, those that are still open left out.

    Raises :class:`~deskbreak.history.errors.HistoryError`.
    """
    if not _is_there(path):
        return {}
    begins, ends = (_midnight(each) for each in (day, day + timedelta(days=1)))
    with opened(path) as connection:
        found = connection.execute(
            "SELECT reminder_id, attempt, outcome FROM rows"
            " WHERE prompted_epoch_s >= ? AND prompted_epoch_s < ? AND outcome IS NOT NULL",
            (begins, ends),
        ).fetchall()
    known = {str(each) for each in Outcome}
    return {(reminder_id, attempt): outcome for reminder_id, attempt, outcome in found if outcome in known}


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
    if not _is_there(path):
        return 0
    with opened(path) as connection, transaction(connection):
        return connection.execute(
            "DELETE FROM rows WHERE prompted_epoch_s < ?", (int(before.timestamp()),)
        ).rowcount


def _is_there(path: Path) -> bool:
    """Whether anything is, if only a link that leads nowhere; who may not look finds out by opening it."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _stored(fields: tuple[Any, ...]) -> StoredRow:
    reasons = tuple(filter(None, fields[-1].split(",")))
    row = StoredRow(*(*fields[:-1], reasons))
    for name, kind in KINDS.items():
        if not isinstance(getattr(row, name), kind):
            raise TypeError(name)
    if row.prompted is None and (row.due is None or row.outcome != Outcome.HELD):
        raise TypeError("prompted")
    for moment in (row.due, row.prompted, row.ended):
        if moment is not None:
            datetime.fromisoformat(moment).astimezone()
    return row


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time.min).astimezone().timestamp())
