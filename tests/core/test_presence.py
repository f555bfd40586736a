"""What is known of the person: sitting, resting, away, unknown."""

import pytest

from deskbreak.core.presence import Change, Forgotten, LeftOut, Presence, Rested, Resumed, Returned
from deskbreak.core.rules import Rules
from support.simulated_desk import HOUR, MINUTE, SECOND

START_MS = 4_321_000


def at_the_desk(resolution_ms: int = 1) -> Presence:
    presence = Presence(Rules(), START_MS)
    presence.sensing(resolution_ms, START_MS)
    return presence


def resting(since_ms: int = START_MS + 10 * MINUTE) -> Presence:
    """Since ten minutes after the start; known five minutes later."""
    presence = at_the_desk()
    presence.idle(since_ms)
    assert presence.settle_rest(since_ms + 5 * MINUTE) != []
    return presence


# --- sitting and resting -----------------------------------------------------------------


def test_a_rest_tells_when_it_began_what_it_ended_and_the_last_input_before_it() -> None:
    presence = at_the_desk()
    since_ms = START_MS + 10 * MINUTE
    presence.idle(since_ms)
    assert presence.due_ms() == since_ms + 5 * MINUTE
    assert presence.settle_rest(since_ms + 5 * MINUTE - 1) == []
    assert presence.settle_rest(since_ms + 5 * MINUTE) == [Rested(since_ms, 10 * MINUTE, since_ms)]
    assert presence.resting_since_ms == since_ms
    assert presence.settle_rest(since_ms + 6 * MINUTE) == []  # it is told once
    assert presence.due_ms() is None


def test_an_idle_from_long_before_the_start_ended_no_sitting() -> None:
    presence = at_the_desk()
    presence.idle(START_MS - HOUR)
    assert presence.settle_rest(START_MS) == [Rested(START_MS - HOUR, 0, START_MS - HOUR)]


def test_what_was_remembered_is_sat_already() -> None:
    presence = Presence(Rules(), START_MS, sitting_ms=7 * MINUTE)
    presence.sensing(1, START_MS)
    assert presence.sitting_ms(START_MS + MINUTE) == 8 * MINUTE


def test_in_a_rest_there_is_no_sitting() -> None:
    presence = resting()
    assert presence.sitting_ms(START_MS + HOUR) == 0


def test_who_stood_sits_from_then_on() -> None:
    presence = at_the_desk()
    presence.restart(START_MS + 3 * MINUTE)
    assert presence.sitting_ms(START_MS + 5 * MINUTE) == 2 * MINUTE


# --- a bump of the desk, or a return --------------------------------------------------------


def test_a_touch_after_a_long_pause_is_no_return_yet() -> None:
    presence = resting()
    at_ms = START_MS + HOUR
    assert presence.active(at_ms) == []
    assert presence.returning
    assert presence.resting
    # It will be known when nobody said for so long that it stopped: a second of input, and two of none.
    assert presence.due_ms() == at_ms + 3_250


def test_input_that_goes_on_is_a_return_from_its_first_touch() -> None:
    presence = resting()
    at_ms = START_MS + HOUR
    presence.active(at_ms)
    assert presence.settle_return(at_ms + 3_249) == []
    assert presence.settle_return(at_ms + 3_250) == [Returned(at_ms)]
    assert not presence.returning
    assert presence.sitting_ms(at_ms + MINUTE) == MINUTE


@pytest.mark.parametrize(("lasting_ms", "changes"), [(999, 0), (1_000, 1)])
def test_a_touch_under_a_second_is_lone(lasting_ms: int, changes: int) -> None:
    presence = resting()
    at_ms = START_MS + HOUR
    presence.active(at_ms)
    assert len(presence.idle(at_ms + lasting_ms)) == changes
    assert presence.resting is (changes == 0)


def test_half_a_minute_after_a_lone_touch_it_was_a_bump() -> None:
    presence = resting()
    at_ms = START_MS + HOUR
    presence.active(at_ms)
    presence.idle(at_ms + 100)
    assert presence.due_ms() == at_ms + 100 + 30 * SECOND
    assert presence.settle_return(at_ms + 100 + 30 * SECOND - 1) == []
    assert presence.returning
    assert presence.settle_return(at_ms + 100 + 30 * SECOND) == []
    assert not presence.returning
    assert presence.resting


