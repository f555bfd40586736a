"""The kinds of desk, seen from the front: what stands on the table."""

from deskbreak.window.checklist_scenes.scene import Scene
from deskbreak.window.figure.outlines import Shape, limb, rounded

TABLE = 6.0
LEFT, RIGHT, TOP = -36.0, 36.0, 46.0


def _table() -> tuple[Shape, ...]:
    return (
        Shape("chair2", limb(((-30, TABLE - 2), (-30, 0.8)), (1.1, 1.1))),
        Shape("chair2", limb(((30, TABLE - 2), (30, 0.8)), (1.1, 1.1))),
        Shape("chair", rounded(-35, TABLE - 2.4, 35, TABLE, 1.2)),
    )


def _laptop(middle: float, low: float, wide: float, high: float) -> tuple[Shape, ...]:
    half = wide / 2
    return (
        Shape("device", rounded(middle - half, low + 1.2, middle + half, low + high, 1.2)),
        Shape("book1", rounded(middle - half + 1.3, low + 2.6, middle + half - 1.3, low + high - 1.3, 0.6)),
        Shape("device", rounded(middle - half - 2.6, low, middle + half + 2.6, low + 1.6, 0.8)),
    )


def _screen(middle: float) -> tuple[Shape, ...]:
    return (
        Shape("device", rounded(middle - 5, TABLE, middle + 5, TABLE + 1.4, 0.6)),
        Shape("device", rounded(middle - 1.3, TABLE + 0.5, middle + 1.3, TABLE + 9, 0.6)),
        Shape("device", rounded(middle - 16, TABLE + 8, middle + 16, TABLE + 30, 1.4)),
        Shape("book1", rounded(middle - 14.6, TABLE + 9.4, middle + 14.6, TABLE + 28.6, 0.7)),
    )


def _keys(middle: float, half: float = 8.5) -> tuple[Shape, ...]:
    return (Shape("device", rounded(middle - half, TABLE, middle + half, TABLE + 1.5, 0.7)),)


def _box(left: float) -> tuple[Shape, ...]:
    return (
        Shape("device", rounded(left, TABLE, left + 10, TABLE + 24, 1.2)),
        Shape("book1", rounded(left + 2, TABLE + 19, left + 8, TABLE + 20.6, 0.6)),
        Shape("glow", rounded(left + 4.2, TABLE + 3, left + 5.8, TABLE + 4.6, 0.7)),
    )


DESKS = {
    "laptop": Scene((*_table(), *_laptop(0, TABLE, 26, 19)), left=LEFT, right=RIGHT, top=TOP),
    "docked": Scene(
        (*_table(), *_screen(-8), *_keys(-8), *_laptop(21, TABLE, 17, 13)), left=LEFT, right=RIGHT, top=TOP
    ),
    "desktop": Scene((*_table(), *_screen(-8), *_keys(-8), *_box(16)), left=LEFT, right=RIGHT, top=TOP),
}
"""By the names that the checklist's content uses."""
