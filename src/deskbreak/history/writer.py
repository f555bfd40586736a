"""Keeps the rows, in a thread of its own: nothing that a disk does may delay the daemon's loop."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from deskbreak.clock import Clock
from deskbreak.core.commands import Row
from deskbreak.history.errors import Damaged, HistoryError
from deskbreak.history.row_time import time_of
from deskbreak.language import _

log = logging.getLogger(__name__)

REMEMBERED = 1_000
"""As many rows are kept in memory while they cannot be written."""

RETRY_S = 60.0
"""How long after a failure the rows are tried again; nothing wakes up while none is waiting."""

Problem = Callable[[str], None]
"""Called in the writer's thread with what is wrong and what was done; with "" when all is well again."""

Counted = Callable[[dict[str, int]], None]
"""Called in the writer's thread with how often each outcome came."""


@dataclass(frozen=True, slots=True)
class _Count:
    day: date
    tell: Counted


@dataclass(frozen=True, slots=True)
class _Prune:
    before: datetime


@dataclass(frozen=True, slots=True)
class _Close:
    pass


_Job = Row | _Count | _Prune | _Close


class HistoryWriter:
    """Writes rows to the file at ``path``, in order, soon after they are given.

    No method blocks but :meth:`close`. Rows that the disk refuses are remembered and written as
    soon as it takes them. A damaged file is set aside and a new one begun.
    """

    def __init__(self, path: Path, clock: Clock, problem: Problem) -> None:
        self._path = path
        self._clock = clock
        self._problem = problem
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._waiting: dict[tuple[int, int], Row] = {}
        self._lost = 0
        self._stamp: tuple[int, ...] = ()
        """Of the file as it was left here: another one may have been put in its place since."""
        self._note = ""
        self._told = ""
        self._thread = threading.Thread(target=self._work, name="history", daemon=True)
        self._thread.start()

    def record(self, row: Row) -> None:
        """Write ``row``, over an earlier one of its name.

        Raises :class:`ValueError` for one without any time: it would keep all the others from being written.
        """
        time_of(row)
        self._jobs.put(row)

    def count_day(self, day: date, tell: Counted) -> None:
        """Count the outcomes of a local day, rows that wait for the disk included, and ``tell`` them."""
        self._jobs.put(_Count(day, tell))

    def prune(self, before: datetime) -> None:
        """Remove what was prompted before then."""
        self._jobs.put(_Prune(before))

    def close(self, timeout_s: float = 5.0) -> None:
        """Write what is left and end; a disk that hangs is not waited for longer than that."""
        self._jobs.put(_Close())
        self._thread.join(timeout_s)

    # --- in the writer's thread

    def _work(self) -> None:
        closing = False
        while not closing:
            job = self._next()
            closing = isinstance(job, _Close)
            try:
                self._do(job)
            except Exception:  # whatever it is, the rows to come must still be written
                log.exception("a job of the history failed: %s", type(job).__name__)
        if self._waiting:
            log.error("%d rows of the history could not be written before the end", len(self._waiting))

    def _do(self, job: _Job | None) -> None:
        if isinstance(job, Row):
            self._remember(job)
        elif isinstance(job, _Prune):
            self._prune(job.before)
        elif isinstance(job, _Count):
            job.tell(self._count(job.day))
        # Rows that came together are written together; opening the file costs more than a row.
        if self._jobs.empty() or len(self._waiting) >= REMEMBERED:
            self._write()

    def _next(self) -> _Job | None:
        try:
            return self._jobs.get(timeout=RETRY_S if self._waiting else None)
        except queue.Empty:
            return None

    def _remember(self, row: Row) -> None:
        self._waiting[row.reminder_id, row.attempt] = row
        if len(self._waiting) > REMEMBERED:
            del self._waiting[next(iter(self._waiting))]
            self._lost += 1

    def _write(self) -> None:
        if not self._waiting:
            return
        try:
            try:
                self._write_once()
            except Damaged as damage:
                self._begin_anew(damage)
                self._write_once()
        except (HistoryError, OSError) as error:
            self._tell(self._refusal(error))
        else:
            self._waiting.clear()
            self._tell(self._note)

    def _write_once(self) -> None:
        # Here, because SQLite need not be in memory before the first row.
        from deskbreak.history import rows, schema  # noqa: PLC0415

        with schema.opened(self._path) as connection:
            if schema.stamp(self._path) != self._stamp:
                schema.check(connection, self._path)
            rows.write(connection, self._waiting.values())
        self._stamp = schema.stamp(self._path)

    def _begin_anew(self, damage: Damaged) -> None:
        from deskbreak.history import schema  # noqa: PLC0415  as above

        aside = schema.set_aside(self._path, self._clock.now().wall)
        self._note = _("{damage} It was set aside as {name}, and a new history begun.").format(
            damage=damage, name=aside.name
        )

    def _refusal(self, error: HistoryError | OSError) -> str:
        kept = _("{error} Rows are kept in memory until it can be written.").format(error=error)
        lost = _("{count} older rows had to be given up.").format(count=self._lost)
        return f"{kept} {lost}" if self._lost else kept

    def _count(self, day: date) -> dict[str, int]:
        from deskbreak.history import rows  # noqa: PLC0415  as above

        try:
            outcomes = rows.outcomes_of_day(self._path, day)
        except HistoryError as error:
            outcomes = {}
            if not self._waiting:  # else it is told when those are written, or refused
                self._tell(str(error))
        for key, row in self._waiting.items():
            if row.outcome and time_of(row).astimezone().date() == day:
                outcomes[key] = str(row.outcome)
        return rows.counts(outcomes)

    def _prune(self, before: datetime) -> None:
        from deskbreak.history import rows  # noqa: PLC0415  as above

        self._write()
        try:
            removed = rows.prune(self._path, before)
        except HistoryError as error:
            log.warning("the history could not be pruned: %s", error)
        else:
            log.info("%d rows of the history were older than they are kept", removed)

    def _tell(self, problem: str) -> None:
        if problem != self._told:
            self._told = problem
            self._problem(problem)
