"""The top of the screen at eye level."""

from deskbreak.window.checklist_scenes.scene import Pair, Scene, at_the_desk, screen_at
from deskbreak.window.figure import desk

AWAY = 2.2
"""The line of sight ends so far before the screen."""


def laptop(_kind: str) -> Pair:
    """A laptop on a stack of books, and one on the table."""
    stack, stack_top = desk.books(43, 61, desk.DESK_HEIGHT)
    machine, top = desk.laptop(61, stack_top, 10)
    keys = desk.keyboard(18.5, 31, desk.DESK_HEIGHT)
    shapes, body = at_the_desk(desk.AT_EASE, (*desk.desk(), *stack, *machine, *keys))
    eye = (body.eye[0] + 3.5, body.eye[1])
    good = Scene(shapes, hints=((eye, (top[0] - AWAY, eye[1])),))
    machine, top = desk.laptop(49.5, desk.DESK_HEIGHT, 22)
    shapes, body = at_the_desk(desk.BENT, (*desk.desk(), *machine))
    eye = (body.eye[0] + 3.5, body.eye[1] - 1.2)
    return Pair(good, Scene(shapes, hints=((eye, (top[0] - 5, top[1] - 7.5)),)))


def screen(_kind: str) -> Pair:
    """A screen that was lifted, and one that stands low."""
    keys = desk.keyboard(18.5, 31, desk.DESK_HEIGHT)
    stack, stack_top = desk.books(50, 66, desk.DESK_HEIGHT, 2)
    machine, top = screen_at(56, stack_top, stack_top + 2.4)
    shapes, body = at_the_desk(desk.AT_EASE, (*desk.desk(), *stack, *machine, *keys))
    eye = (body.eye[0] + 3.5, body.eye[1])
    good = Scene(shapes, hints=((eye, (top[0] - AWAY, eye[1])),))
    machine, top = screen_at(53, desk.DESK_HEIGHT, desk.DESK_HEIGHT + 2, 10)
    shapes, body = at_the_desk(desk.BENT, (*desk.desk(), *machine, *keys))
    eye = (body.eye[0] + 3.5, body.eye[1] - 1.2)
    return Pair(good, Scene(shapes, hints=((eye, (top[0] - 4.5, top[1] - 10)),)))
