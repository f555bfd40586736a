"""Memory, files and threads stay as they are, however long the daemon runs."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GROWTH_BYTES = 100 * 1024
GROWTH_KIB = 4 * 1024
OPEN_JUST_THEN = 2
"""The size of a process is in pages and arenas: what it may grow is coarser than what is held."""


@pytest.mark.parametrize("days", [3, pytest.param(30, marks=[pytest.mark.long, pytest.mark.timeout(600)])])
def test_nothing_grows_over_days(days: int, tmp_path: Path) -> None:
    lived = subprocess.run(
        [sys.executable, "-m", "support.thirty_days", str(tmp_path), str(days)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert lived.returncode == 0, lived.stderr[-3000:]
    told = [json.loads(line) for line in lived.stdout.splitlines() if line.startswith("{")]
    figures, grown = told[:-1], told[-1]["grown"]
    assert [each["day"] for each in figures] == list(range(1, days + 1))
    warm, last = figures[1], figures[-1]

    def growth(of: str) -> Any:
        return last[of] - warm[of]

    assert growth("rows") > 3 * (days - 2), "they were working days"
    assert growth("held_bytes") < GROWTH_BYTES, "\n".join([*map(str, figures), *grown])
    assert growth("size_kib") < GROWTH_KIB, "\n".join([*map(str, figures), *grown])
    # A writer may have its file open just as the day is looked at; what leaks does so each day.
    assert growth("files") <= OPEN_JUST_THEN, figures
    assert growth("threads") == 0, figures
