"""A settings file is written whole or not at all, as private as it was."""

import os
import stat
from pathlib import Path

import pytest

from deskbreak.files.saving import save


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_private_and_so_is_its_directory(tmp_path: Path) -> None:
    file = tmp_path / "deskbreak" / "config.yaml"

    save(file, "language: en\n")

    assert file.read_text() == "language: en\n"
    assert mode_of(file) == 0o600
    assert mode_of(file.parent) == 0o700


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_a_file_keeps_its_mode_and_nothing_is_left_beside_it(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("old")
    file.chmod(mode)

    save(file, "né\r\n")

    assert file.read_bytes() == "né\r\n".encode()
    assert mode_of(file) == mode
    assert [each.name for each in tmp_path.iterdir()] == ["config.yaml"]


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "deskbreak.yaml"
    real.parent.mkdir()
    link = tmp_path / "config.yaml"
    link.symlink_to("dotfiles/deskbreak.yaml")

    save(link, "first")  # to a file that is not there yet
    save(link, "second")

    assert link.is_symlink()
    assert real.read_text() == "second"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(file, "new")

    assert file.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["config.yaml"]


def test_a_read_only_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("old")
    file.chmod(0o400)
    # root may write anything, so what a person would be told is said for them
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != file)

    with pytest.raises(PermissionError):
        save(file, "new")

    assert file.read_text() == "old"


def test_a_directory_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011  which one is the system's own business
        save(tmp_path, "new")
