"""The mind as a whole: told what happened and when, it answers with what to do.

Each call first settles, in order, whatever became due since the call before, at the moment at which it
became due; so how often the caller wakes changes nothing. Where several things become due together, the
order is :data:`deskbreak.core.order.ORDER`. Only asking is different where the caller woke late: nobody
is asked for a moment that is past.
"""

from deskbreak.core import commands as do
from deskbreak.core import events as on
from deskbreak.core.anchors import Anchors, Come
from deskbreak.core.asking import Asking
from deskbreak.core.holds import Holds
from deskbreak.core.hours import is_working, next_edge
from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.core.order import ORDER, Step
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
from deskbreak.core.reminder import Phase
from deskbreak.core.rules import SECOND_MS, Hold, Rules
from deskbreak.core.suspension import Suspension
from deskbreak.core.view import State, View, Waiting

HEARTBEAT_MS = 60 * SECOND_MS
"""The caller wakes at least this often, so that a suspend or a stop that nobody announced is noticed."""
STOPPED_AFTER_MS = 15 * SECOND_MS
"""Awake for so much longer than a heartbeat without a call means that this process stood still: unknown."""
ASLEEP_MS = SECOND_MS
"""A larger difference between steady and awake time than this was a sleep."""
LATE_WAKE_MS = 5 * SECOND_MS
"""A caller that wakes later than this after its deadline is late; what it was to ask may not fit any more."""
SENSES_SPEAK_MS = SECOND_MS
"""So long after a late wake or a new sense nobody is asked: what was seen has to be told first."""


