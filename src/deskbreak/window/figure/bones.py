"""Points, and ways from one to the next."""

from math import acos, atan2, cos, degrees, hypot, radians, sin

Point = tuple[float, float]
"""x to the screen's right, y up, in hundredths of the standing height."""


def along(start: Point, angle: float, length: float) -> Point:
    """The point ``length`` from ``start``; an angle of 0 is up, positive to the right."""
    turn = radians(angle)
    return start[0] + length * sin(turn), start[1] + length * cos(turn)


def apart(one: Point, other: Point) -> float:
    """How far two points are from each other."""
    return hypot(other[0] - one[0], other[1] - one[1])


def between(one: Point, other: Point, share: float) -> Point:
    """The point at that share of the way."""
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def heading(start: Point, end: Point) -> float:
    """The angle that leads from ``start`` to ``end``."""
    return degrees(atan2(end[0] - start[0], end[1] - start[1]))


def smooth(share: float) -> float:
    """0 to 1 with a soft start and a soft end."""
    share = max(0.0, min(1.0, share))
    return share * share * (3 - 2 * share)


def knee_between(hip: Point, ankle: Point, thigh: float, shin: float, side: int) -> Point:
    """Where the knee is when hip and ankle are given; it bends a little outwards (``side`` -1 or 1)."""
    distance = min(apart(hip, ankle), thigh + shin - 0.01)
    cosine = (thigh * thigh + distance * distance - shin * shin) / (2 * thigh * distance)
    bend = degrees(acos(max(-1.0, min(1.0, cosine))))
    return along(hip, heading(hip, ankle) - side * bend * 0.55, thigh)
