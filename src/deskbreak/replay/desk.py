"""Somebody at a desk, and the mind beside it, told only what a thrifty activity adapter would tell.

The mind asks for some lengths of idle. Each is reported when the idle reaches it, with its true beginning,
and so is the first input after a reported idle; all the rest of a day's keys and movements never reaches
the mind, here as on a real desktop. Beside that it is woken at its deadlines.

Idle counters stand still while a computer sleeps, and so do they here.
"""

from enum import StrEnum
from typing import Protocol

from deskbreak.core import commands as do
from deskbreak.core import events as on
from deskbreak.core.engine import Engine
from deskbreak.core.moments import Moment
from deskbreak.core.rules import Hold, Rules
from deskbreak.replay.wall import KnownDays, SomeDays

DAY_MS = 24 * 3_600_000
RESOLUTION_MS = 1
TICK = on.Tick()


class Answer(StrEnum):
    """What the person answers to each prompt, at once."""

    IGNORE = "ignore"
    TAKE = "take"
    SKIP = "skip"
    SNOOZE = "snooze"
    STOOD = "stood"


CHOICES = {
    Answer.SKIP: on.Chose(on.Answer.SKIP),
    Answer.SNOOZE: on.Chose(on.Answer.SNOOZE),
    Answer.STOOD: on.Chose(on.Answer.STOOD),
}


class Witness(Protocol):
    """Sees what happens at the desk, and looks at it for more."""

    def hears(self, command: do.Command, desk: "Desk") -> None:
        """The mind decided this just now."""

    def sees_input(self, t_ms: int, quiet_ms: int) -> None:
        """There was input, after none for ``quiet_ms``. Told only where it was waited for, or where the mind
        may be told as well."""

    @property
    def waits_for_input(self) -> bool:
        """Whether the next input is to be told."""


class Desk:
    """From ``begins_ms`` on; what passes there is told by its methods, in order."""

    def __init__(
        self, rules: Rules, begins_ms: int, wall: KnownDays | SomeDays, answer: Answer, witness: Witness
    ) -> None:
        self.now_ms = begins_ms
        self.last_input_ms = begins_ms
        self._wall = wall
        self._answer = answer
        self._witness = witness
        self._rules = rules
        self._asleep_ms = 0
        self._slept_since_input_ms = 0
        self._lengths_ms: frozenset[int] = frozenset()
        self._reported_ms: int | None = None
        self._begins_anew = False
        """Whether sitting counts again from the next input."""
        self.engine = Engine(rules, self._moment(begins_ms), heartbeat_ms=DAY_MS)
        self.deadline_ms = begins_ms
        self._tell(on.Sensing(RESOLUTION_MS), begins_ms)
        for hold in Hold:
            self._tell(on.Held(hold, on=False), begins_ms)

    # --- what the person does -----------------------------------------------------------

    @property
    def unnoticed_ms(self) -> int:
        """Input that follows the last one sooner than this, and before the deadline, changes nothing."""
        if self._begins_anew or self._witness.waits_for_input:
            return 0
        return min(self._lengths_ms, default=DAY_MS)

    def touches(self, t_ms: int) -> None:
        """An input, after nothing since the one before."""
        self.rests_hands(t_ms)
        self._witness.sees_input(t_ms, t_ms - self.last_input_ms)
        self.last_input_ms, self._slept_since_input_ms = t_ms, 0
        if self._reported_ms is not None:
            self._reported_ms = None
            self._tell(on.Active(t_ms), t_ms)
        if self._begins_anew:
            self._begins_anew = False
            self._tell(CHOICES[Answer.STOOD], t_ms)

    def touched_last(self, t_ms: int) -> None:
        """There was input up to then which changed nothing, by :attr:`unnoticed_ms`."""
        self.last_input_ms = self.now_ms = t_ms

    def works(self, until_ms: int) -> None:
        """Input all the while, after an input just now."""
        while self.deadline_ms < until_ms:
            self.last_input_ms = self.now_ms = max(self.deadline_ms, self.now_ms)
            self._tell(TICK, self.now_ms)
            self.touches(self.now_ms)
        self.last_input_ms = self.now_ms = until_ms

    def rests_hands(self, until_ms: int) -> None:
        """No input until then."""
        while True:
            reached_ms = self._next_report_ms()
            wake_ms = self.deadline_ms if reached_ms is None else min(reached_ms, self.deadline_ms)
            if wake_ms > until_ms:
                break
            at_ms = max(wake_ms, self.now_ms)
            if reached_ms is not None and reached_ms <= at_ms:
                self._reported_ms = at_ms - self.last_input_ms - self._slept_since_input_ms
                self._tell(on.Idle(self.last_input_ms), at_ms)
            else:
                self._tell(TICK, at_ms)
        self.now_ms = until_ms

    def is_looked_at(self) -> None:
        """Bring the mind to the present, so that its view is of now."""
        self._tell(TICK, self.now_ms)

    def locks(self) -> None:
        self._tell(on.Locked(), self.now_ms)

    def unlocks(self) -> None:
        self._tell(on.Unlocked(), self.now_ms)

    def sleeps(self, until_ms: int) -> None:
        """The computer sleeps; nothing is told of it but the clocks."""
        slept_ms = until_ms - self.now_ms
        self._tell(TICK, self.now_ms)
        self._asleep_ms += slept_ms
        self._slept_since_input_ms += slept_ms
        self._tell(TICK, until_ms)

    def is_unknown(self, until_ms: int) -> None:
        """Nobody can tell what was until then. An idle that goes on afterwards has no known beginning."""
        since_ms = self.now_ms
        if self._reported_ms is not None:
            self._reported_ms = 0
        self.last_input_ms, self._slept_since_input_ms = until_ms, 0
        self._tell(on.StoodStill(since_ms), until_ms)

    def pauses_reminders(self, until_ms: int) -> None:
        self._tell(on.Suspended(for_ms=until_ms - self.now_ms), self.now_ms)

    def holds(self, hold: Hold, *, is_on: bool) -> None:
        self._tell(on.Held(hold, on=is_on), self.now_ms)

    # --- what the mind is told ------------------------------------------------------------

    def _next_report_ms(self) -> int | None:
        """When this idle has lasted for the next of the watched lengths."""
        reported_ms = self._reported_ms or 0
        ahead = [each for each in self._lengths_ms if each > reported_ms]
        return self.last_input_ms + self._slept_since_input_ms + min(ahead) if ahead else None

    def _moment(self, t_ms: int) -> Moment:
        return Moment(t_ms, t_ms - self._asleep_ms, self._wall.at(t_ms))

    def _tell(self, event: on.Event, t_ms: int) -> None:
        self.now_ms = t_ms
        for command in self.engine.handle(event, self._moment(t_ms)):
            if isinstance(command, do.Watch):
                self._lengths_ms = command.lengths_ms
            elif not isinstance(command, do.WatchHolds):
                self._witness.hears(command, self)
                if isinstance(command, do.Prompt):
                    self._answers(t_ms)
        self.deadline_ms = self.engine.deadline

    def _answers(self, t_ms: int) -> None:
        if self._answer is Answer.TAKE:
            self._begins_anew = True
            self._tell(on.Chose(on.Answer.START), t_ms)
            self._tell(on.BreathDone(self._rules.breaths), t_ms)
            self._tell(on.RoutineEnded(), t_ms)
        elif self._answer is not Answer.IGNORE:
            self._tell(CHOICES[self._answer], t_ms)
