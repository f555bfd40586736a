"""``dev.py check``: every rule that a machine can hold us to, all run, all counted."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.documents import DOCUMENTS
from tools.places import ROOT, in_venv
from tools.quietly import run_quietly

PLATFORMS = ("linux", "win32", "darwin")


@dataclass(frozen=True, slots=True)
class Check:
    """A command that succeeds when the rule ``title`` holds."""

    title: str
    command: tuple[str | Path, ...]


def every_check() -> list[Check]:
    """All of them, the quick ones first."""
    python = in_venv("python")
    return [
        Check("ruff: the rules of style", (python, "-m", "ruff", "check", "--quiet", ".")),
        Check("ruff: the layout", (python, "-m", "ruff", "format", "--check", "--quiet", ".")),
        Check("import-linter: imports go one way", (in_venv("lint-imports"),)),
        *(
            Check(
                f"mypy: the types on {platform}",
                (python, "-m", "mypy", "--platform", platform, "--cache-dir", f".mypy_cache/{platform}"),
            )
            for platform in PLATFORMS
        ),
        *(
            Check(f"made from the code: {title}", (python, "-m", "tools.documents", "compare", name))
            for name, title in DOCUMENTS.items()
        ),
    ]


def write_documents() -> None:
    """Make every document anew from the code."""
    command = (in_venv("python"), "-m", "tools.documents", "write")
    run_quietly("Writing the documents that are made from the code", command, os.environ)


def run_checks(checks: Sequence[Check]) -> int:
    """Run all of ``checks``; show what a failing one says. Returns the exit code."""
    failed: list[str] = []
    for check in checks:
        answer = subprocess.run(
            check.command,
            cwd=ROOT,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if answer.returncode == 0:
            print(f"ok      {check.title}", flush=True)
            _show_notes(answer.stdout)
            continue
        failed.append(check.title)
        print(f"FAILED  {check.title}\n\n{answer.stdout.rstrip()}\n", flush=True)
    passed = len(checks) - len(failed)
    print(
        f"{len(checks)} checks: {passed} passed, {len(failed)} failed"
        + "".join(f"\n  {each}" for each in failed)
    )
    return 1 if failed else 0


def _show_notes(output: str) -> None:
    """What a check that passed wants to be known all the same."""
    for line in output.splitlines():
        if line.startswith("note: "):
            print(f"        {line}", flush=True)
