"""To be refused like anybody: root reads and writes what it likes, unless it gives that up."""

import os
import subprocess
import sys

LIKE_ANYBODY = (
    ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")
    if sys.platform == "linux" and os.geteuid() == 0
    else ()
)
"""What to start a program with, so that a file's mode holds for it too."""


def why_not() -> str:
    """Why nobody can be refused here; empty where they can."""
    if not LIKE_ANYBODY:
        return ""
    tried = subprocess.run([*LIKE_ANYBODY, "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"the kernel forbids to give up rights: {tried.stderr.strip()}"
