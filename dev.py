#!/usr/bin/env python3
"""Everything a developer does here, in one command: ``python3 dev.py``. Needs Python 3.11 and no package.

This file stays readable to older Pythons, so that it can tell them what is missing; the work is in
``tools/``.
"""

import os
import sys

OLDEST = (3, 11)


def newer_pythons():
    # type: () -> list[str]
    """The names of Pythons on this machine that are new enough, the newest first."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    names = ["python3." + str(minor) for minor in range(20, OLDEST[1] - 1, -1)]
    return [name for name in names if any(os.path.exists(os.path.join(folder, name)) for folder in folders)]  # noqa: PTH110, PTH118  old Pythons have no pathlib


def main():
    # type: () -> int
    """Do what was typed; returns the exit code."""
    if sys.version_info < OLDEST:
        here = ".".join(str(part) for part in sys.version_info[:3])
        found = newer_pythons()
        advice = "Type: " + found[0] + " dev.py" if found else "Install Python 3.11 or newer, then try again."
        sys.stderr.write("Deskbreak needs Python 3.11 or newer; this is " + here + ". " + advice + "\n")
        return 1
    try:
        from tools.commands import run_command  # noqa: PLC0415  only a new Python can read it
    except ImportError as missing:  # Debian's python3-minimal
        sys.stderr.write(
            "This Python is not whole (" + str(missing) + "). Type: sudo apt-get install python3\n"
        )
        return 1
    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
