"""Killed, or refused by the disk, at each call that writes: nothing is torn, lost or there twice.

The daemon's own writers run a short script (`support/written_by_script.py`) while strace kills them, or
makes a call fail, at the first, second, … call of each kind. A plain run takes some of them, `--long` all.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskbreak.core.commands import Outcome
from deskbreak.core.memory import Memory
from deskbreak.history import rows
from deskbreak.history.writer import HistoryWriter
from support import faults, written_by_script
from support.faults import CALLS, KILLED, Faulty, Told
from support.frozen_clock import FrozenClock
from support.written_by_script import STEPS, history_file, memory, moment, row, state_file

pytestmark = pytest.mark.skipif(bool(faults.why_impossible()), reason=faults.why_impossible() or "possible")

REST_MS = 300_000
SPARSE = 40
"""A plain run takes every so-manieth call of a kind, and the first."""

Rows = dict[tuple[int, int], str | None]


class Script:
    """The script in a directory of its own, with a fault in it."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir()
        self.directory = directory
        state, history = directory / "state.json", history_file(directory)
        beside = (state.with_name("state.json.desk.new"), history.with_name(f"{history.name}-journal"))
        self.faulty = Faulty(written_by_script.__name__, directory, (state, history, *beside, directory))

    def left(self) -> set[str]:
        return {each.name for each in self.directory.iterdir()}

    def state(self) -> Memory | None:
        return state_file(self.directory).read(moment(STEPS), REST_MS)

    def rows(self) -> Rows:
        found = rows.read(history_file(self.directory), None)
        told = {(each.reminder_id, each.attempt): each.outcome for each in found}
        assert len(found) == len(told)
        return told

    def goes_on(self) -> None:
        """What the next start writes."""
        state_file(self.directory).write(memory(9), moment(STEPS))
        problems: list[str] = []
        writer = HistoryWriter(history_file(self.directory), FrozenClock(), problems.append)
        writer.record(row(9, Outcome.COMPLETED))
        writer.close()
        assert problems == []


def taken(told: Told) -> tuple[int, Rows]:
    """The last step that the disk has taken the state of, and its rows."""
    step, known = 0, Rows()
    for line in told.lines:
        match line.split():
            case ["state", number]:
                step = int(number)
            case ["row", number, outcome]:
                known[int(number), 1] = None if outcome == "open" else outcome
    return step, known


def is_known_or_next(found: Rows, known: Rows) -> bool:
    """Whether all that was taken is there, and besides it at most what was on its way."""
    script = [((step, 1), outcome) for step in range(1, STEPS + 1) for outcome in (None, "skipped")]
    reached: Rows = {}
    possible = [dict(reached)]
    for key, outcome in script:
        reached[key] = outcome
        possible.append(dict(reached))
    at = possible.index(known)
    return found in possible[at : at + 2]


def which(total: int, every: int) -> Iterator[int]:
    yield from range(1, total + 1, every)


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    return Script(tmp_path_factory.mktemp("whole") / "home").faulty.calls()


EACH = [pytest.param(SPARSE, id="some"), pytest.param(1, id="each", marks=pytest.mark.long)]


@pytest.mark.parametrize("every", EACH)
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.timeout(600)
def test_killed_there_all_is_whole_and_what_was_taken_is_there(
    tmp_path: Path, calls: dict[str, int], call: str, every: int
) -> None:
    assert calls[call] > 0
    for number in which(calls[call], every):
        script = Script(tmp_path / str(number))
        told = script.faulty.runs(call, number, "signal=SIGKILL")
        assert told.exit_code == KILLED, told
        step, known = taken(told)
        where = f"killed at {call} {number}"

        assert len(script.left()) <= 4, where
        assert script.state() in [memory(step) if step else None, memory(step + 1)], where
        assert is_known_or_next(script.rows(), known), where
        script.goes_on()
        assert script.left() == {"state.json", "history.sqlite3"}, where
        assert script.state() == memory(9), where
        assert known.items() <= {**script.rows()}.items(), where


@pytest.mark.parametrize("every", EACH)
@pytest.mark.parametrize("error", ["ENOSPC", pytest.param("EIO", marks=pytest.mark.long)])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.timeout(600)
def test_refused_there_it_is_said_once_and_written_a_little_later(
    tmp_path: Path, calls: dict[str, int], call: str, error: str, every: int
) -> None:
    said = 0
    for number in which(calls[call], every):
        script = Script(tmp_path / str(number))
        told = script.faulty.runs(call, number, f"error={error}")
        assert told.exit_code == 0, told
        problems = [line.removeprefix("problem ") for line in told.lines if line.startswith("problem")]
        where = f"{error} at {call} {number}: {problems}"

        assert told.lines[-1] == "end", where
        assert problems[1::2] == [""] * (len(problems) // 2), where
        assert all(problems[::2]), where
        assert script.state() == memory(STEPS), where
        assert script.rows() == {(step, 1): "skipped" for step in range(1, STEPS + 1)}, where
        said += bool(problems)
        script.goes_on()
        assert script.left() == {"state.json", "history.sqlite3"}, where
    assert said > 0, "nobody was told"
