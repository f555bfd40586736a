"""Runs a long command with one line of progress in place of its output, which shows only if it fails."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.places import ROOT
from tools.trouble import Trouble

LAST_LINES = 40


def run_quietly(title: str, command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
    """Run ``command`` in the project's root. Raises :class:`Trouble` with its last lines when it fails."""
    print(f"{title} …", end="", flush=True)
    on_screen = sys.stdout.isatty()
    lines: list[str] = []
    with subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd=ROOT,
        env=dict(environment),
    ) as process:
        assert process.stdout is not None  # noqa: S101  a pipe was asked for
        for line in process.stdout:
            lines.append(line.rstrip())
            if on_screen and (detail := _detail(line)):
                print(f"\r\033[K{title} … {detail}", end="", flush=True)
    if on_screen:
        print(f"\r\033[K{title} …", end="")
    if process.returncode != 0:
        print(" failed.")
        raise Trouble("\n".join([*lines[-LAST_LINES:], "", f"This failed: {title.lower()}."]))
    print(" done.")


def _detail(line: str) -> str:
    """The first words of ``line``, or nothing for a bar of progress."""
    words = line.split()
    return " ".join(words[:2])[:50] if words and words[0].isalpha() else ""
