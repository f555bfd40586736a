"""``deskbreak checklist``."""

import contextlib

import click

from deskbreak.cli import daemon
from deskbreak.control.protocol import NotRunning
from deskbreak.language import _
from deskbreak.window.messages import ShowChecklist


@click.command(help=_("Open the desk checklist."))
@click.option("--terminal", is_flag=True, help=_("In this terminal instead of a window."))
def checklist(*, terminal: bool) -> None:
    """Open the checklist: the daemon's, or one of our own."""
    if not terminal:
        with contextlib.suppress(NotRunning):
            daemon.act("checklist")
            return
    if terminal or not _open_in_window():
        _open_in_terminal()


def _open_in_window() -> bool:
    from deskbreak.cli import lone_window  # noqa: PLC0415  not needed in a terminal

    return lone_window.show(ShowChecklist(), lambda _event: None)


def _open_in_terminal() -> None:
    from deskbreak.cli.terminal import checklist as in_terminal  # noqa: PLC0415  it draws with rich

    in_terminal.run()
