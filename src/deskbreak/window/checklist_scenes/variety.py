"""Positions you can change easily: two or three you know, and only ever the one."""

from dataclasses import replace

from deskbreak.window.checklist_scenes.scene import Pair, Scene, at_the_desk, moved
from deskbreak.window.figure import desk
from deskbreak.window.figure.outlines import Shape
from deskbreak.window.figure.profile import seated

TALL = replace(desk.AT_EASE, spine=(-3, 2, 2), neck=4, head=-5, arm=(8, 58, -8))
LEANING = replace(
    desk.AT_EASE, spine=(-16, 0, 0), neck=9, head=4, arm=(2, 62, -8), knee=(22.5, 26.8), ankle=(29, 3.4)
)
UPRIGHT = replace(
    desk.AT_EASE, spine=(0, -2, 3), neck=6, head=-7, arm=(4, 10, -4), knee=(1.2, 27.4), ankle=(-1, 3.4)
)
STANDING_HIP = (0.0, 50.5)
PLACES = (0.0, 46.0, 92.0)
BENT = replace(desk.BENT, arm=(10, 40, 0))


def variety(_kind: str) -> Pair:
    """Sitting tall, standing, leaning back; and the same three times."""
    tall, _ = at_the_desk(TALL, ())
    leaning, _ = at_the_desk(LEANING, ())
    bent, _ = at_the_desk(BENT, ())
    return Pair(
        good=_row(tall, moved(_standing(), 3), moved(leaning, -10)),
        tiring=_row(bent, bent, bent),
    )


def _standing() -> tuple[Shape, ...]:
    body = seated(UPRIGHT, STANDING_HIP)
    return (*body.far, *body.upper, *body.near, *body.arm)


def _row(*positions: tuple[Shape, ...]) -> Scene:
    shapes = tuple(
        shape for each, place in zip(positions, PLACES, strict=True) for shape in moved(each, place)
    )
    return Scene(shapes, left=-20, right=PLACES[-1] + 34, top=100)
