"""The figure is a body: bones keep their length, feet stay planted, left is the screen's left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.window.figure import skeleton
from deskbreak.window.figure.body import front
from deskbreak.window.figure.bones import apart
from deskbreak.window.figure.joints import Joints, solve
from deskbreak.window.figure.outlines import limb
from deskbreak.window.figure.poses import POSES, Pose, Shares, mirrored, mix
from deskbreak.window.figure.skeleton import Base

names = st.sampled_from(sorted(POSES))
bases = st.sampled_from(list(Base))
shares = st.floats(0, 1)


def on_the_way(start: str, end: str, share: float) -> Pose:
    return mix(POSES[start], POSES[end], share)


@given(names, names, st.builds(Shares, shares, shares, shares), bases)
def test_arms_and_spine_keep_their_length_in_every_pose_and_between_them(
    start: str, end: str, on_the_way: Shares, base: Base
) -> None:
    joints = solve(mix(POSES[start], POSES[end], on_the_way), base)
    for side in joints.sides:
        assert apart(side.shoulder, side.elbow) == pytest.approx(skeleton.UPPER_ARM)
        assert apart(side.elbow, side.wrist) == pytest.approx(skeleton.FOREARM)
        assert apart(side.wrist, side.fingertip) == pytest.approx(skeleton.HAND)
    for length, (lower, upper) in zip(
        skeleton.SPINE, zip(joints.spine, joints.spine[1:], strict=False), strict=True
    ):
        assert apart(lower, upper) == pytest.approx(length)


@given(names, names, shares)
def test_standing_feet_stay_planted_and_legs_reach_them(start: str, end: str, share: float) -> None:
    joints = solve(on_the_way(start, end, share))
    rest = solve(POSES["rest"])
    for side, planted in zip(joints.sides, rest.sides, strict=True):
        assert side.ankle == planted.ankle
        assert apart(side.hip, side.knee) == pytest.approx(skeleton.THIGH)
        assert apart(side.knee, side.ankle) == pytest.approx(skeleton.SHIN, abs=0.6)


def fingertips(joints: Joints) -> list[tuple[float, float]]:
    return [joints.left.fingertip, joints.right.fingertip]


def test_left_is_the_screens_left() -> None:
    leaning = solve(POSES["side_left"])
    assert leaning.head[0] < leaning.spine[0][0] - 10
    assert leaning.spine[0][0] > 0, "the pelvis moves the other way"
    assert leaning.right.fingertip[0] < 0, "the right arm reaches over to the left"
    raised = solve(POSES["one_arm_left"])
    assert raised.left.fingertip[0] < 0 < raised.right.fingertip[0]
    assert raised.left.fingertip[1] > raised.head[1] > raised.right.fingertip[1]


@given(names, bases)
def test_mirroring_a_pose_mirrors_every_joint(name: str, base: Base) -> None:
    joints, other = solve(POSES[name], base), solve(mirrored(POSES[name]), base)
    for point, mirror in zip(fingertips(joints), reversed(fingertips(other)), strict=True):
        assert point == pytest.approx((-mirror[0], mirror[1]))
    assert joints.head == pytest.approx((-other.head[0], other.head[1]))


def test_the_reach_is_a_reach() -> None:
    overhead, rest = solve(POSES["overhead"]), solve(POSES["rest"])
    for up, down in zip(fingertips(overhead), fingertips(rest), strict=True):
        assert up[1] > overhead.head[1] + skeleton.HEAD_HEIGHT
        assert down[1] < rest.left.hip[1]
    assert overhead.left.shoulder[1] - rest.left.shoulder[1] > 4, "shoulders rise with the arms"


def test_low_range_never_takes_the_hands_above_the_shoulders() -> None:
    for name in ("shoulder_height", "low_left", "low_right"):
        joints = solve(POSES[name], Base.SEATED)
        for side in joints.sides:
            assert side.elbow[1] < side.shoulder[1] + 5


@given(names, names, st.floats(0.001, 0.999), shares)
def test_poses_between_two_have_angles_between_theirs(
    start: str, end: str, share: float, later: float
) -> None:
    one, other = POSES[start], POSES[end]
    mixed = mix(one, other, Shares(share, later, later))
    for low, high, between in zip(one.spine, other.spine, mixed.spine, strict=True):
        assert min(low, high) - 1e-9 <= between <= max(low, high) + 1e-9
    assert mix(one, other, 0.0) == one
    assert mix(one, other, 1.0) == other


@given(names, bases)
def test_seated_and_wheelchair_have_the_same_upper_body(name: str, base: Base) -> None:
    pose = POSES[name]
    joints, seated = solve(pose, base), solve(pose, Base.SEATED)
    for side, other in zip(joints.sides, seated.sides, strict=True):
        from_pelvis = (side.fingertip[0] - joints.spine[0][0], side.fingertip[1] - joints.spine[0][1])
        assert from_pelvis == pytest.approx(
            (other.fingertip[0] - seated.spine[0][0], other.fingertip[1] - seated.spine[0][1])
        )


@given(names, names, shares, bases)
def test_every_outline_is_whole_and_stays_on_the_stage(
    start: str, end: str, share: float, base: Base
) -> None:
    for shape in front(on_the_way(start, end, share), base):
        assert len(shape.outline) > 8
        assert all(-60 < x < 60 and -1 < y < 125 for x, y in shape.outline)


def test_a_limb_is_as_thick_as_its_radii_say() -> None:
    outline = limb(((0, 0), (0, 10)), (2.0, 1.0), start_cap=False, end_cap=False)
    assert max(x for x, _ in outline) == pytest.approx(2.0)
    at_end = [x for x, y in outline if y == pytest.approx(10)]
    assert max(at_end) == pytest.approx(1.0)
    assert min(at_end) == pytest.approx(-1.0)
