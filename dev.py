#!/usr/bin/env python3
"""Everything a developer does here, in one command: ``python3 dev.py``. Needs Python 3.11 and no package.

This file stays readable to older Pythons, so that it can tell them what is missing; the work is in
``tools/``.
"""

import shutil
import sys

OLDEST = (3, 11)


def newer_pythons():
    # type: () -> list[str]
    """The names of Pythons on this machine that are new enough."""
    names = ["python3.%d" % minor for minor in range(20, OLDEST[1] - 1, -1)]  # noqa: UP031  read by old Pythons
    return [name for name in names if shutil.which(name)]


def main():
    # type: () -> int
    """Runs the command that was typed; returns the exit code."""
    if sys.version_info < OLDEST:
        here = ".".join(str(part) for part in sys.version_info[:3])
        found = newer_pythons()
        advice = "Type: " + found[0] + " dev.py" if found else "Install Python 3.11 or newer, then try again."
        sys.stderr.write("Deskbreak needs Python 3.11 or newer; this is " + here + ". " + advice + "\n")
        return 1

    from tools.commands import run_command  # noqa: PLC0415  only a new Python can read it

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
