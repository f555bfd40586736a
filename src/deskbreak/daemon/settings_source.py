"""Settings, resolved in a process of their own: parser and model never live in this one."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable

from deskbreak.daemon.options import RunOptions
from deskbreak.settings.resolved import NotResolved, Resolved, from_json

log = logging.getLogger(__name__)

LIMIT_S = 20.0


class Unresolved(Exception):
    """The settings could not be resolved at all; the message says why."""


def resolve(options: RunOptions) -> Resolved:
    """What holds now. Takes a few tenths of a second. Raises :class:`Unresolved`."""
    command = [sys.executable, "-m", "deskbreak.settings.resolve"]
    if options.config is not None:
        command += ["--config", str(options.config)]
    for override in options.overrides:
        command += ["--set", override]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT_S, check=False
        )
        return from_json(done.stdout)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unresolved(f"the settings cannot be read: {error}") from error
    except NotResolved as error:
        last = (done.stderr.strip().splitlines() or [str(error)])[-1]
        raise Unresolved(f"the settings cannot be read: {last}") from error


def resolve_elsewhere(options: RunOptions, told: Callable[[Resolved | None, str], None]) -> None:
    """The same without waiting: ``told`` is called from a thread, with what holds or why that is unknown."""

    def work() -> None:
        try:
            told(resolve(options), "")
        except Unresolved as error:
            told(None, str(error))

    threading.Thread(target=work, name="settings", daemon=True).start()
