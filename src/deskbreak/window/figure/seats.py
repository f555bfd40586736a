"""What a seated body sits on, seen from the front: a chair, a wheelchair."""

from functools import cache
from math import cos, radians, sin

from deskbreak.window.figure.outlines import Shape, ellipse, limb, rounded

WHEEL_AT = (15.9, 17.0)
WHEEL_TILT = 4.5
"""Toed a little, so that a wheel shows as a slim ellipse, wider at the floor."""


@cache
def chair_behind() -> tuple[Shape, ...]:
    """The chair's back and hind legs."""
    return (
        Shape("chair2", limb(((-11.5, 26), (-12.2, 0.9)), (1.1, 0.9))),
        Shape("chair2", limb(((11.5, 26), (12.2, 0.9)), (1.1, 0.9))),
        Shape("chair2", rounded(-10.6, 38, 10.6, 60, 3.5)),
        Shape("chair2", limb(((-7.5, 40), (-7.5, 29)), (1, 1))),
        Shape("chair2", limb(((7.5, 40), (7.5, 29)), (1, 1))),
    )


@cache
def chair_before() -> tuple[Shape, ...]:
    """The seat's front edge."""
    return (Shape("chair", rounded(-14.6, 26.2, 14.6, 30.6, 2.2)),)


@cache
def wheelchair_behind() -> tuple[Shape, ...]:
    """The back, its handles, and the big wheels with spokes and hubs."""
    shapes = [Shape("chair2", rounded(-10.8, 34, 10.8, 59, 3))]
    for side in (-1, 1):
        posts = ((side * 10.6, 34.0), (side * 10.9, 61.0), (side * 11.4, 62.4))
        shapes.append(Shape("chair", limb(posts, (0.95, 0.95, 1.2))))
        hub = (side * WHEEL_AT[0], WHEEL_AT[1])
        tilt = side * WHEEL_TILT
        shapes.append(Shape("wheel", ellipse(hub, 5.0, 17.0, tilt), ellipse(hub, 3.5, 15.2, tilt)))
        shapes += [_spoke(hub, turn, tilt) for turn in range(0, 180, 30)]
        shapes.append(Shape("chair", ellipse(hub, 1.3, 1.9)))
    return tuple(shapes)


def _spoke(hub: tuple[float, float], turn: int, tilt: float) -> Shape:
    x, y = 3.7 * cos(radians(turn)), 15.4 * sin(radians(turn))
    lean = radians(tilt)
    dx, dy = x * cos(lean) - y * sin(lean), x * sin(lean) + y * cos(lean)
    return Shape("chair2", limb(((hub[0] - dx, hub[1] - dy), (hub[0] + dx, hub[1] + dy)), (0.22, 0.22)))


@cache
def wheelchair_before() -> tuple[Shape, ...]:
    """The seat's front edge, the hangers, casters and footplates."""
    shapes = [Shape("chair", rounded(-12.6, 28.2, 12.6, 32.2, 2))]
    for side in (-1, 1):
        shapes += [
            Shape("chair", limb(((side * 9.8, 29), (side * 9.6, 8)), (0.9, 0.8))),
            Shape("chair", limb(((side * 9.6, 8), (side * 9.9, 3.2)), (0.7, 0.7))),
            Shape("wheel", ellipse((side * 10.0, 3.1), 1.7, 3.1), ellipse((side * 10.0, 3.1), 0.7, 1.7)),
            Shape("chair", rounded(min(side * 2.2, side * 9.6), 3.6, max(side * 2.2, side * 9.6), 5.2, 0.8)),
        ]
    return tuple(shapes)
