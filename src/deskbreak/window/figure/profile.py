"""A seated body from the side, facing the screen's right; for the checklist's pictures."""

from dataclasses import dataclass

from deskbreak.window.figure.bones import Point, along
from deskbreak.window.figure.outlines import Outline, Shape, egg, ellipse, limb

UPPER, FORE, PALM, FINGERS = 16.4, 13.8, 6.2, 2.6
_ARM = UPPER + FORE + PALM + FINGERS
_ARM_RADII = (3.4, 3.1, 2.6, 2.6, 1.8, 2.1, 1.0)
_ARM_AT = (0, 8 / _ARM, UPPER / _ARM, 21 / _ARM, 30.2 / _ARM, 33.5 / _ARM, 1)


@dataclass(frozen=True, slots=True)
class Seated:
    """Spine angles from the vertical, forward positive, each adding to the one below; the arm from hanging:
    shoulder, elbow, wrist. ``rounded`` draws the shoulders forward."""

    spine: tuple[float, float, float]
    neck: float
    head: float
    arm: tuple[float, float, float]
    knee: Point
    ankle: Point
    rounded: float = 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """The outlines in layers, so that furniture can stand between them, and where things are.

    From back to front: ``far`` leg, ``upper`` body, ``near`` leg, then the ``arm``.
    """

    far: tuple[Shape, ...]
    upper: tuple[Shape, ...]
    near: tuple[Shape, ...]
    arm: tuple[Shape, ...]
    eye: Point
    head: Point
    elbow: Point
    wrist: Point
    hand: Point


def seated(pose: Seated, hip: Point = (0.0, 29.5)) -> Profile:
    """The body in ``pose`` with its hip there; the floor is at 0."""
    spine = [along(hip, pose.spine[0], 1.5)]
    trunk = 0.0
    for length, turn in zip((9.5, 10.5, 9.0), pose.spine, strict=True):
        trunk += turn
        spine.append(along(spine[-1], trunk, length))
    neck_angle = trunk + pose.neck
    neck = along(spine[-1], neck_angle, 4.6)
    lean = neck_angle + pose.head
    head = along(along(neck, lean, 6.0), lean + 90, 1.7)
    shoulder = along(along(spine[-1], trunk, -3.6), trunk + 90, 0.2 + pose.rounded)
    upper, fore, palm = _arm_headings(pose)
    elbow = along(shoulder, upper, UPPER)
    wrist = along(elbow, fore, FORE)
    hand = along(wrist, palm, PALM)
    arm = (shoulder, elbow, wrist, hand, along(hand, palm + 28, FINGERS))
    neck_line = (along(spine[-1], neck_angle, -3), spine[-1], neck, along(neck, lean, 2))
    back = (along(spine[0], 180, 0.2), spine[1], spine[2], along(spine[3], trunk, -1.2))
    far_leg = (
        (hip[0] + 1.5, hip[1] + 0.6),
        (pose.knee[0] + 1.6, pose.knee[1] + 0.7),
        (pose.ankle[0] + 3.0, pose.ankle[1]),
    )
    near_leg = (hip, pose.knee, pose.ankle)
    leg_at = (0, 0.25, 0.5, 0.63, 1)
    return Profile(
        far=(
            Shape("legs2", limb(far_leg, (5.0, 4.6, 3.7, 3.5, 2.5), at=leg_at, soft=5, end_cap=False)),
            Shape("shoe", shoe((pose.ankle[0] + 3.0, pose.ankle[1] - 3.4))),
        ),
        upper=(
            Shape("skin2", limb(neck_line, (3.6, 3.2, 3.0, 3.0), soft=2)),
            Shape("skin", egg(head, 11.6, 13.8, lean, chin=0.84)),
            Shape("skin", _nose(head, lean)),
            Shape("skin2", ellipse(along(along(head, lean, -0.6), lean + 90, -1.1), 1.0, 1.5, -lean)),
            Shape("top", limb(back, (6.0, 5.4, 5.9, 5.5, 3.5), at=(0, 0.3, 0.62, 0.82, 1), soft=6)),
        ),
        near=(
            Shape(
                "legs",
                limb(near_leg, (5.9, 5.4, 3.9, 3.7, 2.5), at=(0, 0.22, 0.5, 0.63, 1), soft=5, end_cap=False),
            ),
            Shape("shoe", shoe((pose.ankle[0], pose.ankle[1] - 3.4))),
        ),
        arm=(
            Shape("skin", limb(arm, _ARM_RADII, at=_ARM_AT, soft=3)),
            Shape("top2", limb(arm, _ARM_RADII, at=_ARM_AT, soft=3, grow=0.5, upto=0.28, end_cap=False)),
        ),
        eye=along(along(head, lean, 1.2), lean + 90, 5.0),
        head=head,
        elbow=elbow,
        wrist=wrist,
        hand=hand,
    )


def _arm_headings(pose: Seated) -> tuple[float, float, float]:
    upper = 180 - pose.arm[0]
    fore = upper - pose.arm[1]
    return upper, fore, fore - pose.arm[2]


def _nose(head: Point, lean: float) -> Outline:
    places = ((1.6, 4.3), (-1.0, 5.3), (-2.0, 4.2))
    points = tuple(along(along(head, lean, up), lean + 90, out) for up, out in places)
    return limb(points, (1.0, 1.05, 1.0), soft=1)


def shoe(heel: Point) -> Outline:
    """A shoe on the floor below ``heel``, its toe to the right."""
    x, y = heel
    return limb(((x - 0.6, y + 2.3), (x + 2.2, y + 2.0), (x + 6.2, y + 1.45)), (2.3, 2.0, 1.45), soft=2)
