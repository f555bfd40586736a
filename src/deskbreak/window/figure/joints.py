"""Where the joints of a pose are."""

from dataclasses import dataclass

from deskbreak.window.figure import skeleton
from deskbreak.window.figure.bones import Point, along, knee_between, smooth
from deskbreak.window.figure.poses import Arm, Pose
from deskbreak.window.figure.skeleton import SUPPORTS, Base

SEATED_SHIFT = 0.15
"""Seated, the pelvis hardly moves in a side reach."""


@dataclass(frozen=True, slots=True)
class Side:
    """The joints of one side; ``side`` is -1 for the screen's left, 1 for its right.

    ``raised`` tells how far the shoulder joint rose, ``turned`` how far the palm turned (thumb from in
    front to up to in), ``folded`` how much the sleeve lies on the trunk; each 0 to 1.
    """

    side: int
    shoulder: Point
    elbow: Point
    wrist: Point
    fingertip: Point
    arm_heading: float
    hand_heading: float
    raised: float
    turned: float
    folded: float
    hip: Point
    knee: Point
    ankle: Point


@dataclass(frozen=True, slots=True)
class Joints:
    """``spine`` goes from the pelvis to the top of the chest; its angles belong to its three bones."""

    spine: tuple[Point, ...]
    spine_angles: tuple[float, ...]
    neck: Point
    head: Point
    head_angle: float
    left: Side
    right: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.left, self.right


def solve(pose: Pose, base: Base = Base.STANDING) -> Joints:
    """The joints of ``pose`` on ``base``."""
    shift = pose.shift if base is Base.STANDING else pose.shift * SEATED_SHIFT
    points = [(shift, SUPPORTS[base].pelvis)]
    angles: list[float] = []
    angle = 0.0
    for length, turn in zip(skeleton.SPINE, pose.spine, strict=False):
        angle += turn
        points.append(along(points[-1], angle, length))
        angles.append(angle)
    neck_angle = angle + pose.spine[3]
    neck = along(points[-1], neck_angle, skeleton.NECK)
    head_angle = neck_angle + pose.spine[4]
    girdle = along(points[-1], angle, skeleton.SHOULDER_ALONG - sum(skeleton.SPINE) + 0.5 * pose.breath)
    return Joints(
        spine=tuple(points),
        spine_angles=tuple(angles),
        neck=neck,
        head=along(neck, head_angle, skeleton.HEAD_HEIGHT * 0.46),
        head_angle=head_angle,
        left=_side(-1, pose.left, girdle, angle, shift, base),
        right=_side(1, pose.right, girdle, angle, shift, base),
    )


def _side(side: int, arm: Arm, girdle: Point, trunk: float, shift: float, base: Base) -> Side:  # noqa: PLR0917  joints in their order
    raised = smooth((arm.shoulder - 50) / 125)
    half = skeleton.SHOULDER_HALF - skeleton.SHOULDER_DRAW_IN * raised
    shoulder = along(along(girdle, trunk + 90 * side, half), trunk, skeleton.SHOULDER_LIFT * raised)
    upper = trunk + side * (180 - arm.shoulder)
    elbow = along(shoulder, upper, skeleton.UPPER_ARM)
    fore = upper - side * arm.elbow
    wrist = along(elbow, fore, skeleton.FOREARM)
    hand = fore - side * arm.wrist
    support = SUPPORTS[base]
    hip = (shift + side * skeleton.HIP_HALF, support.pelvis - skeleton.HIP_DROP)
    ankle = (side * support.ankle[0], support.ankle[1])
    if support.knee is None:
        knee = knee_between(hip, ankle, skeleton.THIGH, skeleton.SHIN, side)
    else:
        knee = (side * support.knee[0], support.knee[1])
    return Side(
        side=side,
        shoulder=shoulder,
        elbow=elbow,
        wrist=wrist,
        fingertip=along(wrist, hand, skeleton.HAND),
        arm_heading=upper,
        hand_heading=hand,
        raised=raised,
        turned=smooth((arm.shoulder - 35) / 40),
        folded=1 - smooth((arm.shoulder - 25) / 30),
        hip=hip,
        knee=knee,
        ankle=ankle,
    )
