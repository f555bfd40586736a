"""Sit bones at the back of the seat, back supported."""

from dataclasses import replace

from deskbreak.window.checklist_scenes.scene import Pair, Scene, at_the_desk, raised_screen
from deskbreak.window.figure import desk


def chair(kind: str) -> Pair:
    """All the way back, and perched on the edge."""
    machine, _top = raised_screen(kind)
    keys = desk.keyboard(18.5, 31, desk.DESK_HEIGHT)
    shapes, _body = at_the_desk(desk.AT_EASE, (*desk.desk(), *machine, *keys))
    perched = replace(
        desk.AT_EASE,
        spine=(-13, 17, 19),
        neck=22,
        head=-32,
        arm=(8, 84, -4),
        knee=(30, 26.2),
        ankle=(25, 3.4),
        rounded=2.0,
    )
    edge, _body = at_the_desk(perched, (*desk.desk(), *machine, *keys), hip=(9.5, 29.2))
    gap = ((-5.2, 45.0), (2.4, 45.0))
    return Pair(Scene(shapes), Scene(edge, hints=(gap,)))
