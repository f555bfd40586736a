"""When the state is written: at each change, and once a minute that somebody was alive to count."""

from collections.abc import Callable

from deskbreak.core.engine import Engine
from deskbreak.core.memory import ReminderMemory
from deskbreak.core.moments import Moment
from deskbreak.core.view import State
from deskbreak.daemon.state_writer import StateWriter

ALIVE_EVERY_MS = 60_000


class Remembering:
    """Hands the mind's memory to the writer, no oftener than it has to."""

    def __init__(self, engine: Engine, state: StateWriter) -> None:
        self._engine = engine
        self._state = state
        self._saved: tuple[object, ...] = ()
        self._alive_ms = 0

    def look(self, now: Moment) -> None:
        """Write if something changed, or if the last sign of life is a minute old."""
        memory, state = self._engine.memory(), self._engine.view.state
        changed = (state, memory.paused_until, _lasting(memory.reminder))
        alive_due = state is not State.RESTING and now.steady_ms - self._alive_ms >= ALIVE_EVERY_MS
        if changed != self._saved or alive_due:
            self._saved, self._alive_ms = changed, now.steady_ms
            self._state.write(memory, now)

    def write(self, now: Moment, then: Callable[[], None]) -> None:
        """Write in any case; ``then`` is called when it is done."""
        self._state.write(self._engine.memory(), now, then)


def _lasting(reminder: ReminderMemory | None) -> tuple[object, ...]:
    """What of a reminder changes by events, not by time passing."""
    return () if reminder is None else (reminder.first, reminder.asks, reminder.attempt, reminder.reminder_id)
