"""The body from the front: a pose becomes outlines, from back to front."""

from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin

from deskbreak.window.figure import skeleton
from deskbreak.window.figure.bones import Point, along, apart, between, heading
from deskbreak.window.figure.joints import Joints, Side, solve
from deskbreak.window.figure.outlines import Outline, Shape, centreline, curve_through, egg, hull, limb
from deskbreak.window.figure.poses import Pose
from deskbreak.window.figure.seats import chair_before, chair_behind, wheelchair_before, wheelchair_behind
from deskbreak.window.figure.skeleton import Base

_ARM_AT = tuple(distance / skeleton.ARM for distance, _ in skeleton.ARM_OUTLINE)
_ARM_RADII = tuple(radius for _, radius in skeleton.ARM_OUTLINE)
_LEG_AT = tuple(distance / (skeleton.THIGH + skeleton.SHIN) for distance, _ in skeleton.LEG_OUTLINE)
_LEG_RADII = tuple(radius for _, radius in skeleton.LEG_OUTLINE)
_TRUNK_HALF = curve_through(
    [distance for distance, _ in skeleton.TRUNK], [half for _, half in skeleton.TRUNK]
)
_BELOW_PELVIS = 4.0
_TRUNK_SLICES = 44


def front(pose: Pose, base: Base = Base.STANDING) -> tuple[Shape, ...]:
    """The whole figure, and what it sits on, from back to front."""
    joints = solve(pose, base)
    behind = {Base.STANDING: (), Base.SEATED: chair_behind(), Base.WHEELCHAIR: wheelchair_behind()}[base]
    lower = _standing_legs(joints) if base is Base.STANDING else _seated_legs(joints, base)
    arms = tuple(shape for side in joints.sides for shape in _arm(side))
    return (*behind, *_head(joints), *lower, *_trunk(joints, pose.breath, base), *arms)


def _head(joints: Joints) -> tuple[Shape, ...]:
    top, angle = joints.spine[-1], joints.spine_angles[-1]
    neck = (along(top, angle, -2.5), top, joints.neck, along(joints.neck, joints.head_angle, 2))
    return (
        Shape("skin2", limb(neck, skeleton.NECK_RADII, soft=2)),
        Shape("skin", egg(joints.head, skeleton.HEAD_WIDTH, skeleton.HEAD_HEIGHT, joints.head_angle)),
    )


# --- legs --------------------------------------------------------------------


def _standing_legs(joints: Joints) -> tuple[Shape, ...]:
    return (
        *(Shape("shoe", _foot(side.side, side.ankle)) for side in joints.sides),
        Shape("legs", _slice(joints, 0.0, -3.9, 4)),
        *(
            Shape("legs", limb((side.hip, side.knee, side.ankle), _LEG_RADII, at=_LEG_AT, end_cap=False))
            for side in joints.sides
        ),
    )


def _seated_legs(joints: Joints, base: Base) -> tuple[Shape, ...]:
    shapes = [Shape("legs2", _slice(joints, 0.0, -3.9, 4))]
    shapes += chair_before() if base is Base.SEATED else wheelchair_before()
    for side in joints.sides:
        shin = ((side.knee[0], side.knee[1] - 1.2), side.ankle)
        shapes += [
            Shape("shoe", _foot(side.side, side.ankle, 1.12)),
            Shape("legs2", limb((side.hip, side.knee), (5.0, 5.2, 4.9), soft=2)),
            Shape("legs", limb(shin, (4.6, 4.25, 3.9, 2.9), at=(0, 0.22, 0.5, 1), end_cap=False)),
        ]
    return tuple(shapes)


@lru_cache(maxsize=8)
def _foot(side: int, ankle: Point, size: float = 1.0) -> Outline:
    """A rounded toe cap on a flat sole, seen from the front."""
    middle = ankle[0] + side * 1.55
    floor = ankle[1] - skeleton.FOOT_HEIGHT
    half, height = 3.4 * size, 5.0 * size
    cap = [
        (middle + half * cos(pi * k / 24), floor + 0.9 + (height - 0.9) * sin(pi * k / 24) ** 0.8)
        for k in range(25)
    ]
    sole = [
        (middle - half, floor + 0.7),
        (middle - half + 0.7, floor),
        (middle + half - 0.7, floor),
        (middle + half, floor + 0.7),
    ]
    return (*cap, *sole)


# --- trunk -------------------------------------------------------------------


