"""The furniture and things of the checklist's pictures, from the side."""

from deskbreak.window.figure.bones import Point, along
from deskbreak.window.figure.outlines import Shape, ellipse, limb, rounded
from deskbreak.window.figure.profile import Seated

AT_EASE = Seated(spine=(-4, 2, 3), neck=7, head=-7, arm=(12, 80, -4), knee=(22.5, 27.2), ankle=(22.8, 3.4))
BENT = Seated(
    spine=(1, 9, 13),
    neck=26,
    head=-24,
    arm=(33, 54, -4),
    knee=(22.5, 27.2),
    ankle=(22.8, 3.4),
    rounded=1.4,
)

DESK_HEIGHT = 40.2


def chair() -> tuple[Shape, ...]:
    """An office chair below a hip at x = 0."""
    return (
        Shape("chair2", limb(((0, 22), (0, 7)), (1.3, 1.3))),
        Shape("chair2", limb(((-11, 4.2), (0, 7.6), (11, 4.2)), (1.1, 1.6, 1.1), soft=1)),
        Shape("wheel", ellipse((-11, 2.2), 2.2, 2.2)),
        Shape("wheel", ellipse((11, 2.2), 2.2, 2.2)),
        Shape("chair", rounded(-10, 20.6, 14, 24.2, 1.8)),
        Shape("chair", limb(((-6.5, 22), (-9.6, 26), (-7.7, 39), (-9.6, 59)), (1.2, 1.3, 1.5, 1.7), soft=5)),
    )


def desk(height: float = DESK_HEIGHT, start: float = 17, end: float = 68) -> tuple[Shape, ...]:
    """A table top at ``height`` with a leg at its far end."""
    return (
        Shape("chair", rounded(start, height - 2.6, end, height, 1.2)),
        Shape("chair2", limb(((end - 5, height - 2), (end - 5, 1.2)), (1.3, 1.3))),
        Shape("chair2", limb(((end - 13, 1), (end + 1, 1)), (1, 1))),
    )


def laptop(x: float, y: float, tilt: float = 12, length: float = 16.4) -> tuple[tuple[Shape, ...], Point]:
    """An open laptop whose hinge stands at ``(x, y)``, and the top of its screen."""
    hinge = (x, y + 0.9)
    top = along(hinge, tilt, length)
    glow = (
        along(along(hinge, tilt, 1.6), tilt - 90, 0.75),
        along(along(hinge, tilt, length - 1), tilt - 90, 0.62),
    )
    shapes = (
        Shape("device", limb(((x - 17, y + 0.8), (x, y + 0.8)), (0.8, 0.8))),
        Shape("device", limb((hinge, top), (0.85, 0.7))),
        Shape("glow", limb(glow, (0.28, 0.28))),
    )
    return shapes, top


def keyboard(start: float, end: float, y: float) -> tuple[Shape, ...]:
    """A flat keyboard on the table at ``y``."""
    return (Shape("device", limb(((start, y + 0.6), (end, y + 1.0)), (0.6, 0.6))),)


def books(start: float, end: float, y: float, count: int = 5) -> tuple[tuple[Shape, ...], float]:
    """A stack of books on the table at ``y``, and the height of its top."""
    thick = 2.75
    shifts = (0, 0.8, -0.6, 0.5, -0.3, 0.6, 0)
    shapes = tuple(
        Shape(
            ("book1", "book2", "book3")[i % 3],
            rounded(
                start + shifts[i % 7], y + i * thick, end + shifts[i % 7], y + (i + 1) * thick - 0.25, 0.6
            ),
        )
        for i in range(count)
    )
    return shapes, y + count * thick
