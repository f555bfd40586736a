"""The settings file is watched on the real file system, as editors and people treat it."""

import errno
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.waiting import let_pass, wait_until

if sys.platform != "linux":
    pytest.skip("inotify is Linux's own", allow_module_level=True)

from deskbreak.desktop.linux.file_watch import FileWatch

LONGER_THAN_A_BURST_S = 0.45


class Watched:
    """A file under watch, and how often it was said to have changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: list[str | None] = []
        self._watch = FileWatch(path, self._note)

    def close(self) -> None:
        self._watch.close()

    def await_text(self, text: str | None) -> None:
        """Until the file was said to have changed while it read ``text``."""
        wait_until(
            lambda: self.told and self.told[-1] == text,
            f"a word that the file reads {text!r}",
            every_s=0.02,
            story=lambda: f"told: {self.told}",
        )

    def _note(self) -> None:
        self.told.append(self.path.read_text() if self.path.exists() else None)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    path = tmp_path / "config.yaml"
    path.write_text("old")
    under_watch = Watched(path)
    yield under_watch
    under_watch.close()


def test_a_file_that_is_written_is_told_once(watched: Watched) -> None:
    with watched.path.open("w") as file:
        for part in ("new", "er", " still"):
            file.write(part)
            file.flush()
    watched.await_text("newer still")
    let_pass(LONGER_THAN_A_BURST_S)
    assert watched.told == ["newer still"]


def test_a_file_that_an_editor_replaces_is_told_each_time(watched: Watched) -> None:
    for text in ("second", "third"):
        draft = watched.path.with_suffix(".swp")
        draft.write_text(text)
        draft.replace(watched.path)
        watched.await_text(text)


def test_an_editor_that_keeps_a_backup_is_told(watched: Watched) -> None:
    watched.path.rename(watched.path.with_suffix(".yaml~"))
    watched.path.write_text("new")
    watched.await_text("new")


def test_a_file_that_is_deleted_and_comes_again_is_told_both_times(watched: Watched) -> None:
    watched.path.unlink()
    watched.await_text(None)
    watched.path.write_text("again")
    watched.await_text("again")


def test_a_copy_that_keeps_size_and_times_is_told(watched: Watched, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("odd")
    status = watched.path.stat()
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    shutil.copy2(other, watched.path)
    watched.await_text("odd")


def test_a_file_that_became_readable_is_told(watched: Watched) -> None:
    watched.path.chmod(0o600)
    watched.await_text("old")


def test_neighbours_are_nobodys_business(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "history.sqlite3").write_text("a row")
    (tmp_path / "config.yaml.swp").write_text("a draft")
    watched.path.read_text()
    let_pass(LONGER_THAN_A_BURST_S)
    assert watched.told == []


def test_a_file_whose_directories_come_late_is_told(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "not" / "yet" / "there" / "config.yaml")
    try:
        watched.path.parent.mkdir(parents=True)
        watched.path.write_text("here")
        watched.await_text("here")
        watched.path.write_text("and changed")
        watched.await_text("and changed")
    finally:
        watched.close()


def test_directories_that_come_one_by_one_are_followed(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "a" / "b" / "config.yaml")
    try:
        for directory in (tmp_path / "a", tmp_path / "a" / "b"):
            directory.mkdir()
            let_pass(LONGER_THAN_A_BURST_S)
        assert watched.told == []
        watched.path.write_text("here")
        watched.await_text("here")
    finally:
        watched.close()


def test_a_directory_that_is_taken_away_and_put_back_is_followed(tmp_path: Path) -> None:
    home = tmp_path / "deskbreak"
    home.mkdir()
    (home / "config.yaml").write_text("old")
    watched = Watched(home / "config.yaml")
    try:
        shutil.rmtree(home)
        watched.await_text(None)
        home.mkdir()
        watched.path.write_text("new")
        watched.await_text("new")
        home.rename(tmp_path / "aside")
        watched.await_text(None)
        (tmp_path / "aside").rename(home)
        watched.await_text("new")
    finally:
        watched.close()


def test_a_link_into_somebodys_dotfiles_is_followed(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "deskbreak.yaml"
    kept.parent.mkdir()
    kept.write_text("old")
    link = tmp_path / "config" / "config.yaml"
    link.parent.mkdir()
    link.symlink_to(Path("..") / "dotfiles" / "deskbreak.yaml")
    watched = Watched(link)
    try:
        kept.write_text("new")
        watched.await_text("new")
        another = tmp_path / "dotfiles" / "another.yaml"
        another.write_text("another")
        link.unlink()
        link.symlink_to(another)
        watched.await_text("another")
        another.write_text("another, changed")
        watched.await_text("another, changed")
    finally:
        watched.close()


def test_a_link_that_leads_to_itself_does_no_harm(tmp_path: Path) -> None:
    loop = tmp_path / "config.yaml"
    loop.symlink_to(loop)
    watched = Watched(loop)
    try:
        loop.unlink()
        loop.write_text("straight")
        watched.await_text("straight")
    finally:
        watched.close()


def test_after_closing_nothing_is_told_and_no_thread_or_file_stays(tmp_path: Path) -> None:
    before = (threading.active_count(), open_files())
    watched = Watched(tmp_path / "config.yaml")
    watched.close()
    watched.close()
    watched.path.write_text("new")
    let_pass(LONGER_THAN_A_BURST_S)
    assert watched.told == []
    assert (threading.active_count(), open_files()) == before


def test_whoever_is_told_may_close_it(tmp_path: Path) -> None:
    told: list[FileWatch] = []

    def close_it() -> None:
        told.append(watch)
        watch.close()

    watch = FileWatch(tmp_path / "config.yaml", close_it)
    (tmp_path / "config.yaml").write_text("new")
    wait_until(lambda: told, "the change")


def test_a_system_without_watches_to_give_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_what: object) -> int:
        raise OSError(errno.ENOSPC, "no watches left")

    monkeypatch.setattr("deskbreak.desktop.linux.file_watch.INotify.add_watch", refuse)
    with pytest.raises(OSError, match="no watches left"):
        FileWatch(tmp_path / "config.yaml", lambda: None)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
