"""The settings for a command that does its own work, without the daemon."""

from collections.abc import Sequence
from pathlib import Path

import click

from deskbreak.cli.exit_codes import ExitCode
from deskbreak.settings.resolve import resolve
from deskbreak.settings.resolved import Resolved


def settings(config: Path | None, overrides: Sequence[str]) -> Resolved:
    """What holds now. Problems go to standard error; what was named or given and is wrong ends the
    command with :attr:`ExitCode.INVALID`."""
    resolved = resolve(config, overrides)
    for problem in resolved.problems:
        click.echo(str(problem), err=True)
    if resolved.refused:
        raise click.exceptions.Exit(ExitCode.INVALID)
    return resolved
