"""The commands that act on the running daemon."""

import click

from deskbreak.cli import daemon
from deskbreak.cli.parameters import duration_ms
from deskbreak.language import _
from deskbreak.settings import durations

TOMORROW = "tomorrow"


@click.command(help=_("Start the routine now, or the one named."), short_help=_("Start the routine now."))
@click.argument("routine", required=False)
def now(routine: str | None) -> None:
    """Start the routine."""
    daemon.act("start", routine=routine)


@click.command(
    help=_("Have the reminder that shows come again later: after FOR, such as 10m, or as set."),
    short_help=_("Have the reminder come again later."),
)
@click.argument("length", metavar="[FOR]", required=False)
def snooze(length: str | None) -> None:
    """Put the reminder off."""
    daemon.act("snooze", for_ms=None if length is None else duration_ms(length, "FOR"))


@click.command(
    help=_("Leave out the reminder that shows; the next one comes at its usual time."),
    short_help=_("Leave out the reminder that shows."),
)
def skip() -> None:
    """Leave this one out."""
    daemon.act("skip")


@click.command(
    help=_("Say that you stood up already: the sitting time begins anew."),
    short_help=_("Say that you stood up already."),
)
def stood() -> None:
    """Count sitting from now."""
    daemon.act("stood")


@click.command(
    help=_("No reminders for FOR (30m, 1h; one hour if nothing is said) or until tomorrow."),
    short_help=_("No reminders for a while."),
)
@click.argument("length", metavar="[FOR]", default="1h")
def pause(length: str) -> None:
    """Send no reminders for a while."""
    if length == TOMORROW:
        daemon.act(f"pause:{TOMORROW}")
        click.echo(_("No reminders until tomorrow."))
        return
    length_ms = duration_ms(length, "FOR")
    text = durations.text_of(length_ms)
    daemon.act(f"pause:{text.replace(' ', '')}", for_ms=length_ms)
    click.echo(_("No reminders for {length}.").format(length=text))


@click.command(help=_("End the pause: reminders come again."))
def resume() -> None:
    """Send reminders again."""
    daemon.act("resume")


@click.command(help=_("Open Deskbreak's window."))
def home() -> None:
    """Open the home window."""
    daemon.act("home")


@click.command("quit", help=_("End Deskbreak."))
def quit_() -> None:
    """End the daemon, and wait until it is gone."""
    if not daemon.end():
        raise click.ClickException(_("Deskbreak was asked to end, and has not ended yet."))
