"""What Deskbreak would have done on a day: a line for each thing that a person would have noticed."""

from dataclasses import dataclass, replace
from enum import StrEnum

from deskbreak.core import commands as do
from deskbreak.replay.desk import Desk
from deskbreak.replay.figures import Figures
from deskbreak.replay.portrait import Portrait


class What(StrEnum):
    """What a line tells."""

    PROMPT = "prompt"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    WALKED_AWAY = "walked_away"
    REST = "rest"
    SILENT = "silent"


ENDED = {
    do.Outcome.IGNORED: What.LAPSED,
    do.Outcome.WITHDRAWN: What.WITHDRAWN,
    do.Outcome.WALKED_AWAY: What.WALKED_AWAY,
}
"""How a prompt ends, where that is a line of its own. Of the answers only "I already stood" is one."""
COUNT_AS_BREAKS = frozenset((do.Outcome.COMPLETED, do.Outcome.WALKED_AWAY))


@dataclass(frozen=True, slots=True)
class Line:
    """``t_ms`` is when the mind decided, on the trace's own scale; ``idle_ms`` the time since the last input
    by then. A rest, and what ends with it, has the ``sitting_ms`` that it ended."""

    t_ms: int
    what: What
    why: do.Why | None
    sitting_ms: int
    idle_ms: int


class Diary:
    """Keeps the lines and counts the figures of one day; draws its ``portrait``, if one is wanted."""

    def __init__(self, portrait: Portrait | None = None) -> None:
        self.lines: list[Line] = []
        self.figures = Figures()
        self.portrait = portrait
        self._asked_ms: int | None = None
        """When a first prompt came after which there was no input yet."""
        self._skipped_at_ms = 0
        """How long somebody had sat when a reminder was skipped: the next window counts from there."""

    @property
    def waits_for_input(self) -> bool:
        return self._asked_ms is not None

    def sees_input(self, t_ms: int, quiet_ms: int) -> None:
        if self._asked_ms is not None:
            self.figures.went_on(t_ms - self._asked_ms, known=True)
            self._asked_ms = None
        if self.portrait is not None:
            self.portrait.paused_hands(t_ms - quiet_ms, t_ms)

    def hears(self, command: do.Command, desk: Desk) -> None:
        match command:
            case do.Prompt(attempt=attempt, why=why, sitting_ms=sitting_ms, kind=kind):
                self._write(What.PROMPT, desk, sitting_ms, why)
                self.figures.prompts += 1
                if self.portrait is not None:
                    self.portrait.sat(desk.now_ms, sitting_ms)
                if attempt == 1 and kind is do.Kind.REMINDER:
                    self.figures.first_prompt(why, sitting_ms - self._skipped_at_ms)
                    self._asked_ms = desk.now_ms
            case do.Record(do.Row(outcome=outcome, sitting_ms=asked_at_ms)):
                if outcome in ENDED:
                    stood = outcome is do.Outcome.WALKED_AWAY
                    self._write(ENDED[outcome], desk, asked_at_ms if stood else desk.engine.view.sitting_ms)
                if outcome is do.Outcome.SKIPPED:
                    self._skipped_at_ms = asked_at_ms
                elif outcome in COUNT_AS_BREAKS:
                    self._sat(asked_at_ms)
                    self._begins_anew()
            case do.ShowSign(shown=True):
                self._write(What.SILENT, desk, desk.engine.view.sitting_ms)
            case do.RestBegan(since_ms, sitting_ms):
                self._rests(since_ms, sitting_ms, desk)

    def nothing_known(self, desk: Desk) -> None:
        """Now begins a time that the trace says nothing about, or it ends."""
        sitting_ms = desk.engine.view.sitting_ms
        self._sat(sitting_ms)
        if self._asked_ms is not None:
            self.figures.went_on(desk.now_ms - self._asked_ms, known=False)
            self._asked_ms = None
        if self.portrait is not None:
            self.portrait.sat(desk.now_ms, sitting_ms)
            self.portrait.paused_hands(desk.last_input_ms, desk.now_ms)

    def known_again(self, desk: Desk) -> None:
        """And now it goes on."""
        sitting_ms = desk.engine.view.sitting_ms
        self._skipped_at_ms = min(self._skipped_at_ms, sitting_ms)
        if self.portrait is not None:
            self.portrait.went_on(desk.now_ms, sitting_ms)

    def _rests(self, since_ms: int, sitting_ms: int, desk: Desk) -> None:
        if self.lines and self.lines[-1].t_ms == desk.now_ms and self.lines[-1].what in ENDED.values():
            self.lines[-1] = replace(self.lines[-1], sitting_ms=sitting_ms)
        self._write(What.REST, desk, sitting_ms)
        self._sat(sitting_ms)
        self.figures.rests += 1
        if self.portrait is not None:
            self.portrait.rested(since_ms, sitting_ms)
        self._begins_anew()

    def _begins_anew(self) -> None:
        self._skipped_at_ms = 0
        if self.portrait is not None:
            self.portrait.began_anew()

    def _sat(self, sitting_ms: int) -> None:
        """A stretch of sitting ended, or the trace did."""
        self.figures.longest_sitting_ms = max(self.figures.longest_sitting_ms, sitting_ms)

    def _write(self, what: What, desk: Desk, sitting_ms: int, why: do.Why | None = None) -> None:
        self.lines.append(Line(desk.now_ms, what, why, sitting_ms, desk.now_ms - desk.last_input_ms))
