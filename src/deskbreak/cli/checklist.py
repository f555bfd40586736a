"""``deskbreak checklist``."""

import contextlib

import click

from deskbreak.cli import daemon, display
from deskbreak.control.protocol import NotRunning
from deskbreak.language import _
from deskbreak.window.messages import ShowChecklist


@click.command(
    help=_("Open the desk checklist."),
)
@click.option("--terminal", is_flag=True, help=_("In this terminal instead of a window."))
def checklist(*, terminal: bool) -> None:
    """Open the checklist: the daemon's, or one of our own."""
    if not terminal:
        with contextlib.suppress(NotRunning):
            daemon.act("checklist")
            return
    if terminal or not display.is_there():
        _open_in_terminal()
    else:
        _open_in_window()


def _open_in_window() -> None:
    from deskbreak.cli.lone_window import WindowFailed, events_of  # noqa: PLC0415  not needed in a terminal

    opened = False
    try:
        for _event in events_of(ShowChecklist()):
            opened = True
    except WindowFailed as failure:
        if opened:
            raise click.ClickException(
                _("The checklist closed by itself: {reason}").format(reason=failure)
            ) from failure
        click.echo(_("No window can be opened here, so the checklist opens in this terminal."), err=True)
        _open_in_terminal()


def _open_in_terminal() -> None:
    from deskbreak import paths  # noqa: PLC0415
    from deskbreak.cli.terminal import checklist as in_terminal  # noqa: PLC0415  it draws with rich
    from deskbreak.history.checklist_store import ChecklistStore  # noqa: PLC0415

    in_terminal.run(ChecklistStore(paths.of_this_person().checklist_file))
