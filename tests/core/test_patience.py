"""How long an open prompt waits: two minutes from the first input, and until the next input after them."""

import pytest

from deskbreak.core.patience import Patience
from support.simulated_desk import MINUTE, SECOND

ASKED_MS = 1_234_567
PATIENCE_MS = 2 * MINUTE
TOLD_MS = 2_750
"""A pause of 2.5 s tells that there is no input; an adapter may be a quarter of a second late."""


def asked_in_a_pause(resolution_ms: int = 1) -> Patience:
    return Patience(ASKED_MS, PATIENCE_MS, resolution_ms, busy=False)


def asked_while_busy(resolution_ms: int = 1) -> Patience:
    return Patience(ASKED_MS, PATIENCE_MS, resolution_ms, busy=True)


# --- asked in a pause ------------------------------------------------------------------


def test_it_waits_for_ever_for_somebody_who_does_nothing() -> None:
    patience = asked_in_a_pause()
    assert not patience.settle(ASKED_MS + 60 * MINUTE, busy=True)
    assert patience.dues_ms() == []
    assert patience.watched_ms(ASKED_MS + 60 * MINUTE) is None


@pytest.mark.parametrize(("after_ms", "lapses"), [(PATIENCE_MS - 1, False), (PATIENCE_MS, True)])
def test_the_first_input_after_the_patience_lets_it_lapse(after_ms: int, lapses: bool) -> None:
    patience = asked_in_a_pause()
    first_input_ms = ASKED_MS + 10 * MINUTE
    assert not patience.input(first_input_ms)
    assert patience.input(first_input_ms + after_ms) is lapses


def test_the_patience_begins_with_the_first_input_not_the_last() -> None:
    patience = asked_in_a_pause()
    assert not patience.input(ASKED_MS + MINUTE)
    assert not patience.input(ASKED_MS + 2 * MINUTE)
    assert patience.input(ASKED_MS + 3 * MINUTE)


@pytest.mark.parametrize(("after_ms", "lapses"), [(PATIENCE_MS - 1, False), (PATIENCE_MS, True)])
def test_a_pause_that_began_after_the_patience_shows_that_there_was_input(
    after_ms: int, lapses: bool
) -> None:
    patience = asked_in_a_pause()
    patience.input(ASKED_MS + MINUTE)
    assert patience.idle(ASKED_MS + MINUTE + after_ms) is lapses


def test_who_types_on_and_on_lets_it_lapse_once_a_pause_would_have_been_told() -> None:
    patience = asked_in_a_pause()
    patience.input(ASKED_MS + MINUTE)
    over_ms = ASKED_MS + MINUTE + PATIENCE_MS
    assert patience.dues_ms() == [over_ms, over_ms + TOLD_MS]
    assert not patience.settle(over_ms + TOLD_MS - 1, busy=True)
    assert not patience.settle(over_ms + TOLD_MS, busy=False)  # in a pause somebody may have left
    assert patience.settle(over_ms + TOLD_MS, busy=True)


def test_short_pauses_are_watched_for_from_when_the_patience_has_run_out() -> None:
    patience = asked_in_a_pause()
    patience.input(ASKED_MS + MINUTE)
    over_ms = ASKED_MS + MINUTE + PATIENCE_MS
    assert patience.watched_ms(over_ms - 1) is None
    assert patience.watched_ms(over_ms) == 2_500


def test_no_pause_is_watched_that_the_senses_cannot_tell() -> None:
    patience = asked_in_a_pause(resolution_ms=10 * SECOND)
    patience.input(ASKED_MS + MINUTE)
    over_ms = ASKED_MS + MINUTE + PATIENCE_MS
    assert patience.watched_ms(over_ms) == 10_000
    assert not patience.settle(over_ms + 10_249, busy=True)
    assert patience.settle(over_ms + 10_250, busy=True)


# --- asked while there is input -----------------------------------------------------------


def test_asked_in_the_midst_of_typing_the_patience_begins_at_once() -> None:
    patience = asked_while_busy()
    assert patience.watched_ms(ASKED_MS) == 2_500  # is there really input?
    assert patience.dues_ms()[0] == ASKED_MS + TOLD_MS
    assert not patience.settle(ASKED_MS + PATIENCE_MS + TOLD_MS - 1, busy=True)
    assert patience.settle(ASKED_MS + PATIENCE_MS + TOLD_MS, busy=True)


def test_input_that_nobody_saw_stop_is_believed_and_not_watched_any_more() -> None:
    patience = asked_while_busy()
    patience.settle(ASKED_MS + TOLD_MS - 1, busy=True)
    assert patience.watched_ms(ASKED_MS + TOLD_MS - 1) == 2_500
    patience.settle(ASKED_MS + TOLD_MS, busy=True)
    assert patience.watched_ms(ASKED_MS + TOLD_MS) is None
    assert patience.dues_ms() == [ASKED_MS + PATIENCE_MS, ASKED_MS + PATIENCE_MS + TOLD_MS]


@pytest.mark.parametrize("stopped_ms", [ASKED_MS - SECOND, ASKED_MS])
def test_who_had_stopped_just_before_is_waited_for_as_if_asked_in_the_pause(stopped_ms: int) -> None:
    patience = asked_while_busy()
    assert not patience.idle(stopped_ms)
    assert patience.dues_ms() == []
    assert not patience.input(ASKED_MS + PATIENCE_MS + MINUTE)
    assert patience.input(ASKED_MS + 2 * PATIENCE_MS + MINUTE)


def test_who_stops_just_after_has_begun_the_patience() -> None:
    patience = asked_while_busy()
    assert not patience.idle(ASKED_MS + 1)
    assert patience.watched_ms(ASKED_MS + 1) is None
    assert patience.input(ASKED_MS + PATIENCE_MS)


def test_only_the_first_pause_tells_whether_there_was_input_when_it_asked() -> None:
    """A pause that begins later cannot undo input that came before it."""
    patience = asked_while_busy()
    patience.settle(ASKED_MS + TOLD_MS, busy=True)
    assert not patience.idle(ASKED_MS)
    assert patience.input(ASKED_MS + PATIENCE_MS)


# --- unknown time -------------------------------------------------------------------------


def test_unknown_time_is_left_out_of_the_patience() -> None:
    patience = asked_while_busy()
    patience.shift(30 * SECOND, ASKED_MS + MINUTE)
    assert not patience.input(ASKED_MS + PATIENCE_MS + 30 * SECOND - 1)
    assert patience.input(ASKED_MS + PATIENCE_MS + 30 * SECOND)


def test_unknown_time_before_the_first_input_changes_nothing() -> None:
    patience = asked_in_a_pause()
    patience.shift(30 * SECOND, ASKED_MS + MINUTE)
    assert patience.dues_ms() == []
    assert not patience.input(ASKED_MS + 2 * MINUTE)
    assert patience.input(ASKED_MS + 4 * MINUTE)


def test_after_unknown_time_a_pause_must_first_have_had_the_time_to_be_told() -> None:
    patience = asked_while_busy()
    known_from_ms = ASKED_MS + 10 * MINUTE
    patience.shift(0, known_from_ms)
    assert not patience.settle(known_from_ms + TOLD_MS - 1, busy=True)
    assert patience.settle(known_from_ms + TOLD_MS, busy=True)
