"""A home on a network share, a real one (SSHFS), also of two machines at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deskbreak.core.commands import Outcome
from deskbreak.core.memory import Memory
from deskbreak.daemon.state_file import StateFile
from deskbreak.daemon.state_writer import StateWriter
from deskbreak.history import rows
from deskbreak.history.writer import HistoryWriter
from support import network_share
from support.frozen_clock import FrozenClock
from support.network_share import Share, mounted
from support.waiting import wait_until
from support.written_by_script import memory, moment, row

pytestmark = pytest.mark.skipif(
    bool(network_share.why_impossible()), reason=network_share.why_impossible() or "possible"
)

REST_MS = 300_000


class Machine:
    """A computer that has the share mounted, and what its Deskbreak writes there."""

    def __init__(self, share: Share, name: str) -> None:
        self.share = share
        self.history_file = share.here / "history.sqlite3"
        self.state_file = StateFile(share.here / "state.json", name, "monday")
        self.problems: list[str] = []
        self.state = StateWriter(self.state_file, self.problems.append, FrozenClock())
        self.history = HistoryWriter(self.history_file, FrozenClock(), self.problems.append)

    def close(self) -> None:
        self.state.close()
        self.history.close()

    def remembered(self) -> Memory | None:
        return self.state_file.read(moment(1), REST_MS)

    def outcomes(self) -> list[str | None]:
        return [each.outcome for each in rows.read(self.history_file, None)]


@pytest.fixture
def there(tmp_path: Path) -> Path:
    directory = tmp_path / "there"
    directory.mkdir()
    return directory


@pytest.fixture
def desk(there: Path, tmp_path: Path) -> Iterator[Machine]:
    with mounted(there, tmp_path / "desk") as share:
        machine = Machine(share, "desk")
        yield machine
        machine.close()


@pytest.fixture
def laptop(there: Path, tmp_path: Path) -> Iterator[Machine]:
    with mounted(there, tmp_path / "laptop") as share:
        machine = Machine(share, "laptop")
        yield machine
        machine.close()


def test_state_and_history_are_kept_there_without_a_write_ahead_log(desk: Machine, there: Path) -> None:
    desk.state.write(memory(1), moment(1))
    desk.history.record(row(1, Outcome.SKIPPED))
    desk.close()

    assert desk.problems == []
    assert desk.remembered() == memory(1)
    assert desk.outcomes() == ["skipped"]
    assert sorted(each.name for each in there.iterdir()) == ["history.sqlite3", "state.json"]
    with closing(sqlite3.connect(there / "history.sqlite3")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_history_that_came_with_a_write_ahead_log_gives_it_up(desk: Machine, there: Path) -> None:
    rows.record(there / "history.sqlite3", row(1, Outcome.SKIPPED))
    with closing(sqlite3.connect(there / "history.sqlite3")) as local:
        local.execute("PRAGMA journal_mode = WAL")

    desk.history.record(row(2, Outcome.COMPLETED))
    desk.close()

    assert desk.outcomes() == ["skipped", "completed"]
    with closing(sqlite3.connect(there / "history.sqlite3")) as local:
        assert local.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_share_that_goes_is_named_and_written_to_when_it_is_back(desk: Machine) -> None:
    desk.state.write(memory(1), moment(1))
    desk.history.record(row(1, Outcome.SKIPPED))
    wait_until(lambda: desk.history_file.exists() and desk.outcomes(), "the first row is there")

    desk.share.breaks()
    desk.state.write(memory(2), moment(1))
    desk.history.record(row(2, Outcome.COMPLETED))
    wait_until(lambda: len(desk.problems) >= 2, "both are told")
    assert all("network share: it does not answer" in each for each in desk.problems[:2]), desk.problems

    desk.share.is_unmounted()
    desk.share.is_mounted()
    desk.state.write(memory(3), moment(1))
    desk.history.record(row(3, Outcome.COMPLETED))
    wait_until(lambda: desk.problems[2:].count("") == 2, "all is well again")
    assert desk.remembered() == memory(3)
    assert desk.outcomes() == ["skipped", "completed", "completed"]


def test_two_machines_keep_what_is_the_others(desk: Machine, laptop: Machine, there: Path) -> None:
    for number in range(1, 6):
        desk.state_file.write(memory(number), moment(1))
        laptop.state_file.write(memory(number * 10), moment(1))
        rows.record(desk.history_file, row(number, Outcome.SKIPPED))
        rows.record(laptop.history_file, row(number * 10, Outcome.COMPLETED))

    assert desk.remembered() == memory(5)
    assert laptop.remembered() == memory(50)
    assert desk.outcomes() == laptop.outcomes() == ["skipped", "completed"] * 5
    assert sorted(each.name for each in there.iterdir()) == ["history.sqlite3", "state.json"]
