"""Days with a screen that locks and a computer that sleeps: announced, unannounced, or announced in vain."""

from datetime import timedelta

import pytest

from deskbreak.core.commands import Watch
from deskbreak.core.events import (
    Active,
    Answer,
    FellAsleep,
    Idle,
    Locked,
    Sensing,
    Suspended,
    Tick,
    Unlocked,
    Woke,
)
from deskbreak.core.rules import Rules
from deskbreak.core.view import State
from support.simulated_desk import HOUR, MINUTE, MONDAY_AT_NINE, SECOND, SimulatedDesk


def slept(how: str, desk: SimulatedDesk, for_ms: int) -> SimulatedDesk:
    """The same sleep, in every way in which it may become known."""
    match how:
        case "nobody says so":
            return desk.pauses(SECOND).sleeps(for_ms).pauses(SECOND)
        case "said before and after":
            return desk.sleeps_by_its_word(for_ms)
        case "said before only":
            desk.tell(FellAsleep())
            return desk.pauses(SECOND).sleeps(for_ms).pauses(SECOND)
        case "said after only":
            desk.pauses(SECOND).sleeps(for_ms).pauses(SECOND).tell(Woke())
            return desk
        case "both said after":
            desk.pauses(SECOND).sleeps(for_ms).tell(FellAsleep())
            desk.pauses(SECOND).tell(Woke())
            return desk
        case "the waking is said before the clocks are looked at":
            desk.tell(FellAsleep())
            desk.pauses(SECOND)
            desk.steady_ms += for_ms
            desk.asleep_ms += for_ms
            desk.tell(Woke())
            return desk.pauses(SECOND)
    raise AssertionError(how)


WAYS = (
    "nobody says so",
    "said before and after",
    "said before only",
    "said after only",
    "both said after",
    "the waking is said before the clocks are looked at",
)


@pytest.mark.parametrize("how", WAYS)
def test_a_sleep_is_one_rest_however_it_becomes_known(how: str) -> None:
    desk = SimulatedDesk().works(25 * MINUTE)
    slept(how, desk, 20 * MINUTE)
    assert desk.sitting_min < 0.1
    with desk.expecting_no_prompt():
        desk.works(28 * MINUTE)
    assert desk.sitting_min == pytest.approx(28, abs=0.1)
    assert desk.state() is State.SITTING


@pytest.mark.parametrize("how", WAYS)
def test_a_short_sleep_leaves_sitting_as_it_was_its_time_included(how: str) -> None:
    desk = SimulatedDesk().works(10 * MINUTE)
    slept(how, desk, MINUTE)
    desk.works(MINUTE)
    assert desk.sitting_min == pytest.approx(12, abs=0.1)
    assert desk.state() is State.SITTING


@pytest.mark.parametrize("how", WAYS)
def test_a_prompt_that_a_long_sleep_took_down_has_one_outcome(how: str) -> None:
    desk = SimulatedDesk().types(45 * MINUTE)
    desk.types(5 * SECOND)
    assert desk.state() is State.PROMPTING
    slept(how, desk, 20 * MINUTE)
    assert desk.outcomes == ["walked_away"]
    assert len(desk.prompts) == 1


def test_closing_the_lid_on_a_prompt_for_a_moment_brings_it_again() -> None:
    desk = SimulatedDesk().types(45 * MINUTE)
    desk.sleeps_by_its_word(40 * SECOND)
    assert desk.outcomes == ["withdrawn"]
    assert desk.view.snoozes_left == 3
    desk.types(6 * MINUTE)
    assert len(desk.prompts) == 2


def test_a_sleep_that_was_called_off_is_not_believed_for_more_than_a_minute() -> None:
    desk = SimulatedDesk().types(45 * MINUTE)
    desk.tell(FellAsleep())
    assert desk.state() is not State.PROMPTING
    with desk.expecting_no_prompt():
        desk.types(59 * SECOND)
    desk.types(7 * MINUTE)
    assert len(desk.prompts) == 2
    assert desk.sitting_min == pytest.approx(53, abs=0.1)


