"""The history's file: opened privately, brought up to date, and every failure of it named.

It is written through SQLite's rollback journal, nowhere through its write-ahead log: that wants memory
shared between programs, which a home on a network share cannot give, and a row an hour gains nothing by it
(docs/decisions/0015).
"""

import errno
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from deskbreak.files.aside import free_name
from deskbreak.files.reading import LeadsNowhere, NotADocument, reason_of, status_of
from deskbreak.files.remedies import remedy_for
from deskbreak.history.companions import COMPANIONS, DAMAGE_CODES, beside, put_right
from deskbreak.history.errors import Damaged, FromNewer, HistoryError, Unreachable
from deskbreak.language import _
from deskbreak.paths import private_dir

FILE_MODE = 0o600
SHORTEST_BYTES = 100
"""As long is the header of a database (https://www.sqlite.org/fileformat.html)."""
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
    (
        """CREATE TABLE rows_with_held (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            reminder_id INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            kind TEXT NOT NULL,
            due TEXT,
            prompted TEXT,
            prompted_epoch_s INTEGER NOT NULL,
            ended TEXT,
            outcome TEXT,
            why TEXT,
            routine TEXT NOT NULL,
            variant TEXT NOT NULL,
            breaths_done INTEGER NOT NULL,
            breaths INTEGER NOT NULL,
            sitting_s INTEGER NOT NULL,
            held_s INTEGER NOT NULL,
            held_reasons TEXT NOT NULL,
            UNIQUE (reminder_id, attempt)
        )""",
        """INSERT INTO rows_with_held
            SELECT id, reminder_id, attempt, kind, due, prompted, prompted_epoch_s, ended, outcome, why,
                routine, variant, breaths_done, breaths, sitting_s, held_s, held_reasons
            FROM rows""",
        # Numbers of rows that were pruned are not given again.
        "DELETE FROM sqlite_sequence WHERE name = 'rows_with_held'",
        "INSERT INTO sqlite_sequence SELECT 'rows_with_held', seq FROM sqlite_sequence WHERE name = 'rows'",
        "DROP TABLE rows",
        "ALTER TABLE rows_with_held RENAME TO rows",
        "CREATE INDEX rows_by_time ON rows (prompted_epoch_s)",
    ),
)
"""Step n brings a file from version n - 1 to n (``PRAGMA user_version``). Steps are only ever added.

From version 2 on ``prompted`` and ``why`` may be missing: a reminder that was held and never shown has a row.
Its ``prompted_epoch_s``, by which rows are found and pruned, is when it was due.
"""

