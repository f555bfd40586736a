"""Disks that are full, read-only, closed or gone: it says so, reminds on, and writes as soon as it can."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deskbreak.history import rows
from support import hurt_disk
from support.desktop import Desktop
from support.hurt_disk import HurtDisk, with_disk
from support.program import CALM, SOON, Program

pytestmark = pytest.mark.desktop

needs_a_disk = pytest.mark.skipif(
    bool(hurt_disk.why_impossible()), reason=hurt_disk.why_impossible() or "possible"
)
_POWERS = "-dac_override,-dac_read_search"
OBEYING = ("setpriv", f"--bounding-set={_POWERS}", f"--inh-caps={_POWERS}")
"""Even root then needs the right to write."""


def problems(deskbreak: Program) -> list[str]:
    """What ``status`` complains of, as often as it is asked."""
    return list(deskbreak.status()["settings"]["problems"])


def complains(deskbreak: Program, *parts: str) -> Callable[[], bool]:
    """Whether one problem names all these."""
    return lambda: any(all(part in problem for part in parts) for problem in problems(deskbreak))


def all_is_well(deskbreak: Program) -> bool:
    """Whether nothing of its own is named any more."""
    return not any(complains(deskbreak, name)() for name in ("history.sqlite3", "state.json"))


def asks_for_a_routine(deskbreak: Program) -> None:
    """A row: it begins, and ends at once, because there is nowhere to show it."""
    before = sum(deskbreak.status()["today"].values())
    deskbreak.command("now")
    deskbreak.until(lambda: sum(deskbreak.status()["today"].values()) > before, "the routine has ended")


def outcomes(disk: HurtDisk, deskbreak: Program) -> list[str | None]:
    """Of the rows on that disk; SQLite resolves the way through /proc itself, and would end up elsewhere."""
    copy = deskbreak.desktop.root / "copy.sqlite3"
    shutil.copy(disk.seen(deskbreak.history_file), copy)
    return [each.outcome for each in rows.read(copy, None)]


@pytest.fixture
def local(desktop: Desktop) -> Path:
    """Where state, log and history lie."""
    directory = desktop.home / ".local"
    directory.mkdir(exist_ok=True)
    return directory


@needs_a_disk
def test_on_a_full_disk_it_reminds_says_so_and_writes_when_there_is_room(
    deskbreak: Program, local: Path
) -> None:
    deskbreak.inside = with_disk(local, hurt_disk.FULL)
    deskbreak.start(*SOON)
    assert deskbreak.process is not None
    disk = HurtDisk(deskbreak.process.pid, local)

    deskbreak.until_state("prompting", within_s=30)
    deskbreak.until(complains(deskbreak, "history.sqlite3", "Make room on that disk"), "the history is named")
    deskbreak.until(complains(deskbreak, "state.json", "Make room on that disk"), "the state is named")
    assert "Make room on that disk" in deskbreak.command("doctor").stdout

    disk.has_room_again()
    deskbreak.command("skip")

    deskbreak.until(lambda: all_is_well(deskbreak), "all is well again")
    assert outcomes(disk, deskbreak) == ["skipped"]
    assert disk.seen(deskbreak.state_dir / "state.json").stat().st_size
    assert deskbreak.end() == 0
    assert "Traceback" not in deskbreak.log


@needs_a_disk
def test_a_home_that_can_only_be_read_is_named_and_written_to_when_it_can_be(server: Desktop) -> None:
    deskbreak = Program(server)
    deskbreak.inside = with_disk(server.home, hurt_disk.READ_ONLY)
    deskbreak.start(*CALM)
    assert deskbreak.process is not None
    disk = HurtDisk(deskbreak.process.pid, server.home)

    asks_for_a_routine(deskbreak)
    remedy = "have it mounted for writing"
    deskbreak.until(complains(deskbreak, "history.sqlite3", remedy), "the history is named")
    deskbreak.until(complains(deskbreak, "state.json", remedy), "the state is named")

    disk.can_be_written_again()
    asks_for_a_routine(deskbreak)
    deskbreak.until(lambda: all_is_well(deskbreak), "all is well again")
    deskbreak.until(lambda: len(outcomes(disk, deskbreak)) == 2, "both rows are there")
    assert disk.seen(deskbreak.state_dir / "state.json").stat().st_size
    assert deskbreak.end() == 0


def test_a_right_that_is_taken_away_while_it_runs_is_asked_back_by_name(server: Desktop) -> None:
    deskbreak = Program(server)
    deskbreak.inside = OBEYING if hurt_disk.is_root() else ()
    deskbreak.start(*CALM)
    asks_for_a_routine(deskbreak)
    deskbreak.until(deskbreak.history_file.exists, "there is a history")
    places = (deskbreak.state_dir, deskbreak.history_file.parent)
    for place in places:
        place.chmod(0o500)

    asks_for_a_routine(deskbreak)
    deskbreak.until(complains(deskbreak, "history.sqlite3", "the right to write"), "the history is named")
    deskbreak.until(complains(deskbreak, "state.json", "the right to write"), "the state is named")

    for place in places:
        place.chmod(0o700)
    asks_for_a_routine(deskbreak)
    deskbreak.until(lambda: all_is_well(deskbreak), "all is well again")
    assert deskbreak.end() == 0


def test_a_home_that_vanishes_while_it_runs_is_made_anew(server: Desktop) -> None:
    deskbreak = Program(server)
    deskbreak.start(*CALM)

    shutil.rmtree(server.home)
    asks_for_a_routine(deskbreak)

    deskbreak.until(lambda: deskbreak.history_file.exists() and deskbreak.history(), "there is a row again")
    deskbreak.until((deskbreak.state_dir / "state.json").exists, "there is a state again")
    assert all_is_well(deskbreak)
    assert deskbreak.end() == 0
