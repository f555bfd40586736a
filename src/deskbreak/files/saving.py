"""Writes a document whole or not at all."""

import errno
import os
import stat
import tempfile
from pathlib import Path

from deskbreak.paths import private_dir

PRIVATE_FILE = 0o600


def save(path: Path, text: str) -> None:
    """Put ``text`` in the place of what is at ``path``. Raises :class:`OSError`.

    A link stays one: the file that it leads to is replaced. A file keeps its mode, a new one is
    private, and so are directories that have to be made. A read-only file is left alone.
    """
    target = Path(os.path.realpath(path))
    private_dir(target.parent)
    mode = PRIVATE_FILE
    if target.exists():
        mode = stat.S_IMODE(target.stat().st_mode)
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
