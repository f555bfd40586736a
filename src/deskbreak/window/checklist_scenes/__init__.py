"""The checklist's pictures: for each item an easy way to be at the desk, and a tiring one."""

from collections.abc import Callable

from deskbreak.window.checklist_scenes.chair import chair
from deskbreak.window.checklist_scenes.feet import feet
from deskbreak.window.checklist_scenes.keyboard import keyboard
from deskbreak.window.checklist_scenes.mouse import mouse
from deskbreak.window.checklist_scenes.scene import Pair
from deskbreak.window.checklist_scenes.screens import laptop, screen
from deskbreak.window.checklist_scenes.shoulders import shoulders
from deskbreak.window.checklist_scenes.variety import variety

PICTURES: dict[str, Callable[[str], Pair]] = {
    "laptop": laptop,
    "screen": screen,
    "keyboard": keyboard,
    "mouse": mouse,
    "shoulders": shoulders,
    "chair": chair,
    "feet": feet,
    "variety": variety,
}
"""By the names that the checklist's content uses; each draws its pair for a kind of desk."""
