"""When the state is written: at each change, and once a minute that somebody was alive to count."""

from collections.abc import Callable

from deskbreak.core.engine import Engine
from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.core.view import State, View
from deskbreak.daemon.state_writer import ALIVE_EVERY_MS, StateWriter

PAUSE_STEP_S = 10
"""A pause whose end moves by less is not worth writing."""


class Remembering:
    """Hands the mind's memory to the writer, no oftener than it has to."""

    def __init__(self, engine: Engine, state: StateWriter) -> None:
        self._engine = engine
        self._state = state
        self._saved: tuple[object, ...] = ()
        self._sitting_ms = 0
        self._alive_ms = 0

    @property
    def due_ms(self) -> int:
        """When to look again at the latest, with the mind told that time has passed: when it has to be told
        anyway, or when a sign of life is due."""
        deadline_ms, alive_ms = self._engine.deadline, self._next_alive_ms
        return deadline_ms if alive_ms is None else min(deadline_ms, alive_ms)

    def look(self, now: Moment) -> None:
        """Write if something changed, or if the last sign of life is a minute old."""
        memory, alive_ms = self._engine.memory(), self._next_alive_ms
        lasting = (*_seen(self._engine.view), *_lasting(memory))
        sitting_ms = memory.reminder.sitting_ms if memory.reminder else 0
        begins_anew, self._sitting_ms = sitting_ms < self._sitting_ms, sitting_ms
        if lasting != self._saved or begins_anew or (alive_ms is not None and now.steady_ms >= alive_ms):
            self._saved, self._alive_ms = lasting, now.steady_ms
            self._state.write(memory, now)

    @property
    def _next_alive_ms(self) -> int | None:
        """There is nothing to count in a rest."""
        return None if self._engine.view.state is State.RESTING else self._alive_ms + ALIVE_EVERY_MS

    def write(self, now: Moment, then: Callable[[], None]) -> None:
        """Write in any case; ``then`` is called when it is done."""
        self._state.write(self._engine.memory(), now, then)


def _seen(view: View) -> tuple[object, ...]:
    """The clocks differ by a millisecond now and then; the end of a pause is then the same."""
    paused_until = view.paused_until and round(view.paused_until.timestamp() / PAUSE_STEP_S)
    return view.state, paused_until


def _lasting(memory: Memory) -> tuple[object, ...]:
    """What changes by events, not by time passing."""
    asked_on = tuple(sorted(memory.anchors_asked_on.items()))
    reminder = memory.reminder
    if reminder is None:
        return (asked_on,)
    return asked_on, reminder.first, reminder.reminder_id, reminder.attempt, reminder.asks
