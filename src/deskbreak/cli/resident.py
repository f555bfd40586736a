"""Becomes the daemon. Imports next to nothing, because what is imported here stays for the day."""

import os
import sys

from deskbreak.daemon.options import RunOptions


def begin(options: RunOptions | None = None) -> int:
    """Be the daemon until it ends; its exit code."""
    from deskbreak.daemon import run  # noqa: PLC0415  whoever only wants to start another process needs none of it

    return run(options or RunOptions())


def _arguments(options: RunOptions) -> list[str]:
    tray = "tray" if options.tray else "no-tray"
    words = "verbose" if options.verbose else "quiet"
    return [tray, words, str(options.config or ""), *options.overrides]


def _options(arguments: list[str]) -> RunOptions:
    from pathlib import Path  # noqa: PLC0415  see the module's docstring

    tray, words, config, *overrides = arguments
    return RunOptions(tray == "tray", words == "verbose", Path(config) if config else None, tuple(overrides))


if sys.platform == "win32":
    # There, replacing the process would detach it from its console.
    become = begin
else:

    def become(options: RunOptions) -> int:
        """Be the daemon in a fresh interpreter of the same process, without what parsing has left."""
        sys.stdout.flush()
        # -P: a json.py that happens to lie in the current directory is none of ours.
        command = [sys.executable, "-P", "-m", __spec__.name, *_arguments(options)]
        os.execv(sys.executable, command)  # noqa: S606  our own interpreter


if __name__ == "__main__":
    sys.exit(begin(_options(sys.argv[1:])))
