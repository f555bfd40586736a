"""What a thread does later, without a further thread for it: it sleeps no longer than until the next one."""

from collections.abc import Callable

from deskbreak.clock import Clock


class Deadline:
    """One call at a time to come; :meth:`cancel` takes it back, also when it was made already."""

    def __init__(self, at_ms: int, job: Callable[[], None], waiting: "set[Deadline]") -> None:
        self.at_ms = at_ms
        self.job = job
        self._waiting = waiting

    def cancel(self) -> None:
        self._waiting.discard(self)


class Deadlines:
    """For one thread, which asks for :attr:`left_s` before it sleeps and takes :meth:`due` afterwards."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: set[Deadline] = set()

    def after(self, seconds: float, job: Callable[[], None]) -> Deadline:
        deadline = Deadline(self._clock.now().awake_ms + round(seconds * 1000), job, self._waiting)
        self._waiting.add(deadline)
        return deadline

    @property
    def left_s(self) -> float | None:
        """How long there is nothing to do; ``None`` where nothing is to come."""
        if not self._waiting:
            return None
        next_ms = min(deadline.at_ms for deadline in self._waiting)
        return max(0, next_ms - self._clock.now().awake_ms) / 1000

    def due(self) -> list[Callable[[], None]]:
        """What is to be done now, the earliest first; it waits no longer."""
        if not self._waiting:
            return []
        now_ms = self._clock.now().awake_ms
        due = sorted((each for each in self._waiting if each.at_ms <= now_ms), key=lambda each: each.at_ms)
        self._waiting.difference_update(due)
        return [each.job for each in due]
