"""Feet flat on the floor."""

from dataclasses import replace
from math import cos, radians, sin

from deskbreak.window.checklist_scenes.scene import Pair, Scene, at_the_desk, chair_raised, raised_screen
from deskbreak.window.figure import desk
from deskbreak.window.figure.outlines import Shape

TOO_HIGH = 8.5
ANKLE = (19.5, 4.2 + TOO_HIGH)
TOES_DOWN = 20.0
"""How far a foot tips that stands on nothing, in degrees."""


def feet(kind: str) -> Pair:
    """Soles on the floor, and legs that hang from the edge of a seat that is too high."""
    machine, _top = raised_screen(kind)
    keys = desk.keyboard(18.5, 31, desk.DESK_HEIGHT)
    shapes, _body = at_the_desk(desk.AT_EASE, (*desk.desk(), *machine, *keys))
    height = desk.DESK_HEIGHT + TOO_HIGH
    machine, _top = raised_screen(kind, height)
    hanging = replace(desk.AT_EASE, knee=(22.0, 27.6 + TOO_HIGH), ankle=ANKLE)
    up, _body = at_the_desk(
        hanging,
        (*desk.desk(height), *machine, *desk.keyboard(18.5, 31, height)),
        hip=(0.0, 29.5 + TOO_HIGH),
        chair=chair_raised(TOO_HIGH),
    )
    up = tuple(_toes_down(shape) for shape in up)
    drop = ((25.5, TOO_HIGH - 3.6), (25.5, 1.4))
    return Pair(Scene(shapes, top=88), Scene(up, hints=(drop,), top=88))


def _toes_down(shape: Shape) -> Shape:
    """A shoe tipped around the ankle; anything else as it is."""
    if shape.tone != "shoe":
        return shape
    turn = radians(TOES_DOWN)
    x0, y0 = ANKLE
    tipped = tuple(
        (
            x0 + (x - x0) * cos(turn) + (y - y0) * sin(turn),
            y0 - (x - x0) * sin(turn) + (y - y0) * cos(turn),
        )
        for x, y in shape.outline
    )
    return replace(shape, outline=tipped)
