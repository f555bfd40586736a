"""Settings through a real process: what holds, and what is said where nothing can be told."""

import sys
import threading
from pathlib import Path

import pytest

from deskbreak.daemon.options import RunOptions
from deskbreak.daemon.settings_source import SettingsSource, Unresolved
from deskbreak.settings.resolved import Resolved
from support import processes
from support.waiting import let_pass, wait_until

HANGS = (sys.executable, "-c", "import time; time.sleep(60)")


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(text)
    return path


class Teller:
    """Keeps what was told."""

    def __init__(self) -> None:
        self.told: list[tuple[Resolved | None, str]] = []

    def __call__(self, resolved: Resolved | None, reason: str) -> None:
        self.told.append((resolved, reason))

    def until(self, count: int = 1) -> None:
        wait_until(lambda: len(self.told) >= count, f"told {count} times", 30, every_s=0.02)


def reading() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name == "settings"]


# --- the real resolver ------------------------------------------------------------------


def test_file_and_command_line_are_resolved_as_everywhere(tmp_path: Path) -> None:
    path = config(tmp_path, "reminder:\n  earliest: 20m\n  latest: 40m\n")

    resolved = SettingsSource(RunOptions(config=path, overrides=("reminder.latest=25m",))).resolve()

    assert (resolved.rules.earliest_ms, resolved.rules.latest_ms) == (20 * 60_000, 25 * 60_000)
    assert not resolved.refused


def test_a_named_file_that_is_broken_is_refused_with_every_problem(tmp_path: Path) -> None:
    path = config(tmp_path, "reminder:\n  earliest: soon\n  snoozes: -4\n")

    resolved = SettingsSource(RunOptions(config=path)).resolve()

    assert resolved.refused
    assert {problem.key for problem in resolved.problems} == {"reminder.earliest", "reminder.snoozes"}


# --- others in its place --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("play", "reason"),
    [
        ("import sys; sys.exit('the disk is on fire')", "the disk is on fire"),
        ("print('{}')", "not settings"),
        ("print('\\udcff'.encode('utf-8', 'surrogateescape'))", "not settings"),
        ("import os; os.kill(os.getpid(), 9)", "not settings"),
        ("", "not settings"),
    ],
)
def test_a_resolver_that_says_nothing_useful_is_told_with_its_last_words(play: str, reason: str) -> None:
    with pytest.raises(Unresolved, match=reason):
        SettingsSource(RunOptions(), resolver=(sys.executable, "-c", play)).resolve()


def test_a_resolver_that_cannot_be_started_is_told() -> None:
    with pytest.raises(Unresolved, match="/no/such/python"):
        SettingsSource(RunOptions(), resolver=("/no/such/python",)).resolve()


def test_a_resolver_that_hangs_is_ended_at_its_limit_and_leaves_no_process(tmp_path: Path) -> None:
    mark = str(tmp_path)
    source = SettingsSource(RunOptions(), resolver=(*HANGS, mark), limit_s=0.3)

    with pytest.raises(Unresolved, match=r"longer than 0\.3 seconds"):
        source.resolve()

    wait_until(lambda: not running(mark), "no process is left")


# --- without waiting ----------------------------------------------------------------------------


def test_read_tells_from_a_thread_what_holds(tmp_path: Path) -> None:
    path = config(tmp_path, "reminder:\n  snoozes: 7\n")
    teller = Teller()

    SettingsSource(RunOptions(config=path)).read(teller)

    assert teller.told == [], "it did not wait"
    teller.until()
    [(resolved, reason)] = teller.told
    assert resolved is not None
    assert (resolved.rules.snoozes, reason) == (7, "")


def test_read_tells_why_where_nothing_can_be_told() -> None:
    teller = Teller()

    SettingsSource(RunOptions(), resolver=(sys.executable, "-c", "raise SystemExit('nothing')")).read(teller)

    teller.until()
    assert teller.told[0][0] is None
    assert "nothing" in teller.told[0][1]


def test_a_burst_of_edits_ends_with_the_newest(tmp_path: Path) -> None:
    path = config(tmp_path, "")
    teller, source = Teller(), SettingsSource(RunOptions(config=path))
    for snoozes in range(6):
        path.write_text(f"reminder:\n  snoozes: {snoozes}\n")
        source.read(teller)

    wait_until(lambda: teller.told and not reading(), "all was read", 30, every_s=0.02)
    newest = teller.told[-1][0]
    assert newest is not None
    assert newest.rules.snoozes == 5
    assert len(teller.told) < 6, "what was out of date before it was told is not told"


def test_it_can_be_asked_again_after_it_has_told(tmp_path: Path) -> None:
    teller, source = Teller(), SettingsSource(RunOptions(config=config(tmp_path, "")))
    source.read(teller)
    teller.until()
    wait_until(lambda: not reading(), "the first reading has ended", every_s=0.02)

    source.read(teller)

    teller.until(2)


def test_closing_leaves_no_process_and_tells_nothing_more(tmp_path: Path) -> None:
    mark, teller = str(tmp_path), Teller()
    source = SettingsSource(RunOptions(), resolver=(*HANGS, mark))
    source.read(teller)
    wait_until(lambda: running(mark), "it reads", every_s=0.02)

    source.close()

    wait_until(lambda: not running(mark) and not reading(), "nothing is left", every_s=0.02)
    source.read(teller)
    let_pass(0.1)
    assert teller.told == []


def running(mark: str) -> list[int]:
    """Who was started with ``mark`` and still runs."""
    every = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
    return [each for each in every if mark in processes.command_line(each).split()]
