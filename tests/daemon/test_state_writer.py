"""When the writer of the state wakes up: at once for what changed, by itself for the next sign of life."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskbreak.clock import SystemClock
from deskbreak.core.memory import Memory
from deskbreak.daemon import state_writer
from deskbreak.daemon.state_file import StateFile
from deskbreak.daemon.state_writer import StateWriter
from support.waiting import let_pass

CLOCK = SystemClock()
NOTHING = Memory(None)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[StateWriter]:
    made = StateWriter(StateFile(tmp_path / "state.json", "desk", "monday"), pytest.fail, CLOCK)
    yield made
    made.close()


def written(writer: StateWriter, within_s: float = 10.0) -> bool:
    done = threading.Event()
    writer.write(NOTHING, CLOCK.now(), done.set)
    return done.wait(within_s)


def test_a_sign_of_life_that_is_due_waits_for_the_writer_to_look(
    writer: StateWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_writer, "ALIVE_EVERY_MS", 300)
    monkeypatch.setattr(state_writer, "LOOKS_AFTER_MS", 600)
    monkeypatch.setattr(state_writer, "SOON_MS", 700)
    assert written(writer)
    let_pass(0.3)
    assert not written(writer, 0.2), "nobody has woken it"
    assert written(writer), "and with what comes then"


def test_what_changed_in_between_is_written_at_once(writer: StateWriter) -> None:
    for _each in range(3):
        assert written(writer, 5.0)


def test_one_that_comes_just_as_the_writer_looks_is_not_lost(
    writer: StateWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_writer, "ALIVE_EVERY_MS", 0)
    monkeypatch.setattr(state_writer, "LOOKS_AFTER_MS", 3)
    for each in range(80):
        assert written(writer)
        let_pass(each % 8 / 1000)


def test_after_a_look_at_nothing_it_sleeps_until_it_is_woken(
    writer: StateWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_writer, "ALIVE_EVERY_MS", 20)
    assert written(writer)
    let_pass(0.3)
    assert written(writer)