def test_input_well_after_the_announcement_means_that_no_sleep_came() -> None:
    desk = SimulatedDesk().types(35 * MINUTE).pauses(90 * SECOND)
    assert desk.state() is State.PROMPTING
    desk.tell(FellAsleep())
    desk.pauses(20 * SECOND)
    assert desk.outcomes == [None]  # it may still turn out that somebody walked away
    desk.types(2 * SECOND)
    assert desk.outcomes == ["withdrawn"]
    assert desk.sitting_min == pytest.approx(36.9, abs=0.1)


def test_a_finger_that_leaves_the_key_while_the_computer_falls_asleep_does_not_call_it_off() -> None:
    desk = SimulatedDesk().types(35 * MINUTE).pauses(90 * SECOND)
    assert desk.state() is State.PROMPTING
    desk.tell(FellAsleep())
    desk.bumps_the_desk()
    desk.pauses(2 * SECOND).sleeps(20 * MINUTE).tell(Woke())
    assert desk.outcomes == ["withdrawn"]  # the last input came before the prompt: they had left already
    assert desk.sitting_min == 0


def test_a_lost_waking_does_not_leave_anybody_away_for_ever() -> None:
    desk = SimulatedDesk().works(25 * MINUTE)
    desk.tell(FellAsleep())
    desk.sleeps(20 * MINUTE)
    desk.works(46 * MINUTE)
    assert len(desk.prompts) == 1


def test_the_password_after_waking_is_still_a_locked_screen() -> None:
    desk = SimulatedDesk().works(25 * MINUTE)
    desk.tell(Locked())
    desk.sleeps_by_its_word(MINUTE)
    desk.pauses(3 * MINUTE)
    assert desk.state() is State.RESTING
    desk.tell(Unlocked())
    desk.works(5 * MINUTE)
    assert desk.sitting_min == pytest.approx(5, abs=0.1)


def test_a_lock_within_a_sleep_ends_when_both_have_ended() -> None:
    desk = SimulatedDesk().works(25 * MINUTE)
    desk.tell(FellAsleep())
    desk.tell(Locked())
    desk.pauses(SECOND).sleeps(HOUR).pauses(SECOND)
    desk.tell(Unlocked())
    desk.tell(Woke())
    desk.works(10 * MINUTE)
    assert desk.sitting_min == pytest.approx(10, abs=0.1)


def test_what_ends_without_having_begun_is_nothing() -> None:
    desk = SimulatedDesk().works(25 * MINUTE)
    said = list(desk.said)
    desk.tell(Woke())
    desk.tell(Unlocked())
    assert desk.said == said
    assert desk.sitting_min == 25


def test_told_twice_counts_once() -> None:
    desk = SimulatedDesk().works(25 * MINUTE)
    for event in (Locked(), Locked(), FellAsleep(), FellAsleep(), Woke(), Unlocked()):
        desk.tell(event)
    desk.works(MINUTE)
    assert desk.sitting_min == pytest.approx(26, abs=0.02)


def test_a_sleep_closes_the_guide_and_keeps_its_breaths() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(MINUTE).chooses(Answer.START)
    desk.pauses(10 * SECOND)
    desk.sleeps_by_its_word(20 * MINUTE)
    assert desk.outcomes == ["partly"]
    assert desk.state() is not State.ROUTINE


def test_a_sleep_counts_where_activity_cannot_be_read() -> None:
    desk = SimulatedDesk().works(25 * MINUTE)
    desk.tell(Sensing(None))
    desk.sleeps_by_its_word(20 * MINUTE)
    desk.tell(Sensing(1))
    desk.works(MINUTE)
    assert desk.sitting_min < 1.5


def test_the_keys_that_locked_the_screen_may_be_told_after_the_lock() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.tell(Locked())
    desk.tell(Active(desk.steady_ms - 20))
    desk.pauses(3 * MINUTE)
    assert desk.outcomes == ["walked_away"]


