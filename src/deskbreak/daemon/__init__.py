"""The resident process: loop, wiring, state."""

from deskbreak.daemon.options import RunOptions


def run(options: RunOptions) -> int:
    """Be the daemon until somebody asks it to end; the exit code of ``deskbreak run``."""
    # Options and actions are light, and others want them too; the daemon is not.
    from deskbreak.daemon.ending import AskedToEnd, raise_when_asked  # noqa: PLC0415

    try:
        raise_when_asked()
        from deskbreak.daemon.start import start  # noqa: PLC0415

        return start(options)
    except AskedToEnd:
        return 0