def _trunk(joints: Joints, breath: float, base: Base) -> tuple[Shape, ...]:
    hem = -1.6 if base is Base.STANDING else 0.2
    shapes = [Shape("top", _slice(joints, breath, hem, 30, grow=0.3))]
    collar, collar_angle = _up_the_spine(joints, 28.6)
    flank, flank_angle = _up_the_spine(joints, 17)
    for side in joints.sides:
        yoke = along(collar, collar_angle + 90 * side.side, 1.6)
        lat = along(flank, flank_angle + 90 * side.side, 5.0)
        shapes += [
            Shape("top", hull(yoke, 2.2, side.shoulder, 3.8)),
            Shape("top", hull(lat, 3.5, side.shoulder, 4.05)),
        ]
    return tuple(shapes)


def _up_the_spine(joints: Joints, distance: float) -> tuple[Point, float]:
    """The point that far up the bent spine, and where the spine leads there."""
    return _walk(_spine_line(joints.spine, joints.spine_angles[0]), distance)


@lru_cache(maxsize=8)
def _spine_line(spine: tuple[Point, ...], lumbar_angle: float) -> tuple[Point, ...]:
    return tuple(centreline((along(spine[0], lumbar_angle * 0.3, -_BELOW_PELVIS), *spine), 6))


def _walk(line: tuple[Point, ...], distance: float) -> tuple[Point, float]:
    walked = -_BELOW_PELVIS
    for before, after in pairwise(line):
        step = apart(before, after)
        if walked + step >= distance:
            return between(before, after, (distance - walked) / step), heading(before, after)
        walked += step
    return line[-1], heading(line[-2], line[-1])


def _slice(joints: Joints, breath: float, start: float, end: float, grow: float = 0.0) -> Outline:
    """The trunk's outline between two heights of the spine; the chest widens a little with the breath."""
    return _slice_of(_spine_line(joints.spine, joints.spine_angles[0]), breath, start, end, grow)


def _slice_of(line: tuple[Point, ...], breath: float, start: float, end: float, grow: float) -> Outline:
    left: list[Point] = []
    right: list[Point] = []
    for (x, y), (dx, dy), half, widens in _ribs(line, start, end):
        reach = (half + grow) * (1 + widens * breath)
        left.append((x - dx * reach, y - dy * reach))
        right.append((x + dx * reach, y + dy * reach))
    return (*left, *reversed(right))


_Rib = tuple[Point, Point, float, float]
"""A point of the spine, the way to the right there, the half width, and how much a breath widens it."""


@lru_cache(maxsize=16)  # upright, only the breath changes a trunk
def _ribs(line: tuple[Point, ...], start: float, end: float) -> tuple[_Rib, ...]:
    ribs: list[_Rib] = []
    for i in range(_TRUNK_SLICES + 1):
        distance = start + (end - start) * i / _TRUNK_SLICES
        point, angle = _walk(line, distance)
        widens = 0.03 * sin(pi * (distance - 10) / 19) if 10 < distance < 29 else 0.0
        ribs.append((point, along((0.0, 0.0), angle + 90, 1.0), _TRUNK_HALF(distance), widens))
    return tuple(ribs)


# --- arms --------------------------------------------------------------------


def _arm(side: Side) -> tuple[Shape, ...]:
    joints = (side.shoulder, side.elbow, side.wrist, side.fingertip)
    shapes = [
        Shape("skin", _thumb(side)),
        Shape("skin", limb(joints, _ARM_RADII, at=_ARM_AT)),
        Shape(
            "top",
            limb(
                joints, _ARM_RADII, at=_ARM_AT, grow=0.5, upto=skeleton.SLEEVE / skeleton.ARM, end_cap=False
            ),
        ),
    ]
    if side.folded > 0.05:
        inner = side.arm_heading + side.side * 90
        fold = (
            along(along(side.shoulder, side.arm_heading, 4.6), inner, 3.3),
            along(along(side.shoulder, side.arm_heading, 10.6), inner, 3.3),
        )
        shapes.append(Shape("fold", limb(fold, (0.12, 0.42))))
    return tuple(shapes)


def _thumb(side: Side) -> Outline:
    """The forearm turns as the arm rises: thumb to the front, then up, then in."""
    turned = side.turned
    root = along(side.wrist, side.hand_heading, 1.6)
    first = side.hand_heading - side.side * (turned * skeleton.THUMB_ANGLE - (1 - turned) * 26)
    second = side.hand_heading - side.side * (turned * 16 - (1 - turned) * 4)
    knuckle = along(root, first, skeleton.THUMB[0])
    return limb((root, knuckle, along(knuckle, second, skeleton.THUMB[1])), skeleton.THUMB_RADII, soft=1)
