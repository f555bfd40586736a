"""The state is written when something changed, and in time for the minute of sitting that a kill may cost."""

import itertools
from collections.abc import Callable

import pytest

from deskbreak.core.events import Answer, Event, Suspended, Tick
from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.daemon.remembering import Remembering
from deskbreak.daemon.state_writer import ALIVE_EVERY_MS
from support.simulated_desk import HOUR, MINUTE, SECOND, SimulatedDesk


class Kept:
    """A writer that keeps what it is given, in the order of writing."""

    def __init__(self) -> None:
        self.states: list[tuple[Memory, Moment]] = []

    def write(self, memory: Memory, now: Moment, then: Callable[[], None] = lambda: None) -> None:
        self.states.append((memory, now))
        then()


class RememberedDesk(SimulatedDesk):
    """Remembered as the daemon's loop does it: it wakes when the mind or a sign of life is due."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.remembering: Remembering | None = None
        super().__init__(wake_also=self._until_due_ms)
        self.remembering = Remembering(self.engine, self.kept)  # type: ignore[arg-type]  # all it needs of a writer
        self.remembering.look(self.moment)

    def tell(self, event: Event) -> None:
        super().tell(event)
        if self.remembering is not None:
            self.remembering.look(self.moment)

    def _until_due_ms(self, now_ms: int) -> int:
        return max(0, self.remembering.due_ms - now_ms) if self.remembering else MINUTE

    @property
    def kept_sitting_ms(self) -> int:
        """What a restart would find."""
        reminder = self.kept.states[-1][0].reminder
        return reminder.sitting_ms if reminder else 0


@pytest.fixture
def desk() -> RememberedDesk:
    return RememberedDesk()


def test_no_two_signs_of_life_are_further_apart_than_a_minute(desk: RememberedDesk) -> None:
    for _each in range(20):
        desk.types(59 * SECOND).tell(Tick())  # somebody asks how things are

    at_ms = [now.steady_ms for _memory, now in desk.kept.states]
    apart_ms = [later - earlier for earlier, later in itertools.pairwise(at_ms)]
    assert max(apart_ms) <= ALIVE_EVERY_MS
    assert len(at_ms) < 40, "the disk is left alone where nothing changes"


def test_in_a_rest_nothing_is_written_because_nothing_is_counted(desk: RememberedDesk) -> None:
    desk.types(MINUTE).pauses(10 * MINUTE)
    written = len(desk.kept.states)

    desk.pauses(HOUR)

    assert len(desk.kept.states) == written
    assert desk.kept_sitting_ms == 0


def test_sitting_that_begins_anew_is_kept_at_once(desk: RememberedDesk) -> None:
    desk.types(10 * MINUTE + 30 * SECOND)
    assert desk.kept_sitting_ms >= 10 * MINUTE

    desk.chooses(Answer.STOOD)

    assert desk.kept_sitting_ms == 0


def test_a_pause_of_reminders_is_kept_at_once(desk: RememberedDesk) -> None:
    desk.types(10 * SECOND)

    for length_ms in (HOUR, 2 * HOUR, 30 * MINUTE):
        desk.tell(Suspended(for_ms=length_ms))
        assert desk.kept.states[-1][0].paused_for_ms == length_ms
