"""Outlines: limbs around their bones, and the plain forms that furniture is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, hypot, pi, radians, sin

from deskbreak.window.figure.bones import Point, apart, between

Outline = tuple[Point, ...]

STEP = 0.9
"""How finely a limb is followed; at three pixels to the unit nobody sees the corners."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline in one of the palette's tones, perhaps with a hole."""

    tone: str
    outline: Outline
    hole: Outline = ()


def curve_through(places: Sequence[float], values: Sequence[float]) -> Callable[[float], float]:
    """A smooth curve through the values that never swings beyond them (monotone cubic)."""
    count = len(places)
    steps = [after - before for before, after in pairwise(places)]
    slopes = [(values[i + 1] - values[i]) / steps[i] for i in range(count - 1)]
    tangents = [slopes[0], *([0.0] * (count - 2)), slopes[-1]]
    for i in range(1, count - 1):
        if slopes[i - 1] * slopes[i] > 0:
            before, after = 2 * steps[i] + steps[i - 1], steps[i] + 2 * steps[i - 1]
            tangents[i] = (before + after) / (before / slopes[i - 1] + after / slopes[i])

    def curve(place: float) -> float:
        i = 0
        while i < count - 2 and place > places[i + 1]:
            i += 1
        t = (place - places[i]) / steps[i]
        return (
            (1 + 2 * t) * (1 - t) ** 2 * values[i]
            + t * (1 - t) ** 2 * steps[i] * tangents[i]
            + t * t * (3 - 2 * t) * values[i + 1]
            + t * t * (t - 1) * steps[i] * tangents[i + 1]
        )

    return curve


def centreline(joints: Sequence[Point], soft: float) -> list[Point]:
    """The way along the joints with each corner rounded over ``soft`` units, as closely set points."""
    corners = [joints[0]]
    for before, joint, after in zip(joints, joints[1:], joints[2:], strict=False):
        one, two = apart(joint, before), apart(joint, after)
        reach = min(soft, one * 0.45, two * 0.45)
        start, end = between(joint, before, reach / one), between(joint, after, reach / two)
        for k in range(7):
            t = k / 6
            corners.append(between(between(start, joint, t), between(joint, end, t), t))
    corners.append(joints[-1])
    line = [corners[0]]
    for before, after in pairwise(corners):
        pieces = max(1, int(apart(before, after) / STEP))
        line.extend(between(before, after, k / pieces) for k in range(1, pieces + 1))
    return line


@lru_cache(maxsize=256)  # what does not move in this breath is not reckoned again for each picture
def limb(  # noqa: PLR0917  joints and radii first, the rest by name
    joints: tuple[Point, ...],
    radii: tuple[float, ...],
    at: tuple[float, ...] = (),
    soft: float = 4.0,
    grow: float = 0.0,
    start_cap: bool = True,
    end_cap: bool = True,
    upto: float = 1.0,
) -> Outline:
    """A rounded, tapered limb along ``joints``.

    ``at`` places the radii along it (0 to 1, evenly without it), ``grow`` thickens it all along,
    ``upto`` ends it early, as a sleeve does; a cap rounds an end.
    """
    places = at or tuple(i / (len(radii) - 1) for i in range(len(radii)))
    radius_at = _radii(places, radii)
    left: list[Point] = []
    right: list[Point] = []
    way = _follow(joints, soft)
    last = way[0]
    for step in way:
        if step.share > upto + 1e-9:
            break
        radius = radius_at(step.share) + grow
        nx, ny = -step.along[1] * radius, step.along[0] * radius
        left.append((step.point[0] + nx, step.point[1] + ny))
        right.append((step.point[0] - nx, step.point[1] - ny))
        last = step
    outline = left
    if end_cap:
        outline += _cap(last, radius_at(last.share) + grow, pi / 2)
    outline += reversed(right)
    if start_cap:
        outline += _cap(way[0], radius_at(way[0].share) + grow, -pi / 2)
    return tuple(outline)


@dataclass(frozen=True, slots=True)
class _Step:
    """A point of a limb's middle, the way it leads there (of length 1), and the share walked so far."""

    point: Point
    along: Point
    share: float


@lru_cache(maxsize=64)  # a sleeve follows the same way as its arm
def _follow(joints: tuple[Point, ...], soft: float) -> tuple[_Step, ...]:
    line = centreline(joints, soft)
    walked = [0.0]
    for before, after in pairwise(line):
        walked.append(walked[-1] + apart(before, after))
    steps: list[_Step] = []
    for i, point in enumerate(line):
        behind, ahead = line[max(0, i - 1)], line[min(len(line) - 1, i + 1)]
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        length = hypot(dx, dy) or 1.0
        steps.append(_Step(point, (dx / length, dy / length), walked[i] / walked[-1]))
    return tuple(steps)


@lru_cache(maxsize=32)  # each kind of limb has one
def _radii(places: tuple[float, ...], radii: tuple[float, ...]) -> Callable[[float], float]:
    return curve_through(places, radii)


def _cap(end: _Step, radius: float, turn: float) -> list[Point]:
    start = atan2(end.along[1], end.along[0]) + turn
    x, y = end.point
    return [
        (x + radius * cos(start - pi * k / 14), y + radius * sin(start - pi * k / 14)) for k in range(1, 14)
    ]


def hull(one: Point, one_radius: float, other: Point, other_radius: float) -> Outline:
    """Two discs and what lies between them."""
    return limb((one, other), (one_radius, other_radius))


@lru_cache(maxsize=64)
def egg(centre: Point, width: float, height: float, angle: float, chin: float = 0.9) -> Outline:
    """A head: an ellipse, a little narrower at the chin."""
    outline: list[Point] = []
    lean = radians(angle)
    for k in range(64):
        t = 2 * pi * k / 64
        y = cos(t) * height / 2
        narrower = 1.0 if y > 0 else chin + (1 - chin) * (1 + y / (height / 2)) ** 1.1
        x = sin(t) * width / 2 * narrower
        outline.append(
            (centre[0] + x * cos(lean) + y * sin(lean), centre[1] - x * sin(lean) + y * cos(lean)),
        )
    return tuple(outline)


@lru_cache(maxsize=64)
def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> Outline:
    """A rectangle from one corner to the other, its corners rounded."""
    outline: list[Point] = []
    for x, y, start in (
        (x1 - radius, y1 - radius, 0),
        (x0 + radius, y1 - radius, 90),
        (x0 + radius, y0 + radius, 180),
        (x1 - radius, y0 + radius, 270),
    ):
        for k in range(8):
            t = radians(start + 90 * k / 7)
            outline.append((x + radius * cos(t), y + radius * sin(t)))
    return tuple(outline)


@lru_cache(maxsize=64)
def ellipse(centre: Point, across: float, up: float, tilt: float = 0.0) -> Outline:
    """An ellipse with these half axes, tilted to the left when ``tilt`` is positive."""
    t = radians(tilt)
    turns = [2 * pi * k / 64 for k in range(64)]
    return tuple(
        (
            centre[0] + across * cos(a) * cos(t) - up * sin(a) * sin(t),
            centre[1] + across * cos(a) * sin(t) + up * sin(a) * cos(t),
        )
        for a in turns
    )
