"""The rules table of the design, told as naively as possible: the day passes second by second, and each time
every rule is looked at again. Slow, and made of nothing but :class:`Rules`: what it and the mind agree on
was thought twice.

It differs from a person who sees everything in one way only: as the mind it has a thrifty sense, which does
not see gaps of under a second, and sees for certain only after a moment that input goes on or has ended.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial

from deskbreak.core.anchors import Anchor
from deskbreak.core.rules import Hold, Rules
from support.naive_holds import NaiveHolds

SECOND = 1_000
MINUTE = 60 * SECOND
ONE_DAY = timedelta(days=1)

UNSEEN_GAP = SECOND
LATE = 250
"""What a sense tells may come this late."""
END_SEEN = 2 * SECOND
"""The end of input is seen after this long while somebody may be back,"""
PATIENCE_END_SEEN = 2 * SECOND + 500
"""when patience runs out,"""
CALM_SEEN, BUSY_SEEN = SECOND, 3 * SECOND
"""and while the guide leads."""
BELIEVED_WITHOUT_SLEEP = MINUTE
"""A sleep that was announced and does not come is not believed for longer,"""
BELIEVED_AGAINST_INPUT = 10 * SECOND
"""and not even for that where there was input since."""
WATCHED_BEFORE = 10 * SECOND
"""Holds are watched this long before a window opens."""
KEPT_AT_THE_DESK = 2 * 60 * MINUTE
"""By a call or a film, since the last input."""
ABOUT_TO_SLEEP = "about to sleep"
SENSES_SPEAK_FIRST = SECOND
"""After a late wake, a stop, a start, and where there is a new one of them."""
STEPS_S = ((0, 60), (30, 48), (150, 30), (450, 12), (720, 5))
"""From how many seconds into a first window of a quarter of an hour how long a pause is wanted."""


@dataclass
class Run:
    """Input from here to there; a lone touch begins and ends at once."""

    begins: int
    ends: int


@dataclass
class Line:
    """One line of the history, as far as it is compared."""

    reminder: object
    attempt: int
    kind: str
    why: str | None
    prompted: int
    breaths: int
    due: datetime | None = None
    breaths_done: int = 0
    outcome: str | None = None
    held: int = 0
    held_by: frozenset[Hold] = frozenset()


@dataclass
class Question:
    """The prompt that stands open. ``asked`` is by the clock, ``asked_known`` counts known time only."""

    asked: int
    asked_known: int
    patience: int
    line: Line
    first_input: int | None = None
    """In known time, as far as it is known."""


@dataclass
class Guide:
    """The routine, while it leads."""

    began: int
    out_of: str
    line: Line
    done: int = 0
    waiting: bool = False
    waited_for: Run | None = None


@dataclass
class AnchorWaits:
    """An anchor came, and nobody could be asked yet."""

    anchor: Anchor
    due: datetime
    gives_up: int


class Refused(Exception):
    """What was chosen does not fit."""


@dataclass
class NaiveReminder:
    """One person's day; all times in ms since it began."""

    rules: Rules
    begins: datetime
    clock_was_set: int = -1
    now: int = 0
    known: int = 0
    """As ``now``, but only known time counts."""
    sat: int = 0
    """Time at the desk since the last rest."""
    sat_at_base: int = 0
    """How long they had sat when the present reminder began: not nothing after "skip"."""
    typing: bool = False
    inputs: list[Run] = field(default_factory=lambda: [Run(0, 0)])
    """Every input of the day, those left out that turned out to be a bumped desk."""
    all_inputs: list[Run] = field(default_factory=lambda: [Run(0, 0)])
    perhaps_back: int | None = None
    """When the touch came of which nobody knows yet whether it was a bump,"""
    perhaps_back_known: int = 0
    only_woke: bool = False
    """or when the computer woke, which may have been nobody's doing;"""
    resting: bool = False
    away_for: set[str] = field(default_factory=set)
    """Why nobody can be at the desk: locked, asleep, or about to sleep by its word;"""
    away_since: int | None = None
    """since when;"""
    announced: int = 0
    """and when a sleep was announced that has still to come."""
    touched_since_announced: bool = False
    woke_before: bool = False
    """Whether it had just woken then, and who touched something since is not known."""
    gone_from: int = 0
    """When the last of these times began."""
    still_at_it: bool | None = None
    """Whether the first touch since then came after no pause; one that was seen goes on behind a lock,
    whatever is touched there."""
    awake_from: int = 0
    """When the computer woke, or the screen was unlocked: who is asked has paused for no longer."""
    watches_holds: bool = False
    asks_from: int = 0
    """After a late wake the senses speak first."""
    heard_from: int = 0
    """And silence until then says nothing."""
    resolution: int = 1
    readable: bool = True
    forgotten: bool = False
    unreadable_since: int = 0
    readable_since: int = 0
    known_from: int = 0
    """Before this there was unknown time; no pause spans it."""
    paused_until: int | None = None
    paused_until_clock_shows: datetime | None = None
    was_blocked: bool = False
    holds: NaiveHolds = field(default_factory=NaiveHolds)
    holding: frozenset[Hold] = frozenset()
    """Which hold reminders now;"""
    waits_since: int | None = None
    """since when one waits for them;"""
    held: list[tuple[int, int, frozenset[Hold]]] = field(default_factory=list)
    """from when to when in all, and for which;"""
    hold_sign: bool = False
    """and whether it has waited for so long that the icon says so."""
    last_shown_there: int = 0
    """When a call or a film last showed that somebody is there."""
    is_due: bool = False
    later: tuple[int, int] | None = None
    """A later window, in known time; without one the first window is ahead."""
    question: Question | None = None
    taken_down: bool = False
    open_line: Line | None = None
    """A line whose outcome is not known yet."""
    silent: bool = False
    guide: Guide | None = None
    asks: int = 0
    attempt: int = 0
    reminder: object = None
    asked_at: int = -1
    """When was last asked: who touched anything later, and then left, walked away because of it."""
    anchor: AnchorWaits | None = None
    came_on: set[tuple[time, date]] = field(default_factory=set)
    """Which anchors came, on which dates;"""
    looked_at_clock: datetime = field(init=False)
    """and up to when the local clock was looked at."""
    due_of_anchor: datetime | None = None
    """Where the reminder is an anchor's."""
    closed: int | None = None
    """When the reminder's first window closed, or would have, in known time, once later windows follow."""

    prompts: list[tuple[int, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    signs: list[tuple[int, bool]] = field(default_factory=list)
    paces: list[tuple[int, bool]] = field(default_factory=list)
    deeds: list[tuple[int, str]] = field(default_factory=list)
    """What was done, in words."""

    def __post_init__(self) -> None:
        self.looked_at_clock = self._local(0)

    # --- the person -----------------------------------------------------------------------

    def touches(self, *, after_a_pause_that_was_seen: bool = False) -> None:
        """One input. Whether the sense had seen the pause before it is the sense's to say, where that is
        shorter than a minute."""
        unseen = UNSEEN_GAP if self.perhaps_back is None else self._end_seen()
        if self.all_inputs[-1].ends > self.now - max(unseen, self.resolution):
            self.all_inputs[-1].ends = self.now
        else:
            self.all_inputs.append(Run(self.now, self.now))
            self.touched_since_announced |= after_a_pause_that_was_seen
        if self.still_at_it is None:
            self.still_at_it = not after_a_pause_that_was_seen
        self._seen_touch()
        self._settle()

    def _seen_touch(self) -> None:
        if not self.readable or self.away_for:
            return
        last = self.inputs[-1]
        if (
            self.perhaps_back is None
            and last.ends > self.now - max(UNSEEN_GAP, self.resolution)
            and last.ends >= self.known_from
        ):
            last.ends = self.now
            return
        if self.perhaps_back is not None:
            if self.all_inputs[-1].begins > self.perhaps_back:
                self._is_back()
            return
        long_pause = self.now - max(last.ends, self.known_from) >= MINUTE
        if long_pause:
            self.perhaps_back, self.perhaps_back_known, self.only_woke = self.now, self.known, False
            return
        self.inputs.append(Run(self.now, self.now))
        if self.resting:
            self._stretch_begins(0)
        else:
            self._hands_again(self.known)

    def types(self, for_ms: int, *, after_a_pause_that_was_seen: bool = False) -> None:
        self.touches(after_a_pause_that_was_seen=after_a_pause_that_was_seen)
        self.typing = True
        self.lives(for_ms)
        self.typing = False

    def lives(self, for_ms: int) -> None:
        """Time passes."""
        until = self.now + for_ms
        while self.now < until:
            soon = min(until, self.now - self.now % SECOND + SECOND)
            # Who has paused for longer is not asked any more: it may have been time until just then.
            may_have_left = self.now - self._gone_for(self.now) + self.rules.rest_after_idle_ms // 2
            self._go_to(may_have_left if self.now < may_have_left < soon else soon)

    # --- the computer -----------------------------------------------------------------------

    def is_locked(self) -> None:
        self._goes_away("locked")
        self._settle()

    def is_unlocked(self) -> None:
        """By somebody who touched something just before, and is back; or without a hand near it."""
        self._comes_back("locked")
        self._settle()

    def sleeps(self, for_ms: int, *, after_a_pause_that_was_seen: bool) -> None:
        """The computer sleeps, since it said so. Waking is nobody's touch, but it may be somebody's doing."""
        self._goes_away("asleep")
        self.lives(for_ms)
        self._comes_back(ABOUT_TO_SLEEP)
        self._comes_back("asleep")
        if not after_a_pause_that_was_seen and not self.away_for and self.readable:
            self.perhaps_back, self.perhaps_back_known, self.only_woke = self.now, self.known, True
        self._settle()

    def says_it_will_sleep(self) -> None:
        self.announced, self.touched_since_announced = self.now, False
        self._goes_away(ABOUT_TO_SLEEP)
        self._settle()

    def says_it_woke(self) -> None:
        self._comes_back(ABOUT_TO_SLEEP)
        self._settle()

    def _goes_away(self, why: str) -> None:
        # A touch since the waking leaves it open whose it was; without one an absence answers that.
        woke = self.only_woke and self.perhaps_back is not None
        touched_since = woke and self.all_inputs[-1].ends >= (self.perhaps_back or 0)
        if self.only_woke:
            self.perhaps_back = None
        if self.perhaps_back is not None and not self.away_for:
            self._is_back()
        if not self.away_for:
            self.gone_from, self.still_at_it = self.now, None
            self.woke_before = touched_since
        if self.away_since is None and why != ABOUT_TO_SLEEP:
            self.away_since = self.gone_from
        self.away_for.add(why)

    def _comes_back(self, why: str) -> None:
        if why not in self.away_for:
            return
        self.away_for.remove(why)
        if self.away_for == {ABOUT_TO_SLEEP}:
            self.away_since = None
        if self.away_for:
            return
        self.away_since, self.awake_from = None, self.now
        if self.taken_down and self.readable:
            self._end_line("withdrawn")
        touched = self.all_inputs[-1].ends
        if touched > self.gone_from and self.readable:
            self.inputs.append(Run(touched, touched))
            typed_to_come = why != "asleep" and touched > self.now - min(
                MINUTE, self.rules.rest_after_idle_ms
            )
            if self.resting and typed_to_come:
                self.inputs.append(Run(self.now, self.now))
                self._stretch_begins(0)
        elif self.woke_before and self.readable:
            self.perhaps_back, self.perhaps_back_known, self.only_woke = self.now, self.known, True

    # --- calls, films and the like ----------------------------------------------------------

    def tells_hold(self, hold: Hold, *, on: bool | None) -> None:
        self.holds.tells(hold, on=on, now=self.now)
        self._settle()

    def tells_screen_kept(self, *, on: bool | None) -> None:
        self.holds.screen_kept = on
        self._settle()

    def loop_is_late(self, for_ms: int) -> None:
        """The loop should have woken, and will only in a while: nothing is asked for what is past then."""
        self.heard_from = self.now + for_ms
        self.asks_from = self.heard_from + SENSES_SPEAK_FIRST

    def restarts(self, gap_ms: int) -> None:
        """Deskbreak ends, and is started again. What was open on the screen is gone."""
        was_away = set(self.away_for)
        self.now += gap_ms
        knows_before = not self.resting and gap_ms < self.rules.rest_after_idle_ms
        if self.last_shown_there:
            self.last_shown_there = self.last_shown_there + gap_ms if knows_before else 0
        self._clock_jumps()
        self.perhaps_back, self.away_since, self.anchor = None, None, None
        self.holds, self.hold_sign, self.was_blocked = NaiveHolds(), False, False
        self.asks_from = self.now + SENSES_SPEAK_FIRST
        self.away_for.clear()
        # How long nobody has touched anything is counted by the system, not by its reader.
        self.known_from, self.unreadable_since, self.awake_from = 0, self.now, self.now
        self.inputs.append(Run(self.all_inputs[-1].ends, self.all_inputs[-1].ends))
        if self.guide is not None:
            self.guide.line.breaths_done = 0
            self.guide = None
        was_open, self.open_line = self.open_line is not None, None
        if self.resting or gap_ms >= self.rules.rest_after_idle_ms:
            self._is_forgotten()
        elif self.question is not None or self.taken_down:
            self.question, self.taken_down, self.is_due = None, False, True
            self.attempt -= was_open
        self._settle()
        if "locked" in was_away:
            self._goes_away("locked")
        self._settle()

    def is_stopped(self, for_ms: int) -> None:
        """The process stands still: unknown time."""
        began = self.now
        self.now += for_ms
        self.asks_from = self.now + SENSES_SPEAK_FIRST
        self._clock_jumps()
        if self.readable:
            self._unknown(self.now - began)
        elif self.away_since is not None:
            self.away_since = self.now
        self._settle()

    def cannot_be_read(self) -> None:
        if self.readable:
            self.readable, self.unreadable_since, self.forgotten = False, self.now, False
            self.perhaps_back = None
        self._settle()

    def can_be_read(self, resolution_ms: int) -> None:
        self.resolution = resolution_ms
        self.asks_from = self.now + SENSES_SPEAK_FIRST
        if not self.readable:
            self.readable, self.readable_since = True, self.now
            touched = self.all_inputs[-1].ends > self.inputs[-1].ends
            if touched:  # how long nobody has touched anything is counted by the system, not by its reader
                self.inputs.append(Run(self.all_inputs[-1].ends, self.all_inputs[-1].ends))
            if self.resting and self.away_since is None and touched:
                self._stretch_begins(0)
            elif not self.resting:
                self._unknown(self.now - self.unreadable_since)
        self._settle()

    def _unknown(self, for_ms: int) -> None:
        if self.resting:
            return
        self.known_from = self.now
        self.gone_from = self.now
        if self.away_since is not None:
            self.away_since = self.now
        if for_ms >= self.rules.rest_after_idle_ms:
            self._is_forgotten()

    def _is_forgotten(self) -> None:
        """So much unknown time that sitting starts at nothing; what was asked has no outcome."""
        self.forgotten = True
        if self.guide is None:
            self.open_line = None
        else:
            self.guide.out_of = "sitting"
        self.question, self.taken_down = None, False
        self._sign_off()
        self._stretch_begins(0)

    # --- what somebody says -------------------------------------------------------------------

    def pauses_reminders(self, for_ms: int) -> None:
        self.paused_until, self.paused_until_clock_shows = self.now + for_ms, None
        self._settle()

    def pauses_reminders_until(self, clock_shows: datetime) -> None:
        """Until then, and for no longer than it is away now."""
        self.paused_until = self.now + round((clock_shows - self.wall(self.now)).total_seconds() * 1000)
        self.paused_until_clock_shows = clock_shows
        self._settle()

    def resumes_reminders(self) -> None:
        self.paused_until = None
        self._settle()

    def clock_is_set(self, by: timedelta) -> None:
        self.begins += by
        self.clock_was_set = self.now
        self._clock_jumps()
        self._settle()

    def zone_becomes(self, zone: tzinfo) -> None:
        self.begins = self.begins.astimezone(zone)
        self._clock_jumps()
        self._settle()

    def changes_rules(self, rules: Rules) -> None:
        self.rules = rules
        if self.is_due and self.later is None and self.sat - self.sat_at_base < rules.earliest_ms:
            self._is_not_due_after_all()
        self._settle()

    def starts(self) -> None:
        if self.guide is not None:
            raise Refused
        out_of = "sitting"
        if self.question is not None:
            out_of, line = "question", self.question.line
            self.asks += 1
        else:
            self._end_line("withdrawn")
            line = self._new_line("asked", "asked", object(), 1)
            out_of = "silent" if self.silent else "resting" if self.resting else "sitting"
        self._sign_off()
        self.question, self.taken_down = None, False
        self.guide = Guide(self.now, out_of, line)
        self._settle()

    def snoozes(self) -> None:
        if self.question is None:
            raise Refused
        self._put_off("snoozed")
        self._settle()

    def skips(self) -> None:
        waits_for_later = self.later is not None and not self.silent and not self.taken_down
        is_held = self.taken_down and self.holding
        if self.guide or self.resting or not (self.question or self.is_due or waits_for_later or is_held):
            raise Refused
        self._end_line("skipped")
        self._end_held()
        self.question, self.taken_down = None, False
        self._reminder_begins(self.sat)
        self._settle()

    def stood(self) -> None:
        if self.guide is not None:
            raise Refused
        if not self.resting:
            self._end_line("walked_away")
            self._end_held()
            self.question, self.taken_down = None, False
            self._sign_off()
            self._stretch_begins(0)
        self._settle()

    def breathes(self, count: int) -> None:
        if self.guide is not None:
            self.guide.done = max(self.guide.done, count)

    def ends_routine(self) -> None:
        self._end_guide()
        self._settle()

    def window_crashes(self) -> None:
        if self.guide is not None:
            self._end_guide()
        elif self.question is not None:
            self._end_line("withdrawn")
            self.question = None
            self._ask_after(self.rules.snooze_ms)
        self._settle()

    # --- what can be seen ------------------------------------------------------------------------

    def wall(self, ms: int | None = None) -> datetime:
        """What the clock on the wall shows now, or at ``ms``."""
        return self.begins + timedelta(milliseconds=self.now if ms is None else ms)

    @property
    def sitting(self) -> int:
        return self.sat

    def state(self) -> str:  # noqa: PLR0911  one line a word
        if self.guide is not None:
            return "routine"
        if self.question is not None:
            return "prompting"
        if self._is_paused(self.now):
            return "paused"
        if not self._is_working(self.now):
            return "off_hours"
        if not self.readable:
            return "unknown"
        if self.resting:
            return "resting"
        if self.silent or self.hold_sign:
            return "silent"
        if self.is_due or self.taken_down:
            return "held" if self.holding else "due"
        return "sitting" if self.later is None else "snoozed"

    def gives_up_holding(self) -> datetime:
        """Until when a reminder that is held waits at the most."""
        return self.wall(self.now + self._until_limit(self.now))

    # --- time passes -----------------------------------------------------------------------------

    def _settle(self) -> None:
        self._go_to(self.now)

    def _go_to(self, to: int) -> None:
        while self._next(to) is not None:
            low, high = self.now, to
            while low < high:  # what is true at a second's end became true at one of its milliseconds
                middle = (low + high) // 2
                low, high = (low, middle) if self._next(middle) is not None else (middle + 1, high)
            self._pass_to(low)
            while happens := self._next(low):
                happens()
        self._pass_to(to)
        self.looked_at_clock = max(self.looked_at_clock, self._local(to))

    def _pass_to(self, to: int) -> None:
        if self.readable:
            self.known += to - self.now
            self.sat += 0 if self.resting else to - self.now
            if self.waits_since is not None:
                self.held.append((self.now, to, self.holding))
        self.last_shown_there = self._shown_there(to)
        self.now = to
        if self.typing:
            self.all_inputs[-1].ends = to
            if self.readable and self.perhaps_back is None and not self.away_for:
                self._hands_at_work()

    def _hands_at_work(self) -> None:
        if self.inputs[-1].ends < self.known_from:
            self.inputs.append(Run(self.known_from, self.known_from))
        self.inputs[-1].ends = self.now

    def _sat_at(self, ms: int) -> int:
        return self.sat + (ms - self.now if self.readable and not self.resting else 0)

    def _known_at(self, ms: int) -> int:
        return self.known + (ms - self.now if self.readable else 0)

    def _pause_at(self, ms: int) -> int:
        """How long there has been no input, bumps left out."""
        if self.typing and self.readable and self.perhaps_back is None and not self.away_for:
            return 0
        return ms - max(self.inputs[-1].ends, self.known_from)

    def _gone_for(self, ms: int) -> int:
        """How long nothing has shown that somebody is there: no input, no call, no film."""
        return min(self._pause_at(ms), ms - self._shown_there(ms))

    def _shown_there(self, ms: int) -> int:
        """When a call or a film last showed that somebody is there."""
        seen = max(self.inputs[-1].ends, self.known_from)
        has_left = self.now - max(seen, self.last_shown_there) >= self.rules.rest_after_idle_ms
        never_left = self.away_for == {ABOUT_TO_SLEEP} and self.still_at_it
        is_away = self.away_for and not never_left
        if not self.readable or is_away or has_left or not self.holds.show_somebody(self.rules):
            return self.last_shown_there
        return max(self.last_shown_there, min(ms, seen + KEPT_AT_THE_DESK))

    def _local(self, ms: int) -> datetime:
        return self.wall(ms).replace(tzinfo=None)

    def _next(self, ms: int) -> Callable[[], None] | None:
        """The first rule that has something to say at ``ms``; the order is who wins."""
        return next((each for each in self._due_at(ms) if each is not None), None)

    def _due_at(self, ms: int) -> Iterator[Callable[[], None] | None]:
        yield self._return_decided(ms)
        yield self._rest(ms)
        if (
            not self.readable
            and not self.resting
            and ms - self.unreadable_since >= self.rules.rest_after_idle_ms
        ):
            yield None if self.forgotten else self._is_forgotten
        if ABOUT_TO_SLEEP in self.away_for and "asleep" not in self.away_for:
            believed = BELIEVED_AGAINST_INPUT if self.touched_since_announced else BELIEVED_WITHOUT_SLEEP
            yield (lambda: self._comes_back(ABOUT_TO_SLEEP)) if ms >= self.announced + believed else None
        if self._must_come_down(ms):
            yield self._comes_down if self.question or (self.guide and self.away_for) else None
        if self.paused_until is not None and not self._is_paused(ms):
            yield self._pause_is_over
        yield self._watching_changes(ms)
        yield self._holding_changes(ms)
        if self._is_blocked(ms) != self.was_blocked:
            yield self._blocks if not self.was_blocked else self._unblocks
        yield self._anchor_comes(ms)
        yield self._anchor_is_due(ms)
        yield self._opens(ms)
        yield self._watching_changes(ms)
        yield self._waiting_changes(ms)
        yield self._asks_now(ms)
        yield self._lapses(ms)
        yield self._paces(ms)

    # --- at the desk, or not ------------------------------------------------------------------------

    def _return_decided(self, ms: int) -> Callable[[], None] | None:
        if self.perhaps_back is None:
            return None
        touch = self.all_inputs[-1]
        if touch.ends < self.perhaps_back:  # it woke, and nobody has touched anything
            told = max(touch.ends + 30 * SECOND, self.perhaps_back + 1)
            return self._was_a_bump if ms >= told else None
        began = max(self.perhaps_back + SECOND, self.heard_from)
        goes_on_seen = began + max(END_SEEN, self.resolution) + LATE
        if self.typing:
            return self._is_back if ms >= goes_on_seen else None
        if touch.ends - touch.begins >= SECOND:
            return self._is_back if ms >= min(touch.ends + self._end_seen(), goes_on_seen) else None
        return self._was_a_bump if ms >= touch.ends + 30 * SECOND else None

    def _end_seen(self) -> int:
        if self.guide is not None:
            return max(CALM_SEEN, self.resolution)
        if self.is_due and not self.was_blocked:
            return max(self.resolution, min(END_SEEN, max(SECOND, int(self._wanted(self.now)))))
        return max(END_SEEN, self.resolution)

    def _was_a_bump(self) -> None:
        self.perhaps_back = None

    def _is_back(self) -> None:
        assert self.perhaps_back is not None
        at, at_known, self.perhaps_back = self.perhaps_back, self.perhaps_back_known, None
        self.inputs += [replace(run) for run in self.all_inputs if run.ends >= at]
        if self.resting:
            self._stretch_begins(self.known - at_known)
        else:
            self._hands_again(at_known)

    def _rest(self, ms: int) -> Callable[[], None] | None:
        if self.resting or self.perhaps_back is not None:
            return None
        at_it = self.away_for and self.still_at_it
        idle = self.readable and not at_it and self._gone_for(ms) >= self.rules.rest_after_idle_ms
        # Who is locked out has no input either.
        shorter = min(self.rules.rest_after_lock_ms, self.rules.rest_after_idle_ms)
        away = self.away_since is not None and ms - self.away_since >= shorter
        return self._rests if idle or away else None

    def _rests(self) -> None:
        if self.guide is None:
            self._end_line("walked_away" if self.inputs[-1].ends >= self.asked_at else "withdrawn")
        else:
            self.guide.out_of = "resting"
        seen_last = self.now - self._gone_for(self.now)
        self._was_held_until(seen_last if self.away_since is None else min(seen_last, self.away_since))
        self._end_held()
        self.question, self.taken_down = None, False
        self._sign_off()
        self.resting, self.is_due, self.later = True, False, None
        self.sat = 0

    def _stretch_begins(self, sat: int) -> None:
        self.resting = False
        self.sat = sat
        self._reminder_begins(0)

    def _reminder_begins(self, sat_at_base: int) -> None:
        self.sat_at_base = sat_at_base
        self.is_due, self.later, self.reminder, self.due_of_anchor = False, None, None, None
        self.asks, self.attempt, self.closed = 0, 0, None
        self._forget_held()

    def _is_not_due_after_all(self) -> None:
        self.is_due, self.reminder = False, None
        self._forget_held()

    # --- holds --------------------------------------------------------------------------------------

    def _held_at(self, ms: int) -> frozenset[Hold]:
        holding = self.holds.holding(ms, self.rules)
        gives_way = holding == {Hold.FULLSCREEN} and self._until_limit(ms) <= 0
        return frozenset() if gives_way else holding

    def _until_limit(self, ms: int) -> int:
        """How long a reminder may still be held: there is one limit for each."""
        if self.closed is None:
            closes_in = self.rules.latest_ms - (self._sat_at(ms) - self.sat_at_base)
        else:
            closes_in = self.closed - self._known_at(ms)
        return closes_in + self.rules.hold_at_most_ms

    def _watching_changes(self, ms: int) -> Callable[[], None] | None:
        return None if self._must_watch(ms) == self.watches_holds else self._watches_or_not

    def _watches_or_not(self) -> None:
        self.watches_holds = not self.watches_holds
        if self.watches_holds:  # what it finds is told first
            self.asks_from = max(self.asks_from, self.now + SENSES_SPEAK_FIRST)

    def _must_watch(self, ms: int) -> bool:
        if self.away_for:
            return False
        nothing_ahead = self.guide or self.silent or self.resting
        soon = self.question or self.taken_down or self.is_due or self._ahead(ms) <= WATCHED_BEFORE
        if soon and not nothing_ahead and not self._is_kept_away(ms):
            return True
        long_idle = self.rules.rest_after_idle_ms // 2
        return self.readable and not self.resting and self._pause_at(ms) >= long_idle

    def _holding_changes(self, ms: int) -> Callable[[], None] | None:
        held_at = self._held_at(ms)
        return None if held_at == self.holding else partial(self._is_held_by, held_at)

    def _is_held_by(self, holding: frozenset[Hold]) -> None:
        self.holding = holding

    def _waiting_changes(self, ms: int) -> Callable[[], None] | None:
        waits = bool((self.is_due or self.taken_down) and self.holding and not self.guide)
        if waits != (self.waits_since is not None):
            return self._begins_to_wait if waits else self._waits_no_more
        for_too_long = waits and self._until_limit(ms) <= 0
        if for_too_long != self.hold_sign:
            return self._hold_sign_on if for_too_long else self._sign_off
        return None

    def _begins_to_wait(self) -> None:
        self.waits_since = self.now

    def _waits_no_more(self) -> None:
        self.waits_since = None

    def _hold_sign_on(self) -> None:
        self.hold_sign = True
        self.signs.append((self.now, True))
        self._does("shows the silent sign")

    def _forget_held(self) -> None:
        self.held = []

    def _held_for(self) -> int:
        return sum(ends - begins for begins, ends, _ in self.held)

    def _end_held(self) -> None:
        """What was held and never shown is one line."""
        if self._held_for() and self.attempt == 0 and self.reminder is not None:
            self._new_line(self._kind(), None, self.reminder, 0)
            self._end_line("held")
            self._forget_held()

    def _was_held_until(self, left: int) -> None:
        """Who has left waits for nothing."""
        self.held = [(begins, min(ends, left), by) for begins, ends, by in self.held if begins < left]

    # --- when to ask -----------------------------------------------------------------------------------

    def _is_paused(self, ms: int) -> bool:
        shows = self.paused_until_clock_shows
        if self.paused_until is None or (shows is not None and self.wall(ms) >= shows):
            return False
        return ms < self.paused_until

    def _is_working(self, ms: int) -> bool:
        return self._works_at(self._local(ms))

    def _works_at(self, now: datetime) -> bool:
        for hours in self.rules.hours:
            for day in (now.date() - ONE_DAY, now.date()):
                begins = datetime.combine(day, hours.begins)
                ends = datetime.combine(day, hours.ends)
                if ends <= begins:
                    ends += ONE_DAY
                if f"{day:%a}".lower() in hours.days and begins <= now < ends:
                    return True
        return not self.rules.hours

    # --- times of the day ----------------------------------------------------------------------------

    def _clock_jumps(self) -> None:
        """A time that is jumped over is not passed."""
        self.looked_at_clock = self._local(self.now)

    def _anchor_comes(self, ms: int) -> Callable[[], None] | None:
        now = self._local(ms)
        for anchor in self.rules.anchors:
            for day in (self.looked_at_clock.date(), now.date()):
                comes = datetime.combine(day, anchor.at)
                begins_then = any(f"{day:%a}".lower() in hours.days for hours in self.rules.hours)
                is_working_day = begins_then or self._works_at(comes)
                came = (anchor.at, day) in self.came_on
                if self.looked_at_clock < comes <= now and is_working_day and not came:
                    return partial(self._anchor_came, anchor, comes)
        return None

    def _anchor_came(self, anchor: Anchor, comes: datetime) -> None:
        self.came_on.add((anchor.at, comes.date()))
        wait = self.rules.latest_ms - self.rules.earliest_ms
        self.anchor = AnchorWaits(anchor, comes.replace(tzinfo=self.begins.tzinfo), self.now + wait)

    def _anchor_is_due(self, ms: int) -> Callable[[], None] | None:
        """The anchor that came: asked for now, waiting until somebody can be asked, or dropped."""
        if self.anchor is None:
            return None
        asked_already = self.question or self.taken_down or self.silent or self.attempt > 0
        if asked_already or self.guide or ms > self.anchor.gives_up:
            return self._anchor_is_dropped
        waits = self.resting or self._is_kept_away(ms) or not self.readable
        return None if waits else self._anchor_is_taken

    def _anchor_is_dropped(self) -> None:
        self.anchor = None

    def _anchor_is_taken(self) -> None:
        assert self.anchor is not None
        self._end_held()
        self._forget_held()
        self.due_of_anchor, self.anchor = self.anchor.due, None
        self.is_due, self.reminder = True, object()
        self._later_window(0)
        assert self.later is not None
        self.closed = self.later[1]
        self.waits_since = None if self.waits_since is None else self.now

    def _must_come_down(self, ms: int) -> bool:
        return self._is_kept_away(ms) or bool(self.holding)

    def _is_kept_away(self, ms: int) -> bool:
        return self._is_paused(ms) or not self._is_working(ms) or bool(self.away_for)

    def _is_blocked(self, ms: int) -> bool:
        return self._must_come_down(ms) or not self.readable

    def _comes_down(self) -> None:
        if self.guide is not None:
            self._end_guide()
        else:
            self.question, self.taken_down = None, True
            if not self.away_for:
                self._end_line("withdrawn")

    def _pause_is_over(self) -> None:
        self.paused_until = None

    def _blocks(self) -> None:
        self.was_blocked = True

    def _unblocks(self) -> None:
        self.was_blocked = False
        if self.taken_down:
            self._end_line("withdrawn")
            self.taken_down, self.is_due = False, True
            if self.later is None and self.sat - self.sat_at_base < self.rules.earliest_ms:
                self._is_not_due_after_all()
        first_goes_on = self.later is None and self.sat - self.sat_at_base < self.rules.latest_ms
        if self.is_due and not first_goes_on:
            self._later_window(0)

    def _later_window(self, in_ms: int) -> None:
        if self.closed is None:
            self.closed = self.known + self.rules.latest_ms - (self.sat - self.sat_at_base)
        length = max(5 * SECOND, (self.rules.latest_ms - self.rules.earliest_ms) // 3)
        self.later = (self.known + in_ms, self.known + in_ms + length)

    def _opens(self, ms: int) -> Callable[[], None] | None:
        busy_otherwise = self.resting or self.silent or self.guide or self.question or self.taken_down
        if self.is_due or busy_otherwise or not self.readable:
            return None
        return self._is_due_now if self._ahead(ms) <= 0 else None

    def _ahead(self, ms: int) -> int:
        """How long until the next window opens, in known time."""
        if self.later is None:
            return self.sat_at_base + self.rules.earliest_ms - self._sat_at(ms)
        return self.later[0] - self._known_at(ms)

    def _is_due_now(self) -> None:
        self.is_due = True
        if self.reminder is None:
            self.reminder = object()

    def _passed(self, ms: int) -> tuple[float, int, int]:
        """How far the window has passed, how long it lasts, and what is left."""
        if self.later is None:
            length = self.rules.latest_ms - self.rules.earliest_ms
            into = self._sat_at(ms) - self.sat_at_base - self.rules.earliest_ms
        else:
            length = self.later[1] - self.later[0]
            into = self._known_at(ms) - self.later[0]
        return (into / length if length else 1.0), length, length - into

    def _wanted(self, ms: int) -> float:
        """From a minute down to five seconds, and so on: the rule's own figures, scaled."""
        scale = (self.rules.latest_ms - self.rules.earliest_ms) / (15 * MINUTE)
        share, length, left = self._passed(ms)
        share = min(1.0, share)

        def scaled(seconds: float) -> float:
            return max(1000.0, seconds * 1000 * scale)

        if self.later is not None:
            wanted: float = scaled(15) * (scaled(2.5) / scaled(15)) ** share
        elif left <= scaled(60):
            wanted = scaled(2.5)
        else:
            into = length - left
            reached = [seconds for from_s, seconds in STEPS_S if into >= round(from_s * 1000 * scale)]
            wanted = scaled(reached[-1] if reached else STEPS_S[0][1])
        return max(self.resolution, min(wanted, max(SECOND, self.rules.rest_after_idle_ms // 2)))

    def _asks_now(self, ms: int) -> Callable[[], None] | None:
        standing = self.guide or self.question or self.taken_down or self.silent or self.resting
        if not self.is_due or standing or self._is_blocked(ms) or self.perhaps_back is not None:
            return None
        if ms < self.asks_from:
            return None
        pause = self._pause_at(ms)
        if self._gone_for(ms) > self.rules.rest_after_idle_ms // 2:
            return None
        pause = min(pause, ms - self.awake_from)
        _, length, left = self._passed(ms)
        if not length or (left <= 0 and pause >= self._wanted(ms)):
            return lambda: self._ask("at once")
        if pause >= self._wanted(ms):
            return lambda: self._ask("pause")
        return (lambda: self._ask("latest")) if left <= 0 else None

    def _ask(self, why: str) -> None:
        self.is_due = False
        self.attempt += 1
        self.asked_at = self.now
        kind = self._kind()
        line = self._new_line(kind, why, self.reminder, self.attempt)
        self._forget_held()
        self._does(f"asks ({why})" if kind == "reminder" else f"asks for the anchor ({why})")
        self.question = Question(self.now, self.known, self.rules.patience_ms, line)
        if self.typing:
            self.question.first_input = self.known
        self.prompts.append((self.now, why))

    def _kind(self) -> str:
        return "reminder" if self.due_of_anchor is None else "anchor"

    # --- answers ---------------------------------------------------------------------------------------

    def _hands_again(self, at_known: int) -> None:
        """Input, after a pause that was no rest; it may lie a little back."""
        question = self.question
        if question is None:
            return
        if question.first_input is None:
            question.first_input = at_known
        if at_known > question.first_input + question.patience:
            self._put_off("ignored")

    def _lapses(self, ms: int) -> Callable[[], None] | None:
        """Input that began before patience ran out, and goes on after."""
        question = self.question
        if question is None or not self.readable or self.perhaps_back is not None:
            return None
        if question.first_input is None and self.inputs[-1].begins <= question.asked < self.inputs[-1].ends:
            question.first_input = question.asked_known
        if question.first_input is None:
            return None
        lapses = question.first_input + question.patience - self.known + self.now
        if not self.typing and self.inputs[-1].ends < lapses:
            return None
        end_seen = max(PATIENCE_END_SEEN, self.resolution)
        seen = max(lapses, self.heard_from) + end_seen + LATE
        if not self.typing:
            seen = min(seen, max(self.inputs[-1].ends + end_seen, self.heard_from))
        return (lambda: self._put_off("ignored")) if ms >= seen else None

    def _put_off(self, outcome: str) -> None:
        self.asks += 1
        self._end_line(outcome)
        self.question = None
        self._ask_again_or_be_silent()

    def _ask_again_or_be_silent(self) -> None:
        if self.asks > self.rules.snoozes:
            self._sign_on()
        else:
            self._ask_after(self.rules.snooze_ms)

    def _ask_after(self, in_ms: int) -> None:
        self.is_due = False
        self._later_window(in_ms)

    def _sign_on(self) -> None:
        self.silent = True
        self.signs.append((self.now, True))
        self._does("shows the silent sign")

    def _sign_off(self) -> None:
        if self.silent or self.hold_sign:
            self.silent = self.hold_sign = False
            self.signs.append((self.now, False))
            self._does("takes the silent sign back")

    # --- the routine -------------------------------------------------------------------------------------

    def _end_guide(self) -> None:
        guide, self.guide = self.guide, None
        if guide is None:
            return
        breaths = guide.line.breaths
        guide.line.breaths_done = guide.done
        self.is_due = False  # it is again at once, where the window is open
        self._end_line("completed" if guide.done >= breaths else "partly")
        if guide.done >= breaths / 2:
            self._end_held()
            self._stretch_begins(0)
        elif self.resting:
            return
        elif guide.out_of == "question":
            self._ask_again_or_be_silent()
        elif guide.out_of == "silent":
            self._sign_on()

    def _paces(self, ms: int) -> Callable[[], None] | None:
        guide = self.guide
        if guide is None:
            return None
        if guide.waiting:
            calm = not self.typing and ms >= self.all_inputs[-1].ends + max(CALM_SEEN, self.resolution)
            cannot_tell = not self.readable or self.resolution > BUSY_SEEN
            return self._change_pace if calm or cannot_tell else None
        if not self.readable or self.away_for:
            return None
        run = self.all_inputs[-1]
        if self.resolution > BUSY_SEEN:
            return None
        busy_from = max(run.begins, guide.began, self.readable_since, self.heard_from) + BUSY_SEEN + LATE
        at_work = self.typing or busy_from < run.ends + max(CALM_SEEN, self.resolution)
        return self._change_pace if at_work and ms >= busy_from and run is not guide.waited_for else None

    def _change_pace(self) -> None:
        assert self.guide is not None
        self.guide.waiting = not self.guide.waiting
        self.guide.waited_for = self.all_inputs[-1]
        self.paces.append((self.now, self.guide.waiting))
        self._does("the guide waits" if self.guide.waiting else "the guide goes on")

    # --- rows ----------------------------------------------------------------------------------------------

    def _new_line(self, kind: str, why: str | None, reminder: object, attempt: int) -> Line:
        line = Line(reminder, attempt, kind, why, self.now, self.rules.breaths)
        if kind != "asked":
            line.due = self.due_of_anchor
            line.held = self._held_for()
            line.held_by = frozenset(hold for _, _, by in self.held for hold in by)
        self.lines.append(line)
        self.open_line = line
        return line

    def _end_line(self, outcome: str) -> None:
        if self.open_line is not None:
            self.open_line.outcome, self.open_line = outcome, None
            self._does(f"writes «{outcome}»")

    def _does(self, deed: str) -> None:
        self.deeds.append((self.now, deed))
