"""Reads a trace: rows become times and intervals, and what is wrong is named by its line.

A row that is no row is left out, never guessed. Time that goes back, two forms in one file, or no trace at
all: nothing of the file can be believed, so reading ends there.
"""

import csv
from collections.abc import Callable, Iterator
from itertools import chain
from operator import le, mul
from string import ascii_lowercase
from typing import BinaryIO

from deskbreak.language import _
from deskbreak.replay import trace
from deskbreak.replay.source import NotATrace, blocks
from deskbreak.replay.trace import Day, Inputs, Interval, Intervals

FURTHEST_S = 1e11
"""Whoever writes a time further from its origin than this, the year 5138, means another unit."""
SHOWN_CHARACTERS = 40
INPUT_ENDS = tuple(f",{kind}\n".encode() for kind in trace.INPUT_KINDS)
LETTERS_OF_ENDS = tuple(len(end) - len(",\n") for end in INPUT_ENDS)
LETTERS = ascii_lowercase.encode()

Left = Callable[[int, str], None]
"""Told of each row that is left out: its line, and why."""


class BadRow(ValueError):
    """Why a row is left out."""


def read(file: BinaryIO, left_out: Left) -> Day:
    """The day in ``file``. What is read here and later, while the day is gone through, raises
    :class:`~deskbreak.replay.source.NotATrace`, and :class:`OSError` as the file does."""
    found = blocks(file)
    first, _end, more = next(found, b"").partition(b"\n")
    if not first and not more:
        raise NotATrace(_("the file is empty"), 1)
    header = tuple(_cells(first))
    rest = chain([more] if more else [], found)
    if header == trace.INPUTS_HEADER:
        return Inputs(chain.from_iterable(_input_times(rest, left_out)))
    if header == trace.INTERVALS_HEADER:
        return Intervals(_intervals(rest, left_out))
    wanted = _("the first line of a trace is {inputs} or {intervals}, and not {found}").format(
        inputs=",".join(trace.INPUTS_HEADER),
        intervals=",".join(trace.INTERVALS_HEADER),
        found=_shown(first.decode("utf-8", "replace")),
    )
    raise NotATrace(wanted, 1)


# --- inputs -----------------------------------------------------------------------


def _input_times(found: Iterator[bytes], left_out: Left) -> Iterator[list[float]]:
    line = 2
    last_s: float | None = None
    for block in found:
        times_s = _times_at_once(block, last_s)
        if times_s is None:
            times_s = list(_times_one_by_one(block, line, last_s, left_out))
        if times_s:
            last_s = times_s[-1]
            yield times_s
        line += block.count(b"\n")


def _times_at_once(block: bytes, last_s: float | None) -> list[float] | None:
    """The times of a block in which all is well; ``None`` where each row has to be looked at.

    A year of working days has a million rows, so this part does nothing row by row.
    """
    ends = [block.count(end) for end in INPUT_ENDS]
    letters = sum(map(mul, ends, LETTERS_OF_ENDS))
    times = block.translate(None, LETTERS)
    # Every line ends in a kind, and there is no letter nor underscore besides: "1e3" and "1_0" are looked at.
    if sum(ends) != block.count(b"\n") or len(block) - len(times) != letters or b"_" in times:
        return None
    try:
        times_s = list(map(float, times[:-2].split(b",\n")))
    except ValueError:
        return None
    in_order = all(map(le, times_s, times_s[1:])) and (last_s is None or last_s <= times_s[0])
    return times_s if in_order and times_s[0] > -FURTHEST_S and times_s[-1] < FURTHEST_S else None


def _times_one_by_one(block: bytes, first_line: int, last_s: float | None, left_out: Left) -> Iterator[float]:
    last_ms = None if last_s is None else round(last_s * 1000)
    for line, row in enumerate(block[:-1].split(b"\n"), first_line):
        if not row.strip():
            continue
        try:
            at_s = _input_time(_cells(row), line)
        except BadRow as bad:
            left_out(line, str(bad))
            continue
        at_ms = round(at_s * 1000)
        _check_goes_on(last_ms, at_ms, line)
        last_ms = at_ms
        yield at_s


