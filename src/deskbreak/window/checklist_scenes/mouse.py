"""The mouse close by, on the keyboard's level."""

from dataclasses import replace

from deskbreak.window.checklist_scenes.scene import Pair, Scene, at_the_desk, mouse_at, raised_screen
from deskbreak.window.figure import desk


def mouse(kind: str) -> Pair:
    """A mouse beside the keyboard, and one for which the arm has to be stretched."""
    machine, _top = raised_screen(kind)
    keys = desk.keyboard(18.5, 31, desk.DESK_HEIGHT)
    close = replace(desk.AT_EASE, arm=(12, 81, 4))
    shapes, _body = at_the_desk(close, (*desk.desk(), *machine, *keys, *mouse_at(26.0, desk.DESK_HEIGHT)))
    good = Scene(shapes)
    far = replace(desk.AT_EASE, spine=(6, 8, 9), neck=12, head=-16, arm=(66, 9, 2), rounded=2.0)
    shapes, _body = at_the_desk(far, (*desk.desk(), *machine, *keys, *mouse_at(43.5, desk.DESK_HEIGHT)))
    way = ((19.0, desk.DESK_HEIGHT - 6), (43.0, desk.DESK_HEIGHT - 6))
    return Pair(good, Scene(shapes, hints=(way,)))
