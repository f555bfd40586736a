"""Poses: angles only. Poses between two come from mixing angles, never points, so limbs keep their length."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arm:
    """Shoulder 0 hanging, 90 level, 180 overhead, from the trunk; elbow and wrist bend inwards."""

    shoulder: float
    elbow: float
    wrist: float


@dataclass(frozen=True, slots=True)
class Pose:
    """``spine``: lumbar, lower chest, upper chest, neck, head; each adds to the one below and leans to the
    screen's right when positive. ``shift`` moves the pelvis over planted feet. ``breath`` is 0 to 1."""

    spine: tuple[float, float, float, float, float]
    shift: float
    left: Arm
    right: Arm
    breath: float


UPRIGHT = (0.0, 0.0, 0.0, 0.0, 0.0)
HANGING = Arm(13, -9, -3)
REACHING_OVER = Arm(171, 22, 10)
HANGING_OVER = Arm(30, 18, 2)
ONE_UP = Arm(168, 11, 3)

SIDE_LEFT = Pose((-8, -13, -13, -4, 5), 4.4, HANGING_OVER, REACHING_OVER, 0)
ONE_ARM_LEFT = Pose((0, 1, 1, 0, -1), 0, ONE_UP, HANGING, 1)
LEAN_LEFT = Pose((-6, -10, -10, -3, 4), 3.3, HANGING_OVER, Arm(5, -20, -4), 0)
"""Over to the left with both arms down, for who reaches with one arm only."""

LOW_LEFT = Pose((-4, -6, -6, -2, 3), 1.5, Arm(58, 10, -6), Arm(70, 8, -6), 0)
"""A little to the left with both arms out, below the shoulders."""


def mirrored(pose: Pose) -> Pose:
    """The same to the other side."""
    lumbar, lower, upper, neck, head = pose.spine
    return Pose((-lumbar, -lower, -upper, -neck, -head), -pose.shift, pose.right, pose.left, pose.breath)


POSES = {
    "rest": Pose(UPRIGHT, 0, HANGING, HANGING, 0),
    "halfway": Pose(UPRIGHT, 0, Arm(92, 10, -8), Arm(92, 10, -8), 0.5),
    "rising": Pose(UPRIGHT, 0, Arm(124, 14, -10), Arm(124, 14, -10), 0.7),
    "overhead": Pose(UPRIGHT, 0, Arm(168, 14, 4), Arm(168, 14, 4), 1),
    "side_left": SIDE_LEFT,
    "side_right": mirrored(SIDE_LEFT),
    "lean_left": LEAN_LEFT,
    "lean_right": mirrored(LEAN_LEFT),
    "one_arm_left": ONE_ARM_LEFT,
    "one_arm_right": mirrored(ONE_ARM_LEFT),
    "shoulder_height": Pose(UPRIGHT, 0, Arm(84, 8, -6), Arm(84, 8, -6), 1),
    "low_left": LOW_LEFT,
    "low_right": mirrored(LOW_LEFT),
    "breath_full": Pose(UPRIGHT, 0, Arm(18, -12, -3), Arm(18, -12, -3), 1),
}


@dataclass(frozen=True, slots=True)
class Shares:
    """How far each part of the body is on its way from one pose to the next, 0 to 1."""

    trunk: float
    elbow: float
    wrist: float


def mix(start: Pose, end: Pose, share: float | Shares) -> Pose:
    """The pose on the way from ``start`` to ``end``."""
    shares = Shares(share, share, share) if isinstance(share, (int, float)) else share
    lumbar, lower, upper, neck, head = (
        _mix(one, other, shares.trunk) for one, other in zip(start.spine, end.spine, strict=True)
    )
    return Pose(
        spine=(lumbar, lower, upper, neck, head),
        shift=_mix(start.shift, end.shift, shares.trunk),
        left=_mix_arm(start.left, end.left, shares),
        right=_mix_arm(start.right, end.right, shares),
        breath=_mix(start.breath, end.breath, shares.trunk),
    )


def _mix(one: float, other: float, share: float) -> float:
    return one + (other - one) * share


def _mix_arm(one: Arm, other: Arm, shares: Shares) -> Arm:
    return Arm(
        _mix(one.shoulder, other.shoulder, shares.trunk),
        _mix(one.elbow, other.elbow, shares.elbow),
        _mix(one.wrist, other.wrist, shares.wrist),
    )
