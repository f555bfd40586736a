"""The file of a trace: written in whole pieces, so that it can be read whatever ended its writer."""

import gzip
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from deskbreak.files.appending import PRIVATE_FILE, opened_at_end
from deskbreak.files.reading import NotADocument, opened
from deskbreak.language import _
from deskbreak.replay.trace import INPUT_KINDS, INPUTS_HEADER

GZIP = ".gz"
HEADER = ",".join(INPUTS_HEADER) + "\n"
LONGEST_LINE = 200
LATEST_S = 1e11
"""Some thousand years from now: what is later is no time."""


class NotATrace(Exception):
    """Nothing can be added to what lies there; the text says why and what to do, for people."""


class TraceFile:
    """Opens a new trace at ``path`` for its owner only, or with ``append`` one that is there already.

    A name that ends in ``.gz`` is compressed, each piece as a whole of its own. ``count`` is how many lines
    this one has written. Raises :class:`OSError`: :class:`FileExistsError` where something is there and
    ``append`` does not say that it is to be continued.
    """

    def __init__(self, path: Path, *, append: bool) -> None:
        self.path = path
        self.count = 0
        if append:
            self._file = opened_at_end(path)
        else:
            how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._file = os.fdopen(os.open(path, how, PRIVATE_FILE), "ab")
        self._compressed = path.name.endswith(GZIP)
        if not os.fstat(self._file.fileno()).st_size:
            self._write([HEADER])

    def add(self, lines: Sequence[str]) -> None:
        """Write these lines, all of them or none. Raises :class:`OSError`."""
        if lines:
            self._write(lines)
            self.count += len(lines)

    def close(self) -> None:
        self._file.close()

    def _write(self, lines: Sequence[str]) -> None:
        piece = "".join(lines).encode("ascii")
        if self._compressed:
            piece = gzip.compress(piece)
        # Past the file object: what it could not write, it would keep and write when it is closed.
        descriptor = self._file.fileno()
        good = os.fstat(descriptor).st_size
        try:
            while piece:
                piece = piece[os.write(descriptor, piece) :]
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, good)
            raise


def end_of_trace_s(path: Path) -> float:
    """When the last input in the trace at ``path`` was; 0 where there is none, or no file yet.

    Raises :class:`NotATrace`, and :class:`OSError` where it cannot be read.
    """
    try:
        first, last = _first_and_last_line(path)
    except FileNotFoundError:
        return 0.0
    except (NotADocument, EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise NotATrace(_cannot_be_continued(path, str(error))) from error
    if first not in {"", HEADER}:
        raise NotATrace(
            _cannot_be_continued(path, _("its first line is not {header}").format(header=HEADER.strip()))
        )
    if last in {"", HEADER}:
        return 0.0
    time, comma, kind = last.partition(",")
    try:
        end_s = float(time)
    except ValueError:
        end_s = -1.0
    if not 0 <= end_s < LATEST_S or not comma or not kind.endswith("\n") or kind.strip() not in INPUT_KINDS:
        raise NotATrace(_cannot_be_continued(path, _("its last line is not one of a trace")))
    return end_s


def _first_and_last_line(path: Path) -> tuple[str, str]:
    first = last = ""
    with opened(path) as raw, gzip.GzipFile(fileobj=raw) if path.name.endswith(GZIP) else raw as stream:
        while line := stream.readline(LONGEST_LINE):
            last = line.decode("ascii")
            first = first or last
    return first, last


def _cannot_be_continued(path: Path, reason: str) -> str:
    return _("{path} cannot be continued: {reason}. Choose another name for --out.").format(
        path=path, reason=reason.rstrip(".")
    )
