"""The real program, as a script would call it."""

import os
import subprocess
import sys
from collections.abc import Mapping


def deskbreak(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """What ``deskbreak`` printed, and its exit code. It runs in this test's own home."""
    return subprocess.run(
        [sys.executable, "-m", "deskbreak", *arguments],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
