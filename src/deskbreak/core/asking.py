"""The reminder itself: when it asks, how it takes an answer, how it ends.

Told by the engine what became true, it moves along :data:`deskbreak.core.reminder.TRANSITIONS` and says
what to do. It knows the person only through :class:`deskbreak.core.presence.Presence`.
"""

from dataclasses import replace
from datetime import datetime

from deskbreak.core import commands as do
from deskbreak.core import rows
from deskbreak.core.anchors import Come
from deskbreak.core.events import Answer, Chose
from deskbreak.core.guidance import BUSY_MS, CALM_MS, Guidance
from deskbreak.core.ledger import Ledger
from deskbreak.core.lull import WantedPause, wanted_pause
from deskbreak.core.memory import ReminderMemory
from deskbreak.core.moments import Moment
from deskbreak.core.occasion import Occasion
from deskbreak.core.patience import Patience
from deskbreak.core.presence import Presence, Rested
from deskbreak.core.reminder import NotNow, Phase, Trigger, follow
from deskbreak.core.rules import SECOND_MS, Hold, Rules
from deskbreak.core.wait import Wait

LOOK_AHEAD_MS = 10 * SECOND_MS
"""So long before a window opens it is looked at whether something holds."""


class Asking:
    """One reminder after the other. ``now`` is kept by the engine; ``commands`` are taken by it."""

    def __init__(self, rules: Rules, presence: Presence, now: Moment, memory: ReminderMemory | None) -> None:
        self.rules = rules
        self.now = now
        self.barred = False
        """Locked, asleep, suspended or off hours: nobody can be asked."""
        self.blocked = False
        """No prompt may come just now."""
        self.not_before_ms = now.steady_ms
        """Nothing is asked before: after a late wake the senses speak first."""
        self.phase = Phase.SITTING
        self.occasion = Occasion(now.steady_ms, rules)
        self.commands: list[do.Command] = []
        self._presence = presence
        self._sign_shown = False
        self._ledger = Ledger()
        self._patience = Patience(now.steady_ms, rules.patience_ms, 0, busy=False)
        self._guidance = Guidance(now.steady_ms, Phase.SITTING)
        if memory is not None:
            self.occasion = Occasion.recalled(memory, now.steady_ms, rules)
            self.phase = Phase.SILENT if memory.silent else Phase.SITTING

    @property
    def _t(self) -> int:
        return self.now.steady_ms

    @property
    def _known_t(self) -> int:
        """Windows begin here: unknown time is left out of them, also while it goes on."""
        return self._presence.known_until_ms(self._t)

    # --- what can be seen ------------------------------------------------------------

    @property
    def snoozes_left(self) -> int:
        return max(0, self.rules.snoozes - self.occasion.asks)

    @property
    def routine(self) -> str:
        """Which routine a prompt asks for."""
        return self.occasion.anchored_routine or self.rules.routine

    @property
    def planned_for(self) -> datetime | None:
        """The time of day that the present reminder is tied to, where one is."""
        return self.occasion.due if self.occasion.kind is do.Kind.ANCHOR else None

    @property
    def breaths(self) -> tuple[int, int]:
        """How many are done, of how many."""
        row = self._ledger.row
        if self.phase is not Phase.ROUTINE or row is None:
            return 0, self.rules.breaths
        return self._guidance.breaths_done, row.breaths

    def dues_ms(self) -> list[int | None]:
        """When something may become true by itself."""
        presence = self._presence
        match self.phase:
            case Phase.SITTING:
                opens_ms = self.occasion.window.opens_ms
                return [opens_ms - LOOK_AHEAD_MS, opens_ms]
            case Phase.DUE | Phase.TAKEN_DOWN if self.occasion.wait.since_ms is not None:
                return [self.occasion.limit_ms(self.rules)]
            case Phase.DUE if not self.blocked:
                wanted, pause_since_ms = self._wanted(), presence.pause_since_ms
                met_ms = None if pause_since_ms is None else wanted.met_at(pause_since_ms, self._t)
                return [
                    self.occasion.window.closes_ms,
                    wanted.next_step_ms(self._t),
                    met_ms,
                    self.not_before_ms,
                ]
            case Phase.PROMPTING:
                return [*self._patience.dues_ms()]
            case Phase.ROUTINE:
                return [self._guidance.busy_ms(presence.busy_since_ms)]
            case _:
                return []

    def watched_ms(self) -> list[int | None]:
        """The idle lengths that matter to the reminder now."""
        match self.phase:
            case Phase.DUE if not self.blocked:
                return [self._wanted().watched_at(self._t)]
            case Phase.PROMPTING:
                return [self._patience.watched_ms(self._t)]
            case Phase.ROUTINE if self._can_tell_calm():
                return [max(CALM_MS, self._presence.resolution_ms or 0)]
            case _:
                return []

    def wants_holds_known(self) -> bool:
        """Whether a question stands or may come soon, so that what holds has to be known."""
        if self.phase is Phase.SITTING:
            return self.occasion.window.opens_ms - LOOK_AHEAD_MS <= self._t
        return self.phase in (Phase.DUE, Phase.TAKEN_DOWN, Phase.PROMPTING)

    def has_waited_too_long(self) -> bool:
        """Whether no hold is waited for in silence any more."""
        return self._known_t >= self.occasion.limit_ms(self.rules)

    def memory(self) -> ReminderMemory:
        """What to keep for a restart. A prompt whose row is open is remembered as about to be asked again."""
        open_prompt = self.phase in (Phase.PROMPTING, Phase.TAKEN_DOWN) and self._ledger.row is not None
        return self.occasion.memory(
            self._t,
            known_ms=self._known_t,
            sitting_ms=self._presence.sitting_ms(self._t),
            silent=self.phase is Phase.SILENT,
            shown_ago_ms=self._presence.stillness.shown_ago_ms(self._t),
            attempt=self.occasion.attempt - 1 if open_prompt else self.occasion.attempt,
        )

    # --- what becomes true by itself ---------------------------------------------------

    def settle_window(self) -> None:
        """The window opens."""
        opens_ms = self.occasion.window.opens_ms
        if self.phase is not Phase.SITTING or opens_ms > self._t or not self._presence.readable:
            return
        self.phase = follow(self.phase, Trigger.WINDOW_OPENS)
        if self.occasion.due is None:
            due = self.now.wall_at(opens_ms)
            self.occasion.name(self._ledger.name(due), due)

    def settle_wait(self, holding: tuple[Hold, ...]) -> None:
        """What is due waits while something holds."""
        self.occasion.wait.settle(self._waits_for(holding), self._t, self._known_t)

    def settle_sign(self, holding: tuple[Hold, ...]) -> None:
        """The icon alone says so, once somebody was asked often enough or a wait is past its limit."""
        has_waited = bool(self._waits_for(holding)) and self.has_waited_too_long()
        shown = self.phase is Phase.SILENT or has_waited
        if shown is not self._sign_shown:
            self._sign_shown = shown
            self.commands.append(do.ShowSign(shown))

    def _waits_for(self, holding: tuple[Hold, ...]) -> tuple[Hold, ...]:
        return holding if self.phase in (Phase.DUE, Phase.TAKEN_DOWN) else ()

    def settle_patience(self) -> None:
        """Nobody answered."""
        if self.phase is not Phase.PROMPTING or not self._presence.readable:
            return
        busy = self._presence.quiet_since_ms is None and not self._presence.returning
        if self._patience.settle(self._t, busy=busy):
            self._lapse()

    def settle_pace(self) -> None:
        """The guide is to wait for busy hands, or to go on."""
        if self.phase is not Phase.ROUTINE:
            return
        # Where nobody can tell, the guide does not wait for hands that it cannot see.
        busy_since_ms = self._presence.busy_since_ms if self._can_tell_calm() else None
        pace = self._guidance.settle(self._t, busy_since_ms)
        if pace is not None:
            self.commands.append(pace)

    def _wanted(self) -> WantedPause:
        return wanted_pause(self.occasion.window, self.rules, self._presence.resolution_ms or 0)

    def settle_ask(self) -> None:
        """Ask at a pause that is long enough, or at the close; never in a pause that may be a rest."""
        presence = self._presence
        if self.phase is not Phase.DUE or self.blocked or presence.returning or self._t < self.not_before_ms:
            return
        if presence.left_for_ms(self._t) > self.rules.rest_after_idle_ms // 2:
            return
        closes_ms = self.occasion.window.closes_ms
        wanted_ms = self._wanted().at(min(self._t, closes_ms - 1))
        if presence.pause_since_ms is not None and self._t - presence.pause_since_ms >= wanted_ms:
            self._ask(do.Why.PAUSE)
        elif self._t >= closes_ms:
            self._ask(do.Why.LATEST)

    def _ask(self, why: do.Why) -> None:
        self.phase = follow(self.phase, Trigger.ASKS)
        rules, presence, occasion = self.rules, self._presence, self.occasion
        occasion.attempt += 1
        self._patience = Patience(
            self._t, rules.patience_ms, presence.resolution_ms or 0, busy=presence.quiet_since_ms is None
        )
        sat_ms = presence.sitting_ms(self._t)
        row = rows.of_prompt(occasion, why, rules, now_ms=self._t, now=self.now.wall, sat_ms=sat_ms)
        self.commands.append(self._ledger.open(row))
        self.commands.append(
            do.Prompt(
                reminder_id=occasion.reminder_id,
                attempt=occasion.attempt,
                why=why,
                sitting_ms=sat_ms,
                snooze_ms=rules.snooze_ms,
                snoozes_left=self.snoozes_left,
                routine=self.routine,
                variant=rules.variant,
                breaths=rules.breaths,
                kind=occasion.kind,
                due=occasion.due,
                held_ms=row.held_ms,
                held_reasons=row.held_reasons,
            )
        )
        occasion.wait = Wait()

    def _lapse(self) -> None:
        self._put_off(do.Outcome.IGNORED, self.rules.snooze_ms)

    # --- what the person does, as far as it can be seen ----------------------------------

    def idle(self, since_ms: int) -> None:
        """No input since then."""
        if self.phase is Phase.PROMPTING and self._patience.idle(since_ms):
            self._lapse()

    def input(self, at_ms: int) -> None:
        """Input again, after a pause that was no rest."""
        if self.phase is Phase.PROMPTING and self._patience.input(at_ms):
            self._lapse()

    def rested(self, rest: Rested) -> None:
        """A rest began. Whose last input came before the prompt did not walk away because of it."""
        self._withdraw()
        since_prompt = rest.last_input_ms >= self._patience.prompted_ms
        if self.phase is not Phase.ROUTINE:
            self._close_row(do.Outcome.WALKED_AWAY if since_prompt else do.Outcome.WITHDRAWN, rest.since_ms)
        self._close_unshown(rest.since_ms, rest.sitting_ms)
        self.commands.append(do.RestBegan(rest.since_ms, rest.sitting_ms))
        self.phase = follow(self.phase, Trigger.RESTS)
        self._guidance.came_from = Phase.RESTING

    def returned(self, at_ms: int) -> None:
        """A rest ended."""
        self.phase = follow(self.phase, Trigger.RETURNS)
        self._begin_stretch(at_ms)

    def left_out(self, for_ms: int) -> None:
        """Unknown time: everything is as it was, so much later."""
        self.occasion.shift(for_ms)
        self._patience.shift(for_ms, self._t)

    def woke_late(self, now_ms: int, asking_from_ms: int) -> None:
        """Nothing ran until now: the senses speak before anybody is asked, silence so far says nothing."""
        self.not_before_ms = asking_from_ms
        self._patience.shift(0, now_ms)

    def sensed(self, resolution_ms: int | None, asking_from_ms: int) -> None:
        """Another sense, or none: nobody is asked before it spoke."""
        self.not_before_ms = asking_from_ms
        self._patience.sensed(resolution_ms or 0)

    def forgotten(self) -> None:
        """So much unknown time that sitting starts at nothing; what was asked has no outcome."""
        self._withdraw()
        if self.phase is not Phase.ROUTINE:
            self._ledger.forget()
        self.phase = follow(self.phase, Trigger.FORGETS)
        self._guidance.came_from = Phase.SITTING
        self._begin_stretch(self._known_t)

    # --- what blocks ------------------------------------------------------------------------

    def take_down(self) -> None:
        """No question may stand now. Who locks the screen may be walking away: that row stays open."""
        if self.phase is Phase.ROUTINE and self._presence.away:
            self.commands.append(do.CloseRoutine())
            self.end_routine()
        if self.phase is Phase.PROMPTING:
            self._withdraw()
            self.phase = follow(self.phase, Trigger.BLOCKED)
        if self.phase is Phase.TAKEN_DOWN and not self._presence.away:
            self._close_row(do.Outcome.WITHDRAWN, self._t)

    def unblocked(self) -> None:
        """Questions may come again: the first window goes on if it is still open, otherwise a later one."""
        if self.phase is Phase.TAKEN_DOWN:
            self._close_row(do.Outcome.WITHDRAWN, self._t)
            self.phase = follow(self.phase, Trigger.UNBLOCKED)
            self._reschedule()
        came_from = self._guidance.came_from if self.phase is Phase.ROUTINE else self.phase
        window = self.occasion.window
        if came_from is Phase.DUE and not (window.first and self._t < window.closes_ms):
            self.occasion.ask_again_from(self._t, self.rules)

    # --- times of the day ---------------------------------------------------------------------

    def take_anchor(self, come: Come) -> bool:
        """A time of the day has come. Whether that is settled, asked for or dropped; otherwise it waits
        for somebody who can be asked."""
        if self.phase not in (Phase.SITTING, Phase.DUE, Phase.RESTING) or self._has_asked():
            return True
        if self._t > come.gives_up_ms:
            return True
        if self.phase is Phase.RESTING or self.barred or not self._presence.readable:
            return False
        self._close_unshown(self._t, self._presence.sitting_ms(self._t))
        self.phase = follow(self.phase, Trigger.ANCHOR_COMES)
        self.occasion.take_anchor(come, self._ledger.name(come.due), self._t, self.rules)
        return True

    def _has_asked(self) -> bool:
        return bool(self.occasion.attempt or self.occasion.asks)

    # --- the answers ----------------------------------------------------------------------------

    def chose(self, chose: Chose) -> None:
        """Raises :class:`NotNow` where the choice does not fit."""
        match chose.answer:
            case Answer.START:
                self._start(chose.routine or self.routine, chose.variant or self.rules.variant)
            case Answer.SNOOZE:
                if self.phase is not Phase.PROMPTING:
                    raise NotNow(self.phase, Trigger.PUTS_OFF)
                self._put_off(do.Outcome.SNOOZED, chose.for_ms or self.rules.snooze_ms)
            case Answer.SKIP:
                self._skip()
            case Answer.STOOD:
                self._stood()

    def _put_off(self, outcome: do.Outcome, for_ms: int) -> None:
        self.occasion.asks += 1
        self._withdraw()
        self._close_row(outcome, self._t)
        self._ask_later(Trigger.PUTS_OFF, Trigger.PUTS_OFF_LAST, for_ms)

    def _ask_later(self, trigger: Trigger, last: Trigger, for_ms: int) -> None:
        """Ask again in a while; once asked often enough, only the icon says so."""
        if self.occasion.asks > self.rules.snoozes:
            self.phase = follow(self.phase, last)
            return
        self.phase = follow(self.phase, trigger)
        self.occasion.ask_again_from(self._known_t + for_ms, self.rules)

    def _skip(self) -> None:
        put_off_before = self.phase is Phase.SITTING and not self.occasion.window.first
        after = Phase.SITTING if put_off_before else follow(self.phase, Trigger.SKIPS)
        self._withdraw()
        self._close_row(do.Outcome.SKIPPED, self._t)
        self._close_unshown(self._t, self._presence.sitting_ms(self._t))
        self.phase = after
        self._begin_stretch(self._known_t)

    def _stood(self) -> None:
        if self.phase is Phase.RESTING:
            return
        after = follow(self.phase, Trigger.STOOD)
        self._withdraw()
        self._close_row(do.Outcome.WALKED_AWAY, self._t)
        self._close_unshown(self._t, self._presence.sitting_ms(self._t))
        self.phase = after
        self._restart()

    def failed(self) -> None:
        """What was shown is gone: nobody could answer, so it is not counted as an ask."""
        if self.phase is Phase.ROUTINE:
            self.end_routine()
        elif self.phase is Phase.PROMPTING:
            self._close_row(do.Outcome.WITHDRAWN, self._t)
            self.phase = follow(self.phase, Trigger.FAILS)
            self.occasion.ask_again_from(self._known_t + self.rules.snooze_ms, self.rules)

    # --- the routine --------------------------------------------------------------------------------

    def breath_done(self, count: int) -> None:
        """Breath number ``count`` is finished."""
        self._guidance.breaths_done = max(self._guidance.breaths_done, count)

    def _start(self, routine: str, variant: str) -> None:
        after, came_from = follow(self.phase, Trigger.STARTS), self.phase
        if came_from is Phase.PROMPTING:
            self._withdraw()
            self.occasion.asks += 1
        else:
            self._close_row(do.Outcome.WITHDRAWN, self._t)
            self._open_asked(routine, variant)
        self._guidance = Guidance(self._t, came_from)
        self.phase = after
        if came_from is Phase.PROMPTING and self._ledger.row is not None:
            self._ledger.row = replace(self._ledger.row, routine=routine, variant=variant)
        self.commands.append(do.OpenRoutine(routine, variant, self.rules.breaths))

    def _open_asked(self, routine: str, variant: str) -> None:
        now, sat_ms = self.now.wall, self._presence.sitting_ms(self._t)
        name = self._ledger.name(now)
        row = rows.of_routine(name, routine, variant, self.rules, now=now, sat_ms=sat_ms)
        self.commands.append(self._ledger.open(row))

    def end_routine(self, variant: str | None = None) -> None:
        """The guide was closed, in ``variant`` if it says so. Half the breaths or more are a break; fewer,
        and things are as before."""
        if self.phase is not Phase.ROUTINE:
            return
        done, breaths = self.breaths
        if self._ledger.row is not None:
            row = self._ledger.row
            self._ledger.row = replace(row, breaths_done=done, variant=variant or row.variant)
        self._close_row(do.Outcome.COMPLETED if done >= breaths else do.Outcome.PARTLY, self._t)
        if 2 * done >= breaths:
            self.phase = follow(self.phase, Trigger.FINISHES)
            self._close_unshown(self._t, self._presence.sitting_ms(self._t))
            self._restart()
        elif self._presence.resting:
            self.phase = follow(self.phase, Trigger.BREAKS_OFF_RESTING)
        elif self._guidance.came_from is Phase.PROMPTING:
            self._ask_later(Trigger.BREAKS_OFF, Trigger.BREAKS_OFF_LAST, self.rules.snooze_ms)
        elif self._guidance.came_from is Phase.SILENT:
            self.phase = follow(self.phase, Trigger.BREAKS_OFF_LAST)
        else:
            self.phase = follow(self.phase, Trigger.BREAKS_OFF)

    def _can_tell_calm(self) -> bool:
        return self._presence.readable and (self._presence.resolution_ms or 0) <= BUSY_MS

    # --- rules, stretches, rows -------------------------------------------------------------------------

    def rules_changed(self, rules: Rules) -> None:
        """A first window moves at once."""
        self.rules = rules
        self.occasion.move(rules)
        if self.occasion.window.first:
            self._reschedule()

    def _reschedule(self) -> None:
        """Wait again for a first window that new rules have moved ahead."""
        if self.phase is Phase.DUE and self.occasion.window.opens_ms > self._known_t:
            self.phase = follow(self.phase, Trigger.RESCHEDULES)
            self.occasion.due, self.occasion.wait = None, Wait()

    def _begin_stretch(self, from_ms: int) -> None:
        self.occasion = Occasion(from_ms, self.rules)

    def _restart(self) -> None:
        self._presence.restart(self._t)
        self._begin_stretch(self._known_t)

    def _withdraw(self) -> None:
        if self.phase is Phase.PROMPTING:
            self.commands.append(do.Withdraw())

    def _close_unshown(self, ended_ms: int, sat_ms: int) -> None:
        row = rows.of_unshown(
            self.occasion,
            self.rules,
            waited_until_ms=min(ended_ms, self._known_t),
            ended=self.now.wall_at(ended_ms),
            sat_ms=sat_ms,
        )
        if row is not None:
            self.commands.append(do.Record(row))

    def _close_row(self, outcome: do.Outcome, ended_ms: int) -> None:
        self.commands += self._ledger.close(outcome, self.now.wall_at(ended_ms))
