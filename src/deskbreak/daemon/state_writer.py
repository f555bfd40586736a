"""Writes the state in a thread of its own, the newest only: a disk that stalls delays nobody."""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deskbreak.clock import Clock
from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.daemon.state_file import StateFile
from deskbreak.files.json_reading import FromNewer
from deskbreak.files.reading import reason_of
from deskbreak.files.remedies import remedy_for
from deskbreak.language import _

log = logging.getLogger(__name__)

ALIVE_EVERY_MS = 60_000
"""At most so much sitting is lost by a kill."""
LOOKS_AFTER_MS = 50
"""So long after the next sign of life is due the writer looks for it by itself, and by then the loop sleeps:
one that has to be woken for it wakes up three times, twice of them to wait for the loop."""
SOON_MS = 200
"""A state that comes so shortly before that can wait for it."""
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

    def __init__(self, file: StateFile, problem: Problem, clock: Clock) -> None:
        self._file = file
        self._problem = problem
        self._clock = clock
        self._guard = threading.Lock()
        self._waiting: list[_Job] = []
        self._looks_at_ms: int | None = None
        """When the writer looks by itself what there is to write, on the awake clock."""
        self._ending = False
        self._bell: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._refused: _Job | None = None
        self._told = ""
        self._thread = threading.Thread(target=self._work, name="state", daemon=True)
        self._thread.start()

    def write(self, memory: Memory, now: Moment, then: Callable[[], None] = _nothing) -> None:
        """What is to be there after a restart, as of ``now``.

        ``then`` is called from the writer's thread, when it is there or cannot be.
        """
        with self._guard:
            self._waiting.append(_Job(memory, now, then))
            looks_at_ms = self._looks_at_ms
        if looks_at_ms is None or not 0 < looks_at_ms - self._clock.now().awake_ms <= SOON_MS:
            self._bell.put(None)

    def close(self, timeout_s: float = 2.0) -> None:
        """Write what is left and end; a disk that hangs is not waited for longer than that."""
        self._ending = True
        self._bell.put(None)
        self._thread.join(timeout_s)

    # --- in the writer's thread

    def _work(self) -> None:
        wait_s: float | None = None
        while not self._ending or self._waiting:
            self._wait(wait_s)
            with self._guard:
                self._looks_at_ms = None
                states, self._waiting = self._waiting, []
            try:
                self._write(states[-1] if states else self._refused)
                for job in states:
                    job.then()
            except Exception:  # whatever it is, the states to come must still be written
                log.exception("a state could not be written")
            wait_s = self._wait_s(states)

    def _wait(self, at_most_s: float | None) -> None:
        """Until there is something to write and nothing newer comes, or ``at_most_s`` have passed."""
        with contextlib.suppress(queue.Empty):
            for rings in range(MOST_AT_ONCE):
                if self._ending:
                    break
                self._bell.get(timeout=NEWER_WITHIN_S if rings else at_most_s)

    def _wait_s(self, states: Sequence[_Job]) -> float | None:
        """How long to sleep after ``states`` were taken; for ever where nothing was there to be taken."""
        if self._refused is not None:
            return RETRY_S
        if not states:
            return None
        until_ms = states[-1].now.awake_ms + ALIVE_EVERY_MS + LOOKS_AFTER_MS
        with self._guard:
            self._looks_at_ms = until_ms
        left_ms = until_ms - self._clock.now().awake_ms
        return min(max(0, left_ms), ALIVE_EVERY_MS + LOOKS_AFTER_MS) / 1000

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
