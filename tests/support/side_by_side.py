"""The mind and the naive reading of the rules live through one day; where they differ, the day is told.

Every method is something that happens, to both. :meth:`SideBySide.compare` raises :class:`Differs` with the
whole day as a table, a line an event: when, what happened, what either did.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import partial

from deskbreak.core.commands import (
    CloseRoutine,
    Command,
    Kind,
    OpenRoutine,
    PaceRoutine,
    Prompt,
    Record,
    Row,
    ShowSign,
)
from deskbreak.core.events import (
    Answer,
    BreathDone,
    Event,
    Failed,
    FellAsleep,
    Held,
    Locked,
    Resumed,
    RoutineEnded,
    RulesChanged,
    ScreenKept,
    Sensing,
    Suspended,
    Unlocked,
    Woke,
)
from deskbreak.core.reminder import NotNow
from deskbreak.core.rules import Hold, Rules
from support.naive_reminder import ABOUT_TO_SLEEP, Line, NaiveReminder, Refused
from support.simulated_desk import MINUTE, SECOND, SimulatedDesk
from support.story import Story, in_words, minutes

NEARLY_MS = 3
"""The wanted pause is rounded to a millisecond by the one and not by the other."""
UNTOLD_MS = MINUTE
"""A pause of under a minute before a sleep may be told too late for a rest to begin with it: who was held and
never asked, and then left, waited so much longer by the one."""
SHORT_WAIT_MS = 90 * SECOND

STOPPED_AFTER_MS = 75 * SECOND
"""What is longer than this awake is no late wake but a stop."""

_ON = {True: "on", False: "off", None: "unknown"}


class Differs(AssertionError):
    """The two do not say the same."""


class SideBySide:
    """One day, told twice."""

    def __init__(self, rules: Rules, begins: datetime) -> None:
        self.desk = SimulatedDesk(rules, wall=begins)
        self.naive = NaiveReminder(rules, begins)
        self.is_locked = False
        self.is_unreadable = False
        self._story = Story(rules)
        self._told = self._done = 0
        self._signs_from = 0
        self._stalls: list[tuple[int, int]] = []
        self.hold_signals: dict[Hold, bool | None] = dict.fromkeys(Hold)
        self.screen_is_kept: bool | None = None

    @property
    def sleep_is_announced(self) -> bool:
        return ABOUT_TO_SLEEP in self.naive.away_for

    @property
    def can_change_senses(self) -> bool:
        """Not while it is open who is there: the new one has not said anything yet."""
        return not self.is_unreadable and not self.sleep_is_announced and self.naive.perhaps_back is None

    @property
    def can_wake_late(self) -> bool:
        """Not while a sleep is awaited in a film, where a rest is shorter than the belief in that sleep."""
        rules = self.naive.rules
        film = self.naive.holds.show_somebody(rules) and rules.rest_after_idle_ms <= MINUTE
        return not (film and self.sleep_is_announced)

    @property
    def can_become_unreadable(self) -> bool:
        """Not while it is open who is there."""
        return not self.is_unreadable and self.naive.perhaps_back is None

    # --- the person ---------------------------------------------------------------------

    def types(self, for_ms: int) -> None:
        self._happens(f"types for {in_words(for_ms)}")
        self._types(for_ms)

    def works(self, for_ms: int) -> None:
        """Typing with pauses that are hardly any."""
        self._happens(f"works for {in_words(for_ms)}")
        until_ms = self.desk.now_ms + for_ms
        while self.desk.now_ms < until_ms:
            self._types(20 * SECOND)
            self._lives(SECOND // 2)
        self._touches()
        self._to_the_second()
        self._touches()

    def pauses(self, for_ms: int) -> None:
        self._happens(f"does not touch anything for {in_words(for_ms)}")
        self._lives(for_ms)

    def bumps_the_desk(self) -> None:
        self._happens("touches the mouse")
        self._touches()

    # --- the screen, and sleep ------------------------------------------------------------

    def locks(self, *, by_hand: bool) -> None:
        self._happens("locks the screen" if by_hand else "the screen locks itself")
        if by_hand:
            self._touches()
        self.is_locked = True
        self._tell(Locked(), self.naive.is_locked)
        self._a_moment_passes()

    def unlocks(self, *, by_hand: bool) -> None:
        """Whoever touched something behind the lock also unlocks it: what else could that be?"""
        by_hand = by_hand or self.naive.all_inputs[-1].ends > self.naive.gone_from
        self._happens("unlocks the screen" if by_hand else "the screen is unlocked without a key")
        self._lives(11)
        if by_hand:
            self._touches()
        self.is_locked = False
        self._tell(Unlocked(), self.naive.is_unlocked)
        self._a_moment_passes()

    def sleeps(self, for_ms: int, how: str, *, by_hand: bool) -> None:
        """``by_hand``: somebody sends it to sleep and wakes it."""
        by = "is sent to sleep and woken" if by_hand else "sleeps and wakes by itself"
        self._happens(f"the computer {by} {in_words(for_ms)} later; {how}")
        if by_hand:
            self._touches()
        self._lives(7)
        match how:
            case "nobody says so":
                self._sleeps(for_ms, by_hand=by_hand)
            case "said before and after":
                self._will_sleep()
                self._sleeps(for_ms, by_hand=by_hand)
                self._lives(SECOND)
                self._woke()
            case "said before only":
                self._will_sleep()
                self._sleeps(for_ms, by_hand=by_hand)
            case "said after only":
                self._sleeps(for_ms, by_hand=by_hand)
                self._lives(SECOND)
                self._woke()
            case "both said after":
                self._sleeps(for_ms, by_hand=by_hand)
                self._tell(FellAsleep(), self.naive.says_it_will_sleep)
                self._lives(SECOND)
                self._woke()
            case "the waking is said before the clocks are looked at":
                self._will_sleep()
                seen = self.desk.idle_was_told
                self._nothing_runs(for_ms)
                self.desk.steady_ms += for_ms
                self.desk.asleep_ms += for_ms
                self.naive.sleeps(for_ms, after_a_pause_that_was_seen=seen)
                self._woke()
                if by_hand:
                    self._touches()
            case _:
                raise AssertionError(how)
        if by_hand:
            self._types(4 * SECOND + 3)
        self._a_moment_passes()

    def says_it_will_sleep_in_vain(self) -> None:
        self._happens("the computer says that it will sleep, and does not")
        self._lives(17)
        self._tell(FellAsleep(), self.naive.says_it_will_sleep)
        self._a_moment_passes()

    def says_it_woke(self) -> None:
        self._happens("the computer says that it woke")
        self._lives(19)
        self._woke()
        self._a_moment_passes()

    # --- calls, films and the like --------------------------------------------------------------

    def hold_is(self, hold: Hold, *, on: bool | None) -> None:
        self._happens(f"{hold.value} is {_ON[on]}")
        self._lives(67)
        self._tell_hold(hold, on)
        self._a_moment_passes()

    def screen_kept_is(self, *, on: bool | None) -> None:
        self._happens(f"that a program keeps the screen on is {_ON[on]}")
        self._lives(71)
        self._tell_screen_kept(on)
        self._a_moment_passes()

    def plays_a_film(self) -> None:
        self._happens("a film in full screen begins, or goes on")
        self._touches()
        self._lives(73)
        self._tell_hold(Hold.FULLSCREEN, on=True)
        self._tell_screen_kept(on=True)
        self._a_moment_passes()

    def pauses_the_film(self) -> None:
        self._happens("the film is paused")
        self._lives(79)
        self._tell_screen_kept(on=False)
        self._a_moment_passes()

    def _tell_hold(self, hold: Hold, on: bool | None) -> None:
        self.hold_signals[hold] = on
        self._tell(Held(hold, on), lambda: self.naive.tells_hold(hold, on=on))

    def _tell_screen_kept(self, on: bool | None) -> None:
        self.screen_is_kept = on
        self._tell(ScreenKept(on), lambda: self.naive.tells_screen_kept(on=on))

    # --- the loop and its process ---------------------------------------------------------------

    def wakes_late(self, late_ms: int, types_s: tuple[int, int] | None, *, told_first: bool) -> None:
        """By so much later than the mind wanted."""
        self._tell_time()
        ahead_ms = max(0, self.desk.engine.deadline - self.desk.steady_ms)
        late_ms = min(late_ms, STOPPED_AFTER_MS - SECOND - ahead_ms)
        for_ms = ahead_ms + late_ms
        types_ms = None if types_s is None or not told_first else self._within(types_s, for_ms)
        words = "nobody touches anything" if types_ms is None else f"somebody types {_span(types_ms)}"
        senses = "the senses speak first" if told_first else "the clock is looked at first"
        self._happens(f"the loop wakes {in_words(late_ms)} late, {in_words(for_ms)} on; {words}; {senses}")
        self._nothing_runs(for_ms)
        seen = self.desk.idle_was_told
        self.desk.stalls(for_ms, types=types_ms, told_first=told_first)
        self.naive.loop_is_late(for_ms)
        if types_ms is None:
            self.naive.lives(for_ms)
        else:
            self.naive.lives(types_ms[0])
            self.naive.types(types_ms[1] - types_ms[0], after_a_pause_that_was_seen=seen)
            self.naive.lives(for_ms - types_ms[1])
        self._a_moment_passes()

    def is_stopped(self, for_ms: int) -> None:
        self._happens(f"Deskbreak's process is stopped for {in_words(for_ms)}")
        self._lives(3 * SECOND + self.naive.resolution + 22)  # what was done before is known by then
        self.desk.is_stopped(for_ms)
        self.naive.is_stopped(for_ms)
        self._a_moment_passes()

    def restarts(self, gap_ms: int) -> None:
        self._happens(f"Deskbreak is ended and started again {in_words(gap_ms)} later")
        self._lives(3 * SECOND + 29)
        self.desk.restarts(gap_ms)
        self.naive.restarts(gap_ms)
        self._signs_from = len(self.desk.said)
        self.naive.signs = []
        if self.is_locked:
            self.desk.tell(Locked())
        self._lives(SECOND // 2 - 11)  # the senses speak within a second
        for hold, on in self.hold_signals.items():
            self._tell_hold(hold, on)
        self._tell_screen_kept(self.screen_is_kept)
        self._a_moment_passes()

    def cannot_be_read(self) -> None:
        self._happens("activity cannot be read")
        self._lives(31)
        self.is_unreadable = True
        self._tell(Sensing(None), self.naive.cannot_be_read)
        self._a_moment_passes()

    def can_be_read(self, resolution_ms: int) -> None:
        self._happens(f"activity can be read, to within {in_words(resolution_ms)}")
        self._lives(59)
        self.is_unreadable = False
        self._tell(Sensing(resolution_ms), lambda: self.naive.can_be_read(resolution_ms))
        self._to_the_second()
        self._lives(62 * SECOND)  # by then a new sense has said whether somebody is there

    def window_crashes(self) -> None:
        self._happens("the window's process dies")
        self._tell(Failed(), self.naive.window_crashes)
        self._a_moment_passes()

    # --- the clock on the wall --------------------------------------------------------------------

    def clock_is_set(self, by: timedelta) -> None:
        ahead = by > timedelta()
        self._happens(f"the clock is set {abs(by)} {'ahead' if ahead else 'back'}")
        self.desk.clock_is_set(by)
        self.naive.clock_is_set(by)
        self._a_moment_passes()

    def zone_becomes(self, zone: tzinfo) -> None:
        self._happens(f"the zone becomes {zone}")
        self.desk.zone_becomes(zone)
        self.naive.zone_becomes(zone)
        self._a_moment_passes()

    # --- what somebody says -----------------------------------------------------------------

    def chooses(self, answer: Answer) -> None:
        self._happens(f"says «{answer.value}»")
        self._lives(3 * SECOND)
        say = {
            Answer.START: self.naive.starts,
            Answer.SNOOZE: self.naive.snoozes,
            Answer.SKIP: self.naive.skips,
            Answer.STOOD: self.naive.stood,
        }[answer]
        naive_refused = refused = False
        try:
            say()
        except Refused:
            naive_refused = True
        try:
            self.desk.chooses(answer)
        except NotNow:
            refused = True
        if refused != naive_refused:
            found = f"«{answer.value}» {'does not fit' if refused else 'fits'}"
            self._differs(f"Deskbreak finds that {found}, the naive reading finds the contrary")

    def pauses_reminders(self, for_ms: int) -> None:
        self._happens(f"pauses reminders for {in_words(for_ms)}")
        self._tell(Suspended(for_ms=for_ms), lambda: self.naive.pauses_reminders(for_ms))
        self._a_moment_passes()

    def pauses_reminders_until(self, until: datetime) -> None:
        self._happens(f"pauses reminders until the clock shows {until:%A %H:%M:%S}")
        self._tell(Suspended(until=until), lambda: self.naive.pauses_reminders_until(until))
        self._a_moment_passes()

    def resumes_reminders(self) -> None:
        self._happens("resumes reminders")
        self._lives(41)
        self._tell(Resumed(), self.naive.resumes_reminders)
        self._a_moment_passes()

    def changes_the_rules(self, rules: Rules) -> None:
        self._happens(f"changes the settings: {rules}")
        self._touches()
        self._lives(43)
        self._tell(RulesChanged(rules), lambda: self.naive.changes_rules(rules))
        self._a_moment_passes()

    # --- the routine ---------------------------------------------------------------------------

    def breathes(self, breaths: int) -> None:
        self._happens(f"follows the guide for {breaths} breaths")
        for _ in range(breaths):
            self._lives(10 * SECOND)
            done = (self.naive.guide.done if self.naive.guide else 0) + 1
            if done <= self.desk.view.breaths:
                self._tell(BreathDone(done), partial(self.naive.breathes, done))

    def ends_the_routine(self) -> None:
        self._happens("closes the guide")
        self._tell(RoutineEnded(), self.naive.ends_routine)
        self._a_moment_passes()

    # --- both must say the same ------------------------------------------------------------------

    def compare(self) -> None:
        """Raises :class:`Differs`."""
        desk, naive = self.desk, self.naive
        view = desk.view
        self._note()
        if view.state.value != naive.state():
            self._differs(f"Deskbreak says «{view.state.value}», the naive reading «{naive.state()}»")
        if abs(view.sitting_ms - naive.sitting) > SECOND:
            sat, naive_sat = minutes(view.sitting_ms), minutes(naive.sitting)
            self._differs(f"they have sat for {sat} by Deskbreak, for {naive_sat} by the naive reading")
        self._compare_prompts()
        self._compare_lists("rows", self._rows(), self._naive_rows())
        self._compare_held_time()
        said = desk.said[self._signs_from :]
        signs = [(at, each.shown) for at, each in said if isinstance(each, ShowSign)]
        self._compare_lists("silent signs", self._seen(signs), self._seen(naive.signs))
        self._compare_lists("paces", self._paces(), self._naive_paces())
        self._compare_holds()

    def _compare_prompts(self) -> None:
        prompts = [(at, said.why.value) for at, said in self.desk.said if isinstance(said, Prompt)]
        same = len(prompts) == len(self.naive.prompts) and all(
            self._is_about(at, naive_at) and naive_why in (why, "at once")
            for (at, why), (naive_at, naive_why) in zip(prompts, self.naive.prompts, strict=True)
        )
        if not same:
            asked = ", ".join(f"{minutes(at)} ({why})" for at, why in prompts[-3:]) or "never"
            naive_asked = (
                ", ".join(f"{minutes(at)} ({why})" for at, why in self.naive.prompts[-3:]) or "never"
            )
            self._differs(f"Deskbreak asked after {asked}; the naive reading after {naive_asked}")

    def _compare_holds(self) -> None:
        view, naive, rules = self.desk.view, self.naive, self.naive.rules
        on = naive.holds.holding(naive.now, rules)
        self._compare_lists("holds that are on", sorted(view.holds_active), sorted(on))
        self._compare_lists(
            "holds that nobody can tell", sorted(view.holds_unknown), sorted(naive.holds.unknown(rules))
        )
        waits = naive.waits_since is not None and naive.state() in ("held", "silent")
        if (view.held is not None) != waits:
            self._differs(f"held is {view.held} by Deskbreak, since {naive.waits_since} by the naive reading")
        if view.held is None or naive.waits_since is None:
            return
        self._compare_lists("reasons", sorted(view.held.reasons), sorted(naive.holding))
        since, until = naive.wall(naive.waits_since), naive.gives_up_holding()
        if not self._is_near(view.held.until, until):
            self._differs(f"it waits until {view.held.until} by Deskbreak, {until} by the naive reading")
        if max(naive.clock_was_set, naive.heard_from) < naive.waits_since and not self._is_near(
            view.held.since, since
        ):
            self._differs(f"it waits since {view.held.since} by Deskbreak, {since} by the naive reading")

    def _is_near(self, time: datetime, naive_time: datetime) -> bool:
        return abs((time - naive_time).total_seconds() * 1000) <= NEARLY_MS

    def _compare_held_time(self) -> None:
        for row, line in zip(self._told_rows(), self._lines(), strict=True):
            near_ms = NEARLY_MS if row.attempt else UNTOLD_MS
            if abs(row.held_ms - line.held) > near_ms or set(row.held_reasons) != line.held_by:
                self._differs(
                    f"a reminder waited {row.held_ms} ms for {sorted(row.held_reasons)} by Deskbreak, "
                    f"{line.held} ms for {sorted(line.held_by)} by the naive reading"
                )

    def _is_about(self, at: int, naive_at: int) -> bool:
        return abs(at - naive_at) <= NEARLY_MS

    def _compare_lists(self, name: str, told: Sequence[object], naive: Sequence[object]) -> None:
        if told != naive:
            self._differs(f"{name} of Deskbreak: {told[-4:]}; of the naive reading: {naive[-4:]}")

    def _rows(self) -> list[object]:
        return [
            (
                row.attempt,
                row.kind.value,
                row.outcome.value if row.outcome else None,
                row.breaths_done,
                row.due if row.kind is Kind.ANCHOR else None,
            )
            for row in self._told_rows()
        ]

    def _naive_rows(self) -> list[object]:
        return [
            (line.attempt, line.kind, line.outcome, line.breaths_done, line.due) for line in self._lines()
        ]

    def _told_rows(self) -> list[Row]:
        return [row for row in self.desk.rows if row.attempt or row.held_ms >= SHORT_WAIT_MS]

    def _lines(self) -> list[Line]:
        lines = {(id(line.reminder), line.attempt): line for line in self.naive.lines}.values()
        return [line for line in lines if line.attempt or line.held >= SHORT_WAIT_MS]

    def _paces(self) -> list[tuple[int, bool]]:
        return self._as_heard(
            [(at, said.waiting) for at, said in self.desk.said if isinstance(said, PaceRoutine)]
        )

    def _naive_paces(self) -> list[tuple[int, bool]]:
        return self._as_heard(self.naive.paces)

    def _seen(self, signs: list[tuple[int, bool]]) -> list[bool]:
        return [shown for _, shown in self._as_heard(signs)]

    def _as_heard(self, changes: list[tuple[int, bool]]) -> list[tuple[int, bool]]:
        """Of what came and went while nothing of the process ran, only the last is heard, at its end."""
        heard: list[tuple[int, bool]] = []
        for at, on in changes:
            at_heard = next((ends for begins, ends in self._stalls if begins < at <= ends), at)
            if heard and heard[-1][0] == at_heard:
                heard.pop()
            if (heard[-1][1] if heard else False) != on:
                heard.append((at_heard, on))
        return heard

    # --- in here only --------------------------------------------------------------------------------

    def _types(self, for_ms: int) -> None:
        seen = self.desk.idle_was_told
        self.desk.types(for_ms)
        self.naive.types(for_ms, after_a_pause_that_was_seen=seen)

    def _touches(self) -> None:
        seen = self.desk.idle_was_told
        self.desk.bumps_the_desk()
        self.naive.touches(after_a_pause_that_was_seen=seen)

    def _lives(self, for_ms: int) -> None:
        self.desk.pauses(for_ms)
        self.naive.lives(for_ms)

    def _a_moment_passes(self) -> None:
        """People act on the second, and not at once again."""
        self._to_the_second()
        self._lives(3 * SECOND)

    def _to_the_second(self) -> None:
        self._lives(-self.desk.now_ms % SECOND)

    def _sleeps(self, for_ms: int, *, by_hand: bool) -> None:
        seen = self.desk.idle_was_told
        self._nothing_runs(for_ms)
        self.desk.sleeps(for_ms, idle_read_before=True)
        self.naive.sleeps(for_ms, after_a_pause_that_was_seen=seen)
        if by_hand:
            self._touches()

    def _nothing_runs(self, for_ms: int) -> None:
        self._stalls.append((self.desk.now_ms, self.desk.now_ms + for_ms))

    def _will_sleep(self) -> None:
        self._tell(FellAsleep(), self.naive.says_it_will_sleep)
        self._lives(SECOND)

    def _woke(self) -> None:
        self._tell(Woke(), self.naive.says_it_woke)

    def _tell(self, event: Event, naive: Callable[[], None]) -> None:
        self.desk.tell(event)
        naive()

    def _tell_time(self) -> None:
        self.desk.view  # noqa: B018  looks at the clock

    def _within(self, types_s: tuple[int, int], for_ms: int) -> tuple[int, int] | None:
        """A little off whole seconds of a span of ``for_ms``; no pause that only who stalls could see."""
        begins, lasts = types_s
        quiet_ms = self.naive.now - self.naive.all_inputs[-1].ends
        begins_ms = begins * SECOND % max(SECOND, for_ms - for_ms % SECOND) + 61
        shortest_ms = min(MINUTE, self.naive.rules.rest_after_idle_ms)
        if self.naive.perhaps_back is not None:
            shortest_ms = SECOND
        question = self.naive.question
        if question is not None and question.first_input is not None:
            patience_ms = question.first_input + question.patience - self.naive.known
            shortest_ms = min(shortest_ms, quiet_ms + patience_ms)
        if not self.desk.idle_was_told and quiet_ms + begins_ms >= shortest_ms:
            begins_ms = 0
        return min(begins_ms, for_ms), min(begins_ms + lasts * SECOND, for_ms)

    def _happens(self, what: str) -> None:
        self._note()
        self._story.happens(self.naive.wall(), what)

    def _note(self) -> None:
        """What either did since the last event."""
        for at, command in self.desk.said[self._told :]:
            deed = deed_of(command)
            if deed:
                self._story.deskbreak(self.naive.wall(at), deed)
        for at, deed in self.naive.deeds[self._done :]:
            self._story.naive(self.naive.wall(at), deed)
        self._told, self._done = len(self.desk.said), len(self.naive.deeds)

    def _differs(self, difference: str) -> None:
        self._note()
        raise Differs(self._story.told(self.naive.wall(), difference))


def deed_of(command: Command) -> str:
    """What a command does, in words; empty for what the naive reading does not speak of."""
    words = ""
    match command:
        case Prompt(kind=kind, why=why):
            words = f"asks ({why.value})" if kind is Kind.REMINDER else f"asks for the anchor ({why.value})"
        case Record(row) if row.outcome is not None:
            words = f"writes «{row.outcome.value}»"
        case ShowSign(shown):
            words = "shows the silent sign" if shown else "takes the silent sign back"
        case PaceRoutine(waiting):
            words = "the guide waits" if waiting else "the guide goes on"
        case OpenRoutine():
            words = "opens the guide"
        case CloseRoutine():
            words = "closes the guide"
    return words


def _span(types_ms: tuple[int, int]) -> str:
    begins, ends = types_ms
    return f"from {begins // SECOND} s to {ends // SECOND} s of that"
