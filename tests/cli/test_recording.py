"""The lines of a trace and their file: coarse, private, and whole whatever happens."""

import gzip
import socket
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deskbreak.cli.recording import session as recording
from deskbreak.cli.recording.session import Session
from deskbreak.cli.recording.trace_file import TraceFile, end_of_trace_s
from deskbreak.cli.recording.trace_lines import TraceLines
from deskbreak.clock import SystemClock
from deskbreak.core.moments import Moment
from deskbreak.replay import reading
from deskbreak.replay.trace import INPUT_KINDS, Inputs
from support.little_room import files_at_most
from support.waiting import wait_until

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NINE_S = round(NINE.timestamp())


class Watch:
    """A clock that goes on when told."""

    def __init__(self) -> None:
        self._ms = 0
        self._set_by = timedelta()

    def now(self) -> Moment:
        wall = NINE + timedelta(milliseconds=self._ms) + self._set_by
        return Moment(5_000_000 + self._ms, 5_000_000 + self._ms, wall)

    def passes_ms(self, length_ms: int) -> None:
        self._ms += length_ms

    def wall_is_set_by(self, difference: timedelta) -> None:
        self._set_by = difference


def at(tenths: int, kind: str) -> str:
    return f"{NINE_S + tenths // 10}.{tenths % 10},{kind}\n"


class TestLines:
    def test_a_kind_has_one_line_a_tenth_of_a_second(self) -> None:
        watch = Watch()
        lines = TraceLines(watch)
        for _millisecond in range(1000):
            lines.note("move")
            lines.note("key")
            watch.passes_ms(1)
        assert lines.take() == [at(tenth, kind) for tenth in range(10) for kind in ("move", "key")]
        assert lines.take() == []

    def test_how_long_somebody_held_a_key_and_how_soon_the_next_one_came_cannot_be_read(self) -> None:
        told = set()
        for gap_ms in (15, 40, 90):
            watch = Watch()
            lines = TraceLines(watch)
            lines.note("key")
            watch.passes_ms(gap_ms)
            lines.note("key")
            told.add("".join(lines.take()))
        assert len(told) == 1

    @pytest.mark.parametrize("difference", [timedelta(hours=-3), timedelta(hours=3)])
    def test_a_wall_clock_that_is_set_neither_stretches_nor_turns_back_a_day(
        self, difference: timedelta
    ) -> None:
        watch = Watch()
        lines = TraceLines(watch)
        lines.note("key")
        watch.wall_is_set_by(difference)
        watch.passes_ms(60_000)
        lines.note("key")
        assert lines.take() == [at(0, "key"), at(600, "key")]

    @given(
        some.lists(some.tuples(some.integers(0, 30_000), some.sampled_from(sorted(INPUT_KINDS))), max_size=80)
    )
    def test_a_pause_is_told_to_a_tenth_and_time_never_goes_back(self, day: list[tuple[int, str]]) -> None:
        watch = Watch()
        lines = TraceLines(watch)
        true_ms: list[int] = []
        for gap_ms, kind in day:
            watch.passes_ms(gap_ms)
            true_ms.append(watch.now().steady_ms - 5_000_000)
            lines.note(kind)
        told_ms = [round(1000 * (float(line.split(",")[0]) - NINE_S)) for line in lines.take()]
        assert told_ms == sorted(told_ms)
        assert {each // 100 for each in true_ms} == {each // 100 for each in told_ms}


class TestFile:
    @pytest.mark.parametrize("name", ["day.csv", "day.csv.gz"])
    def test_a_disk_that_becomes_full_leaves_what_was_whole(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        file = TraceFile(path, append=False)
        file.add([at(0, "key")])
        good = path.read_bytes()
        with files_at_most(len(good) + 10), pytest.raises(OSError, match="File too large"):
            file.add([at(tenth, "move") for tenth in range(1, 500)])
        file.close()
        assert path.read_bytes() == good
        assert file.count == 1
        assert end_of_trace_s(path) == NINE_S

    def test_an_empty_file_becomes_a_trace_and_no_file_is_made_one(self, tmp_path: Path) -> None:
        for path in (tmp_path / "there", tmp_path / "new"):
            if path.name == "there":
                path.touch()
            assert end_of_trace_s(path) == 0
            TraceFile(path, append=True).close()
            assert path.read_text() == "t_seconds,kind\n"
            assert end_of_trace_s(path) == 0

    def test_each_piece_is_whole_by_itself(self, tmp_path: Path) -> None:
        path = tmp_path / "day.csv.gz"
        file = TraceFile(path, append=False)
        for tenth in range(5):
            file.add([at(tenth, "key")])
            assert len(gzip.decompress(path.read_bytes()).splitlines()) == tenth + 2
        file.close()


@pytest.mark.parametrize("name", ["day.csv", "day.csv.gz"])
def test_what_was_written_is_what_a_replay_reads(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for piece in ([at(0, "key"), at(0, "move")], [at(7, "wheel"), at(12, "button")]):
        with closing(TraceFile(path, append=path.exists())) as file:
            file.add(piece)
    with path.open("rb") as opened:
        day = reading.read(opened, lambda line, why: pytest.fail(f"line {line} is left out: {why}"))
        assert isinstance(day, Inputs)
        times_ms = [round(time_s * 1000) for time_s in day.times_s]
    assert times_ms == [NINE_S * 1000 + tenths * 100 for tenths in (0, 0, 7, 12)]


def test_it_is_written_every_while_so_that_a_kill_loses_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recording.WRITTEN_EVERY_MS <= 60_000
    monkeypatch.setattr(recording, "WRITTEN_EVERY_MS", 50)
    ours, theirs = socket.socketpair()
    lines = TraceLines(SystemClock())
    path = tmp_path / "day.csv"
    file = TraceFile(path, append=False)
    session = Session(SystemClock(), lines, ours, None)
    writing = threading.Thread(target=session.write_to, args=(file, tmp_path / "no.sock"))
    writing.start()
    for kind in ("key", "move"):
        lines.note(kind)
        wait_until(partial(lambda wanted: wanted in path.read_text(), f",{kind}\n"), "it is written")
    session.ask_to_end()
    writing.join(10)
    for each in (file, session, ours, theirs):
        each.close()