def _input_time(cells: list[str], line: int) -> float:
    if len(cells) == len(trace.INTERVALS_HEADER) and cells[1] in trace.INTERVAL_KINDS and _is_time(cells[2]):
        raise NotATrace(_("an interval among inputs: one file has one form"), line)
    time, kind = _as_many(cells, trace.INPUTS_HEADER)
    if kind not in trace.INPUT_KINDS:
        raise _unknown(kind, trace.INPUT_KINDS)
    return _time_s(time)


# --- intervals --------------------------------------------------------------------


def _intervals(found: Iterator[bytes], left_out: Left) -> Iterator[Interval]:
    line = 1
    last_ms = present_until_ms = None
    for row in chain.from_iterable(block[:-1].split(b"\n") for block in found):
        line += 1
        if not row.strip():
            continue
        try:
            interval = _interval(_cells(row), line)
        except BadRow as bad:
            left_out(line, str(bad))
            continue
        _check_goes_on(last_ms, interval.begins_ms, line)
        _check_goes_on(interval.begins_ms, interval.ends_ms, line)
        last_ms = interval.begins_ms
        if interval.kind in trace.PRESENCE_KINDS:
            _check_goes_on(present_until_ms, interval.begins_ms, line)
            present_until_ms = interval.ends_ms
        yield interval


def _interval(cells: list[str], line: int) -> Interval:
    only_inputs = trace.INPUT_KINDS - trace.INTERVAL_KINDS
    if len(cells) == len(trace.INPUTS_HEADER) and cells[1] in only_inputs and _is_time(cells[0]):
        raise NotATrace(_("an input among intervals: one file has one form"), line)
    begins, kind, ends = _as_many(cells, trace.INTERVALS_HEADER)
    if kind not in trace.INTERVAL_KINDS:
        raise _unknown(kind, trace.INTERVAL_KINDS)
    return Interval(kind, _time_ms(begins), _time_ms(ends))


# --- rows -------------------------------------------------------------------------


def _cells(row: bytes) -> list[str]:
    """A row's cells; also of one that a spreadsheet has quoted."""
    text = row.decode("utf-8", "replace")
    if '"' not in text:
        return [cell.strip() for cell in text.split(",")]
    try:
        return [cell.strip() for cell in next(csv.reader([text], skipinitialspace=True))]
    except csv.Error:
        return [text]


def _as_many(cells: list[str], header: tuple[str, ...]) -> list[str]:
    if len(cells) != len(header):
        raise BadRow(_("columns: {count} instead of {wanted}").format(count=len(cells), wanted=len(header)))
    return cells


def _time_ms(text: str) -> int:
    return round(_time_s(text) * 1000)


def _time_s(text: str) -> float:
    if not _is_time(text):
        raise BadRow(_("{text} is not a time in seconds").format(text=_shown(text)))
    return float(text)


def _is_time(text: str) -> bool:
    try:
        return "_" not in text and -FURTHEST_S < float(text) < FURTHEST_S
    except ValueError:
        return False


def _unknown(kind: str, kinds: frozenset[str]) -> BadRow:
    words = _("{kind} is none of {kinds}")
    return BadRow(words.format(kind=_shown(kind), kinds=", ".join(sorted(kinds))))


def _check_goes_on(before_ms: int | None, after_ms: int, line: int) -> None:
    if before_ms is not None and after_ms < before_ms:
        words = _("time goes back, from {before} s to {after} s")
        raise NotATrace(words.format(before=before_ms / 1000, after=after_ms / 1000), line)


def _shown(text: str) -> str:
    """``text`` as it may stand in a message: short, and nothing in it that a terminal would obey."""
    plain = "".join(character if character.isprintable() else "?" for character in text)
    return f"«{plain[:SHOWN_CHARACTERS]}{'…' if len(plain) > SHOWN_CHARACTERS else ''}»"
