"""What is remembered over a restart: at most a minute is lost, and nothing is ever invented."""

import dataclasses
import errno
import json
import os
import stat
import threading
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskbreak.core.anchors import Anchor
from deskbreak.core.memory import Memory, ReminderMemory
from deskbreak.core.moments import Moment
from deskbreak.core.rules import Rules
from deskbreak.daemon import state_writer
from deskbreak.daemon.remembered import with_known_routine
from deskbreak.daemon.state_file import StateFile
from deskbreak.daemon.state_writer import StateWriter
from support.frozen_clock import FrozenClock
from support.waiting import wait_until

REST_MS = 300_000
MINUTE = 60_000
BEFORE = Moment(9_000_000, 9_000_000, datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
REMINDER = ReminderMemory(
    sitting_ms=1_500_000,
    silent=False,
    opens_in_ms=-60_000,
    closes_in_ms=300_000,
    base_ago_ms=-200_000,
    first=False,
    reminder_id=1_795_442_400_000,
    asks=1,
    attempt=2,
    due=BEFORE.wall - timedelta(minutes=10),
)
MEMORY = Memory(REMINDER)
PAUSED = Memory(REMINDER, paused_for_ms=60 * MINUTE)
UNTIL_TOMORROW = Memory(
    REMINDER, paused_for_ms=14 * 60 * MINUTE, paused_until=BEFORE.wall + timedelta(hours=14)
)


def after(gap_ms: int) -> Moment:
    return BEFORE.at(BEFORE.steady_ms + gap_ms)


SOON = after(10_000)


class Place:
    """A state directory, and the file in it."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / "state.json"

    def file(self, machine: str = "desk", boot: str = "monday") -> StateFile:
        return StateFile(self.path, machine, boot)

    def read(self, now: Moment = SOON) -> Memory | None:
        """As a new process would."""
        return self.file().read(now, REST_MS)

    @property
    def beside(self) -> list[str]:
        """What else lies there."""
        if not self.path.parent.exists():
            return []
        return sorted(each.name for each in self.path.parent.iterdir() if each != self.path)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "state")


@pytest.fixture
def written(place: Place) -> Place:
    """A place where the state of a moment ago is."""
    place.file().write(MEMORY, BEFORE)
    return place


# --- the ordinary day ------------------------------------------------------------------


def test_at_the_first_start_there_is_nothing_to_remember(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    assert place.read() is None
    assert caplog.text == ""


@pytest.mark.parametrize("memory", [MEMORY, PAUSED, UNTIL_TOMORROW, Memory(None)])
def test_what_was_written_is_read_again(place: Place, memory: Memory) -> None:
    place.file().write(memory, BEFORE)

    assert place.read(BEFORE) == memory


def test_sitting_goes_on_as_it_was_after_a_gap_shorter_than_a_rest(written: Place) -> None:
    assert written.read(after(REST_MS - 1)) == MEMORY


def test_after_a_longer_gap_sitting_starts_at_nothing(
    written: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    assert written.read(after(REST_MS)) == Memory(None)
    assert str(written.path) in caplog.text


def test_it_belongs_to_its_owner_alone(written: Place) -> None:
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(written.path.parent.stat().st_mode) == 0o700


# --- a pause ------------------------------------------------------------------------------


def test_a_pause_goes_on_and_gets_shorter_meanwhile(place: Place) -> None:
    place.file().write(PAUSED, BEFORE)

    short, long = place.read(after(MINUTE)), place.read(after(20 * MINUTE))

    assert short == dataclasses.replace(PAUSED, paused_for_ms=59 * MINUTE)
    assert long == Memory(None, paused_for_ms=40 * MINUTE)


def test_a_pause_that_ended_meanwhile_has_ended(place: Place) -> None:
    place.file().write(PAUSED, BEFORE)

    assert place.read(after(60 * MINUTE)) == Memory(None)


@pytest.mark.parametrize(
    ("memory", "left"),
    [
        (PAUSED, Memory(None, paused_for_ms=45 * MINUTE)),
        (
            UNTIL_TOMORROW,
            dataclasses.replace(UNTIL_TOMORROW, reminder=None, paused_for_ms=(14 * 60 - 15) * MINUTE),
        ),
    ],
)
def test_a_pause_survives_a_restart_of_the_machine(place: Place, memory: Memory, left: Memory) -> None:
    place.file().write(memory, BEFORE)
    rebooted = Moment(30_000, 30_000, BEFORE.wall + timedelta(minutes=15))

    assert place.file(boot="tuesday").read(rebooted, REST_MS) == left


@pytest.mark.parametrize(
    ("memory", "left_ms"),
    [(PAUSED, 60 * MINUTE), (UNTIL_TOMORROW, 14 * 60 * MINUTE)],
    ids=["hour", "tomorrow"],
)
def test_a_clock_that_was_set_back_for_years_makes_no_pause_longer(
    place: Place, memory: Memory, left_ms: int
) -> None:
    place.file().write(memory, BEFORE)
    set_back = Moment(30_000, 30_000, BEFORE.wall - timedelta(days=3653))

    left = place.file(boot="tuesday").read(set_back, REST_MS)

    assert left is not None
    assert (left.reminder, left.paused_for_ms) == (None, left_ms)


@pytest.mark.parametrize("boot", ["monday", "tuesday"])
def test_a_pause_of_an_older_deskbreak_goes_on_and_no_longer_than_it_was_meant(
    place: Place, boot: str
) -> None:
    """It kept only the time of day at which it ends."""
    place.file().write(dataclasses.replace(UNTIL_TOMORROW, paused_for_ms=None), BEFORE)
    set_back = Moment(BEFORE.steady_ms, BEFORE.awake_ms, BEFORE.wall - timedelta(days=3653))

    left = place.file(boot=boot).read(set_back, REST_MS)

    assert left is not None
    assert left.paused_for_ms == 14 * 60 * MINUTE


@pytest.mark.parametrize("memory", [MEMORY, PAUSED, UNTIL_TOMORROW], ids=["no pause", "hour", "tomorrow"])
def test_a_clock_that_was_set_ahead_for_years_ends_a_pause_and_invents_nothing(
    place: Place, memory: Memory
) -> None:
    place.file().write(memory, BEFORE)
    set_ahead = Moment(30_000, 30_000, BEFORE.wall + timedelta(days=3653))

    assert place.file(boot="tuesday").read(set_ahead, REST_MS) == Memory(None)


@pytest.mark.parametrize("years", [-10, 10])
def test_within_one_start_of_the_machine_the_wall_clock_says_nothing(place: Place, years: int) -> None:
    place.file().write(MEMORY, BEFORE)
    soon = Moment(SOON.steady_ms, SOON.awake_ms, SOON.wall + timedelta(days=365 * years))

    assert place.read(soon) == MEMORY


# --- other times and other machines ----------------------------------------------------------


def test_another_start_of_the_machine_begins_at_nothing_and_the_log_says_so(
    written: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    assert written.file(boot="tuesday").read(after(10_000), REST_MS) == Memory(None)
    assert "another start of the machine" in caplog.text
    assert str(written.path) in caplog.text


def test_where_the_system_names_no_boot_nothing_is_taken_for_the_same_one(place: Place) -> None:
    place.file(boot="").write(MEMORY, BEFORE)

    assert place.file(boot="").read(after(10_000), REST_MS) == Memory(None)


def test_machines_that_share_a_home_keep_their_own_part(written: Place) -> None:
    other = dataclasses.replace(MEMORY, reminder=None)
    assert written.file(machine="laptop").read(after(1), REST_MS) is None

    written.file(machine="laptop", boot="x").write(other, BEFORE)

    assert written.read() == MEMORY
    assert written.file(machine="laptop", boot="x").read(after(1), REST_MS) == other


def test_a_backup_that_comes_back_while_it_runs_is_written_over_and_the_others_part_is_kept(
    written: Place,
) -> None:
    written.file(machine="laptop").write(PAUSED, BEFORE)
    last_week = written.path.read_bytes()
    running = written.file()
    running.write(UNTIL_TOMORROW, after(MINUTE))

    written.path.write_bytes(last_week)
    running.write(MEMORY, after(2 * MINUTE))

    assert written.read(after(2 * MINUTE)) == MEMORY
    assert written.file(machine="laptop").read(BEFORE, REST_MS) == PAUSED
    assert written.beside == []


def test_a_file_from_the_future_is_set_aside_by_name(
    written: Place, caplog: pytest.LogCaptureFixture
) -> None:
    assert written.read(after(-1)) is None
    _was_set_aside(written, caplog)
    assert "future" in caplog.text


@pytest.mark.parametrize(
    ("routine", "becomes"), [("breathe", "breathe"), (None, None), ("of the future", None)]
)
def test_a_routine_that_nobody_knows_any_more_becomes_the_usual_one(
    routine: str | None, becomes: str | None
) -> None:
    rules = Rules(anchors=(Anchor(time(12, 30), "breathe"),))
    memory = Memory(dataclasses.replace(REMINDER, routine=routine))

    known = with_known_routine(memory, rules)

    assert known.reminder == dataclasses.replace(REMINDER, routine=becomes)


# --- damage ------------------------------------------------------------------------------------


def _was_set_aside(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    [aside] = place.beside
    assert aside.startswith("state.json.unreadable-")
    assert not place.path.exists()
    assert str(place.path) in caplog.text
    assert aside in caplog.text


def test_truncated_at_any_byte_it_is_set_aside_and_nothing_invented(
    written: Place, caplog: pytest.LogCaptureFixture
) -> None:
    whole = written.path.read_bytes()
    for length in range(len(whole)):
        caplog.clear()
        written.path.write_bytes(whole[:length])

        assert written.read() is None, f"after {length} bytes"
        _was_set_aside(written, caplog)
        (written.path.parent / written.beside[0]).unlink()


def test_noise_anywhere_is_read_as_what_was_written_or_not_at_all(written: Place) -> None:
    """A changed digit may pass for a number; what has another shape never does, and nothing breaks."""
    whole = written.path.read_bytes()
    for position in range(len(whole)):
        for noise in (b"\x00", b"\xff", b"{", b"9", b'"', b"-"):
            for aside in written.beside:
                (written.path.parent / aside).unlink()
            written.path.write_bytes(whole[:position] + noise + whole[position + 1 :])
            memory = written.read()
            if memory is None or memory.reminder is None:
                continue
            reminder = memory.reminder
            assert 0 <= reminder.sitting_ms <= BEFORE.steady_ms
            assert reminder.opens_in_ms <= reminder.closes_in_ms
            assert reminder.due is None or reminder.due.tzinfo is not None


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "[1, 2]", "42", "{}", '{"version": 1}', '{"version": 0, "machines": {}}',
        '{"version": 1, "machines": []}', '{"version": 1, "machines": 3}',
        '{"version": 1, "machines": {"desk": null}}', '{"version": 1, "machines": {"desk": {}}}',
        "[" * 100_000, "\x00" * 500,
    ],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_state_at_all_is_set_aside_or_empty(
    place: Place, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    place.path.parent.mkdir()
    place.path.write_text(text)

    assert place.read() is None
    if text != '{"version": 1, "machines": []}':  # an empty list of machines names none: nothing is wrong
        _was_set_aside(place, caplog)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sitting_ms", -1), ("sitting_ms", "1500000"), ("sitting_ms", 1.5e6), ("sitting_ms", None),
        ("sitting_ms", True), ("sitting_ms", 10**30), ("closes_in_ms", -10**9), ("silent", 0),
        ("first", "yes"), ("attempt", -1), ("asks", []), ("reminder_id", {}), ("due", 5), ("due", "soon"),
        ("due", "2026-11-23T10:00:00"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_are_not_believed(
    written: Place, caplog: pytest.LogCaptureFixture, key: str, value: object
) -> None:
    document = json.loads(written.path.read_text())
    document["machines"]["desk"]["memory"]["reminder"][key] = value
    written.path.write_text(json.dumps(document))

    assert written.read() is None
    _was_set_aside(written, caplog)


@pytest.mark.parametrize("key", ["boot", "seen_alive_ms", "seen_alive", "memory"])
def test_a_part_that_is_missing_is_named(written: Place, caplog: pytest.LogCaptureFixture, key: str) -> None:
    document = json.loads(written.path.read_text())
    del document["machines"]["desk"][key]
    written.path.write_text(json.dumps(document))

    assert written.read() is None
    assert key in caplog.text


def test_a_directory_in_its_place_is_set_aside_too(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    place.path.mkdir(parents=True)

    assert place.read() is None
    _was_set_aside(place, caplog)
    place.file().write(MEMORY, BEFORE)
    assert place.read() == MEMORY


# --- a disk that does not want to --------------------------------------------------------------


def test_what_cannot_be_written_leaves_the_file_before(written: Place) -> None:
    (written.path.parent / "state.json.desk.new").mkdir()
    with pytest.raises(OSError, match="Is a directory"):
        written.file().write(PAUSED, BEFORE)

    assert written.read() == MEMORY


def test_a_share_that_does_not_answer_for_a_moment_takes_nothing_away(
    written: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def answers_not(*_: Any, **_more: Any) -> None:
        raise OSError(errno.ESTALE, "Stale file handle")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Path, "read_text", answers_not)
        meanwhile.setattr(os, "open", answers_not)
        assert written.read() is None
        with pytest.raises(OSError, match="Stale"):
            written.file().write(PAUSED, BEFORE)

    assert written.read() == MEMORY
    assert written.beside == []
    assert "Stale" in caplog.text


def test_only_a_pause_is_worth_waiting_for_the_disk(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The minute's sign of life is for this start of the machine, and so never has to reach the disk."""
    waits: list[int] = []
    monkeypatch.setattr(os, "fsync", waits.append)
    file = place.file()
    file.write(MEMORY, BEFORE)
    waits.clear()

    for _ in range(5):
        file.write(MEMORY, BEFORE)
    assert waits == []
    file.write(PAUSED, BEFORE)
    file.write(MEMORY, BEFORE)
    assert len(waits) == 2, "the pause, and that it ended"


def test_a_place_that_cannot_be_written_is_told_once_with_what_to_do(place: Place) -> None:
    place.path.parent.write_text("a file where a directory should be")
    told: list[str] = []
    writer = StateWriter(place.file(), told.append, FrozenClock())

    for gap_ms in range(5):
        written = threading.Event()
        writer.write(MEMORY, after(gap_ms), written.set)
        assert written.wait(10)
    writer.close()

    [problem] = told
    assert str(place.path) in problem
    assert "in the way: move it" in problem


def test_what_the_disk_refused_is_written_as_soon_as_it_can_be(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_writer, "RETRY_S", 0.02)
    place.path.parent.write_text("a file where a directory should be")
    told: list[str] = []
    writer = StateWriter(place.file(), told.append, FrozenClock())
    writer.write(MEMORY, BEFORE)
    wait_until(lambda: told, "the problem is told", every_s=0.01)

    place.path.parent.unlink()
    wait_until(lambda: told[1:], "all is well again", every_s=0.01)
    writer.close()

    assert told[1:] == [""]
    assert place.read() == MEMORY


def test_the_newest_state_is_there_when_the_writer_ends(place: Place) -> None:
    writer = StateWriter(place.file(), print, FrozenClock())
    for attempt in range(200):
        writer.write(Memory(dataclasses.replace(REMINDER, attempt=attempt)), BEFORE)
    writer.close()

    memory = place.read()
    assert memory is not None
    assert memory.reminder is not None
    assert memory.reminder.attempt == 199
