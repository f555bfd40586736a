"""How the guide moves: it rests at each turn, arms have weight, pausing settles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.core.routine import Breath, Routine
from deskbreak.window.motion import SETTLE_MS, Pace, body_shares, breathe
from deskbreak.window.scene import LAST_ARC_MS, scene, still_for_ms
from deskbreak.window.stage import arc, disc_radius

OVERHEAD = Breath(4_000, 6_000, "overhead", "rest", "Let the arms rise", "Lower them slowly")
LEFT = Breath(4_000, 6_000, "one_arm_right", "side_left", "Tall", "Over to the left")
REACH = Routine(
    "reach",
    "standing",
    "The reach",
    "standing",
    3_000,
    "Stand up",
    "rest",
    (OVERHEAD, LEFT, OVERHEAD),
    "Three.",
    "",
)


@given(st.floats(0, 1))
def test_the_wrist_trails_the_elbow_and_the_elbow_the_shoulder(fraction: float) -> None:
    shares = body_shares(fraction)
    assert shares.wrist <= shares.elbow <= shares.trunk
    assert shares.wrist >= 0
    assert shares.trunk <= 1


def test_everything_arrives_at_the_turn() -> None:
    assert body_shares(1.0).wrist == pytest.approx(1)
    assert breathe(0.001) < 0.001
    assert 1 - breathe(0.999) < 0.001


@given(st.integers(0, REACH.length_ms - 34))
def test_between_two_pictures_nothing_jumps(elapsed_ms: int) -> None:
    one, other = scene(REACH, elapsed_ms), scene(REACH, elapsed_ms + 33)
    assert abs(one.disc - other.disc) < 0.03
    for arm, next_arm in (
        (one.body.pose.left, other.body.pose.left),
        (one.body.pose.right, other.body.pose.right),
    ):
        assert abs(arm.shoulder - next_arm.shoulder) < 4
        assert abs(arm.wrist - next_arm.wrist) < 1


def test_the_disc_fills_on_the_in_breath_and_empties_on_the_out_breath() -> None:
    start = REACH.ready_ms
    assert scene(REACH, start).disc == pytest.approx(0)
    assert scene(REACH, start + 2_000).disc == pytest.approx(0.5)
    assert scene(REACH, start + 2_000).target == 1.0
    assert scene(REACH, start + 4_000).disc == pytest.approx(1)
    assert scene(REACH, start + 7_000).target == 0.0
    assert scene(REACH, start + 9_999).disc < 0.01
    assert disc_radius(0) == 0.254
    assert disc_radius(1) == pytest.approx(0.417)


def test_the_target_fades_when_it_is_reached() -> None:
    start = REACH.ready_ms
    assert scene(REACH, start + 2_000).target_seen == 1
    assert scene(REACH, start + 3_999).target_seen < 0.01


def test_the_present_arc_fills_over_the_whole_breath() -> None:
    start = REACH.ready_ms + OVERHEAD.length_ms
    assert scene(REACH, start).done == 1
    assert scene(REACH, start + 5_000).present == pytest.approx(0.5)
    assert scene(REACH, start + 5_000).bead == 1


def test_at_the_end_the_last_arc_closes_and_then_it_is_still() -> None:
    closing = scene(REACH, REACH.length_ms + LAST_ARC_MS // 2)
    assert closing.done == closing.breaths == 3
    assert 0 < closing.bead < 1
    still = scene(REACH, REACH.length_ms + LAST_ARC_MS)
    assert still.bead == 0
    assert still == scene(REACH, REACH.length_ms + 10 * LAST_ARC_MS)


@given(st.integers(3, 20))
def test_arcs_go_once_around_whatever_their_number(breaths: int) -> None:
    ends = 0.0
    for number in range(breaths):
        start, length = arc(number, breaths)
        assert start > ends
        assert length > 0
        ends = start + length
    assert ends < 360


@given(st.integers(0, REACH.length_ms - 1))
def test_with_reduced_motion_nothing_travels_or_grows(elapsed_ms: int) -> None:
    shown = scene(REACH, elapsed_ms, reduced_motion=True)
    assert shown.disc in {0.0, 1.0}
    assert shown.bead == 0
    assert shown.present == 0
    assert shown.target is None
    if shown.coming is None:
        wait_ms = still_for_ms(REACH, elapsed_ms, reduced_motion=True)
        later_ms = min(elapsed_ms + max(0, wait_ms - 1), REACH.length_ms - 1)
        assert scene(REACH, later_ms, reduced_motion=True).body == shown.body


def test_with_reduced_motion_two_poses_cross_fade_at_the_turn() -> None:
    turn = REACH.ready_ms + 4_000
    fading = scene(REACH, turn + 200, reduced_motion=True)
    assert fading.coming is not None
    assert fading.come == pytest.approx(0.5)
    assert scene(REACH, turn + 400, reduced_motion=True).coming is None


def test_pausing_settles_within_its_time_and_loses_nothing() -> None:
    pace = Pace()
    pace.advance(1_000)
    pace.held = True
    for _ in range(20):
        pace.advance(33)
    assert not pace.moving
    settled_ms = pace.elapsed_ms
    assert 1_000 < settled_ms <= 1_000 + SETTLE_MS / 2 + 1
    pace.advance(1_500)
    assert pace.elapsed_ms == settled_ms
    pace.held = False
    pace.advance(SETTLE_MS)
    pace.advance(1_000)
    assert pace.elapsed_ms == pytest.approx(settled_ms + SETTLE_MS / 2 + 1_000, abs=2)


def test_with_reduced_motion_a_pause_is_at_once() -> None:
    pace = Pace(settle_ms=0)
    pace.advance(500)
    pace.held = True
    pace.advance(100)
    assert pace.elapsed_ms == 500
    assert not pace.moving


@given(st.lists(st.tuples(st.integers(1, 1_900), st.booleans()), max_size=40))
def test_the_guides_time_never_runs_faster_than_time_nor_back(steps: list[tuple[int, bool]]) -> None:
    pace = Pace()
    for step_ms, held in steps:
        pace.held = held
        before_ms = pace.elapsed_ms
        pace.advance(step_ms)
        assert before_ms <= pace.elapsed_ms <= before_ms + step_ms + 1


def test_time_in_which_the_computer_slept_is_not_breathed_through() -> None:
    pace = Pace()
    pace.advance(3_600_000)
    assert pace.elapsed_ms <= 2_000
