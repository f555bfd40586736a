"""The history's file: opened privately, brought up to date, and every failure of it named."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from deskbreak.history.errors import Damaged, FromNewer, HistoryError, Unreachable
from deskbreak.paths import private_dir

FILE_MODE = 0o600
BUSY_S = 5.0

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE rows (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            reminder_id INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            kind TEXT NOT NULL,
            due TEXT,
            prompted TEXT NOT NULL,
            prompted_epoch_s INTEGER NOT NULL,
            ended TEXT,
            outcome TEXT,
            why TEXT NOT NULL,
            routine TEXT NOT NULL,
            variant TEXT NOT NULL,
            breaths_done INTEGER NOT NULL,
            breaths INTEGER NOT NULL,
            sitting_s INTEGER NOT NULL,
            held_s INTEGER NOT NULL,
            held_reasons TEXT NOT NULL,
            UNIQUE (reminder_id, attempt)
        )""",
        "CREATE INDEX rows_by_time ON rows (prompted_epoch_s)",
    ),
)
"""Step n brings a file from version n - 1 to n (``PRAGMA user_version``). Steps are only ever added."""

DAMAGE_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
LOST_TABLES = ("no such table", "no such column")


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The history at ``path``, made where it is missing, of the newest version.

    Raises :class:`~deskbreak.history.errors.HistoryError`, also for what goes wrong while it is open.
    """
    try:
        _keep_private(path)
        with closing(sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)) as connection:
            _bring_up_to_date(connection, path)
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise _explained(path, error) from error


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise :class:`~deskbreak.history.errors.Damaged` where the file's pages do not fit together."""
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise Damaged(path, str(verdict))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is done inside, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.execute("COMMIT")


def set_aside(path: Path, wall: datetime) -> Path:
    """Rename the file at ``path``, and what belongs to it, to a name with the time; the new name."""
    name = f"{path.name}.damaged-{wall:%Y%m%dT%H%M%S}"
    aside = path.with_name(name)
    number = 2
    while aside.exists():
        aside = path.with_name(f"{name}-{number}")
        number += 1
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        companion = path.with_name(path.name + suffix)
        if companion.exists():
            companion.rename(aside.with_name(aside.name + suffix))
    return aside


def _keep_private(path: Path) -> None:
    private_dir(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE))
    except FileExistsError:
        # By name: closing a descriptor of the file would end SQLite's locks on it in this process.
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(FILE_MODE)


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection)
    if version > len(STEPS):
        raise FromNewer(path, version)
    connection.execute("PRAGMA secure_delete = ON")
    if version < len(STEPS):
        with transaction(connection):
            # Read again: another process may have done it while this one waited.
            for number in range(_version(connection), len(STEPS)):
                for statement in STEPS[number]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")
    # While another process has the file, SQLite refuses the switch at once; the next opening makes it.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")


def _explained(path: Path, error: sqlite3.Error | OSError) -> HistoryError:
    if isinstance(error, OSError):
        return Unreachable(path, error.strerror or str(error))
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in DAMAGE_CODES or str(error).startswith(LOST_TABLES):
        return Damaged(path, str(error))
    return Unreachable(path, str(error))