def test_a_screen_that_locks_itself_is_nobody_walking_away() -> None:
    desk = SimulatedDesk().works(31 * MINUTE).pauses(65 * SECOND)
    desk.tell(Locked())
    desk.pauses(3 * MINUTE)
    assert desk.outcomes == ["withdrawn"]


# --- waking begins a new pause -----------------------------------------------------------------------


@pytest.mark.parametrize("how", WAYS)
def test_nobody_is_asked_at_the_moment_of_waking_for_the_pause_before(how: str) -> None:
    desk = SimulatedDesk().works(40 * MINUTE).pauses(5 * SECOND)
    slept(how, desk, 90 * SECOND)
    assert desk.prompts == []


def test_but_at_the_next_pause_as_ever() -> None:
    desk = SimulatedDesk().works(40 * MINUTE).pauses(5 * SECOND).sleeps(90 * SECOND)
    desk.works(30 * SECOND).pauses(MINUTE)
    assert [why for _, why in desk.prompts] == ["pause"]


def test_a_session_that_comes_back_by_itself_begins_a_new_pause() -> None:
    desk = SimulatedDesk().works(40 * MINUTE)
    desk.tell(Locked())
    desk.pauses(MINUTE).tell(Unlocked())
    desk.pauses(2 * SECOND)
    assert desk.prompts == []
    desk.pauses(MINUTE)
    assert [why for _, why in desk.prompts] == ["pause"]


def test_for_a_rest_the_idle_counts_from_its_true_beginning() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).pauses(MINUTE).sleeps(MINUTE)
    desk.pauses(2 * MINUTE + 59 * SECOND)
    assert desk.state() is State.SITTING
    desk.pauses(2 * SECOND)
    assert desk.state() is State.RESTING
    assert desk.rows == []


# --- wakes that come late ------------------------------------------------------------------------------


def wakes_late(desk: SimulatedDesk, for_ms: int) -> SimulatedDesk:
    """The process got no time for so long; whoever sits there types or does not."""
    desk.tell(Tick())
    desk.steady_ms += for_ms
    desk.tell(Tick())
    return desk


def test_a_late_wake_asks_for_nothing_that_is_past() -> None:
    desk = SimulatedDesk(Rules(earliest_ms=30 * MINUTE, latest_ms=30 * MINUTE)).works(
        29 * MINUTE + 50 * SECOND
    )
    wakes_late(desk, 40 * SECOND)
    assert desk.prompts == []
    desk.types(2 * SECOND)
    [(at_min, why)] = desk.prompts
    assert at_min == pytest.approx(30.52, abs=0.02)
    assert why == "latest"


def test_what_the_senses_then_say_counts() -> None:
    """The pause was long enough in between, but now somebody types again."""
    desk = SimulatedDesk().works(44 * MINUTE)
    desk.tell(Idle(desk.steady_ms))
    desk.steady_ms += 50 * SECOND
    desk.tell(Tick())
    desk.tell(Active(desk.steady_ms - SECOND))
    desk.types(3 * SECOND)
    assert desk.prompts == []


def test_a_rest_that_a_late_wake_finds_wins_over_a_prompt() -> None:
    desk = SimulatedDesk().works(40 * MINUTE).pauses(4 * MINUTE + 50 * SECOND)
    wakes_late(desk, 60 * SECOND)
    assert desk.state() is State.RESTING
    assert desk.outcomes == ["withdrawn"]
    assert [row.ended for row in desk.rows] == [row.prompted for row in desk.rows]


def test_a_wake_that_is_hardly_late_asks_as_a_punctual_one_would() -> None:
    desk = SimulatedDesk(Rules(earliest_ms=30 * MINUTE, latest_ms=30 * MINUTE)).works(30 * MINUTE - SECOND)
    wakes_late(desk, 5 * SECOND)
    [(at_min, why)] = desk.prompts
    assert at_min == pytest.approx(30.07, abs=0.02)
    assert why == "latest"


