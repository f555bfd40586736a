"""What Deskbreak keeps is kept from everybody else on the computer."""

import os
import stat
import sys
from pathlib import Path

import pytest

from deskbreak.paths import private_dir

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


def mode(directory: Path) -> int:
    return stat.S_IMODE(directory.stat().st_mode)


def test_every_directory_that_has_to_be_made_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        private_dir(tmp_path / "state" / "deskbreak" / "run")
    finally:
        os.umask(before)

    assert [mode(tmp_path / place) for place in ("state", "state/deskbreak", "state/deskbreak/run")] == [
        0o700
    ] * 3


def test_a_directory_that_was_there_stays_as_it_was(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    private_dir(tmp_path / "deskbreak")
    private_dir(tmp_path)

    assert mode(tmp_path) == 0o755
