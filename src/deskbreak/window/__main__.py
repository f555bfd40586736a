"""``python -m deskbreak.window``: the window process, with messages on standard input and output."""

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
    language.choose(os.environ.get("DESKBREAK_LANGUAGE", "auto"))
    from deskbreak.window.process import run  # noqa: PLC0415  Qt comes in only where there is a display

    return run(sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
