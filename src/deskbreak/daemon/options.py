"""How the daemon was asked to start."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The command line of ``deskbreak run``.

    ``config`` is the file that was named instead of the usual one; ``overrides`` are the
    ``KEY=VALUE`` settings, in the order given.
    """

    tray: bool = True
    verbose: bool = False
    config: Path | None = None
    overrides: tuple[str, ...] = ()
