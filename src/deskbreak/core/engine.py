"""The mind as a whole: told what happened and when, it answers with what to do.

Each call first settles, in order, whatever became due since the call before, at the moment at which it
became due; so how often the caller wakes changes nothing. Where several things become due together,
the order is that of :meth:`Engine._settle`: presence first (a rest wins over a prompt), then what
blocks, then the reminder.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from deskbreak.core import commands as do
from deskbreak.core import events as on
from deskbreak.core.guidance import BUSY_MS, CALM_MS, Guidance
from deskbreak.core.hours import is_working, next_edge
from deskbreak.core.lull import WantedPause, wanted_pause
from deskbreak.core.memory import Memory, ReminderMemory
from deskbreak.core.moments import Moment
from deskbreak.core.patience import Patience
from deskbreak.core.presence import (
    LONE_AFTER_MS,
    Change,
    Forgotten,
    LeftOut,
    Presence,
    Rested,
    Resumed,
    Returned,
)
from deskbreak.core.reminder import NotNow, Phase, Trigger, follow
from deskbreak.core.rules import SECOND_MS, Rules
from deskbreak.core.suspension import Suspension
from deskbreak.core.view import State, View
from deskbreak.core.windows import Window, first_window, later_window

HEARTBEAT_MS = 60 * SECOND_MS
"""The caller wakes at least this often, so that a suspend or a stop that nobody announced is noticed."""
STOPPED_MS = HEARTBEAT_MS + 15 * SECOND_MS
"""A longer time awake between two calls means that this process stood still: unknown time."""
ASLEEP_MS = SECOND_MS
"""A larger difference between steady and awake time than this was a sleep."""


class Engine:
    """Decides when to remind. Create one, :meth:`handle` what happens, wake again at :attr:`deadline`.

    Raises nothing but :class:`NotNow`, for a choice that does not fit; that changes nothing.
    """

    def __init__(self, rules: Rules, now: Moment, memory: Memory | None = None) -> None:
        self.rules = rules
        self._now = now
        self._commands: list[do.Command] = []
        self._watched: frozenset[int] = frozenset()
        self._presence = Presence(rules, now.steady_ms)
        self._phase = Phase.SITTING
        self._window = first_window(now.steady_ms, rules)
        self._suspension: Suspension | None = None
        self._blocked = False
        self._reminder_id = 0
        self._due: datetime | None = None
        self._asks = 0
        self._attempt = 0
        self._row: do.Row | None = None
        self._patience = Patience(now.steady_ms, rules.patience_ms, 0, busy=False)
        self._guidance = Guidance(now.steady_ms, Phase.SITTING)
        if memory is not None:
            self._recall(memory)

    # --- the three surfaces ----------------------------------------------------

    def handle(self, event: on.Event, moment: Moment) -> list[do.Command]:
        """Tell what happened at ``moment``; get what to do, in order.

        Raises :class:`NotNow` where somebody chose what does not fit; time has then still passed.
        """
        self._pass_to(moment)
        self._told(event)
        self._settle()
        self._watch()
        commands, self._commands = self._commands, []
        return commands

    @property
    def deadline(self) -> int:
        """When to call again, on the steady clock, if nothing happens before."""
        return min(self._next_due(), self._t + HEARTBEAT_MS)

    @property
    def view(self) -> View:
        """The mind at the moment last handled."""
        ahead = self._phase in (Phase.SITTING, Phase.DUE) and not self._blocked
        return View(
            state=self._state(),
            sitting_ms=self._presence.sitting_ms(self._t),
            opens_in_ms=max(0, self._window.opens_ms - self._t) if ahead else None,
            closes_in_ms=max(0, self._window.closes_ms - self._t) if ahead else None,
            earliest_ms=self.rules.earliest_ms,
            latest_ms=self.rules.latest_ms,
            snooze_ms=self.rules.snooze_ms,
            snoozes_left=max(0, self.rules.snoozes - self._asks),
            paused_until=self._suspension.ends_at(self._now) if self._suspension else None,
            attempt=self._attempt,
            routine=self.rules.routine,
            breaths_done=self._guidance.breaths_done if self._phase is Phase.ROUTINE else 0,
            breaths=self._row.breaths if self._row and self._phase is Phase.ROUTINE else self.rules.breaths,
        )

    def memory(self) -> Memory:
        """What to keep for a restart. An open prompt is remembered as about to be asked again."""
        asked = self._phase in (Phase.PROMPTING, Phase.TAKEN_DOWN)
        suspension = self._suspension or Suspension()
        return Memory(
            ReminderMemory(
                sitting_ms=self._presence.sitting_ms(self._t),
                silent=self._phase is Phase.SILENT,
                opens_in_ms=self._window.opens_ms - self._t,
                closes_in_ms=self._window.closes_ms - self._t,
                base_ago_ms=self._t - self._window.base_ms,
                first=self._window.first,
                reminder_id=self._reminder_id,
                asks=self._asks,
                attempt=self._attempt - 1 if asked else self._attempt,
                due=self._due,
            ),
            paused_for_ms=None if suspension.until_ms is None else suspension.until_ms - self._t,
            paused_until=suspension.until,
        )

    # --- time passes -------------------------------------------------------------

    @property
    def _t(self) -> int:
        return self._now.steady_ms

    def _pass_to(self, moment: Moment) -> None:
        """Settle everything that became due before ``moment``, each at its own time."""
        if moment.steady_ms < self._t:
            return
        awake_ms = moment.awake_ms - self._now.awake_ms
        asleep_ms = moment.steady_ms - self._t - awake_ms
        if awake_ms > STOPPED_MS:
            self._leave_out(moment)
            return
        if asleep_ms > ASLEEP_MS:
            self._run_to(self._now.at(self._t + awake_ms))
            self._changed(self._presence.fell_asleep(self._t))
            self._settle()
            self._run_to(moment.at(moment.steady_ms))
            self._changed(self._presence.woke(self._t))
        self._run_to(moment)

    def _run_to(self, moment: Moment) -> None:
        while (due_ms := self._next_due()) <= moment.steady_ms:
            self._now = moment.at(max(due_ms, self._t))
            self._settle()
        self._now = moment

    def _leave_out(self, moment: Moment) -> None:
        from_ms, self._now = self._t, moment
        self._changed(self._presence.left_out(from_ms, moment.steady_ms))

    def _next_due(self) -> int:
        """The next time at which something may become true by itself, after now."""
        presence, t = self._presence, self._t
        dues = [presence.due_ms()]
        if self._suspension is not None:
            dues.append(self._suspension.ends_ms(self._now))
        edge = next_edge(self.rules.hours, self._now.wall) if self.rules.hours else None
        if edge is not None:
            dues.append(t + round((edge - self._now.wall).total_seconds() * 1000))
        if self._phase is Phase.SITTING:
            dues.append(self._window.opens_ms)
        elif self._phase is Phase.DUE and not self._blocked:
            dues += [self._window.closes_ms, self._wanted().next_step_ms(t)]
            if presence.quiet_since_ms is not None:
                dues.append(self._wanted().met_at(presence.quiet_since_ms, t))
        elif self._phase is Phase.PROMPTING:
            dues += self._patience.dues_ms()
        elif self._phase is Phase.ROUTINE:
            dues.append(self._guidance.busy_ms(presence.hands_since_ms))
        return min((due for due in dues if due is not None and due > t), default=t + HEARTBEAT_MS)

    def _settle(self) -> None:
        """Everything that has become true by now, in the order in which it wins."""
        self._changed(self._presence.settle(self._t))
        self._settle_blocks()
        if self._phase is Phase.SITTING and self._window.opens_ms <= self._t and self._presence.readable:
            self._open_window()
        if self._phase is Phase.DUE:
            self._settle_ask()
        elif self._phase is Phase.PROMPTING:
            self._settle_lapse()
        elif self._phase is Phase.ROUTINE:
            self._settle_pace()

    # --- what happened -------------------------------------------------------------

    def _told(self, event: on.Event) -> None:  # noqa: PLR0912  one line a kind of event
        presence, t = self._presence, self._t
        match event:
            case on.Active(at_ms):
                self._changed(presence.active(min(at_ms, t)))
            case on.Idle(since_ms):
                self._idle(min(since_ms, t))
            case on.Sensing(resolution_ms):
                self._changed(presence.sensing(resolution_ms, t))
            case on.Locked():
                self._changed(presence.locked(t))
            case on.Unlocked():
                self._changed(presence.unlocked(t))
            case on.Chose():
                self._chose(event)
            case on.Suspended(for_ms, until):
                self._suspension = Suspension(None if for_ms is None else t + for_ms, until)
            case on.Resumed():
                self._suspension = None
            case on.BreathDone(count):
                self._guidance.breaths_done = max(self._guidance.breaths_done, count)
            case on.RoutineEnded():
                if self._phase is Phase.ROUTINE:
                    self._end_routine()
            case on.Failed():
                self._failed()
            case on.RulesChanged(rules):
                self._rules_changed(rules)
            case on.Tick():
                pass

    def _idle(self, since_ms: int) -> None:
        self._changed(self._presence.idle(since_ms))
        if self._phase is Phase.PROMPTING and self._patience.idle(since_ms):
            self._put_off(do.Outcome.IGNORED, self.rules.snooze_ms)

    def _changed(self, changes: list[Change]) -> None:
        for change in changes:
            match change:
                case Rested():
                    self._rested(change)
                case Returned(at_ms):
                    self._phase = follow(self._phase, Trigger.RETURNS)
                    self._begin_stretch(at_ms)
                case Resumed(at_ms):
                    if self._phase is Phase.PROMPTING and self._patience.input(at_ms):
                        self._put_off(do.Outcome.IGNORED, self.rules.snooze_ms)
                case LeftOut(for_ms):
                    self._window = self._window.shifted(for_ms)
                    self._patience.shift(for_ms)
                case Forgotten():
                    self._forget()

    def _rested(self, rest: Rested) -> None:
        if self._phase in (Phase.PROMPTING, Phase.TAKEN_DOWN):
            if self._phase is Phase.PROMPTING:
                self._commands.append(do.Withdraw())
            after_prompt = rest.last_input_ms > self._patience.prompted_ms
            self._close_row(do.Outcome.WALKED_AWAY if after_prompt else do.Outcome.WITHDRAWN, rest.since_ms)
        self._leave_silence()
        self._phase = follow(self._phase, Trigger.RESTS)
        self._guidance.came_from = Phase.RESTING

    def _forget(self) -> None:
        if self._phase is Phase.PROMPTING:
            self._commands.append(do.Withdraw())
        if self._phase is not Phase.ROUTINE:
            self._row = None
        self._leave_silence()
        self._phase = follow(self._phase, Trigger.FORGETS)
        self._begin_stretch(self._t)

    # --- what blocks -----------------------------------------------------------------

    def _settle_blocks(self) -> None:
        if self._suspension is not None and self._suspension.ends_ms(self._now) <= self._t:
            self._suspension = None
        was_blocked, self._blocked = self._blocked, self._is_blocked()
        if self._phase is Phase.PROMPTING and self._must_come_down():
            self._take_down()
        if self._phase is Phase.ROUTINE and self._presence.away:
            self._commands.append(do.CloseRoutine())
            self._end_routine()
        if was_blocked and not self._blocked:
            self._unblocked()

    def _is_blocked(self) -> bool:
        """No prompt may come. Where activity cannot be read, an open one stays as it is."""
        return self._must_come_down() or not self._presence.readable

    def _must_come_down(self) -> bool:
        return self._suspension is not None or self._is_off_hours() or self._presence.away

    def _is_off_hours(self) -> bool:
        return not is_working(self.rules.hours, self._now.wall)

    def _take_down(self) -> None:
        """Who locks the screen may be walking away: that row stays open until it is known."""
        self._commands.append(do.Withdraw())
        self._phase = follow(self._phase, Trigger.BLOCKED)
        if not self._presence.away:
            self._close_row(do.Outcome.WITHDRAWN, self._t)

    def _unblocked(self) -> None:
        if self._phase is Phase.TAKEN_DOWN:
            self._close_row(do.Outcome.WITHDRAWN, self._t)
            self._phase = follow(self._phase, Trigger.UNBLOCKED)
        if self._phase is Phase.DUE and not (self._window.first and self._t < self._window.closes_ms):
            self._window = later_window(self._t, self.rules)

    # --- asking ------------------------------------------------------------------------

    def _begin_stretch(self, from_ms: int) -> None:
        self._window = first_window(from_ms, self.rules)
        self._asks = self._attempt = 0
        self._due = None

    def _open_window(self) -> None:
        self._phase = follow(self._phase, Trigger.WINDOW_OPENS)
        if self._due is None:
            self._due = self._now.wall_at(self._window.opens_ms)
            self._reminder_id = _id_of(self._due)

    def _wanted(self) -> WantedPause:
        return wanted_pause(self._window, self.rules, self._presence.resolution_ms or 0)

    def _settle_ask(self) -> None:
        presence = self._presence
        quiet_ms = presence.quiet_ms(self._t)
        if self._blocked or presence.returning or quiet_ms > self.rules.rest_after_idle_ms // 2:
            return
        closed = self._t >= self._window.closes_ms
        at_pause = presence.quiet_since_ms is not None and quiet_ms >= self._wanted_now(closed)
        if at_pause or closed:
            self._ask(do.Why.PAUSE if at_pause else do.Why.LATEST)

    def _wanted_now(self, closed: bool) -> int:
        return self._wanted().at(self._window.closes_ms - 1 if closed else self._t)

    def _ask(self, why: do.Why) -> None:
        self._phase = follow(self._phase, Trigger.ASKS)
        self._attempt += 1
        rules, presence = self.rules, self._presence
        self._patience = Patience(
            self._t, rules.patience_ms, presence.resolution_ms or 0, busy=presence.quiet_since_ms is None
        )
        self._open_row(self._reminder_id, self._attempt, do.Kind.REMINDER, why)
        self._commands.append(
            do.Prompt(
                reminder_id=self._reminder_id,
                attempt=self._attempt,
                why=why,
                sitting_ms=presence.sitting_ms(self._t),
                snooze_ms=rules.snooze_ms,
                snoozes_left=max(0, rules.snoozes - self._asks),
                routine=rules.routine,
                variant=rules.variant,
                breaths=rules.breaths,
            )
        )

    # --- the answers ---------------------------------------------------------------------

    def _chose(self, chose: on.Chose) -> None:
        match chose.answer:
            case on.Answer.START:
                self._start(chose.routine or self.rules.routine, chose.variant or self.rules.variant)
            case on.Answer.SNOOZE:
                if self._phase is not Phase.PROMPTING:
                    raise NotNow(self._phase, Trigger.PUTS_OFF)
                self._put_off(do.Outcome.SNOOZED, chose.for_ms or self.rules.snooze_ms)
            case on.Answer.SKIP:
                self._skip()
            case on.Answer.STOOD:
                self._stood()

    def _put_off(self, outcome: do.Outcome, for_ms: int) -> None:
        self._asks += 1
        self._commands.append(do.Withdraw())
        self._close_row(outcome, self._t)
        self._ask_later(Trigger.PUTS_OFF, Trigger.PUTS_OFF_LAST, for_ms)

    def _ask_later(self, trigger: Trigger, last: Trigger, for_ms: int) -> None:
        """Ask again in a while; once asked often enough, only the icon says so."""
        if self._asks > self.rules.snoozes:
            self._phase = follow(self._phase, last)
            self._commands.append(do.ShowSign(shown=True))
            return
        self._phase = follow(self._phase, trigger)
        self._window = later_window(self._t + for_ms, self.rules)

    def _skip(self) -> None:
        again = self._phase is Phase.SITTING and not self._window.first
        after = Phase.SITTING if again else follow(self._phase, Trigger.SKIPS)
        if self._phase is Phase.PROMPTING:
            self._commands.append(do.Withdraw())
            self._close_row(do.Outcome.SKIPPED, self._t)
        self._phase = after
        self._begin_stretch(self._t)

    def _stood(self) -> None:
        if self._phase is Phase.RESTING:
            return
        after = follow(self._phase, Trigger.STOOD)
        if self._phase is Phase.PROMPTING:
            self._commands.append(do.Withdraw())
        if self._row is not None:
            self._close_row(do.Outcome.WALKED_AWAY, self._t)
        self._leave_silence()
        self._phase = after
        self._restart()

    def _failed(self) -> None:
        """The window's process is gone: nobody could answer, so it is not counted as an ask."""
        if self._phase is Phase.ROUTINE:
            self._end_routine()
        elif self._phase is Phase.PROMPTING:
            self._close_row(do.Outcome.WITHDRAWN, self._t)
            self._phase = follow(self._phase, Trigger.FAILS)
            self._window = later_window(self._t + self.rules.snooze_ms, self.rules)

    def _restart(self) -> None:
        self._presence.restart(self._t)
        self._begin_stretch(self._t)

    # --- the routine -----------------------------------------------------------------------

    def _start(self, routine: str, variant: str) -> None:
        after = follow(self._phase, Trigger.STARTS)
        if self._phase is Phase.PROMPTING:
            self._commands.append(do.Withdraw())
            self._asks += 1
        else:
            self._close_row(do.Outcome.WITHDRAWN, self._t)
            self._open_row(_id_of(self._now.wall), 1, do.Kind.ASKED, do.Why.ASKED)
        self._guidance = Guidance(self._t, self._phase)
        self._phase = after
        assert self._row is not None  # noqa: S101  opened by the prompt, or just above
        self._row = replace(self._row, routine=routine, variant=variant)
        self._commands.append(do.OpenRoutine(routine, variant, self.rules.breaths))

    def _end_routine(self) -> None:
        assert self._row is not None  # noqa: S101  a routine always has its row
        done, breaths, came_from = self._guidance.breaths_done, self._row.breaths, self._guidance.came_from
        self._row = replace(self._row, breaths_done=done)
        self._close_row(do.Outcome.COMPLETED if done >= breaths else do.Outcome.PARTLY, self._t)
        if 2 * done >= breaths:
            if came_from is Phase.SILENT:
                self._commands.append(do.ShowSign(shown=False))
            self._phase = follow(self._phase, Trigger.FINISHES)
            self._restart()
        elif self._presence.resting:
            self._phase = follow(self._phase, Trigger.BREAKS_OFF_RESTING)
        elif came_from is Phase.PROMPTING:
            self._ask_later(Trigger.BREAKS_OFF, Trigger.BREAKS_OFF_LAST, self.rules.snooze_ms)
        elif came_from is Phase.SILENT:
            self._phase = follow(self._phase, Trigger.BREAKS_OFF_LAST)
        else:
            self._phase = follow(self._phase, Trigger.BREAKS_OFF)

    def _settle_pace(self) -> None:
        if self._can_tell_calm():
            pace = self._guidance.settle(self._t, self._presence.hands_since_ms)
            if pace is not None:
                self._commands.append(pace)

    def _can_tell_calm(self) -> bool:
        return self._presence.readable and (self._presence.resolution_ms or 0) <= BUSY_MS

    def _settle_lapse(self) -> None:
        busy = self._presence.quiet_since_ms is None and not self._presence.returning
        if self._patience.settle(self._t, busy=busy):
            self._put_off(do.Outcome.IGNORED, self.rules.snooze_ms)

    # --- rows, rules, what to watch ----------------------------------------------------------

    def _open_row(self, reminder_id: int, attempt: int, kind: do.Kind, why: do.Why) -> None:
        self._row = do.Row(
            reminder_id=reminder_id,
            attempt=attempt,
            kind=kind,
            due=self._due if kind is do.Kind.REMINDER else None,
            prompted=self._now.wall,
            ended=None,
            outcome=None,
            why=why,
            routine=self.rules.routine,
            variant=self.rules.variant,
            breaths_done=0,
            breaths=self.rules.breaths,
            sitting_ms=self._presence.sitting_ms(self._t),
        )
        self._commands.append(do.Record(self._row))

    def _close_row(self, outcome: do.Outcome, ended_ms: int) -> None:
        if self._row is None:
            return
        ended = max(self._row.prompted, self._now.wall_at(ended_ms))
        self._commands.append(do.Record(replace(self._row, outcome=outcome, ended=ended)))
        self._row = None

    def _leave_silence(self) -> None:
        if self._phase is Phase.SILENT:
            self._commands.append(do.ShowSign(shown=False))

    def _rules_changed(self, rules: Rules) -> None:
        self.rules = self._presence.rules = rules
        if self._phase not in (Phase.SITTING, Phase.DUE) or not self._window.first:
            return
        self._window = first_window(self._window.base_ms, rules)
        if self._phase is Phase.DUE and self._window.opens_ms > self._t:
            self._phase = follow(self._phase, Trigger.RESCHEDULES)
            self._due = None

    def _watch(self) -> None:
        """Ask for just the idle lengths that matter now."""
        lengths = {self.rules.rest_after_idle_ms, min(LONE_AFTER_MS, self.rules.rest_after_idle_ms)}
        presence = self._presence
        if presence.returning:
            lengths.add(presence.short_watch_ms())
        if self._phase is Phase.DUE and not self._blocked:
            lengths.add(self._wanted().watched_at(self._t))
        patience_watched_ms = self._patience.watched_ms(self._t)
        if self._phase is Phase.PROMPTING and patience_watched_ms is not None:
            lengths.add(patience_watched_ms)
        if self._phase is Phase.ROUTINE and self._can_tell_calm():
            lengths.add(max(CALM_MS, presence.resolution_ms or 0))
        if presence.readable and self._watched != lengths:
            self._watched = frozenset(lengths)
            self._commands.append(do.Watch(self._watched))
        elif not presence.readable:
            self._watched = frozenset()

    # --- the one word --------------------------------------------------------------------------

    def _state(self) -> State:
        """What to say when several things are true at once: the first of these."""
        told: tuple[tuple[Callable[[], bool], State], ...] = (
            (lambda: self._phase is Phase.ROUTINE, State.ROUTINE),
            (lambda: self._phase is Phase.PROMPTING, State.PROMPTING),
            (lambda: self._suspension is not None, State.PAUSED),
            (self._is_off_hours, State.OFF_HOURS),
            (lambda: not self._presence.readable, State.UNKNOWN),
            (lambda: self._phase is Phase.RESTING, State.RESTING),
            (lambda: self._phase is Phase.SILENT, State.SILENT),
            (lambda: self._phase in (Phase.DUE, Phase.TAKEN_DOWN), State.DUE),
            (lambda: not self._window.first, State.SNOOZED),
        )
        return next((state for is_so, state in told if is_so()), State.SITTING)

    def _recall(self, memory: Memory) -> None:
        if memory.paused_until is not None or memory.paused_for_ms is not None:
            until_ms = None if memory.paused_for_ms is None else self._t + memory.paused_for_ms
            self._suspension = Suspension(until_ms, memory.paused_until)
        reminder = memory.reminder
        if reminder is None:
            return
        self._presence = Presence(self.rules, self._t, reminder.sitting_ms)
        self._reminder_id, self._due = reminder.reminder_id, reminder.due
        self._asks, self._attempt = reminder.asks, reminder.attempt
        self._window = Window(
            opens_ms=self._t + reminder.opens_in_ms,
            closes_ms=self._t + reminder.closes_in_ms,
            base_ms=self._t - reminder.base_ago_ms,
            first=reminder.first,
        )
        if reminder.silent:
            self._phase = Phase.SILENT
            self._commands.append(do.ShowSign(shown=True))


def _id_of(wall: datetime) -> int:
    """A reminder's number: the millisecond at which it became due. Nobody has to keep a counter."""
    return round(wall.timestamp() * 1000)
