"""Opens a file to write at its end, such as a log; what is no file is refused, never waited for."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from deskbreak.language import _

PRIVATE_FILE = 0o600


def opened_at_end(path: Path) -> BinaryIO:
    """The file at ``path``, private where it has to be made; a link is followed. Raises :class:`OSError`."""
    # A pipe that nobody reads would hold whoever opens it for ever, were it not for O_NONBLOCK.
    how = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, how, PRIVATE_FILE)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "ab")
    os.close(descriptor)
    raise OSError(errno.EINVAL, _("this is not a regular file"), str(path))
