"""Reads a small file, whatever lies there: never waits for it, and never takes in more than was asked for."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from deskbreak.language import _

NUL = b"\0"


class NotADocument(Exception):
    """What lies there cannot be read as one of our documents; the text says why, for people.

    ``line``, from 1, is where that shows; 0 where it is about the whole.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


class LeadsNowhere(FileNotFoundError):
    """There is a link, and what it leads to is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(None, None, str(path))

    def __str__(self) -> str:
        return _("this link leads to a file that is not there")


def text_of(path: Path, at_most_bytes: int) -> str:
    """The text of the file at ``path``; a link is followed.

    Raises :class:`NotADocument` for what is no text or no file at all, :class:`FileNotFoundError` where
    nothing is there (:class:`LeadsNowhere` where a link says otherwise), and :class:`OSError` where it
    cannot be read for a reason that may pass.
    """
    content = _bytes_of(path, at_most_bytes)
    if content and not content.strip(NUL):
        raise NotADocument(_("it holds nothing but NUL bytes, as is left by a power cut"))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotADocument(_("this is not UTF-8 text; save the file as UTF-8"), line) from error


def reason_of(error: OSError | NotADocument) -> str:
    """What ``error`` says, without the path, which whoever tells it names anyway."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def end_of(path: Path, at_most_bytes: int) -> str:
    """The end of a text that may be long, whatever its bytes are. Raises what :func:`text_of` does."""
    with opened(path) as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - at_most_bytes))
        return stream.read(at_most_bytes).decode("utf-8", errors="replace")


def status_of(path: Path) -> os.stat_result:
    """The status of the regular file at ``path``, without opening it. Raises what :func:`text_of` does."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        if path.is_symlink():
            raise LeadsNowhere(path) from error
        raise
    except ValueError as error:  # a NUL in the name
        raise NotADocument(str(error)) from error
    _require_regular(status)
    return status


def opened(path: Path) -> BinaryIO:
    """The regular file at ``path``, to be read. Raises what :func:`text_of` does."""
    status_of(path)
    # It may have become a pipe just now; without O_NONBLOCK, opening that would wait for ever.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    stream = os.fdopen(descriptor, "rb")
    try:
        _require_regular(os.fstat(descriptor))
    except NotADocument:
        stream.close()
        raise
    return stream


def _bytes_of(path: Path, at_most_bytes: int) -> bytes:
    with opened(path) as stream:
        content = stream.read(at_most_bytes + 1)
    if len(content) > at_most_bytes:
        size = _("{size} KiB").format(size=at_most_bytes >> 10)
        raise NotADocument(_("the file is larger than {size}").format(size=size))
    return content


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise NotADocument(_("this is a directory, not a file"))
    if not stat.S_ISREG(status.st_mode):
        raise NotADocument(_("this is not a regular file"))
