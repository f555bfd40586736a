"""What holds a reminder, as somebody would say it."""

from itertools import combinations

import pytest

from deskbreak.core.rules import Hold
from deskbreak.daemon import hold_words

MIC, CAM, FULL, DND, SHOW = Hold
MINUTE = 60_000


@pytest.mark.parametrize(
    ("holds", "sentence"),
    [
        ([MIC], "Waiting: your microphone is in use"),
        ([CAM], "Waiting: your camera is in use"),
        ([FULL], "Waiting: a program fills the screen"),
        ([DND], "Waiting: Do Not Disturb is on"),
        ([SHOW], "Waiting: you are presenting"),
        ([MIC, CAM], "Waiting: your microphone and your camera are in use"),
        ([MIC, FULL], "Waiting: your microphone is in use and a program fills the screen"),
        ([CAM, MIC, SHOW], "Waiting: your microphone and your camera are in use and you are presenting"),
        (
            [FULL, DND, MIC],
            "Waiting: microphone, full screen and Do Not Disturb are on",
        ),
    ],
)
def test_what_it_waits_for(holds: list[Hold], sentence: str) -> None:
    assert hold_words.waiting(holds) == sentence


@pytest.mark.parametrize(
    ("held_min", "length"),
    [(1, "1 min"), (12, "12 min"), (59, "59 min"), (60, "1 h"), (61, "1 h 1 min"), (150, "2 h 30 min")],
)
def test_the_prompt_says_how_long_it_waited_and_for_what(held_min: int, length: str) -> None:
    assert hold_words.waited(held_min * MINUTE + 59_000, [MIC]) == (
        f"Waited {length}: your microphone was in use."
    )


def test_below_a_minute_nobody_noticed_a_wait() -> None:
    assert hold_words.waited(MINUTE - 1, [MIC]) == ""
    assert hold_words.waited(20 * MINUTE, []) == ""


def test_everything_that_took_part_is_told_together() -> None:
    assert hold_words.waited(12 * MINUTE, [DND, CAM, SHOW]) == (
        "Waited 12 min: camera, Do Not Disturb and presenting were on."
    )


def test_why_only_the_icon_reminds() -> None:
    assert hold_words.waited_enough([MIC], "14:02") == (
        "Nothing pops up for now: your microphone is in use (since 14:02)."
    )


@pytest.mark.parametrize("count", range(1, len(Hold) + 1))
def test_none_of_the_reasons_is_left_out(count: int) -> None:
    own = {
        MIC: "microphone",
        CAM: "camera",
        FULL: "screen",
        DND: "Do Not Disturb",
        SHOW: "presenting",
    }
    for holds in combinations(Hold, count):
        for told in (hold_words.waiting(holds), hold_words.waited(MINUTE, holds)):
            assert {hold for hold, word in own.items() if word in told} == set(holds), told


def test_reasons_that_only_a_newer_deskbreak_knows_leave_no_hole() -> None:
    assert hold_words.waiting([]) == "Waiting: something is on that reminders wait for"


def test_every_hold_has_a_name() -> None:
    assert [hold_words.name(hold) for hold in Hold] == [
        "microphone",
        "camera",
        "full screen",
        "Do Not Disturb",
        "presenting",
    ]
