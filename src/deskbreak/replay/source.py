"""The lines of a trace: from a file or a pipe, compressed or not, a block at a time."""

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from deskbreak.language import _

BLOCK_BYTES = 1 << 16
LONGEST_LINE_BYTES = 1 << 12
"""A line longer than this is not a row of anything that we read."""
GZIP_BEGINS = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class NotATrace(Exception):
    """What was read is not a trace: why, and in which line, counted from 1."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(_("line {line}: {reason}").format(line=line, reason=reason))
        self.line = line


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """The text of ``file``, many whole lines at a time, each ended by a line feed; whether it is compressed,
    its first bytes say. Raises :class:`NotATrace` for what is no text, and :class:`OSError` as the file does.
    """
    line = 1
    rest = b""
    for block in _unpacked(file):
        if b"\0" in block:
            noise = line + (rest + block.partition(b"\0")[0]).count(b"\n")
            raise NotATrace(_("here are bytes that are no text"), noise)
        text = (rest + block).replace(b"\r\n", b"\n")
        end = text.rfind(b"\n") + 1
        whole, rest = text[:end], text[end:]
        line += whole.count(b"\n")
        if len(rest) > LONGEST_LINE_BYTES:
            raise NotATrace(_("this line is too long for a trace"), line)
        if whole:
            yield whole
    if rest:
        yield rest + b"\n"


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    first = file.read(len(GZIP_BEGINS))
    if first == GZIP_BEGINS:
        yield from _gunzipped(_Again(first, file))
        return
    block = first + file.read(BLOCK_BYTES)
    yield block.removeprefix(BYTE_ORDER_MARK)
    while block := file.read(BLOCK_BYTES):
        yield block


def _gunzipped(file: "_Again") -> Iterator[bytes]:
    line = 1
    with gzip.GzipFile(fileobj=cast("BinaryIO", file)) as unpacked:
        while True:
            try:
                block = unpacked.read(BLOCK_BYTES)
            except (gzip.BadGzipFile, EOFError, zlib.error) as error:
                reason = _("after this the compressed data is damaged, or ends too early ({error})")
                raise NotATrace(reason.format(error=error), line) from error
            if not block:
                return
            yield block.removeprefix(BYTE_ORDER_MARK) if line == 1 else block
            line += block.count(b"\n")


class _Again:
    """A file, with the bytes that were read from it already put before it: a pipe cannot go back."""

    def __init__(self, first: bytes, file: BinaryIO) -> None:
        self._first = first
        self._file = file

    def read(self, size: int = -1) -> bytes:
        first, self._first = self._first, b""
        return first or self._file.read(size)