# --- pauses until a time of day ---------------------------------------------------------------------------


@pytest.mark.parametrize("days", [1, 365, 3652])
def test_a_clock_that_is_set_back_prolongs_no_pause(days: int) -> None:
    desk = SimulatedDesk()
    desk.tell(Suspended(until=MONDAY_AT_NINE + timedelta(hours=2)))
    desk.pauses(HOUR)
    desk.began_at -= timedelta(days=days)
    desk.pauses(59 * MINUTE)
    assert desk.engine.view.state is State.PAUSED
    ends = desk.engine.view.paused_until
    assert ends is not None
    assert abs(ends - (desk.moment.wall + timedelta(minutes=1))) < timedelta(seconds=1)
    desk.pauses(MINUTE)
    assert desk.engine.view.paused_until is None


def test_a_clock_that_is_set_ahead_ends_a_pause_at_the_time_that_was_said() -> None:
    desk = SimulatedDesk()
    desk.tell(Suspended(until=MONDAY_AT_NINE + timedelta(hours=2)))
    desk.began_at += timedelta(hours=2)
    desk.tell(Tick())
    assert desk.engine.view.paused_until is None


def test_a_pause_of_a_length_knows_no_wall_clock() -> None:
    desk = SimulatedDesk()
    desk.tell(Suspended(for_ms=HOUR))
    desk.began_at += timedelta(days=400)
    desk.pauses(59 * MINUTE)
    assert desk.engine.view.state is State.PAUSED


# --- words and looks ---------------------------------------------------------------------------------------


def test_a_sleep_that_is_only_announced_earns_no_rest() -> None:
    desk = SimulatedDesk(Rules(rest_after_lock_ms=40 * SECOND)).works(10 * MINUTE)
    desk.tell(FellAsleep())
    desk.works(5 * MINUTE)
    assert desk.sitting_min == pytest.approx(15, abs=0.1)


def test_a_lock_is_also_no_input() -> None:
    """Whoever wants a long lock to count as sitting still rests when nobody is there."""
    desk = SimulatedDesk(Rules(rest_after_lock_ms=9 * MINUTE)).works(10 * MINUTE)
    desk.bumps_the_desk().tell(Locked())
    desk.pauses(5 * MINUTE + SECOND)
    assert desk.state() is State.RESTING


def test_after_a_restart_the_senses_speak_before_anybody_is_asked() -> None:
    """Somebody left four minutes ago; the question must not come up in an empty room."""
    before = SimulatedDesk().works(44 * MINUTE + 59 * SECOND)
    after = SimulatedDesk(memory=before.pauses(4 * MINUTE).engine.memory(), idle_already_ms=4 * MINUTE)
    after.pauses(20 * SECOND)
    assert after.prompts == []


def test_a_new_sense_is_told_what_to_watch() -> None:
    desk = SimulatedDesk()
    for resolution_ms in (1, 1, 5 * SECOND):
        [command] = desk.engine.handle(Sensing(resolution_ms), desk.moment)
        assert isinstance(command, Watch)
        assert 5 * MINUTE in command.lengths_ms


# --- computers that wake by themselves ------------------------------------------------------------------


@pytest.mark.parametrize("how", WAYS)
def test_a_computer_that_wakes_by_itself_brings_nobody_back(how: str) -> None:
    desk = SimulatedDesk().works(10 * MINUTE)
    slept(how, desk, 20 * MINUTE)
    desk.pauses(10 * MINUTE)
    assert desk.state() is State.RESTING
    assert all(view.sitting_ms <= 10 * MINUTE + SECOND for view in desk.views)
    desk.works(10 * MINUTE)
    assert desk.sitting_min == pytest.approx(10, abs=0.1)


def test_who_wakes_it_and_goes_on_is_back_from_the_waking() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).sleeps(20 * MINUTE)
    desk.types(2 * MINUTE)
    assert desk.sitting_min == pytest.approx(2, abs=0.05)