LOST_TABLES = ("no such table", "no such column", "table rows has no column", "ON CONFLICT clause does not")
LONGEST_VALUE_BYTES = 1 << 20
"""No value of ours is nearly as long; a damaged file may say otherwise, and SQLite would believe it."""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The history at ``path``, made where it is missing, of the newest version.

    Raises :class:`~deskbreak.history.errors.HistoryError`, also for what goes wrong while it is open.
    """
    try:
        _keep_private(path)
        put_right(path)
        with closing(sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)) as connection:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE_BYTES)
            connection.text_factory = _text
            _bring_up_to_date(connection, path)
            yield connection
    except NotADocument as error:
        raise Damaged(path, str(error)) from error
    except (sqlite3.Error, OSError) as error:
        raise _explained(path, error) from error


def look(path: Path) -> None:
    """Raise :class:`~deskbreak.history.errors.HistoryError` where the file at ``path`` is no history that
    could be used. Nothing is changed, whatever is found; nothing is wrong where there is no file."""
    try:
        _fit(path)
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_S, isolation_level=None)) as connection:
            version = _version(connection)
            if version > len(STEPS):
                raise FromNewer(path, version)
            check(connection, path)
    except LeadsNowhere as error:
        raise _explained(path, error) from error
    except FileNotFoundError:
        return
    except NotADocument as error:
        raise Damaged(path, str(error)) from error
    except (sqlite3.Error, OSError) as error:
        # A transaction that a power cut left behind is put right by whoever may write.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_READONLY:
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
    aside = free_name(path.with_name(f"{path.name}.damaged-{wall:%Y%m%dT%H%M%S}"))
    # First what belongs to it: left alone for a moment, it would be taken for the next file's.
    for suffix in COMPANIONS:
        companion = beside(path, suffix)
        if companion.exists():
            companion.rename(beside(aside, suffix))
    path.rename(aside)
    return aside


def stamp(path: Path) -> tuple[int, ...]:
    """What changes when the file at ``path`` is written or replaced. Raises :class:`OSError`."""
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _keep_private(path: Path) -> None:
    private_dir(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE))
    except FileExistsError:
        # By name: closing a descriptor of the file would end SQLite's locks on it in this process.
        if stat.S_IMODE(_fit(path).st_mode) & 0o077:
            path.chmod(FILE_MODE)


def _fit(path: Path) -> os.stat_result:
    """The status of a file that could be a database. SQLite would write over a single byte without a word."""
    status = status_of(path)
    if 0 < status.st_size < SHORTEST_BYTES:
        raise NotADocument(_("it is too short"))
    return status


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection)
    if version > len(STEPS):
        raise FromNewer(path, version)
    if version < 0:
        raise Damaged(path, _("it is of version {version}").format(version=version))
    connection.execute("PRAGMA secure_delete = ON")
    if version < len(STEPS):
        with transaction(connection):
            # Read again: another process may have done it while this one waited.
            version = _version(connection)
            if version == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise Damaged(path, _("it has no version"))
            # A step copies rows and drops the old ones: what is spoilt is set aside whole before that.
            check(connection, path)
            for number in range(version, len(STEPS)):
                _take_step(connection, path, number)
    # While another process has the file, SQLite refuses the switch at once; the next opening makes it.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = DELETE")


def _take_step(connection: sqlite3.Connection, path: Path, number: int) -> None:
    try:
        for statement in STEPS[number]:
            connection.execute(statement)
    except sqlite3.IntegrityError as error:
        raise Damaged(path, str(error)) from error
    connection.execute(f"PRAGMA user_version = {number + 1}")


def _text(stored: bytes) -> str:
    """A single changed byte must not make all the other rows unreadable."""
    return stored.decode("utf-8", errors="replace")


def _explained(path: Path, error: sqlite3.Error | OSError) -> HistoryError:
    if isinstance(error, OSError):
        return Unreachable(path, reason_of(error), remedy_for(error))
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in DAMAGE_CODES or str(error).startswith(LOST_TABLES):
        return Damaged(path, str(error))
    if code == sqlite3.SQLITE_BUSY:
        return Unreachable(path, str(error), _("Another program has it open: close that."))
    return Unreachable(path, str(error), remedy_for(_of_the_system(path, code, error)))


def _of_the_system(path: Path, code: int, error: sqlite3.Error) -> OSError:
    """What the system must have said for SQLite to say that."""
    number = 0
    if code == sqlite3.SQLITE_FULL:
        number = errno.ENOSPC
    elif code == sqlite3.SQLITE_IOERR:
        number = _why_not_writable(path) or errno.EIO
    elif code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        number = _why_not_writable(path)
    return OSError(number, str(error))


def _why_not_writable(path: Path) -> int:
    if _is_mounted_read_only(path.parent):
        return errno.EROFS
    directory_is_open = os.access(path.parent, os.W_OK | os.X_OK)
    return 0 if directory_is_open and os.access(path, os.R_OK | os.W_OK) else errno.EACCES


if sys.platform == "win32":

    def _is_mounted_read_only(_directory: Path) -> bool:
        return False

else:

    def _is_mounted_read_only(directory: Path) -> bool:
        return bool(os.statvfs(directory).f_flag & os.ST_RDONLY)
