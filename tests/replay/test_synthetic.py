"""Synthetic days: like the measured ones, and the same for everybody who names the same seed."""

import hashlib
from functools import cache
from itertools import pairwise
from statistics import median

import pytest

from deskbreak.replay.synthetic import BEGINS_MS, DAY_MS, Kind, days
from deskbreak.replay.trace import ACTIVE, IDLE, Interval
from support.simulated_desk import MINUTE, SECOND

HOUR = 60 * MINUTE


def drawn(count: int, kind: Kind = Kind.USUAL, seed: int = 1) -> list[list[Interval]]:
    return [list(day) for day in days(count, seed, kind)]


def length_ms(interval: Interval) -> int:
    return interval.ends_ms - interval.begins_ms


def is_break(interval: Interval) -> bool:
    return interval.kind == IDLE and length_ms(interval) >= 5 * MINUTE


def sitting(day: list[Interval]) -> list[Interval]:
    return [interval for interval in day if not is_break(interval)]


@cache
def pauses_and_sitting(kind: Kind) -> tuple[list[int], int]:
    """How long each pause of some days was, and how much sitting there was in them, in ms."""
    at_desk = [interval for day in drawn(40, kind) for interval in sitting(day)]
    return [length_ms(each) for each in at_desk if each.kind == IDLE], sum(map(length_ms, at_desk))


def pauses_an_hour(kind: Kind, of_ms: int) -> float:
    pauses, sitting_ms = pauses_and_sitting(kind)
    return sum(each >= of_ms for each in pauses) * HOUR / sitting_ms


@pytest.mark.parametrize(
    ("kind", "fingerprint"),
    [
        (Kind.USUAL, "2bf1854a7c2276e3"),
        (Kind.KEYBOARD_AND_MOUSE, "f2300db1e295da9a"),
        (Kind.MOUSE, "b4cd2944e2316be8"),
        (Kind.SMALL_PAUSES, "ca32a59b1bd07d45"),
    ],
)
def test_the_same_seed_gives_the_same_days_to_the_millisecond_on_every_platform(
    kind: Kind, fingerprint: str
) -> None:
    rows = "\n".join(f"{each.kind},{each.begins_ms},{each.ends_ms}" for day in drawn(3, kind) for each in day)
    assert hashlib.sha256(rows.encode()).hexdigest()[:16] == fingerprint


def test_another_seed_gives_other_days_and_no_day_is_like_another() -> None:
    one, two = drawn(2)
    assert one != two
    assert drawn(1, seed=2) != [one]


def test_a_day_is_the_same_however_many_are_asked_for() -> None:
    assert drawn(5)[:2] == drawn(2)


@pytest.mark.parametrize("kind", Kind)
def test_a_day_has_no_hole_and_ends_with_a_break(kind: Kind) -> None:
    for day in drawn(20, kind):
        assert day[0].begins_ms == BEGINS_MS
        assert [each.kind for each in day] == [ACTIVE, IDLE] * (len(day) // 2)
        assert all(before.ends_ms == after.begins_ms for before, after in pairwise(day))
        assert all(length_ms(each) > 0 for each in day if each.kind == IDLE)
        assert is_break(day[-1])


@pytest.mark.parametrize("kind", Kind)
def test_a_day_lasts_about_eight_hours_and_holds_as_many_breaks_as_measured(kind: Kind) -> None:
    """Half of people's days have more than 6 to 9; breaks with a mouse only were measured to be shorter."""
    some = drawn(50, kind)
    assert 7.5 * HOUR < median(day[-1].begins_ms - BEGINS_MS for day in some) < 9 * HOUR
    assert 6 <= median(sum(map(is_break, day)) for day in some) <= (14 if kind is Kind.MOUSE else 9)
    assert all(day[-1].begins_ms - BEGINS_MS < 2 * DAY_MS for day in some)


@pytest.mark.parametrize(
    ("kind", "of_s", "measured"),
    [
        (Kind.USUAL, 15, 26.8),
        (Kind.USUAL, 30, 11.1),
        (Kind.USUAL, 60, 4.2),
        (Kind.KEYBOARD_AND_MOUSE, 15, 26.8),
        (Kind.KEYBOARD_AND_MOUSE, 60, 4.2),
        (Kind.MOUSE, 2, 156),
        (Kind.MOUSE, 5, 69),
        (Kind.MOUSE, 15, 23.2),
        (Kind.MOUSE, 60, 5.4),
        (Kind.SMALL_PAUSES, 2, 156),
        (Kind.SMALL_PAUSES, 15, 26.8),
        (Kind.SMALL_PAUSES, 60, 4.2),
    ],
)
def test_pauses_come_about_as_often_as_among_people(kind: Kind, of_s: int, measured: float) -> None:
    assert pauses_an_hour(kind, of_s * SECOND) == pytest.approx(measured, rel=0.15)


def test_only_keyboard_and_mouse_days_lack_the_pauses_that_their_logs_cannot_show() -> None:
    assert pauses_an_hour(Kind.KEYBOARD_AND_MOUSE, 0) == pauses_an_hour(Kind.KEYBOARD_AND_MOUSE, 15 * SECOND)
    assert pauses_an_hour(Kind.USUAL, 0) == pytest.approx(
        2 * pauses_an_hour(Kind.USUAL, 15 * SECOND), rel=0.1
    )
    assert pauses_an_hour(Kind.SMALL_PAUSES, SECOND) > 100
