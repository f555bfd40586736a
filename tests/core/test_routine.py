"""The guide's timeline: what is shown at each moment of a routine."""

from itertools import pairwise

import pytest

from deskbreak.core.routine import Breath, Frame, Phase, Routine, frame

REACH = Breath(4_000, 6_000, "arms up", "arms down", "reach up", "let go")
FOLD = Breath(3_000, 5_000, "tall", "folded", "grow tall", "fold")
ROUTINE = Routine(
    name="reach",
    variant="standing",
    title="Reach",
    base="standing",
    ready_ms=5_000,
    words_ready="stand up",
    pose_rest="at rest",
    breaths=(REACH, FOLD),
    closing="done",
    closing_more="well done",
)
BEGINS_MS, SECOND_BREATH_MS, ENDS_MS = 5_000, 15_000, 23_000


def test_there_is_a_while_to_get_up_before_the_first_breath() -> None:
    assert frame(ROUTINE, 2_000) == Frame(
        phase=Phase.READY,
        breath=0,
        done=0,
        fraction=0.4,
        breath_fraction=0.0,
        phase_left_ms=3_000,
        left_ms=21_000,
        pose_from="at rest",
        pose_to="at rest",
        words="stand up",
    )


def test_the_first_breath_begins_where_the_body_rested() -> None:
    assert frame(ROUTINE, BEGINS_MS + 1_000) == Frame(
        phase=Phase.IN,
        breath=1,
        done=0,
        fraction=0.25,
        breath_fraction=0.1,
        phase_left_ms=3_000,
        left_ms=17_000,
        pose_from="at rest",
        pose_to="arms up",
        words="reach up",
    )


def test_breathing_out_leads_to_the_pose_of_the_empty_lungs() -> None:
    assert frame(ROUTINE, BEGINS_MS + 4_000 + 1_500) == Frame(
        phase=Phase.OUT,
        breath=1,
        done=0,
        fraction=0.25,
        breath_fraction=0.55,
        phase_left_ms=4_500,
        left_ms=12_500,
        pose_from="arms up",
        pose_to="arms down",
        words="let go",
    )


def test_the_next_breath_begins_where_the_one_before_ended() -> None:
    assert frame(ROUTINE, SECOND_BREATH_MS + 600) == Frame(
        phase=Phase.IN,
        breath=2,
        done=1,
        fraction=0.2,
        breath_fraction=0.075,
        phase_left_ms=2_400,
        left_ms=7_400,
        pose_from="arms down",
        pose_to="tall",
        words="grow tall",
    )


def test_at_the_end_the_body_stays_where_the_last_breath_led() -> None:
    finished = Frame(
        phase=Phase.DONE,
        breath=2,
        done=2,
        fraction=1.0,
        breath_fraction=1.0,
        phase_left_ms=0,
        left_ms=0,
        pose_from="folded",
        pose_to="folded",
        words="done",
    )
    assert frame(ROUTINE, ENDS_MS) == finished
    assert frame(ROUTINE, ENDS_MS + 60_000) == finished


@pytest.mark.parametrize(
    ("at_ms", "phase", "breath"),
    [
        (0, Phase.READY, 0),
        (BEGINS_MS - 1, Phase.READY, 0),
        (BEGINS_MS, Phase.IN, 1),
        (BEGINS_MS + 3_999, Phase.IN, 1),
        (BEGINS_MS + 4_000, Phase.OUT, 1),
        (SECOND_BREATH_MS - 1, Phase.OUT, 1),
        (SECOND_BREATH_MS, Phase.IN, 2),
        (ENDS_MS - 1, Phase.OUT, 2),
        (ENDS_MS, Phase.DONE, 2),
    ],
)
def test_each_phase_begins_to_the_millisecond_where_the_one_before_ended(
    at_ms: int, phase: Phase, breath: int
) -> None:
    shown = frame(ROUTINE, at_ms)
    assert (shown.phase, shown.breath) == (phase, breath)


@pytest.mark.parametrize(
    "at_ms", [0, BEGINS_MS, BEGINS_MS + 4_000, SECOND_BREATH_MS, SECOND_BREATH_MS + 3_000]
)
def test_each_phase_begins_with_nothing_of_it_done(at_ms: int) -> None:
    assert frame(ROUTINE, at_ms).fraction == 0


def test_the_body_never_jumps() -> None:
    """Where a movement ends the next one begins; pose and share together, every tenth of a second."""
    for earlier, later in pairwise(frame(ROUTINE, at_ms) for at_ms in range(0, ENDS_MS + 200, 100)):
        if later.fraction < earlier.fraction:
            assert later.pose_from == earlier.pose_to
        else:
            assert later.pose_to == earlier.pose_to


def test_a_clock_that_was_not_started_yet_shows_the_beginning() -> None:
    assert frame(ROUTINE, -1) == frame(ROUTINE, 0)
    assert frame(ROUTINE, 0).left_ms == ENDS_MS == ROUTINE.length_ms


def test_without_a_while_to_get_ready_the_first_breath_begins_at_once() -> None:
    at_once = Routine(
        name="reach",
        variant="standing",
        title="Reach",
        base="standing",
        ready_ms=0,
        words_ready="",
        pose_rest="at rest",
        breaths=(REACH,),
        closing="done",
        closing_more="",
    )
    assert frame(at_once, 0).phase is Phase.IN
    assert frame(at_once, 0).words == "reach up"
    assert frame(at_once, REACH.length_ms).pose_to == "arms down"
