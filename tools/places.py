"""Where things are in the work tree."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PROJECT = ROOT / "pyproject.toml"
PINS = ROOT / "constraints.txt"
BENCHMARKS = ROOT / "benchmarks"


def in_venv(command: str) -> Path:
    """The path of a command that is installed in ``.venv``."""
    if sys.platform == "win32":
        return VENV / "Scripts" / f"{command}.exe"
    return VENV / "bin" / command
