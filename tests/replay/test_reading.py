"""Traces as they are found: bad rows are named and left out, and what is no trace is said to be none."""

import gzip
import io
import tracemalloc
from collections.abc import Iterator

import pytest

from deskbreak.replay.reading import read
from deskbreak.replay.source import LONGEST_LINE_BYTES, NotATrace
from deskbreak.replay.trace import Inputs, Interval
from support.recorded_day import INPUTS, INTERVALS, RecordedInputs, RecordedIntervals, played


def gone_through(trace: str | bytes) -> tuple[list[int] | list[Interval], list[tuple[int, str]]]:
    """Everything in ``trace``, and what was left out."""
    left_out: list[tuple[int, str]] = []
    file = io.BytesIO(trace.encode() if isinstance(trace, str) else trace)
    day = read(file, lambda line, reason: left_out.append((line, reason)))
    if isinstance(day, Inputs):
        return [round(time_s * 1000) for time_s in day.times_s], left_out
    return list(day.intervals), left_out


def test_inputs_are_read_to_the_millisecond() -> None:
    assert gone_through(INPUTS + "0,key\n0.0015,button\n1.5,move\n2e1,wheel\n1763972400.3,active\n") == (
        [0, 2, 1500, 20_000, 1_763_972_400_300],
        [],
    )


def test_intervals_are_read_with_their_kinds() -> None:
    assert gone_through(INTERVALS + "0,active,5.5\n1,hold:camera,9\n5.5,idle,6\n") == (
        [Interval("active", 0, 5500), Interval("hold:camera", 1000, 9000), Interval("idle", 5500, 6000)],
        [],
    )


@pytest.mark.parametrize(
    "trace",
    [
        INPUTS + "1,key\n2,key",
        (INPUTS + "1,key\n2,key\n").replace("\n", "\r\n"),
        "\ufeff" + INPUTS + "1,key\n\n2,key\n\n",
        't_seconds, kind\n1 , key\n"2","key"\n',
        gzip.compress((INPUTS + "1,key\n2,key\n").encode(), mtime=0),
        gzip.compress(INPUTS.encode(), mtime=0)
        + gzip.compress(b"1,key\n", mtime=0)
        + gzip.compress(b"2,key\n", mtime=0),
    ],
    ids=[
        "no last end",
        "from Windows",
        "a mark and empty lines",
        "a spreadsheet's",
        "packed",
        "packed in parts",
    ],
)
def test_what_is_the_same_trace(trace: str | bytes) -> None:
    assert gone_through(trace) == ([1000, 2000], [])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,tap", "«tap» is none of active, button, key, move, wheel"),
        ("two,key", "«two» is not a time in seconds"),
        (",key", "«» is not a time in seconds"),
        ("nan,key", "«nan» is not a time in seconds"),
        ("inf,key", "«inf» is not a time in seconds"),
        ("0_2,key", "«0_2» is not a time in seconds"),
        ("1763972400300,key", "«1763972400300» is not a time in seconds"),
        ("2", "columns: 1 instead of 2"),
        ("2,key,", "columns: 3 instead of 2"),
        ("2,\x1b[31mkey", "«?[31mkey» is none of active, button, key, move, wheel"),
        ("2," + "x" * 99, f"«{'x' * 40}…» is none of active, button, key, move, wheel"),
    ],
)
def test_a_bad_row_is_named_and_left_out(row: str, reason: str) -> None:
    assert gone_through(f"{INPUTS}1,key\n{row}\n3,key\n") == ([1000, 3000], [(3, reason)])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,hold:wifi,3", "«hold:wifi» is none of "),
        ("2,typing,3", "«typing» is none of "),
        ("2,active", "columns: 2 instead of 3"),
        ("2,active,soon", "«soon» is not a time in seconds"),
    ],
)
def test_a_bad_interval_is_named_and_left_out(row: str, reason: str) -> None:
    found, ((line, said),) = gone_through(f"{INTERVALS}1,active,2\n{row}\n3,idle,4\n")
    assert found == [Interval("active", 1000, 2000), Interval("idle", 3000, 4000)]
    assert line == 3
    assert said.startswith(reason)


def test_bad_rows_far_in_are_named_by_their_own_line() -> None:
    rows = [f"{number},key" for number in range(40_000)]
    rows[35_000] = "oops"
    found, left_out = gone_through(INPUTS + "\n".join(rows))
    assert len(found) == 39_999
    assert left_out == [(35_002, "columns: 1 instead of 2")]