def test_a_second_touch_within_half_a_minute_is_a_return_from_the_first() -> None:
    presence = resting()
    at_ms = START_MS + HOUR
    presence.active(at_ms)
    presence.idle(at_ms + 100)
    assert presence.active(at_ms + 20 * SECOND) == [Returned(at_ms)]


def test_input_after_a_pause_that_was_no_rest_is_told_with_its_time() -> None:
    presence = at_the_desk()
    presence.idle(START_MS + MINUTE)
    assert presence.active(START_MS + MINUTE + 30 * SECOND) == [Resumed(START_MS + MINUTE + 30 * SECOND)]
    presence.idle(START_MS + 3 * MINUTE)
    assert presence.active(START_MS + 5 * MINUTE) == []  # long enough to be a bump
    assert presence.active(START_MS + 5 * MINUTE + 1) == []  # nothing new: there are hands already
    assert presence.settle_return(START_MS + 5 * MINUTE + 3_250) == [Resumed(START_MS + 5 * MINUTE)]


def test_a_pause_after_a_return_begins_where_the_input_ended() -> None:
    presence = resting()
    at_ms = START_MS + HOUR
    presence.active(at_ms)
    assert presence.idle(at_ms + 5 * SECOND) == [Returned(at_ms)]
    assert presence.quiet_since_ms == at_ms + 5 * SECOND
    assert presence.last_input_ms() == at_ms + 5 * SECOND


def test_a_coarse_sense_is_given_the_time_it_needs_to_tell_a_bump() -> None:
    presence = at_the_desk(resolution_ms=10 * SECOND)
    assert presence.short_watch_ms() == 10 * SECOND
    presence.idle(START_MS + MINUTE)
    presence.active(START_MS + 3 * MINUTE)
    assert presence.due_ms() == START_MS + 3 * MINUTE + SECOND + 10 * SECOND + 250
    assert at_the_desk().short_watch_ms() == 2 * SECOND


# --- the present pause -------------------------------------------------------------------------


def test_the_last_input_is_known_in_a_pause_only() -> None:
    presence = at_the_desk()
    assert presence.last_input_ms() is None
    presence.idle(START_MS + MINUTE)
    assert presence.last_input_ms() == START_MS + MINUTE
    assert presence.quiet_ms(START_MS + MINUTE + 30 * SECOND) == 30 * SECOND
    presence.active(START_MS + 3 * MINUTE)
    assert presence.returning
    assert presence.last_input_ms() is None  # it may be a bump, it may be somebody


def test_a_bump_leaves_the_pause_and_its_last_input_as_they_were() -> None:
    presence = at_the_desk()
    since_ms = START_MS + MINUTE
    presence.idle(since_ms)
    presence.active(since_ms + 2 * MINUTE)
    presence.idle(since_ms + 2 * MINUTE + 100)
    presence.settle_return(since_ms + 2 * MINUTE + 100 + 30 * SECOND)
    assert presence.quiet_since_ms == presence.last_input_ms() == since_ms


def test_without_a_pause_it_has_lasted_no_time() -> None:
    assert at_the_desk().quiet_ms(START_MS + MINUTE) == 0
    assert at_the_desk().pause_since_ms is None


# --- locked and asleep ---------------------------------------------------------------------------


def test_two_minutes_locked_are_a_rest_from_the_lock_on() -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    presence.locked(at_ms)
    assert presence.away
    assert presence.due_ms() == at_ms + 2 * MINUTE
    assert presence.settle_rest(at_ms + 2 * MINUTE - 1) == []
    assert presence.settle_rest(at_ms + 2 * MINUTE) == [Rested(at_ms, 10 * MINUTE, at_ms)]


def test_who_stopped_before_the_lock_rests_from_there_and_was_last_seen_there() -> None:
    presence = at_the_desk()
    stopped_ms, at_ms = START_MS + 9 * MINUTE, START_MS + 10 * MINUTE
    presence.idle(stopped_ms)
    presence.locked(at_ms)
    assert presence.settle_rest(at_ms + 2 * MINUTE) == [Rested(stopped_ms, 9 * MINUTE, stopped_ms)]


