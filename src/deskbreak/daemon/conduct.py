"""Carries the mind's commands out. Nothing here blocks: each goes to a thread or a process."""

import logging
from collections.abc import Callable

from deskbreak.core import commands as do
from deskbreak.daemon import hold_words, words
from deskbreak.daemon.ports import Ports
from deskbreak.daemon.surface import Surface
from deskbreak.daemon.today import Today
from deskbreak.history.writer import HistoryWriter
from deskbreak.settings.resolved import Resolved
from deskbreak.window import messages as say

log = logging.getLogger(__name__)


class Conduct:
    """``settings`` is asked for what holds now; ``facts`` for what the window needs beside its message."""

    def __init__(
        self,
        ports: Ports,
        surface: Surface,
        history: HistoryWriter,
        today: Today,
        settings: Callable[[], Resolved],
    ) -> None:
        self.prompting = False
        self.guiding = False
        self.attempt = 0
        """How often was asked in the present reminder, the open prompt included."""
        self.waited = ""
        """Why the last prompt came only then, ready to read; empty where it did not wait."""
        self._ports = ports
        self._surface = surface
        self._history = history
        self._today = today
        self._settings = settings

    def carry_out(self, command: do.Command) -> None:
        match command:
            case do.Watch(lengths_ms):
                if self._ports.activity.adapter is not None:
                    self._ports.activity.adapter.watch(lengths_ms)
            case do.WatchHolds(wanted):
                self._ports.holds.watch(wanted=wanted)
            case do.Prompt():
                self._prompt(command)
            case do.Withdraw():
                self.prompting = False
                self._surface.tell(say.ClosePrompt())
            case do.OpenRoutine():
                self._guide(command)
            case do.CloseRoutine():
                self.guiding = False
                self._surface.tell(say.CloseRoutine())
            case do.PaceRoutine(waiting):
                self._surface.tell(say.PaceRoutine(waiting))
            case do.ShowSign():
                pass  # the tray shows the view, and the view says silent
            case do.RestBegan():
                pass  # the view says resting
            case do.Record(row):
                self._history.record(row)
                self._today.add(row)

    def _prompt(self, prompt: do.Prompt) -> None:
        log.info("prompt %s.%s (%s)", prompt.reminder_id, prompt.attempt, prompt.why)
        self.prompting, self.attempt = True, prompt.attempt
        self.waited = hold_words.waited(prompt.held_ms, prompt.held_reasons)
        values = self._settings().values
        self._surface.show(
            say.ShowPrompt(
                sitting_ms=prompt.sitting_ms,
                snooze_ms=prompt.snooze_ms,
                snoozes_left=prompt.snoozes_left,
                routine=prompt.routine,
                variant=prompt.variant,
                breaths=prompt.breaths,
                inhale_ms=values["routine.inhale"],
                exhale_ms=values["routine.exhale"],
                waited=self.waited,
                planned_for=_planned_for(prompt),
            )
        )

    def _guide(self, routine: do.OpenRoutine) -> None:
        values = self._settings().values
        self.guiding = True
        self._surface.show(
            say.ShowRoutine(
                routine=routine.routine,
                variant=routine.variant,
                breaths=routine.breaths,
                inhale_ms=values["routine.inhale"],
                exhale_ms=values["routine.exhale"],
                motion=values["routine.motion"],
            )
        )


def _planned_for(prompt: do.Prompt) -> str:
    return words.time_of_day(prompt.due) if prompt.kind is do.Kind.ANCHOR and prompt.due else ""