@pytest.mark.parametrize(
    ("trace", "line", "reason"),
    [
        ("", 1, "empty"),
        ("1,key\n2,key\n", 1, "the first line"),
        ("time,kind\n1,key\n", 1, "«time,kind»"),
        (INPUTS + "5,key\n4.999,key\n", 3, "time goes back, from 5.0 s to 4.999 s"),
        (INPUTS + "5,key\noops\n4,key\n", 4, "time goes back"),
        (INTERVALS + "5,active,6\n4,paused,9\n", 3, "time goes back"),
        (INTERVALS + "5,active,4\n", 2, "time goes back"),
        (INTERVALS + "5,active,8\n6,paused,9\n7,idle,9\n", 4, "time goes back, from 8.0 s to 7.0 s"),
        (INPUTS + "5,key\n6,active,9\n", 3, "an interval among inputs"),
        (INTERVALS + "5,active,6\n6,key\n", 3, "an input among intervals"),
        (bytes(range(256)) * 9, 1, "no text"),
        (INPUTS.encode() + b"1,key\n2,k\0y\n", 3, "no text"),
        (INPUTS + "1,key\n" + "x" * (LONGEST_LINE_BYTES + 1), 3, "too long"),
        (gzip.compress(INPUTS.encode() + b"1,key\n", mtime=0)[:-6], 1, "compressed data"),
        (gzip.compress(INPUTS.encode(), mtime=0) + b"noise", 1, "compressed data"),
    ],
)
def test_what_is_no_trace_is_said_to_be_none_and_where(trace: str | bytes, line: int, reason: str) -> None:
    with pytest.raises(NotATrace, match=f"^line {line}: ") as raised:
        gone_through(trace)
    assert reason in str(raised.value)


class Dripping(io.RawIOBase):
    """A pipe that hands out just what was written into it at a time."""

    def __init__(self, *pieces: str) -> None:
        self._pieces = iter(pieces)

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002  the signature of a file
        return next(self._pieces, "").encode()


def test_time_that_goes_back_between_two_blocks_is_noticed() -> None:
    file = Dripping("t_", "seconds,kind\n5,key\n", "6,key\n", "5,key\n")
    day = read(file, print)  # type: ignore[arg-type]  # all that is used of a file
    assert isinstance(day, Inputs)
    with pytest.raises(NotATrace, match="line 4: time goes back"):
        list(day.times_s)


def test_where_compressed_data_breaks_off_is_said_by_the_lines_before_it() -> None:
    packed = gzip.compress((INPUTS + "".join(f"{number},key\n" for number in range(60_000))).encode())
    with pytest.raises(NotATrace, match=r"^line [2-5]\d{4}: after this"):
        gone_through(packed[: len(packed) * 9 // 10])


def test_a_header_alone_is_a_day_without_anything() -> None:
    for header in (INPUTS, INTERVALS, INPUTS.strip()):
        day = played(header)
        assert day.told == []
        assert day.figures.summary()["longest_sitting_s"] == 0


def test_random_bytes_are_never_a_trace_and_never_anything_worse() -> None:
    for begins in (b"", b"\x1f\x8b", INPUTS.encode(), INTERVALS.encode()):
        for noise in (b"\xff" * 99, bytes(range(1, 256)), b"\n" * 99, b",,,\n" * 9, b'"\n"' * 9):
            try:
                found, _left_out = gone_through(begins + noise)
            except NotATrace:
                continue
            assert found == []


class LongFile(io.RawIOBase):
    """A trace of ``rows`` rows that is made as it is read."""

    def __init__(self, rows: int, row: str, header: str) -> None:
        self._lines = self._made(rows, row, header)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (line := next(self._lines, b"")):
            self._rest += line
        block, self._rest = self._rest[:size], self._rest[size:]
        return block

    @staticmethod
    def _made(rows: int, row: str, header: str) -> Iterator[bytes]:
        yield header.encode()
        for number in range(rows):
            yield row.format(begins=number * 5, ends=number * 5 + 5).encode()


def peak_bytes(rows: int, row: str, header: str) -> int:
    """How much memory going through so many rows takes at most."""
    tracemalloc.start()
    try:
        day = read(LongFile(rows, row, header), print)  # type: ignore[arg-type]  # all that is used of a file
        for _ in day.times_s if isinstance(day, Inputs) else day.intervals:
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("row", "header"), [("{begins},key\n", INPUTS), ("{begins},active,{ends}\n", INTERVALS)]
)
def test_a_longer_trace_takes_no_more_memory(row: str, header: str) -> None:
    assert peak_bytes(60_000, row, header) < peak_bytes(20_000, row, header) + 100_000


def test_packed_days_are_played_as_they_are_unpacked() -> None:
    inputs, intervals = RecordedInputs().types(2750).text, RecordedIntervals().lasts("active", 2750).text
    for text in (inputs, intervals):
        assert played(gzip.compress(text.encode(), mtime=0)).told == [(2700, "prompt (latest)", 2700)]
