"""``deskbreak status``."""

import json

import click

from deskbreak.cli import daemon
from deskbreak.cli.exit_codes import ExitCode
from deskbreak.cli.status_words import sentences
from deskbreak.clock import SystemClock
from deskbreak.control.protocol import NotRunning
from deskbreak.history.checklist_store import ChecklistStore
from deskbreak.language import _
from deskbreak.paths import of_this_person

NOT_RUNNING = {"version": 1, "state": "not_running"}


@click.command(
    help=_("Tell what is going on: sitting time, the next reminder, what holds it, today."),
    short_help=_("Tell what is going on."),
)
@click.option("--json", "as_json", is_flag=True, help=_("As one JSON document."))
def status(*, as_json: bool) -> int:
    """Print the daemon's state."""
    try:
        told = daemon.ask("status")
    except NotRunning:
        if not as_json:
            raise
        click.echo(json.dumps(NOT_RUNNING))
        return ExitCode.NO_DAEMON
    told["settings"]["problems"] += ChecklistStore(of_this_person().checklist_file).problems()
    if as_json:
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(sentences(told, SystemClock().now().wall)))
    return ExitCode.DONE
