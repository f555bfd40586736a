"""The log: one file of our own lines, kept small."""

import logging
import sys
from pathlib import Path

from deskbreak.paths import private_dir

LIMIT_BYTES = 1 << 20
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def begin_logging(path: Path, *, verbose: bool) -> None:
    """Log into ``path``, and with ``verbose`` more, and to standard error too.

    A file over 1 MiB becomes ``….1`` at the start. Where the file cannot be written, standard error
    takes its place.
    """
    handlers: list[logging.Handler] = []
    try:
        private_dir(path.parent)
        if path.exists() and path.stat().st_size > LIMIT_BYTES:
            path.replace(path.with_name(f"{path.name}.1"))
        path.touch(mode=0o600)
        handlers.append(logging.FileHandler(path, encoding="utf-8"))
    except OSError as error:
        sys.stderr.write(f"deskbreak: the log cannot be written, it goes here: {error}\n")
        verbose = True
    if verbose or not handlers:
        handlers.append(logging.StreamHandler())
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, format=FORMAT, handlers=handlers)
