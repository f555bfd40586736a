"""Killed at any moment: no row is lost or there twice, at most a minute of sitting is lost, none invented."""

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent


@pytest.mark.skipif(sys.platform == "win32", reason="the lives are forked, which Windows cannot do")
@pytest.mark.parametrize(
    "kills", [pytest.param(100, id="100"), pytest.param(1000, id="1000", marks=pytest.mark.long)]
)
@pytest.mark.timeout(600)
def test_killed_again_and_again_at_random_moments_nothing_is_lost_doubled_or_invented(
    tmp_path: Path, kills: int
) -> None:
    """A process of its own, so that what is forked carries no threads of other tests."""
    done = subprocess.run(
        [sys.executable, "-m", "support.many_kills", str(tmp_path), "--kills", str(kills)],
        cwd=TESTS,
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout, done.stderr)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert f"{kills} kills" in done.stdout
