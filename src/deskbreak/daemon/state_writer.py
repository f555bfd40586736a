"""Writes the state in a thread of its own, the newest only: a disk that stalls delays nobody."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.daemon.state_file import StateFile
from deskbreak.files.json_reading import FromNewer
from deskbreak.files.reading import reason_of
from deskbreak.files.remedies import remedy_for
from deskbreak.language import _

log = logging.getLogger(__name__)

RETRY_S = 60.0
"""How long after a failure the state is tried again; nothing wakes up while none is waiting."""
NEWER_WITHIN_S = 0.02
"""A newer state often comes at once. And by then the loop sleeps: two threads at work wake each other up."""
MOST_AT_ONCE = 50

Problem = Callable[[str], None]
"""Called in the writer's thread with what is wrong; with "" when all is well again."""


def _nothing() -> None:
    """Nobody waits for it to be written."""


@dataclass(frozen=True, slots=True)
class _Job:
    memory: Memory
    now: Moment
    then: Callable[[], None]


class StateWriter:
    """Asleep while there is nothing to write. What the disk refuses is kept, and tried again."""

    def __init__(self, file: StateFile, problem: Problem) -> None:
        self._file = file
        self._problem = problem
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._refused: _Job | None = None
        self._told = ""
        self._thread = threading.Thread(target=self._work, name="state", daemon=True)
        self._thread.start()

    def write(self, memory: Memory, now: Moment, then: Callable[[], None] = _nothing) -> None:
        """What is to be there after a restart, as of ``now``.

        ``then`` is called from the writer's thread, when it is there or cannot be.
        """
        self._jobs.put(_Job(memory, now, then))

    def close(self, timeout_s: float = 2.0) -> None:
        """Write what is left and end; a disk that hangs is not waited for longer than that."""
        self._jobs.put(None)
        self._thread.join(timeout_s)

    # --- in the writer's thread

    def _work(self) -> None:
        ended = False
        while not ended:
            jobs = self._next()
            ended = None in jobs
            states = [job for job in jobs if job is not None]
            try:
                self._write(states[-1] if states else self._refused)
                for job in states:
                    job.then()
            except Exception:  # whatever it is, the states to come must still be written
                log.exception("a state could not be written")

    def _next(self) -> list[_Job | None]:
        """All that waits, soon after there is something; nothing when it is time to try again."""
        jobs: list[_Job | None] = []
        try:
            jobs += [self._jobs.get(timeout=RETRY_S if self._refused else None)]
            while jobs[-1] is not None and len(jobs) < MOST_AT_ONCE:
                jobs.append(self._jobs.get(timeout=NEWER_WITHIN_S))
        except queue.Empty:
            pass
        return jobs

    def _write(self, job: _Job | None) -> None:
        if job is None:
            return
        try:
            self._file.write(job.memory, job.now)
        except OSError as error:
            self._refused = job
            self._tell(self._refusal(reason_of(error), remedy_for(error)))
        except FromNewer as error:
            self._tell(self._refusal(str(error), ""))
        else:
            self._refused = None
            self._tell(self._file.complaint)

    def _refusal(self, reason: str, remedy: str) -> str:
        refused = _("How long you have sat cannot be kept in {path}: {reason}.").format(
            path=self._file.path, reason=reason
        )
        so_far = _("Deskbreak goes on, but after a restart it would begin at nothing.")
        return " ".join(filter(None, (refused, remedy, so_far)))

    def _tell(self, problem: str) -> None:
        if problem != self._told:
            self._told = problem
            self._problem(problem)
