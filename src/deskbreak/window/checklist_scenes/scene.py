"""What a picture is made of, and the things that several of them share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from deskbreak.window.figure import desk
from deskbreak.window.figure.bones import Point, along
from deskbreak.window.figure.outlines import Shape, ellipse, limb, rounded
from deskbreak.window.figure.profile import Profile, Seated, seated

LAPTOP = "laptop"
"""The kind of desk with a laptop on its own; every other one has a separate screen."""

SCREEN_HEIGHT = 24.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture in the figure's units, the floor at 0. ``hints`` are dotted lines that point something out.

    ``left`` and ``right`` are how far the floor goes, ``top`` how high the picture is.
    """

    shapes: tuple[Shape, ...]
    hints: tuple[tuple[Point, Point], ...] = ()
    left: float = -24.0
    right: float = 78.0
    top: float = 79.0


@dataclass(frozen=True, slots=True)
class Pair:
    """The easy way and the tiring one."""

    good: Scene
    tiring: Scene


def at_the_desk(
    pose: Seated,
    things: Iterable[Shape],
    *,
    hip: Point = (0.0, 29.5),
    chair: Iterable[Shape] | None = None,
) -> tuple[tuple[Shape, ...], Profile]:
    """Somebody on a chair, seen from the side, with furniture and ``things`` between body and near arm."""
    body = seated(pose, hip)
    shapes = (
        *(desk.chair() if chair is None else chair),
        *body.far,
        *body.upper,
        *body.near,
        *things,
        *body.arm,
    )
    return shapes, body


def screen_at(x: float, y: float, bottom: float, tilt: float = 6) -> tuple[tuple[Shape, ...], Point]:
    """A screen on its foot, which stands at ``(x, y)``, and the top of it; ``bottom`` is its lower edge."""
    low = (x, bottom)
    top = along(low, tilt, SCREEN_HEIGHT)
    middle = along(low, tilt, SCREEN_HEIGHT * 0.42)
    glow = (along(along(low, tilt, 1.2), tilt - 90, 1.0), along(along(top, tilt, -1.2), tilt - 90, 0.95))
    stem = (x + 3.4, y + 1)
    shapes = (
        Shape("device", limb((stem, (x + 3.4, middle[1] - 1), middle), (0.9, 0.9), soft=3)),
        Shape("device", rounded(x - 3.6, y, x + 8.4, y + 1.3, 0.6)),
        Shape("device", limb((low, top), (0.95, 0.9))),
        Shape("glow", limb(glow, (0.28, 0.28))),
    )
    return shapes, top


def raised_screen(kind: str, height: float = desk.DESK_HEIGHT) -> tuple[tuple[Shape, ...], Point]:
    """What stands at eye level on this kind of desk, and its top."""
    if kind == LAPTOP:
        stack, stack_top = desk.books(43, 61, height)
        machine, top = desk.laptop(61, stack_top, 10)
        return (*stack, *machine), top
    return screen_at(56, height, height + 9.5)


def moved(shapes: Iterable[Shape], right: float, up: float = 0.0) -> tuple[Shape, ...]:
    """The same shapes elsewhere."""
    return tuple(
        replace(
            shape,
            outline=tuple((x + right, y + up) for x, y in shape.outline),
            hole=tuple((x + right, y + up) for x, y in shape.hole),
        )
        for shape in shapes
    )


def mouse_at(x: float, y: float) -> tuple[Shape, ...]:
    """A mouse on the table at ``y``, in the accent's colour: it is what the picture is about."""
    dome = [point for point in ellipse((x, y), 3.7, 2.9) if point[1] >= y]
    return (Shape("glow", tuple(dome)),)


def chair_raised(by: float) -> tuple[Shape, ...]:
    """The office chair with its seat higher than usual."""
    foot, seat = desk.chair()[1:4], desk.chair()[4:]
    stem = Shape("chair2", limb(((0, 22 + by), (0, 7)), (1.3, 1.3)))
    return (stem, *foot, *moved(seat, 0, by))
