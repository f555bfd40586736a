"""The household over days and weeks, with the real calendar, at a clock that is set, flown and slept over."""

from datetime import datetime, timedelta
from pathlib import Path

from deskbreak.core.moments import Moment
from deskbreak.daemon import inbox
from deskbreak.daemon.needed_calendar import NeededCalendar
from deskbreak.daemon.state_file import StateFile
from deskbreak.window import messages as say
from support.fakes.activity import FakeDesk
from support.household import DeskInbox, Household
from support.wall_clock import WallClock

TOUCH_S = 600
"""So often somebody at the desk touches something."""
REST_MS = 4 * 3_600_000
PATIENT = ("rest.after_idle=4h", "reminder.earliest=11h", "reminder.latest=12h")
"""Reminders are out of the way, and reading for ten minutes is no rest."""


class ClockedDesk(FakeDesk):
    """A desk with the clocks of a computer."""

    def __init__(self, clock: WallClock) -> None:
        self._clock = clock
        super().__init__()
        self.last_input_ms = clock.steady_ms

    def now(self) -> Moment:
        return self._clock.now()

    @property
    def now_ms(self) -> int:
        return self._clock.steady_ms

    @now_ms.setter
    def now_ms(self, _value: int) -> None:
        """The clock alone says what time it is."""


class AwakeDesk(FakeDesk):
    """The clock by which a program waits: it stands still while the computer sleeps."""

    def __init__(self, clock: WallClock) -> None:
        self._clock = clock
        super().__init__()

    @property
    def now_ms(self) -> int:
        return self._clock.awake_ms

    @now_ms.setter
    def now_ms(self, _value: int) -> None:
        """The clock alone says what time it is."""


class DaysAtHome(Household):
    """Somebody who is at the desk whenever the computer is awake, and gets up at each prompt."""

    def __init__(self, directory: Path, clock: WallClock, *chosen: str) -> None:
        self.clock = clock
        self._directory = directory
        self._chosen = chosen
        self._answered = 0
        self._touch_ms = clock.awake_ms
        state_file = StateFile(directory / "state.json", "desk", "monday")
        memory = state_file.read(clock.now(), REST_MS)
        super().__init__(directory, *PATIENT, *chosen, memory=memory)
        self._rows_before = len(self.rows())
        self.calendar = NeededCalendar(lambda: self.box.post(inbox.CalendarDue()))
        self.calendar.keep(self.loop.settings, clock.now())

    def _desk(self) -> FakeDesk:
        return ClockedDesk(self.clock)

    def _inbox(self) -> DeskInbox:
        return DeskInbox(AwakeDesk(self.clock))

    def _run_calendar(self, now: Moment) -> float:
        self.calendar_runs += 1
        return self.calendar.run_due(now)

    def starts(self) -> "DaysAtHome":
        super().starts()
        return self

    # --- what happens -----------------------------------------------------------------------

    def lives(self, for_s: float) -> "DaysAtHome":
        left_ms = round(for_s * 1000)
        while left_ms > 0:
            due_ms = min(self.box.due_ms, self._touch_ms)
            step_ms = min(left_ms, max(0, round(due_ms) - self.clock.awake_ms))
            self.clock.run(step_ms)
            left_ms -= step_ms
            if self.clock.awake_ms >= self._touch_ms:
                self._touch_ms = self.clock.awake_ms + TOUCH_S * 1000
                self.desk.input()
            self._look()
        return self

    def sleeps(self, for_s: float) -> "DaysAtHome":
        """The computer does; who wakes it is there."""
        self.clock.run(round(for_s * 1000), asleep=True)
        self._touch_ms = self.clock.awake_ms
        return self

    def stands_still(self, for_s: float) -> "DaysAtHome":
        self.clock.run(round(for_s * 1000))
        self._look()
        return self

    def is_set_by(self, by: timedelta) -> "DaysAtHome":
        self.clock.set_by(by)
        return self

    def flies_to(self, zone: str) -> "DaysAtHome":
        self.clock.fly_to(zone)
        return self

    def starts_again(self, after_s: float = 5) -> "DaysAtHome":
        """Deskbreak ends, and is started anew a while later."""
        self.ends()
        self.clock.run(round(after_s * 1000))
        return type(self)(self._directory, self.clock, *self._chosen).starts()

    def _look(self) -> None:
        self.desk.tell()
        self.box.time_passed()
        if len(self.window.heard(say.ShowPrompt)) > self._answered:
            self._answered += 1
            self.window_says(say.Wanted("stood"))
            wanted = self._rows_before + self._answered
            self.until(lambda: len(self.rows()) == wanted, "the prompt is in the history")

    # --- what can be seen -------------------------------------------------------------------

    def planned(self) -> list[datetime]:
        """For which times of the day it was asked, as the history has them, oldest first."""
        return [datetime.fromisoformat(row.due) for row in self.rows() if row.kind == "anchor" and row.due]
