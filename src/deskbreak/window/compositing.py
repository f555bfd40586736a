"""Whether windows can be see-through here: without it a soft shadow and a fade are black corners."""

import os
import sys

from PySide6.QtGui import QGuiApplication


def windows_can_be_see_through() -> bool:
    """Whether the desktop blends windows. Only plain X11 may not: there a compositor owns a selection."""
    if sys.platform != "linux" or QGuiApplication.platformName() != "xcb":
        return True
    return _x11_compositor_runs(os.environ.get("DISPLAY", ""))


def _x11_compositor_runs(display_name: str) -> bool:
    from Xlib import error  # noqa: PLC0415
    from Xlib.display import Display  # noqa: PLC0415

    try:
        display = Display(display_name)
    except (error.DisplayError, OSError):
        return False
    try:
        selection = display.intern_atom(f"_NET_WM_CM_S{display.get_default_screen()}")
        return bool(display.get_selection_owner(selection))
    finally:
        display.close()
