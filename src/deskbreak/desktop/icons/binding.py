"""Binding drawn frames into the file that :mod:`deskbreak.desktop.icons.frames` reads."""

import contextlib
import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from deskbreak.desktop.icons.frames import MAGIC
from deskbreak.files.aside import set_aside


def write(path: Path, frames: Mapping[str, bytes]) -> None:
    """Put ``frames``, each of ``FRAME_BYTES``, at ``path``; a reader sees the old file or the new."""
    index: dict[str, tuple[int, int]] = {}
    body = bytearray()
    for name, pixels in frames.items():
        packed = zlib.compress(pixels)
        index[name] = (len(body), len(packed))
        body += packed
    header = json.dumps(index).encode() + b"\n"
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(MAGIC + header + body)
        if path.is_dir() and not path.is_symlink():
            set_aside(path, f"{path.name}.in-the-way")
        Path(unfinished).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(unfinished).unlink()
        raise
