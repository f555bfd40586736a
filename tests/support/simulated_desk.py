"""A person at a desk, in simulated time: drives the mind as an exact activity adapter would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from deskbreak.core.commands import Command, OpenRoutine, Prompt, Record, Row, Watch
from deskbreak.core.engine import Engine
from deskbreak.core.events import (
    Active,
    Answer,
    BreathDone,
    Chose,
    Event,
    FellAsleep,
    Held,
    Idle,
    Locked,
    RoutineEnded,
    ScreenKept,
    Sensing,
    Tick,
    Unlocked,
    Woke,
)
from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.core.rules import Hold, Rules
from deskbreak.core.view import State, View
from support import far_off

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
MONDAY_AT_NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class SimulatedDesk:
    """Times are in ms since the start; ``said`` is every command but ``Watch``, with its time."""

    def __init__(
        self,
        rules: Rules | None = None,
        *,
        wall: datetime = MONDAY_AT_NINE,
        memory: Memory | None = None,
        wake_also: Callable[[int], int] | None = None,
        wakes_late: Callable[[], int] | None = None,
        wall_shows: Callable[[datetime, int], datetime] | None = None,
        idle_already_ms: int = 0,
    ) -> None:
        self._begins = far_off.beginning()
        self.steady_ms = self._begins.steady_ms
        self.asleep_ms = 0
        self.began_at = wall
        self._wall_shows = wall_shows
        self.engine = Engine(rules or Rules(), self.moment, memory)
        self.said: list[tuple[int, Command]] = []
        self.views: list[View] = []
        self._wake_also = wake_also
        self._wakes_late = wakes_late
        self._watched: frozenset[int] = frozenset()
        self._reported: set[int] = set()
        self._typing = False
        self._resolution_ms: int | None = 1
        self._last_input_ms = self.steady_ms - idle_already_ms
        self.tell(Sensing(1))

    # --- the person -------------------------------------------------------------

    def types(self, for_ms: int) -> "SimulatedDesk":
        """Input all the while, the first at once and the last at the end."""
        self._hand()
        self._typing = True
        self._run(for_ms)
        self._typing = False
        return self

    def pauses(self, for_ms: int) -> "SimulatedDesk":
        """No input."""
        self._run(for_ms)
        return self

    def works(
        self, for_ms: int, *, every_ms: int = 20 * SECOND, pausing_ms: int = SECOND // 2
    ) -> "SimulatedDesk":
        """Typing, with a short pause every now and then."""
        until_ms = self.steady_ms + for_ms
        while self.steady_ms < until_ms:
            self.types(min(every_ms, until_ms - self.steady_ms))
            self.pauses(min(pausing_ms, until_ms - self.steady_ms))
        return self

    def bumps_the_desk(self) -> "SimulatedDesk":
        """One lone input."""
        self._hand()
        return self

    def locks(self, for_ms: int) -> "SimulatedDesk":
        """Locks by hand, comes back and types the password."""
        self._hand()
        self.tell(Locked())
        self._run(for_ms)
        self._hand()
        self.tell(Unlocked())
        return self

    def sleeps(self, for_ms: int, *, idle_read_before: bool = False) -> "SimulatedDesk":
        """Nobody announces it; the loop wakes some time after.

        Idle counters run on the awake clock: after the sleep they tell when the last input was only to who
        has read them before it.
        """
        self.steady_ms += for_ms
        self.asleep_ms += for_ms
        if not idle_read_before:
            self._last_input_ms += for_ms
        self.tell(Tick())
        return self

    def sleeps_by_its_word(
        self, for_ms: int, *, falling_asleep_ms: int = SECOND, waking_ms: int = SECOND
    ) -> "SimulatedDesk":
        """The computer says that it goes to sleep and that it is back, each with a moment in between."""
        self.tell(FellAsleep())
        self._run(falling_asleep_ms)
        self.sleeps(for_ms)
        self._run(waking_ms)
        self.tell(Woke())
        return self

    def is_stopped(self, for_ms: int) -> "SimulatedDesk":
        """The process stands still (SIGSTOP), right after it last woke."""
        self.tell(Tick())
        self.steady_ms += for_ms
        self.tell(Tick())
        return self

    def stalls(self, for_ms: int, *, types: tuple[int, int] | None, told_first: bool) -> "SimulatedDesk":
        """Nothing of this process runs for a while, and then everything at once: the loop wakes late.

        ``types`` is input from here to there meanwhile. The sense tells of it just before the loop looks
        at the clock, or just after.
        """
        self.tell(Tick())
        was_reported = bool(self._reported)
        input_ms = None if types is None else (self.steady_ms + types[0], self.steady_ms + types[1])
        self.steady_ms += for_ms
        if not told_first:
            self.tell(Tick())
        if input_ms is not None:
            first_ms, self._last_input_ms = input_ms
            self._reported.clear()
            if was_reported:
                self.tell(Active(first_ms))
        self._report()
        if told_first:
            self.tell(Tick())
        return self

    def restarts(self, gap_ms: int, *, types: tuple[int, int] | None = None) -> "SimulatedDesk":
        """Deskbreak ends and is started again, as a state file of the same boot would have it."""
        self.tell(Tick())
        rules, memory = self.engine.rules, self.engine.memory()
        if types is not None:
            self._last_input_ms = self.steady_ms + types[1]
        self.steady_ms += gap_ms
        self.engine = Engine(rules, self.moment, remembered_after(memory, gap_ms, rules.rest_after_idle_ms))
        self.tell(Sensing(self._resolution_ms))
        self._report()
        return self

    def clock_is_set(self, by: timedelta) -> "SimulatedDesk":
        """The wall clock is set, and the mind looks at it."""
        self.tell(Tick())
        self.began_at += by
        self.tell(Tick())
        return self

    def zone_becomes(self, zone: tzinfo) -> "SimulatedDesk":
        """The system's zone changes: a journey, or daylight saving."""
        self.tell(Tick())
        self.began_at = self.began_at.astimezone(zone)
        self.tell(Tick())
        return self

    def holds(self, *on: Hold, screen_kept: bool | None = None) -> "SimulatedDesk":
        """Every hold can be told: these are on, the others off."""
        for hold in Hold:
            self.tell(Held(hold, hold in on))
        self.tell(ScreenKept(screen_kept))
        return self

    def chooses(self, answer: Answer, **details: object) -> "SimulatedDesk":
        self.tell(Chose(answer, **details))  # type: ignore[arg-type]  # the details are Chose's own
        return self

    def breathes(self, breaths: int, each_ms: int = 10 * SECOND) -> "SimulatedDesk":
        """Follows the guide without touching anything."""
        for count in range(1, breaths + 1):
            self._run(each_ms)
            self.tell(BreathDone(count))
        self.tell(RoutineEnded())
        return self

    # --- what can be seen -----------------------------------------------------------

    @property
    def now_ms(self) -> int:
        return self.steady_ms - self._begins.steady_ms

    @property
    def idle_was_told(self) -> bool:
        """Whether the next input is told, too."""
        return bool(self._reported)

    @property
    def moment(self) -> Moment:
        awake_ms = self._begins.awake_ms + self.now_ms - self.asleep_ms
        return Moment(self.steady_ms, awake_ms, self.clock_at(self.now_ms))

    def clock_at(self, at_ms: int) -> datetime:
        """What the clock on the wall shows then."""
        wall = self.began_at + timedelta(milliseconds=at_ms)
        return wall if self._wall_shows is None else self._wall_shows(wall, at_ms)

    @property
    def view(self) -> View:
        self.tell(Tick())
        return self.engine.view

    def state(self) -> State:
        return self.view.state

    @property
    def sitting_min(self) -> float:
        return round(self.view.sitting_ms / MINUTE, 2)

    @property
    def prompts(self) -> list[tuple[float, str]]:
        """When, in minutes since the start, and why."""
        return [(round(at / MINUTE, 2), said.why.value) for at, said in self.said if isinstance(said, Prompt)]

    @property
    def rows(self) -> list[Row]:
        """The history: the last word on each prompt."""
        by_name = {
            (said.row.reminder_id, said.row.attempt): said.row
            for _, said in self.said
            if isinstance(said, Record)
        }
        return list(by_name.values())

    @property
    def outcomes(self) -> list[str | None]:
        return [row.outcome.value if row.outcome else None for row in self.rows]

    @property
    def routines(self) -> list[OpenRoutine]:
        return [said for _, said in self.said if isinstance(said, OpenRoutine)]

    @contextmanager
    def expecting_no_prompt(self) -> Iterator[None]:
        before = len(self.prompts)
        yield
        assert self.prompts[before:] == []

    # --- how it is driven -----------------------------------------------------------------

    def tell(self, event: Event) -> None:
        if isinstance(event, Sensing):  # another adapter, which has reported nothing yet, or none
            self._resolution_ms = event.resolution_ms
            self._watched = frozenset()
            self._reported.clear()
        for command in self.engine.handle(event, self.moment):
            if isinstance(command, Watch):
                self._watched = command.lengths_ms
            else:
                self.said.append((self.now_ms, command))
        self.views.append(self.engine.view)

    def _hand(self) -> None:
        was_reported = bool(self._reported)
        self._last_input_ms = self.steady_ms
        self._reported.clear()
        if was_reported:
            self.tell(Active(self.steady_ms))

    def _run(self, for_ms: int) -> None:
        until_ms = self.steady_ms + for_ms
        while True:
            if self._typing:
                self._last_input_ms = self.steady_ms
            report_ms = self._next_report()
            wake_ms = self.engine.deadline
            if self._wakes_late is not None:
                wake_ms = max(wake_ms, self.steady_ms) + self._wakes_late()
            if self._wake_also is not None:
                wake_ms = min(wake_ms, self.steady_ms + self._wake_also(self.steady_ms))
            next_ms = min(wake_ms, until_ms if report_ms is None else min(report_ms, until_ms))
            self.steady_ms = max(self.steady_ms, next_ms)
            if self._typing:
                self._last_input_ms = self.steady_ms
            self._report()
            if self.steady_ms >= wake_ms:
                self.tell(Tick())
            if self.steady_ms >= until_ms:
                return

    def _open_lengths(self) -> list[int]:
        longest = max(self._reported, default=0)
        return sorted(length for length in self._watched if length > longest)

    def _next_report(self) -> int | None:
        lengths = self._open_lengths()
        return None if self._typing or not lengths else self._last_input_ms + lengths[0]

    def _report(self) -> None:
        quiet_ms = self.steady_ms - self._last_input_ms
        crossed = [length for length in self._open_lengths() if length <= quiet_ms]
        if crossed and not self._typing:
            self._reported.update(crossed)
            self.tell(Idle(self._last_input_ms))


def remembered_after(memory: Memory, gap_ms: int, rest_after_idle_ms: int) -> Memory:
    """What a state file of the same boot hands out after ``gap_ms``."""
    pause_ms = memory.paused_for_ms
    is_over = pause_ms is not None and pause_ms <= gap_ms
    return replace(
        memory,
        reminder=memory.reminder if gap_ms < rest_after_idle_ms else None,
        paused_for_ms=None if pause_ms is None or is_over else pause_ms - gap_ms,
        paused_until=None if is_over else memory.paused_until,
    )
