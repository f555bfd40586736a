"""The reach and the breathing, for every body and every number of breaths."""

import re

import pytest

from deskbreak.content import routines
from deskbreak.core.routine import Breath, Phase, Routine, frame

VARIANTS = ("standing", "seated", "wheelchair", "left_arm", "right_arm", "low_range", "breath_only")
TO_THE_SIDE = re.compile("^(side|lean|low)_")


def reach(variant: str = "standing", breaths: int = 10) -> Routine:
    return routines.load("reach", variant, breaths, 4_000, 6_000)


def is_side(breath: Breath) -> bool:
    return TO_THE_SIDE.match(breath.pose_empty) is not None


def test_ten_breaths_take_a_hundred_seconds_after_the_time_to_get_ready() -> None:
    routine = reach()

    assert routine.title == "The reach"
    assert routine.ready_ms == 3_000
    assert routine.length_ms - routine.ready_ms == 100_000
    assert routine.closing == "That was ten."


def test_the_order_is_four_overhead_four_to_the_sides_in_turn_and_two_overhead() -> None:
    poses = [(breath.pose_full, breath.pose_empty) for breath in reach().breaths]

    assert poses[:4] == [("overhead", "rest")] * 4
    assert poses[4:8] == [("one_arm_right", "side_left"), ("one_arm_left", "side_right")] * 2
    assert poses[8:] == [("overhead", "rest")] * 2


def test_the_words_at_the_turns_say_what_the_body_does() -> None:
    routine = reach()

    assert frame(routine, 1_000).words == "Stand up, feet under the hips"
    assert frame(routine, 3_000 + 2 * 10_000 + 1_000).words == "Let the arms rise"
    over = frame(routine, 3_000 + 4 * 10_000 + 8_000)
    assert (over.phase, over.words, over.pose_to) == (Phase.OUT, "Over to the left", "side_left")


def test_there_is_a_variant_for_every_body() -> None:
    assert tuple(routines.variants("reach")) == VARIANTS
    assert routines.variants("reach")["wheelchair"] == "Wheelchair"
    assert routines.names() == {"breathe": "Slow breathing", "reach": "The reach"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_breathing_asks_for_nothing_but_breaths(variant: str) -> None:
    routine = routines.load("breathe", variant, 10, 4_000, 6_000)

    assert {(each.pose_full, each.pose_empty) for each in routine.breaths} == {("breath_full", "rest")}
    assert routine.length_ms - routine.ready_ms == 100_000
    assert routine.base == reach(variant).base


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("breaths", range(3, 21))
def test_any_number_of_breaths_has_both_sides_equally_and_ends_upright(variant: str, breaths: int) -> None:
    routine = reach(variant, breaths)
    leans = [breath.pose_empty.split("_")[1] for breath in routine.breaths if is_side(breath)]

    assert len(routine.breaths) == breaths
    assert leans == ["left", "right"] * (len(leans) // 2)
    assert routine.breaths[-1].pose_empty == "rest"
    if variant != "breath_only":
        assert 0 < len(leans) < breaths
        assert abs(len(leans) / breaths - 0.4) <= 0.27
    assert all(breath.words_in and breath.words_out for breath in routine.breaths)
    assert routine.closing.startswith("That was ")


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name != "standing"])
def test_nobody_else_is_told_to_stand(variant: str) -> None:
    routine = reach(variant)
    said = [routine.words_ready, routine.closing, routine.closing_more]
    said += [words for breath in routine.breaths for words in (breath.words_in, breath.words_out)]

    assert not [
        words
        for words in said
        if re.search(r"\b(stand|feet under|on your feet|legs)\b", words, re.IGNORECASE)
    ]


@pytest.mark.parametrize(("variant", "other"), [("left_arm", "right"), ("right_arm", "left")])
def test_one_arm_only_never_asks_for_the_other(variant: str, other: str) -> None:
    routine = reach(variant, 20)

    assert not [breath for breath in routine.breaths if breath.pose_full == f"one_arm_{other}"]
    assert not [breath for breath in routine.breaths if f"{other} arm" in breath.words_in + breath.words_out]


def test_low_range_never_goes_above_the_shoulders() -> None:
    assert {breath.pose_full for breath in reach("low_range", 20).breaths} == {"shoulder_height"}


@pytest.mark.parametrize(
    ("name", "variant", "breaths", "says"),
    [
        ("swim", "standing", 10, "there is no routine 'swim'; there is: breathe, reach"),
        ("reach", "flying", 10, "'reach' has no variant 'flying'; it has: standing, seated"),
        ("reach", "standing", 2, "'reach' has 3 to 20 breaths, not 2"),
        ("reach", "standing", 21, "'reach' has 3 to 20 breaths, not 21"),
    ],
)
def test_what_there_is_not_is_named_with_what_there_is(
    name: str, variant: str, breaths: int, says: str
) -> None:
    with pytest.raises(routines.NoSuchRoutine, match=re.escape(says)):
        routines.load(name, variant, breaths, 4_000, 6_000)
