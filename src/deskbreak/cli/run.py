"""``deskbreak run``."""

from pathlib import Path

import click

from deskbreak.cli.parameters import config_option, set_option
from deskbreak.cli.resident import become
from deskbreak.daemon.options import RunOptions
from deskbreak.language import _


@click.command(
    help=_("Remind from now on, in the foreground. A second start opens the window of the first."),
    short_help=_("Remind from now on."),
)
@click.option("--no-tray", is_flag=True, help=_("Show no icon in the panel."))
@click.option("--verbose", is_flag=True, help=_("Tell on the terminal what happens."))
@config_option
@set_option
def run(*, no_tray: bool, verbose: bool, config: Path | None, overrides: tuple[str, ...]) -> int:
    """Start the daemon with these options."""
    return become(RunOptions(tray=not no_tray, verbose=verbose, config=config, overrides=overrides))
