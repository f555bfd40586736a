"""``python -m deskbreak.window [LANGUAGE]``: the window process, with messages on its standard streams."""

import os
import sys

from deskbreak import language
from deskbreak.window.display import why_no_display


def main() -> int:
    """0 when everything was shown and closed; 1 where no display can be opened."""
    reason = why_no_display()
    if reason:
        print(f"deskbreak window: {reason}", file=sys.stderr)
        return 1
    language.choose(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DESKBREAK_LANGUAGE", "auto"))
    from deskbreak.window.process import run  # noqa: PLC0415  Qt comes in only where there is a display

    return run(sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