class Engine:
    """Decides when to remind. Create one, :meth:`handle` what happens, wake again at :attr:`deadline`.

    ``heartbeat_ms`` is how often the caller wakes at the least. A replay, which cannot be stopped or put to
    sleep between two lines of a trace, may be told only what happens and what is due: it gives a day.

    Raises nothing but :class:`~deskbreak.core.reminder.NotNow`, for a choice that does not fit; that
    changes nothing.
    """

    def __init__(
        self, rules: Rules, now: Moment, memory: Memory | None = None, *, heartbeat_ms: int = HEARTBEAT_MS
    ) -> None:
        self.rules = rules
        self._heartbeat_ms = heartbeat_ms
        self._stopped_ms = heartbeat_ms + STOPPED_AFTER_MS
        self._now = now
        self._watched: frozenset[int] = frozenset()
        self._looks_at_holds = False
        self._holds = Holds(rules)
        self._suspension: Suspension | None = None
        reminder = memory.reminder if memory else None
        self._presence = (
            Presence(rules, now.steady_ms, reminder.sitting_ms, reminder.shown_ago_ms)
            if reminder
            else Presence(rules, now.steady_ms)
        )
        self._asking = Asking(rules, self._presence, now, reminder)
        if memory and memory.paused_for_ms is not None:
            self._suspension = Suspension(now.steady_ms + memory.paused_for_ms, memory.paused_until)
        self._anchors = Anchors(memory.anchors_asked_on if memory else {})
        self._anchor_come: Come | None = None
        settles = {
            Step.RETURN: lambda: self._changed(self._presence.settle_return(self._t)),
            Step.REST: lambda: self._changed(self._presence.settle_rest(self._t)),
            Step.UNKNOWN: lambda: self._changed(self._presence.settle_unknown(self._t)),
            Step.NO_SLEEP: lambda: self._changed(self._presence.settle_announced_sleep(self._t)),
            Step.RESUME: self._settle_suspension,
            Step.BLOCK: self._settle_blocks,
            Step.ANCHOR: self._settle_anchor,
            Step.OPEN: self._asking.settle_window,
            Step.LOOK: self._settle_look,
            Step.WAIT: lambda: self._asking.settle_wait(self._holding()),
            Step.ASK: self._asking.settle_ask,
            Step.LAPSE: self._asking.settle_patience,
            Step.PACE: self._asking.settle_pace,
            Step.SIGN: self._settle_sign,
        }
        self._settles = tuple(settles[place.step] for place in ORDER)
        self._due_ms = self._next_due()
        """What :meth:`_next_due` says between two calls."""
        self._settled: Moment | None = None
        """For which moment everything was settled last."""

    # --- the three surfaces ----------------------------------------------------

    def handle(self, event: on.Event, moment: Moment) -> list[do.Command]:
        """Tell what happened at ``moment``; get what to do, in order.

        Raises :class:`~deskbreak.core.reminder.NotNow` where somebody chose what does not fit; time has
        then still passed, and what came due by it is answered with the next call.
        """
        try:
            return self._handled(event, moment)
        finally:
            self._reckon()

    @property
    def deadline(self) -> int:
        """When to call again, on the steady clock, if nothing happens before."""
        return min(self._due_ms, self._t + self._heartbeat_ms)

    @property
    def view(self) -> View:
        """The mind at the moment last handled."""
        asking, window = self._asking, self._asking.occasion.window
        ahead = asking.phase in (Phase.SITTING, Phase.DUE) and not asking.barred and self._presence.readable
        breaths_done, breaths = asking.breaths
        return View(
            state=self._state(),
            sitting_ms=self._presence.sitting_ms(self._t),
            opens_in_ms=max(0, window.opens_ms - self._t) if ahead else None,
            closes_in_ms=max(0, window.closes_ms - self._t) if ahead else None,
            earliest_ms=self.rules.earliest_ms,
            latest_ms=self.rules.latest_ms,
            snooze_ms=self.rules.snooze_ms,
            snoozes_left=asking.snoozes_left,
            paused_until=self._suspension.ends_at(self._now) if self._suspension else None,
            attempt=asking.occasion.attempt,
            routine=asking.routine,
            breaths_done=breaths_done,
            breaths=breaths,
            held=self._waiting(),
            holds_active=self._holds.active(self._t),
            holds_unknown=self._holds.unknown,
            planned_for=asking.planned_for,
        )

    def memory(self) -> Memory:
        """What to keep for a restart."""
        suspension = self._suspension
        return Memory(
            reminder=None if self._presence.resting else self._asking.memory(),
            paused_for_ms=suspension.until_ms - self._t if suspension else None,
            paused_until=suspension.until if suspension else None,
            anchors_asked_on=self._anchors.asked_on,
        )

    # --- time passes -------------------------------------------------------------

    @property
    def _t(self) -> int:
        return self._now.steady_ms

    def _be_at(self, moment: Moment) -> None:
        self._now = self._asking.now = moment

    def _notice_lateness(self, moment: Moment) -> None:
        deadline_ms, awake_until_ms = self.deadline, self._t + moment.awake_ms - self._now.awake_ms
        # What became due just before a sleep comes late as well, though hardly any time awake has passed.
        if deadline_ms <= awake_until_ms and moment.steady_ms > deadline_ms + LATE_WAKE_MS:
            self._presence.woke_late(moment.steady_ms)
            self._asking.woke_late(moment.steady_ms, moment.steady_ms + SENSES_SPEAK_MS)

    def _has_missed(self, at_ms: int, moment: Moment) -> bool:
        """Whether something became due after an input at ``at_ms`` that is told only now: it came first."""
        awake_ms = moment.awake_ms - self._now.awake_ms
        lived = awake_ms <= self._stopped_ms and moment.steady_ms - self._t - awake_ms <= ASLEEP_MS
        return lived and at_ms < moment.steady_ms and self._due_ms <= moment.steady_ms

    def _pass_to(self, moment: Moment) -> None:
        """Settle everything that became due before ``moment``, each at its own time."""
        if moment.steady_ms < self._t:
            return
        awake_ms = moment.awake_ms - self._now.awake_ms
        asleep_ms = moment.steady_ms - self._t - awake_ms
        if awake_ms > self._stopped_ms:
            stopped_ms = self._t
            self._be_at(moment)
            self._changed(self._presence.stood_still(stopped_ms, self._t))
            return
        if asleep_ms > ASLEEP_MS:
            self._run_to(self._now.at(self._t + awake_ms))
            self._changed(self._presence.fell_asleep(self._t))
            self._settle()
            self._reckon()
            self._run_to(moment)
            self._changed(self._presence.woke(self._t))
            self._reckon()
        self._run_to(moment)

    def _run_to(self, moment: Moment) -> None:
        while self._due_ms <= moment.steady_ms:
            self._live_to(moment if self._due_ms == moment.steady_ms else moment.at(self._due_ms))
            self._settle()
            self._reckon()
        self._live_to(moment)

    def _reckon(self) -> None:
        """What is due next changes with what happens only, so it is reckoned once, and not at each look."""
        self._due_ms = self._next_due()

    def _live_to(self, moment: Moment) -> None:
        """Be there later, anchors on the way noticed; what comes in unknown time is not."""
        rules = self.rules
        if rules.anchors:
            wait_ms = rules.latest_ms - rules.earliest_ms
            come = self._anchors.passed(rules.anchors, rules.hours, self._now, moment, wait_ms)
            self._anchor_come = come[-1] if come else self._anchor_come
        self._be_at(moment)

    def _next_due(self) -> int:
        """The next time at which something may become true by itself, after now."""
        dues = [self._presence.due_ms(), *self._asking.dues_ms()]
        if self._suspension is not None:
            dues.append(self._suspension.ends_ms(self._now))
        dues += [*self._holds.dues_ms(), self._idle_is_long_ms()]
        if self.rules.hours:
            dues.append(self._next_edge_ms())
        if self.rules.anchors:
            dues.append(self._anchors.next_ms(self.rules.anchors, self._now))
        now_ms = self._t
        ahead = [due for due in dues if due is not None and due > now_ms]
        return min(ahead) if ahead else now_ms + self._heartbeat_ms

    def _settle(self) -> None:
        """Everything that has become true by now, in the order in which it wins."""
        for settle in self._settles:
            settle()
        self._settled = self._now

    # --- what happened -------------------------------------------------------------

    def _handled(self, event: on.Event, moment: Moment) -> list[do.Command]:
        self._notice_lateness(moment)
        match event:
            case on.StoodStill(since_ms):
                self._pass_to(moment.at(since_ms))
                self._be_at(moment)
                self._changed(self._presence.stood_still(since_ms, self._t))
            case on.Active(at_ms) if self._has_missed(at_ms, moment):
                self._pass_to(moment.at(at_ms))
                self._told(event)
                self._settle()
                self._reckon()
                self._pass_to(moment)
            case _:
                self._pass_to(moment)
                self._told(event)
        if not (isinstance(event, on.Tick) and self._settled is moment):
            self._settle()
        watch = self._watch()
        commands, self._asking.commands = self._asking.commands, []
        return [*commands, *watch]

    def _told(self, event: on.Event) -> None:  # noqa: PLR0912  one line a kind of event
        presence, asking, t = self._presence, self._asking, self._t
        match event:
            case on.Active(at_ms):
                self._changed(presence.active(min(at_ms, t)))
            case on.Idle(since_ms):
                self._changed(presence.idle(min(since_ms, t)))
                last_input_ms = presence.last_input_ms()
                if last_input_ms is not None:
                    asking.idle(last_input_ms)
            case on.Sensing(resolution_ms):
                self._changed(presence.sensing(resolution_ms, t))
                self._watched = frozenset()
                asking.sensed(resolution_ms, t + SENSES_SPEAK_MS)
            case on.Locked():
                self._changed(presence.locked(t))
            case on.Unlocked():
                self._changed(presence.unlocked(t))
            case on.FellAsleep():
                self._changed(presence.sleep_announced(t))
            case on.Woke():
                self._changed(presence.woke(t))
            case on.Held(hold, is_on):
                self._holds.held(hold, is_on, t)
                presence.stillness.told(self._holds.show_somebody, t)
            case on.ScreenKept(is_on):
                self._holds.screen_kept(is_on)
                presence.stillness.told(self._holds.show_somebody, t)
            case on.Chose():
                asking.chose(event)
            case on.Suspended(for_ms, until):
                self._suspension = (
                    Suspension.lasting(for_ms or 0, self._now)
                    if until is None
                    else Suspension.ending_at(until, self._now)
                )
            case on.Resumed():
                self._suspension = None
            case on.BreathDone(count):
                asking.breath_done(count)
            case on.RoutineEnded(variant):
                asking.end_routine(variant)
            case on.Failed():
                asking.failed()
            case on.RulesChanged(rules):
                self.rules = presence.rules = self._holds.rules = rules
                presence.stillness.told(self._holds.show_somebody, t)
                asking.rules_changed(rules)
            case on.Tick() | on.StoodStill():
                pass

    def _changed(self, changes: list[Change]) -> None:
        if not changes:
            return  # as nearly always
        for change in changes:
            match change:
                case Rested():
                    self._asking.rested(change)
                case Returned(at_ms):
                    self._asking.returned(at_ms)
                case Resumed(at_ms):
                    self._asking.input(at_ms)
                case LeftOut(for_ms):
                    self._asking.left_out(for_ms)
                case Forgotten():
                    self._asking.forgotten()

    # --- what blocks -----------------------------------------------------------------

    def _settle_suspension(self) -> None:
        if self._suspension is not None and self._suspension.ends_ms(self._now) <= self._t:
            self._suspension = None

    def _settle_blocks(self) -> None:
        asking = self._asking
        asking.barred = self._suspension is not None or self._is_off_hours() or self._presence.away
        must_come_down = asking.barred or bool(self._holding())
        if must_come_down:
            asking.take_down()
        # Where activity cannot be read no prompt may come, but one that stands stays as it is.
        was_blocked, asking.blocked = asking.blocked, must_come_down or not self._presence.readable
        if was_blocked and not asking.blocked:
            asking.unblocked()

    def _holding(self) -> tuple[Hold, ...]:
        """What holds now. Where it is a full screen alone, that is for as long as it may be."""
        active = self._holds.active(self._t)
        return () if active == (Hold.FULLSCREEN,) and self._asking.has_waited_too_long() else active

    def _settle_look(self) -> None:
        """What may hold is looked at shortly before somebody may be asked, and while an idle lasts, which a
        call or a film may explain. Nobody is asked before it was seen."""
        if self._has_to_look() and not self._looks_at_holds:
            self._asking.not_before_ms = max(self._asking.not_before_ms, self._t + SENSES_SPEAK_MS)
            self._look_at_holds(True)

    def _settle_sign(self) -> None:
        self._asking.settle_sign(self._holding())
        if self._looks_at_holds and not self._has_to_look():
            self._look_at_holds(False)

    def _look_at_holds(self, looks: bool) -> None:
        self._looks_at_holds = looks
        self._asking.commands.append(do.WatchHolds(looks))

    def _has_to_look(self) -> bool:
        idle_is_long_ms = self._idle_is_long_ms()
        may_rest = idle_is_long_ms is not None and idle_is_long_ms <= self._t
        return may_rest or (self._asking.wants_holds_known() and not self._asking.barred)

    def _idle_is_long_ms(self) -> int | None:
        """When the present idle is so long that a call or a film may explain it."""
        presence = self._presence
        since_ms = None if presence.resting or presence.away else presence.quiet_since_ms
        return None if since_ms is None else since_ms + self.rules.rest_after_idle_ms // 2

    def _settle_anchor(self) -> None:
        if self._anchor_come is not None and self._asking.take_anchor(self._anchor_come):
            self._anchor_come = None

    def _next_edge_ms(self) -> int | None:
        edge = next_edge(self.rules.hours, self._now.wall)
        return None if edge is None else self._t + round((edge - self._now.wall).total_seconds() * 1000)

    def _is_off_hours(self) -> bool:
        return not is_working(self.rules.hours, self._now.wall)

    # --- what to watch, what to say ----------------------------------------------------

    def _watch(self) -> list[do.Command]:
        """Ask for just the idle lengths that matter now."""
        presence = self._presence
        if not presence.readable:
            self._watched = frozenset()
            return []
        rest_ms = self.rules.rest_after_idle_ms
        wanted = [rest_ms, min(LONE_AFTER_MS, rest_ms // 2), *self._asking.watched_ms()]
        if presence.returning:
            wanted.append(presence.short_watch_ms())
        lengths = frozenset(length for length in wanted if length is not None)
        if lengths == self._watched:
            return []
        self._watched = lengths
        return [do.Watch(lengths)]

    def _waiting(self) -> Waiting | None:
        asking = self._asking
        since_ms = asking.occasion.wait.since_ms
        if since_ms is None or self._state() not in (State.HELD, State.SILENT):
            return None
        until_ms = asking.occasion.limit_ms(self.rules)
        return Waiting(self._holding(), self._now.wall_at(since_ms), self._now.wall_at(until_ms))

    def _state(self) -> State:  # noqa: PLR0911  one line a word
        """What to say when several things are true at once: the first of these."""
        phase = self._asking.phase
        if phase is Phase.ROUTINE:
            return State.ROUTINE
        if phase is Phase.PROMPTING:
            return State.PROMPTING
        if self._suspension is not None:
            return State.PAUSED
        if self._is_off_hours():
            return State.OFF_HOURS
        if not self._presence.readable:
            return State.UNKNOWN
        if phase is Phase.RESTING:
            return State.RESTING
        if phase is Phase.SILENT:
            return State.SILENT
        if phase in (Phase.DUE, Phase.TAKEN_DOWN):
            if self._asking.occasion.wait.since_ms is None:
                return State.DUE
            return State.SILENT if self._asking.has_waited_too_long() else State.HELD
        return State.SITTING if self._asking.occasion.window.first else State.SNOOZED
