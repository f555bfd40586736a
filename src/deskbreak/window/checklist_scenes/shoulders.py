"""Shoulders low, elbows near the body: seen from the front, across the table."""

from deskbreak.window.checklist_scenes.scene import Pair, Scene
from deskbreak.window.figure.body import front
from deskbreak.window.figure.bones import Point
from deskbreak.window.figure.joints import Side, solve
from deskbreak.window.figure.outlines import Shape, limb, rounded
from deskbreak.window.figure.poses import UPRIGHT, Arm, Pose
from deskbreak.window.figure.skeleton import Base

SHAPES_OF_ARMS = 6
"""The last shapes of a body whose arms are this far off it: thumb, arm and sleeve of each side."""

LOW, SHRUGGED = 60.0, 172.0
"""Shoulder angles, in degrees, for which the body draws its shoulders low, and up at the ears."""

LINE = 65.5
"""Low shoulders stay below this height."""


def shoulders(_kind: str) -> Pair:
    """Arms that hang, and arms held up by a table that is too high."""
    return Pair(
        good=_typing(LOW, table=41.5, elbow=(12.2, 43.0), hand=(4.6, 44.2)),
        tiring=_typing(SHRUGGED, table=49.5, elbow=(21.5, 50.5), hand=(5.2, 52.0)),
    )


def _typing(shoulder: float, table: float, elbow: Point, hand: Point) -> Scene:
    arm = Arm(shoulder, 0, 0)
    pose = Pose(UPRIGHT, 0, arm, arm, 0)
    joints = solve(pose, Base.SEATED)
    body = front(pose, Base.SEATED)[:-SHAPES_OF_ARMS]
    arms = tuple(shape for side in joints.sides for shape in _arm(side, elbow, hand))
    keys = Shape("device", rounded(-9, table, 9, table + 1.3, 0.6))
    shapes = (*body, *_table(table), keys, *arms)
    hint = ((-26.0, LINE), (-9.5, LINE)), ((9.5, LINE), (26.0, LINE))
    return Scene(shapes, hints=hint, left=-51, right=51, top=84)


def _arm(side: Side, elbow: Point, hand: Point) -> tuple[Shape, ...]:
    joints = (side.shoulder, (side.side * elbow[0], elbow[1]), (side.side * hand[0], hand[1]))
    radii = (3.6, 3.15, 2.7, 2.4, 1.9, 2.3)
    at = (0, 0.3, 0.62, 0.75, 0.9, 1)
    return (
        Shape("skin", limb(joints, radii, at=at, soft=3)),
        Shape("top2", limb(joints, radii, at=at, soft=3, grow=0.5, upto=0.42, end_cap=False)),
    )


def _table(height: float) -> tuple[Shape, ...]:
    return (
        Shape("chair2", limb(((-30, height - 2), (-30, 1.2)), (1.3, 1.3))),
        Shape("chair2", limb(((30, height - 2), (30, 1.2)), (1.3, 1.3))),
        Shape("chair", rounded(-36, height - 2.6, 36, height, 1.2)),
    )
