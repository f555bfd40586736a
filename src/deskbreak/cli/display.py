"""Whether there is a display to open a window on."""

import os
import sys

if sys.platform in ("win32", "darwin"):

    def is_there() -> bool:
        """Always, on this platform."""
        return True

else:

    def is_there() -> bool:
        """Whether the environment names one; whether it can be opened shows when a window tries."""
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
