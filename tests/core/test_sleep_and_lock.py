"""Days with a screen that locks and a computer that sleeps: announced, unannounced, or announced in vain."""

import pytest

from deskbreak.core.events import Active, Answer, FellAsleep, Locked, Sensing, Unlocked, Woke
from deskbreak.core.view import State
from support.simulated_desk import HOUR, MINUTE, SECOND, SimulatedDesk


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
