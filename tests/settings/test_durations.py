"""Durations as people write them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.settings import durations

LONGEST_MS = 200 * 365 * 86_400_000


@pytest.mark.parametrize(
    ("text", "length_ms"),
    [
        ("30m", 1_800_000),
        ("1h 30m", 5_400_000),
        ("1h30m", 5_400_000),
        ("  45s ", 45_000),
        ("2.5s", 2_500),
        ("0.001s", 1),
        ("1.5h", 5_400_000),
        ("2w 1d", 15 * 86_400_000),
        ("90 M", 5_400_000),
        ("0s", 0),
    ],
)
def test_durations_read_as_people_mean_them(text: str, length_ms: int) -> None:
    assert durations.parse(text) == length_ms


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("30", "did you mean 30m or 30s?"),
        ("2.5", "did you mean 2.5m or 2.5s?"),
        ("1:30", "did you mean 1h 30m or 1m 30s?"),
        ("30 minutes", "did you mean 30m?"),
        ("2 hrs, 5 mins", "did you mean 2h 5m?"),
        ("1,5 h", "did you mean 1.5h?"),
        ("30m 1h", "did you mean 1h 30m?"),
        ("an hour", "write one like 30m"),
        ("", "write one like 30m"),
        ("-5m", "write one like 30m"),
        ("5m 5m", "write one like 30m"),
        ("٣m", "write one like 30m"),
        ("0.0005s", "a thousandth of a second"),
        ("1" * 5_000 + "m", "too long"),
    ],
)
def test_what_is_no_duration_is_refused_with_what_may_have_been_meant(text: str, hint: str) -> None:
    with pytest.raises(durations.NotADuration) as refusal:
        durations.parse(text)

    assert hint in str(refusal.value)


@given(st.integers(0, LONGEST_MS))
def test_every_length_reads_back_from_its_text(length_ms: int) -> None:
    assert durations.parse(durations.text_of(length_ms)) == length_ms


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from("wdhms")), unique_by=lambda part: part[1]))
def test_any_parts_in_order_add_up(parts: list[tuple[int, str]]) -> None:
    parts.sort(key=lambda part: "wdhms".index(part[1]))
    if parts:
        text = " ".join(f"{count}{unit}" for count, unit in parts)
        assert durations.parse(text) == sum(count * durations.UNITS_MS[unit] for count, unit in parts)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    length_ms = 0
    with contextlib.suppress(durations.NotADuration):
        length_ms = durations.parse(text)

    assert durations.parse(durations.text_of(length_ms)) == length_ms


@given(st.from_regex(r"[0-9]{1,3}([.,:][0-9]{1,2})? ?[a-z]{0,7}", fullmatch=True))
def test_what_is_suggested_is_a_duration(text: str) -> None:
    try:
        durations.parse(text)
    except durations.NotADuration as refusal:
        _, asks, guesses = str(refusal).partition("did you mean ")
        for guess in guesses.rstrip("?").split(" or ") if asks else ():
            durations.parse(guess)
