"""Busy hands during the routine: it waits kindly after three seconds, and goes on when they are off."""

from deskbreak.core.commands import PaceRoutine
from deskbreak.core.guidance import Guidance
from deskbreak.core.reminder import Phase
from support.simulated_desk import SECOND

BEGAN_MS = 555_000
BUSY_MS = 3 * SECOND + 250
"""Three seconds, and the quarter of one by which a pause may be told late."""


def begun() -> Guidance:
    return Guidance(BEGAN_MS, Phase.PROMPTING)


def test_it_begins_with_no_breath_done_and_knows_where_it_came_from() -> None:
    assert (begun().breaths_done, begun().came_from) == (0, Phase.PROMPTING)


def test_it_does_not_wait_while_the_hands_are_off() -> None:
    guidance = begun()
    assert guidance.busy_ms(None) is None
    assert guidance.settle(BEGAN_MS + 60 * SECOND, None) is None


def test_it_waits_when_the_hands_were_busy_for_three_seconds() -> None:
    guidance = begun()
    hands_ms = BEGAN_MS + 20 * SECOND
    assert guidance.busy_ms(hands_ms) == hands_ms + BUSY_MS
    assert guidance.settle(hands_ms + BUSY_MS - 1, hands_ms) is None
    assert guidance.settle(hands_ms + BUSY_MS, hands_ms) == PaceRoutine(waiting=True)


def test_hands_that_were_busy_before_it_began_count_from_its_beginning() -> None:
    guidance = begun()
    assert guidance.busy_ms(BEGAN_MS - 60 * SECOND) == BEGAN_MS + BUSY_MS
    assert guidance.settle(BEGAN_MS + BUSY_MS - 1, BEGAN_MS - 60 * SECOND) is None


def test_it_says_once_that_it_waits_and_once_that_it_goes_on() -> None:
    guidance = begun()
    hands_ms = BEGAN_MS + SECOND
    assert guidance.settle(hands_ms + BUSY_MS, hands_ms) == PaceRoutine(waiting=True)
    assert guidance.busy_ms(hands_ms) is None
    assert guidance.settle(hands_ms + 2 * BUSY_MS, hands_ms) is None
    assert guidance.settle(hands_ms + 3 * BUSY_MS, None) == PaceRoutine(waiting=False)
    assert guidance.settle(hands_ms + 4 * BUSY_MS, None) is None


def test_it_waits_again_when_the_hands_come_back() -> None:
    guidance = begun()
    guidance.settle(BEGAN_MS + BUSY_MS, BEGAN_MS)
    guidance.settle(BEGAN_MS + 10 * SECOND, None)
    back_ms = BEGAN_MS + 20 * SECOND
    assert guidance.settle(back_ms + BUSY_MS, back_ms) == PaceRoutine(waiting=True)
