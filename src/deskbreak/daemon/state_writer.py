"""Writes the state in a thread of its own, the newest only: a disk that stalls delays nobody."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.daemon.state_file import StateFile

log = logging.getLogger(__name__)


def _nothing() -> None:
    """Nobody waits for it to be written."""


@dataclass(frozen=True, slots=True)
class _Job:
    memory: Memory
    now: Moment
    then: Callable[[], None]


class StateWriter:
    """Asleep while there is nothing to write. A disk that refuses is told once, in the log."""

    def __init__(self, file: StateFile) -> None:
        self._file = file
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._told = ""
        self._thread = threading.Thread(target=self._work, name="state", daemon=True)
        self._thread.start()

    def write(self, memory: Memory, now: Moment, then: Callable[[], None] = _nothing) -> None:
        """What is to be there after a restart, as of ``now``.

        ``then`` is called from the writer's thread, when it is there or cannot be.
        """
        self._waiting.put(_Job(memory, now, then))

    def close(self, timeout_s: float = 2.0) -> None:
        """Write what is left and end; a disk that hangs is not waited for longer than that."""
        self._waiting.put(None)
        self._thread.join(timeout_s)

    def _work(self) -> None:
        ended = False
        while not ended:
            jobs = [self._waiting.get()]
            while not self._waiting.empty():
                jobs.append(self._waiting.get())
            ended = None in jobs
            states = [job for job in jobs if job is not None]
            if states:
                self._write(states[-1])
            for job in states:
                job.then()

    def _write(self, job: _Job) -> None:
        try:
            self._file.write(job.memory, job.now)
        except OSError as error:
            told = str(error)
            if told != self._told:
                log.warning("the state cannot be written, a restart will begin at nothing: %s", told)
            self._told = told
        else:
            self._told = ""
