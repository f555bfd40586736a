"""What adapters tell late: it came when it came, unless nobody knows what was in between."""

from deskbreak.core.events import Active, Tick
from deskbreak.core.view import State
from support.simulated_desk import MINUTE, SECOND, SimulatedDesk


def nearly_resting() -> SimulatedDesk:
    """Five seconds more without input, and it is a rest; the mind has just looked."""
    desk = SimulatedDesk().works(10 * MINUTE).pauses(4 * MINUTE + 55 * SECOND)
    desk.tell(Tick())
    return desk


def told_late(desk: SimulatedDesk, *, input_after_ms: int, told_after_ms: int) -> SimulatedDesk:
    input_ms = desk.steady_ms + input_after_ms
    desk.steady_ms += told_after_ms
    desk.tell(Active(input_ms))
    return desk.types(10 * SECOND)


def test_an_input_just_before_the_rest_prevents_it_however_late_it_is_told() -> None:
    for told_after_ms in (5 * SECOND, 8 * SECOND, 60 * SECOND):
        desk = told_late(nearly_resting(), input_after_ms=SECOND, told_after_ms=told_after_ms)
        assert desk.state() is State.SITTING
        assert desk.sitting_min > 15


def test_an_input_that_came_after_the_rest_had_begun_is_a_return() -> None:
    desk = told_late(nearly_resting(), input_after_ms=6 * SECOND, told_after_ms=8 * SECOND)
    assert desk.state() is State.SITTING
    assert desk.sitting_min == 0.2


def test_an_input_within_a_time_in_which_the_process_stood_still_makes_no_rest_of_it() -> None:
    desk = told_late(nearly_resting(), input_after_ms=60 * SECOND, told_after_ms=80 * SECOND)
    assert desk.state() is State.SITTING
    assert 15 <= desk.sitting_min < 15.2  # none of the eighty seconds is known


def test_it_does_not_matter_that_the_mind_was_told_something_else_meanwhile() -> None:
    desk = nearly_resting()
    input_ms = desk.steady_ms + SECOND
    desk.steady_ms += 2 * SECOND
    desk.tell(Tick())
    desk.steady_ms += 6 * SECOND
    desk.tell(Active(input_ms))
    assert desk.types(10 * SECOND).sitting_min > 15


def test_an_input_just_before_a_sleep_that_is_told_after_it_leaves_the_sleep_a_rest() -> None:
    desk = nearly_resting()
    input_ms = desk.steady_ms + SECOND
    desk.steady_ms += 20 * MINUTE
    desk.asleep_ms += 20 * MINUTE - 2 * SECOND
    desk.tell(Active(input_ms))
    assert desk.types(10 * SECOND).sitting_min < 0.3
