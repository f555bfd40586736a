"""Sets aside what is in the way, so that nothing of it is lost."""

import os
from itertools import chain, count
from pathlib import Path


def set_aside(path: Path, name: str) -> Path:
    """Rename whatever is at ``path`` to ``name``, or, where that is taken, to ``name-2`` and so on.

    A link is renamed itself, and what it leads to stays as it was. Returns where it is now.
    Raises :class:`OSError`.
    """
    aside = free_name(path.with_name(name))
    path.rename(aside)
    return aside


def free_name(path: Path) -> Path:
    """``path``, or the first of ``…-2``, ``…-3`` that nothing has."""
    others = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(each for each in chain((path,), others) if not os.path.lexists(each))
