"""SQLite's own files beside the history: after a kill they belong to it and make it whole. After a backup
came back they may belong to the file that it replaced; SQLite cannot tell, and would read them into it."""

import logging
import os
import sqlite3
import struct
from contextlib import closing, suppress
from pathlib import Path

from deskbreak.files.aside import set_aside

log = logging.getLogger(__name__)

JOURNAL = "-journal"
WAL_COMPANIONS = ("-wal", "-shm")
COMPANIONS = (JOURNAL, *WAL_COMPANIONS)
HEADER = struct.Struct("16x2x2B")
"""Of a database: its two bytes that tell whether a write-ahead log belongs to it."""
WITH_WAL = (2, 2)
HOT = bytes.fromhex("d9d505f920a163d7")
"""How a journal begins that SQLite rolls back."""
DAMAGE_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def beside(path: Path, suffix: str) -> Path:
    """The file of SQLite's with this ``suffix`` that goes with the one at ``path``."""
    return path.with_name(path.name + suffix)


def put_right(path: Path) -> None:
    """Read into the file at ``path`` what belongs to it, and leave out what does not.

    Raises :class:`OSError` and :class:`sqlite3.Error`.
    """
    _set_strange_log_aside(path)
    if _beginning(beside(path, JOURNAL), len(HOT)) == HOT:
        _roll_back(path)


def _set_strange_log_aside(path: Path) -> None:
    left_over = [each for each in (beside(path, suffix) for suffix in WAL_COMPANIONS) if each.exists()]
    if not left_over or _is_with_wal(path):
        return
    for each in left_over:
        aside = set_aside(each, f"{each.name}.left-over")
        log.warning("%s does not belong to the history beside it; it was set aside as %s", each, aside.name)


def _is_with_wal(path: Path) -> bool:
    header = _beginning(path, HEADER.size)
    return len(header) == HEADER.size and HEADER.unpack(header) == WITH_WAL


def _roll_back(path: Path) -> None:
    """Where that spoils a file that was sound before, the journal was another's."""
    before = beside(path, ".before")
    is_copied = _copy(path, before)
    try:
        if not _is_sound(path) and is_copied and _is_sound(before):
            before.replace(path)
            log.warning(
                "what was left over beside %s belonged to another history, and was left out of it", path
            )
    finally:
        with suppress(OSError):
            before.unlink(missing_ok=True)


def _copy(path: Path, to: Path) -> bool:
    """Whether there was room for it; without it SQLite does what it does."""
    try:
        with open(to, "wb", opener=_private) as copy:
            copy.write(path.read_bytes())
    except OSError:
        return False
    return True


def _is_sound(path: Path) -> bool:
    """By the whole check, not the quick one: a mixture of two files may differ from its indexes only."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in DAMAGE_CODES:
            return False
        raise


def _beginning(path: Path, length: int) -> bytes:
    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(length)
    except FileNotFoundError:  # a writer's journal goes as its row is written
        return b""


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
