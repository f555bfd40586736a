"""However a day is told, Deskbreak does the same."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deskbreak.core.rules import Rules
from deskbreak.replay.desk import Answer
from deskbreak.replay.trace import Interval
from support.recorded_day import INPUTS, INTERVALS, Played, played

QUICK = Rules(
    earliest_ms=60_000,
    latest_ms=120_000,
    patience_ms=10_000,
    snooze_ms=20_000,
    rest_after_idle_ms=70_000,
    rest_after_lock_ms=30_000,
)
"""So that a day of some minutes holds everything."""

LENGTHS = st.integers(1, 90_000) | st.sampled_from([1000, 5000, 10_000, 60_000, 70_000])
GAPS = st.lists(LENGTHS | st.integers(1, 3000), min_size=1, max_size=60)
ANSWERS = st.sampled_from(Answer)
KINDS = st.sampled_from(["active", "active", "active", "idle", "idle", "locked", "asleep", ""])
DAYS = st.lists(st.tuples(KINDS, LENGTHS), min_size=1, max_size=30)
OVERLAPS = st.lists(
    st.tuples(st.sampled_from(["paused", "hold:microphone", "hold:fullscreen"]), LENGTHS, LENGTHS), max_size=4
)


def inputs(times_ms: list[int]) -> str:
    return INPUTS + "".join(f"{time_ms / 1000:.3f},key\n" for time_ms in times_ms)


def intervals(rows: list[Interval]) -> str:
    ordered = sorted(rows, key=lambda row: row.begins_ms)
    return INTERVALS + "".join(
        f"{row.begins_ms / 1000:.3f},{row.kind},{row.ends_ms / 1000:.3f}\n" for row in ordered
    )


def times(gaps: list[int]) -> list[int]:
    found = [0]
    for gap in gaps:
        found.append(found[-1] + gap)
    return found


def rows_of(day: list[tuple[str, int]], overlaps: list[tuple[str, int, int]]) -> list[Interval]:
    now_ms, rows = 0, []
    for kind, length in day:
        if kind:
            rows.append(Interval(kind, now_ms, now_ms + length))
        now_ms += length
    return rows + [Interval(kind, begins, begins + length) for kind, begins, length in overlaps]


def same(one: Played, other: Played) -> None:
    assert one.lines == other.lines
    assert one.figures.summary() == other.figures.summary()


@given(GAPS, ANSWERS)
def test_inputs_and_the_intervals_between_them_are_the_same_day(gaps: list[int], answer: Answer) -> None:
    at_ms = times(gaps)
    touched = [Interval("active", each, each) for each in at_ms]
    silent = [Interval("idle", begins, ends) for begins, ends in pairwise(at_ms)]
    told = [row for pair in zip(touched, [*silent, touched[-1]], strict=True) for row in pair]
    same(played(inputs(at_ms), answer, QUICK), played(intervals(told), answer, QUICK))


@given(DAYS, OVERLAPS, ANSWERS, st.data())
def test_cutting_what_goes_on_into_more_rows_changes_nothing(
    day: list[tuple[str, int]], overlaps: list[tuple[str, int, int]], answer: Answer, data: st.DataObject
) -> None:
    rows = rows_of(day, overlaps)
    if not rows:
        return
    cut: list[Interval] = []
    for row in rows:
        # A lock that is cut is two locks, and so is a sleep; everything else just goes on.
        if row.kind in ("active", "idle", "hold:microphone", "hold:fullscreen", "paused"):
            at_ms = data.draw(st.integers(row.begins_ms, row.ends_ms))
            cut += [Interval(row.kind, row.begins_ms, at_ms), Interval(row.kind, at_ms, row.ends_ms)]
        else:
            cut.append(row)
    same(played(intervals(rows), answer, QUICK), played(intervals(cut), answer, QUICK))


@given(GAPS, ANSWERS, st.integers(0, 10**9))
def test_the_origin_of_time_does_not_matter(gaps: list[int], answer: Answer, origin_s: int) -> None:
    one = played(inputs(times(gaps)), answer, QUICK)
    other = played(inputs([origin_s * 1000 + each for each in times(gaps)]), answer, QUICK)
    assert [line.t_ms + origin_s * 1000 for line in one.lines] == [line.t_ms for line in other.lines]
    assert one.figures.summary() == other.figures.summary()


@given(DAYS, OVERLAPS, ANSWERS)
def test_what_every_day_holds_to(
    day: list[tuple[str, int]], overlaps: list[tuple[str, int, int]], answer: Answer
) -> None:
    rows = rows_of(day, overlaps)
    lines = played(intervals(rows), answer, QUICK).lines if rows else []
    assert [line.t_ms for line in lines] == sorted(line.t_ms for line in lines)
    assert all(line.idle_ms >= 0 and line.sitting_ms >= 0 for line in lines)
    prompts = [line for line in lines if line.why]
    assert all(line.what.value == "prompt" and line.sitting_ms >= QUICK.earliest_ms for line in prompts)
    if answer is Answer.TAKE:
        assert not [line for line in lines if line.what.value in ("lapsed", "withdrawn", "walked_away")]
