"""Times and counts as somebody would say them."""

import pytest

from deskbreak.window import phrases

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000


@pytest.mark.parametrize(
    ("sitting_ms", "said"),
    [
        (4 * SECOND, "for a moment."),
        (MINUTE, "for 1 minute."),
        (38 * MINUTE + 59 * SECOND, "for 38 minutes."),
        (HOUR, "for 1 hour."),
        (2 * HOUR, "for 2 hours."),
        (HOUR + 5 * MINUTE, "for 1 h 5 min."),
    ],
)
def test_sitting(sitting_ms: int, said: str) -> None:
    assert phrases.sitting(sitting_ms) == f"You have been at the desk {said}"


@pytest.mark.parametrize(
    ("count", "breath_ms", "said"),
    [
        (10, 10_000, "Ten slow breaths: a minute and a half."),
        (3, 10_000, "Three slow breaths: half a minute."),
        (6, 10_000, "Six slow breaths: a minute."),
        (20, 10_000, "20 slow breaths: three minutes."),
        (20, 24_000, "20 slow breaths: 8 minutes."),
        (3, 2_000, "Three slow breaths: less than half a minute."),
    ],
)
def test_the_offer_is_true_for_any_pace(count: int, breath_ms: int, said: str) -> None:
    assert phrases.offer(count, count * breath_ms) == said


def test_later() -> None:
    assert phrases.later(5 * MINUTE) == "In 5 minutes"
    assert phrases.later(MINUTE) == "In 1 minute"
    assert phrases.later(4 * SECOND) == "In 4 seconds"


def test_time_left_counts_a_begun_second() -> None:
    assert phrases.left(77 * SECOND) == "1 min 17 s left"
    assert phrases.left(76 * SECOND + 1) == "1 min 17 s left"
    assert phrases.left(60 * SECOND) == "1 min left"
    assert phrases.left(52 * SECOND) == "52 s left"


def test_the_next_reminder_is_named_only_where_there_is_one() -> None:
    assert (
        phrases.next_reminder("15:10", "15:25")
        == "The next reminder comes at a pause, between 15:10 and 15:25."
    )
    assert not phrases.next_reminder("", "")
