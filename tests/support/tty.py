"""A pseudo-terminal without a program in it."""

import os
import sys
from pathlib import Path


def new_tty() -> tuple[int, int, Path]:
    """A new terminal: the end that types, the end that programs read, and its place."""
    if sys.platform == "win32":
        raise OSError("Windows has no terminals of this kind")
    ours, theirs = os.openpty()
    return ours, theirs, Path(os.ttyname(theirs))