def test_keys_that_locked_the_screen_and_are_told_after_it_are_the_last_input() -> None:
    presence = at_the_desk()
    stopped_ms, at_ms = START_MS + 9 * MINUTE, START_MS + 10 * MINUTE
    presence.idle(stopped_ms)
    presence.locked(at_ms)
    presence.active(at_ms - 50)
    assert presence.settle_rest(at_ms + 2 * MINUTE) == [Rested(at_ms, 10 * MINUTE, at_ms)]


def test_keys_on_a_locked_screen_are_nobody_at_the_desk() -> None:
    presence = at_the_desk()
    stopped_ms, at_ms = START_MS + 9 * MINUTE, START_MS + 10 * MINUTE
    presence.idle(stopped_ms)
    presence.locked(at_ms)
    assert presence.active(at_ms + SECOND) == []
    assert presence.settle_rest(at_ms + 2 * MINUTE) == [Rested(stopped_ms, 9 * MINUTE, stopped_ms)]


@pytest.mark.parametrize("asleep", ["announced", "seen"])
def test_who_is_locked_out_and_asleep_is_back_when_both_are_over(asleep: str) -> None:
    for first_over in ("the lock", "the sleep"):
        presence = at_the_desk()
        at_ms = START_MS + MINUTE
        presence.locked(at_ms)
        if asleep == "announced":
            presence.sleep_announced(at_ms + SECOND)
        else:
            presence.fell_asleep(at_ms + SECOND)
        assert presence.away_since_ms == at_ms
        ends = [presence.unlocked, presence.woke]
        if first_over == "the sleep":
            ends.reverse()
        ends[0](at_ms + 2 * SECOND)
        assert presence.away
        ends[1](at_ms + 3 * SECOND)
        assert not presence.away


def test_unlocking_with_hands_on_the_keys_is_the_return_from_a_rest() -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    presence.locked(at_ms)
    presence.settle_rest(at_ms + 2 * MINUTE)
    assert presence.unlocked(at_ms + HOUR) == [Returned(at_ms + HOUR)]
    assert presence.unlocked(at_ms + HOUR + 1) == []


def test_unlocking_without_a_touch_is_no_return_yet() -> None:
    """A phone may do it from afar."""
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    presence.locked(at_ms)
    presence.idle(at_ms + SECOND)
    presence.settle_rest(at_ms + 2 * MINUTE)
    assert presence.unlocked(at_ms + HOUR) == []
    assert presence.resting
    assert presence.quiet_since_ms == at_ms + SECOND


def test_after_unlocking_the_pause_and_its_last_input_are_those_of_the_hands() -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    presence.locked(at_ms)
    presence.idle(at_ms + SECOND)
    presence.unlocked(at_ms + MINUTE)
    assert presence.quiet_since_ms == presence.last_input_ms() == at_ms + SECOND


def test_nobody_is_asked_in_a_pause_from_before_they_unlocked() -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    presence.locked(at_ms)
    presence.idle(at_ms + SECOND)
    presence.unlocked(at_ms + MINUTE)
    assert presence.pause_since_ms == at_ms + MINUTE
    presence.active(at_ms + MINUTE + SECOND)
    presence.idle(at_ms + 2 * MINUTE)
    assert presence.pause_since_ms == at_ms + 2 * MINUTE


@pytest.mark.parametrize(("touched_after_ms", "doubted_after_ms"), [(None, MINUTE), (SECOND, 10 * SECOND)])
def test_an_announced_sleep_that_does_not_come_is_not_believed(
    touched_after_ms: int | None, doubted_after_ms: int
) -> None:
    presence = at_the_desk()
    presence.idle(START_MS + MINUTE)
    at_ms = START_MS + 2 * MINUTE
    presence.sleep_announced(at_ms)
    if touched_after_ms is not None:
        presence.active(at_ms + touched_after_ms)
    assert presence.due_ms() == at_ms + doubted_after_ms
    presence.settle_announced_sleep(at_ms + doubted_after_ms - 1)
    assert presence.away
    presence.settle_announced_sleep(at_ms + doubted_after_ms)
    assert not presence.away
    assert presence.settle_announced_sleep(at_ms + HOUR) == []


