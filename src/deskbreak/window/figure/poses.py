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

POSES = {
    "rest": Pose(UPRIGHT, 0, HANGING, HANGING, 0),
    "halfway": Pose(UPRIGHT, 0, Arm(92, 10, -8), Arm(92, 10, -8), 0.5),
    "rising": Pose(UPRIGHT, 0, Arm(124, 14, -10), Arm(124, 14, -10), 0.7),
    "overhead": Pose(UPRIGHT, 0, Arm(168, 14, 4), Arm(168, 14, 4), 1),
    "side_left": Pose((-8, -13, -13, -4, 5), 4.4, HANGING_OVER, REACHING_OVER, 0),
    "side_right": Pose((8, 13, 13, 4, -5), -4.4, REACHING_OVER, HANGING_OVER, 0),
    "one_arm_left": Pose((0, 1, 1, 0, -1), 0, ONE_UP, HANGING, 1),
    "one_arm_right": Pose((0, -1, -1, 0, 1), 0, HANGING, ONE_UP, 1),
    "shoulder_height": Pose(UPRIGHT, 0, Arm(84, 8, -6), Arm(84, 8, -6), 1),
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