def test_after_a_short_sleep_it_goes_on_where_it_was() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).sleeps(MINUTE)
    desk.pauses(2 * MINUTE).works(MINUTE)
    assert desk.sitting_min == pytest.approx(14, abs=0.1)


def test_an_input_that_is_told_late_still_came_before_the_rest() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).pauses(4 * MINUTE + 55 * SECOND)
    back_ms = desk.steady_ms + SECOND
    desk.steady_ms += 8 * SECOND
    desk.tell(Active(back_ms))
    desk.types(5 * SECOND)
    assert desk.sitting_min == pytest.approx(15.1, abs=0.1)


def test_an_idle_that_is_told_behind_a_lock_counts_from_its_true_beginning() -> None:
    desk = SimulatedDesk(Rules(rest_after_lock_ms=9 * MINUTE)).works(10 * MINUTE).pauses(20 * SECOND)
    desk.tell(Locked())
    desk.pauses(4 * MINUTE + 41 * SECOND)
    assert desk.state() is State.RESTING


def test_also_where_the_loop_has_looked_at_the_clock_in_between() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).pauses(4 * MINUTE + 55 * SECOND)
    back_ms = desk.steady_ms + SECOND
    desk.steady_ms += 2 * SECOND
    desk.tell(Tick())
    desk.steady_ms += 6 * SECOND
    desk.tell(Active(back_ms))
    desk.types(5 * SECOND)
    assert desk.sitting_min == pytest.approx(15.1, abs=0.1)


def test_an_input_from_before_a_sleep_that_is_told_after_it_makes_no_sitting_of_the_sleep() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).pauses(4 * MINUTE + 55 * SECOND)
    desk.tell(Tick())
    input_ms = desk.steady_ms + SECOND
    desk.steady_ms += 20 * MINUTE
    desk.asleep_ms += 20 * MINUTE - 2 * SECOND
    desk.tell(Active(input_ms))
    desk.types(10 * SECOND)
    assert desk.sitting_min == pytest.approx(0.2, abs=0.1)


def test_silence_in_a_late_wake_lets_no_prompt_lapse() -> None:
    """Whoever stopped typing before patience ran out is still waited for, until a rest."""
    desk = SimulatedDesk(Rules(patience_ms=5 * SECOND)).works(45 * MINUTE)
    desk.types(4 * SECOND).pauses(SECOND // 2)
    desk.tell(Tick())
    desk.steady_ms += 12 * SECOND
    desk.tell(Tick())
    desk.pauses(6 * MINUTE)
    assert desk.outcomes == ["walked_away"]


def test_a_lock_or_a_word_right_after_waking_brings_nobody_back_either() -> None:
    for word, over in ((FellAsleep(), Woke()), (Locked(), Unlocked())):
        desk = SimulatedDesk().works(10 * MINUTE).sleeps(20 * MINUTE)
        desk.tell(word)
        desk.pauses(MINUTE)
        assert desk.state() is State.RESTING
        if isinstance(word, FellAsleep):
            desk.tell(over)
            desk.pauses(10 * MINUTE)
            assert desk.state() is State.RESTING


def test_and_whoever_goes_on_after_all_that_is_back() -> None:
    for word, over in ((FellAsleep(), Woke()), (Locked(), Unlocked())):
        desk = SimulatedDesk().works(10 * MINUTE).sleeps(20 * MINUTE)
        desk.tell(word)
        desk.types(10 * SECOND)
        desk.tell(over)
        desk.works(5 * MINUTE)
        assert desk.sitting_min == pytest.approx(5, abs=0.3)


def test_after_a_short_sleep_that_nobody_ended_the_idle_counts_from_its_true_beginning() -> None:
    desk = SimulatedDesk().works(10 * MINUTE).pauses(40 * SECOND)
    desk.sleeps(10 * SECOND, idle_read_before=True).pauses(4 * MINUTE + 11 * SECOND)
    assert desk.state() is State.RESTING