def test_a_sleep_that_the_clocks_show_is_believed_for_as_long_as_it_lasts() -> None:
    presence = at_the_desk()
    presence.sleep_announced(START_MS + MINUTE)
    presence.fell_asleep(START_MS + MINUTE + SECOND)
    presence.settle_announced_sleep(START_MS + HOUR)
    assert presence.away


def test_a_computer_that_wakes_by_itself_brings_nobody_back() -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    presence.fell_asleep(at_ms)
    presence.settle_rest(at_ms + 2 * MINUTE)
    woke_ms = at_ms + HOUR
    assert presence.woke(woke_ms) == []
    assert presence.resting
    presence.idle(woke_ms + 100)
    presence.settle_return(woke_ms + 100 + 30 * SECOND)
    assert presence.resting
    assert not presence.returning


def test_who_wakes_it_and_goes_on_typing_is_back() -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    presence.fell_asleep(at_ms)
    presence.settle_rest(at_ms + 2 * MINUTE)
    presence.woke(at_ms + HOUR)
    assert presence.settle_return(at_ms + HOUR + 3_250) == [Returned(at_ms + HOUR)]


@pytest.mark.parametrize("before", ["nothing", "a return", "a lock", "a sleep"])
def test_a_sleep_that_is_called_off_leaves_whoever_types_where_they_are(before: str) -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    if before == "a return":
        presence.idle(at_ms - 6 * MINUTE)
        presence.settle_rest(at_ms - MINUTE)
        presence.active(at_ms - 10 * SECOND)
        presence.settle_return(at_ms)
    elif before == "a lock":
        presence.locked(at_ms - MINUTE)
        presence.unlocked(at_ms)
    elif before == "a sleep":
        presence.fell_asleep(at_ms - MINUTE)
        presence.woke(at_ms - 10 * SECOND)
        presence.settle_return(at_ms)
    assert not presence.returning
    presence.sleep_announced(at_ms + 5 * SECOND)
    presence.woke(at_ms + 7 * SECOND)
    assert not presence.away
    assert not presence.returning
    assert presence.quiet_since_ms is None


# --- unknown -------------------------------------------------------------------------------------


def test_time_in_which_nothing_can_be_read_is_not_sat() -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    assert presence.sensing(None, at_ms) == []
    assert not presence.readable
    assert presence.sitting_ms(at_ms + MINUTE) == 10 * MINUTE
    assert presence.known_until_ms(at_ms + MINUTE) == at_ms
    assert presence.sensing(1, at_ms + MINUTE) == [LeftOut(MINUTE)]
    assert presence.known_until_ms(at_ms + MINUTE) == at_ms + MINUTE
    assert presence.sitting_ms(at_ms + 2 * MINUTE) == 11 * MINUTE


def test_that_nothing_can_be_read_is_told_twice_and_counts_from_the_first() -> None:
    presence = at_the_desk()
    presence.sensing(None, START_MS + MINUTE)
    presence.sensing(None, START_MS + 3 * MINUTE)
    assert presence.sensing(1, START_MS + 4 * MINUTE) == [LeftOut(3 * MINUTE)]


def test_another_sense_in_place_of_one_that_works_changes_nothing() -> None:
    presence = at_the_desk()
    presence.idle(START_MS + MINUTE)
    assert presence.sensing(5 * SECOND, START_MS + 2 * MINUTE) == []
    assert presence.quiet_since_ms == START_MS + MINUTE
    assert presence.resolution_ms == 5 * SECOND


def test_unknown_time_as_long_as_a_rest_starts_sitting_at_nothing() -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    presence.sensing(None, at_ms)
    assert presence.due_ms() == at_ms + 5 * MINUTE
    assert presence.settle_unknown(at_ms + 5 * MINUTE - 1) == []
    assert presence.settle_unknown(at_ms + 5 * MINUTE) == [Forgotten()]
    assert presence.settle_unknown(at_ms + 6 * MINUTE) == []  # it is told once
    assert presence.sitting_ms(at_ms + 6 * MINUTE) == 0
    presence.sensing(1, at_ms + 7 * MINUTE)
    assert presence.sitting_ms(at_ms + 8 * MINUTE) == MINUTE


