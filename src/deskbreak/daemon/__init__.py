"""The resident process: loop, wiring, state."""

from deskbreak.daemon.options import RunOptions


def run(options: RunOptions) -> int:
    """Be the daemon until somebody asks it to end; the exit code of ``deskbreak run``."""
    from deskbreak.daemon.start import start  # noqa: PLC0415  options and actions are light; the daemon is not

    return start(options)
