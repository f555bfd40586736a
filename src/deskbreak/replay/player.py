"""Plays a day through the mind, row by row, and keeps nothing of it but what the diary keeps."""

import heapq
from dataclasses import dataclass, replace

from deskbreak.core.rules import Hold, Rules
from deskbreak.replay import trace
from deskbreak.replay.desk import Answer, Desk
from deskbreak.replay.diary import Diary
from deskbreak.replay.portrait import UNKNOWN
from deskbreak.replay.trace import Day, Inputs, Interval
from deskbreak.replay.wall import KnownDays, SomeDays, is_epoch


@dataclass(frozen=True, slots=True)
class Conditions:
    """By which rules a day is played, and what the person answers to each prompt."""

    rules: Rules
    answer: Answer = Answer.IGNORE


def play(day: Day, conditions: Conditions, diary: Diary) -> None:
    """Play ``day`` into ``diary``. Raises what going through the day raises."""
    if isinstance(day, Inputs):
        _play_inputs(day, conditions, diary)
    else:
        player = None
        for interval in day.intervals:
            player = player or _Intervals(_desk(interval.begins_ms, conditions, diary), diary)
            player.comes(interval)
        if player is not None:
            player.ends()


def _desk(begins_ms: int, conditions: Conditions, diary: Diary) -> Desk:
    rules = conditions.rules
    if is_epoch(begins_ms):
        desk = Desk(rules, begins_ms, KnownDays(), conditions.answer, diary)
    else:
        rules = replace(rules, hours=(), anchors=())
        desk = Desk(rules, begins_ms, SomeDays(), conditions.answer, diary)
    if diary.portrait is not None:
        diary.portrait.begins_ms = begins_ms
    return desk


def _play_inputs(day: Inputs, conditions: Conditions, diary: Diary) -> None:
    last_s = next(day.times_s, None)
    if last_s is None:
        return
    desk = _desk(_ms(last_s), conditions, diary)
    unnoticed_s, deadline_s = _certainly_before_s(desk.unnoticed_ms), _certainly_before_s(desk.deadline_ms)
    for t_s in day.times_s:
        if t_s - last_s < unnoticed_s and t_s < deadline_s:
            last_s = t_s
            continue
        desk.touched_last(_ms(last_s))
        desk.touches(_ms(t_s))
        last_s = t_s
        unnoticed_s, deadline_s = (
            _certainly_before_s(desk.unnoticed_ms),
            _certainly_before_s(desk.deadline_ms),
        )
    desk.touched_last(_ms(last_s))
    _end(desk, diary)


def _ms(t_s: float) -> int:
    return round(t_s * 1000)


def _certainly_before_s(ms: int) -> float:
    """What is below this is below ``ms``, too, once it is rounded to whole milliseconds."""
    return (ms - 2) / 1000


def _end(desk: Desk, diary: Diary) -> None:
    desk.rests_hands(desk.now_ms)
    desk.is_looked_at()
    diary.nothing_known(desk)
    if diary.portrait is not None:
        diary.portrait.ended(desk.now_ms)


class _Intervals:
    """What is going on at the desk, and what overlaps it, as a trace of intervals tells it in order."""

    def __init__(self, desk: Desk, diary: Diary) -> None:
        self._desk = desk
        self._diary = diary
        self._present: Interval | None = None
        """What somebody is doing; ``None`` in a hole of the trace, where nobody knows."""
        self._holding: dict[Hold, int] = dict.fromkeys(Hold, 0)
        """How many intervals say that a hold is on."""
        self._told_on: set[Hold] = set()
        self._ends: list[tuple[int, Hold]] = []
        """When each of them ends; a heap."""
        self._paused_until_ms = self._told_paused_until_ms = desk.now_ms

    def comes(self, interval: Interval) -> None:
        """``interval`` begins, after all before it."""
        self._go_on_to(interval.begins_ms)
        if interval.kind in trace.PRESENCE_KINDS:
            self._begin(interval)
        else:
            self._overlap(interval)
        if self._diary.portrait is not None and interval.kind not in (trace.ACTIVE, trace.IDLE):
            self._diary.portrait.lasted(interval.kind, interval.begins_ms, interval.ends_ms)

    def ends(self) -> None:
        """Nothing follows: the day lasts until what somebody was doing is over."""
        if self._present is not None:
            self._go_on_to(self._present.ends_ms)
            self._leave_off()
        _end(self._desk, self._diary)

    def _go_on_to(self, t_ms: int) -> None:
        """Time passes, and holds end on the way; what ends just then may be followed by its like."""
        while self._ends and self._ends[0][0] < t_ms:
            end_ms, hold = heapq.heappop(self._ends)
            self._live_to(end_ms)
            self._holding[hold] -= 1
            self._tell_overlaps()
        self._live_to(t_ms)

    def _live_to(self, t_ms: int) -> None:
        """What somebody is doing goes on, and may end on the way."""
        present, desk = self._present, self._desk
        if present is None or t_ms <= desk.now_ms:
            return
        until_ms = min(t_ms, present.ends_ms)
        if present.kind == trace.ACTIVE:
            desk.works(until_ms)
        elif present.kind != trace.ASLEEP:
            desk.rests_hands(until_ms)
        elif until_ms == present.ends_ms:
            desk.sleeps(until_ms)
        if t_ms > present.ends_ms:
            self._leave_off()
            desk.is_looked_at()
            self._diary.nothing_known(desk)

    def _begin(self, interval: Interval) -> None:
        desk, since_ms = self._desk, self._desk.now_ms
        if self._present is not None:
            self._leave_off()
        elif interval.begins_ms > since_ms:
            desk.is_unknown(interval.begins_ms)
            self._diary.known_again(desk)
            if self._diary.portrait is not None:
                self._diary.portrait.lasted(UNKNOWN, since_ms, interval.begins_ms)
        self._present = interval
        self._tell_overlaps()
        if interval.kind == trace.ACTIVE:
            desk.touches(interval.begins_ms)
        elif interval.kind == trace.LOCKED:
            desk.locks()

    def _leave_off(self) -> None:
        if self._present is not None and self._present.kind == trace.LOCKED:
            self._desk.unlocks()
        self._present = None

    def _overlap(self, interval: Interval) -> None:
        hold = trace.HOLDS.get(interval.kind)
        if hold is not None:
            self._holding[hold] += 1
            heapq.heappush(self._ends, (interval.ends_ms, hold))
        else:
            self._paused_until_ms = max(interval.ends_ms, self._paused_until_ms)
        self._tell_overlaps()

    def _tell_overlaps(self) -> None:
        """Tell what holds and what is paused. Nobody can be told while the computer sleeps, nor when nothing
        is known: then it is told afterwards."""
        desk = self._desk
        if self._present is None or (
            self._present.kind == trace.ASLEEP and desk.now_ms < self._present.ends_ms
        ):
            return
        on = {hold for hold, count in self._holding.items() if count}
        for hold in sorted(on ^ self._told_on):
            desk.holds(hold, is_on=hold in on)
        self._told_on = on
        if self._paused_until_ms > max(self._told_paused_until_ms, desk.now_ms):
            desk.pauses_reminders(self._paused_until_ms)
            self._told_paused_until_ms = self._paused_until_ms