@pytest.mark.parametrize(
    ("stopped_ms", "changes"),
    [(5 * MINUTE - 1, [LeftOut(5 * MINUTE - 1)]), (5 * MINUTE, [Forgotten()])],
)
def test_a_process_that_stood_still_knows_nothing_of_that_time(
    stopped_ms: int, changes: list[Change]
) -> None:
    presence = at_the_desk()
    at_ms = START_MS + 10 * MINUTE
    assert presence.stood_still(at_ms, at_ms + stopped_ms) == changes
    sat_before_ms = 10 * MINUTE if stopped_ms < 5 * MINUTE else 0
    assert presence.sitting_ms(at_ms + stopped_ms + MINUTE) == sat_before_ms + MINUTE


def test_no_pause_no_lock_and_no_bump_spans_unknown_time() -> None:
    presence = at_the_desk()
    presence.idle(START_MS + MINUTE)
    presence.stood_still(START_MS + 2 * MINUTE, START_MS + 4 * MINUTE)
    assert presence.quiet_since_ms == START_MS + 4 * MINUTE
    presence.idle(START_MS + MINUTE)  # said again: still no earlier
    assert presence.quiet_since_ms == START_MS + 4 * MINUTE
    presence.locked(START_MS + 5 * MINUTE)
    presence.stood_still(START_MS + 6 * MINUTE, START_MS + 8 * MINUTE)
    assert presence.away_since_ms == START_MS + 8 * MINUTE


def test_a_rest_goes_on_through_unknown_time() -> None:
    presence = resting()
    assert presence.stood_still(START_MS + HOUR, START_MS + 2 * HOUR) == []
    assert presence.resting
    assert presence.quiet_since_ms == START_MS + 10 * MINUTE


def test_a_touch_before_unknown_time_is_no_half_of_a_return_after_it() -> None:
    presence = resting()
    at_ms = START_MS + HOUR
    presence.active(at_ms)
    presence.idle(at_ms + 100)
    presence.settle_return(at_ms + 31 * SECOND)
    presence.active(at_ms + 2 * MINUTE)
    assert presence.returning
    assert presence.resting


def test_what_is_read_again_in_a_rest_is_somebody_who_came_back_meanwhile() -> None:
    presence = resting()
    presence.sensing(None, START_MS + HOUR)
    assert presence.sensing(1, START_MS + 2 * HOUR) == [Returned(START_MS + 2 * HOUR)]
    assert presence.quiet_since_ms is None


def test_what_is_read_again_while_locked_is_no_return() -> None:
    presence = at_the_desk()
    presence.locked(START_MS + MINUTE)
    presence.settle_rest(START_MS + 3 * MINUTE)
    presence.sensing(None, START_MS + HOUR)
    assert presence.sensing(1, START_MS + 2 * HOUR) == []
    assert presence.resting


def test_the_first_look_believes_an_idle_from_before_the_start() -> None:
    presence = Presence(Rules(), START_MS)
    assert presence.sensing(1, START_MS + 10 * SECOND) == [LeftOut(10 * SECOND)]
    presence.idle(START_MS - MINUTE)
    assert presence.quiet_since_ms == START_MS - MINUTE


def test_before_anything_was_read_nothing_is_known() -> None:
    presence = Presence(Rules(), START_MS)
    assert not presence.readable
    assert not presence.resting
    assert not presence.away
    assert presence.pause_since_ms is None


@pytest.mark.parametrize("stopped_again", [False, True])
def test_a_touch_before_unknown_time_is_a_bump_or_begins_anew_after_it(stopped_again: bool) -> None:
    presence = resting()
    at_ms = START_MS + HOUR
    presence.active(at_ms)
    if stopped_again:
        presence.idle(at_ms + 100)
    presence.stood_still(at_ms + SECOND, at_ms + 2 * MINUTE)
    assert presence.returning_at_ms == (None if stopped_again else at_ms + 2 * MINUTE)
