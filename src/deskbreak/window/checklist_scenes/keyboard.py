"""A separate keyboard when the laptop is raised."""

from dataclasses import replace

from deskbreak.window.checklist_scenes.scene import LAPTOP, Pair, Scene, at_the_desk, raised_screen
from deskbreak.window.figure import desk


def keyboard(_kind: str) -> Pair:
    """Hands on a keyboard of its own, and hands up on the raised laptop."""
    machine, _top = raised_screen(LAPTOP)
    keys = desk.keyboard(18.5, 31, desk.DESK_HEIGHT)
    shapes, _body = at_the_desk(desk.AT_EASE, (*desk.desk(), *machine, *keys))
    level = desk.DESK_HEIGHT + 6.5
    good = Scene(shapes, hints=(((18.0, level), (40.0, level)),))

    stack, stack_top = desk.books(31, 49, desk.DESK_HEIGHT)
    machine, _top = desk.laptop(49, stack_top, 10)
    reaching = replace(desk.AT_EASE, spine=(1, 4, 5), neck=10, head=-14, arm=(60, 52, -20), rounded=1.0)
    shapes, _body = at_the_desk(reaching, (*desk.desk(), *stack, *machine))
    climb = ((27.0, desk.DESK_HEIGHT + 1.5), (27.0, stack_top - 1.5))
    return Pair(good, Scene(shapes, hints=(climb,)))
