"""Shows one of Deskbreak's windows without a daemon, until it is closed."""

import queue
import sys
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass

import click

from deskbreak import paths
from deskbreak.daemon.surface import Surface
from deskbreak.language import _
from deskbreak.window.display import why_no_display
from deskbreak.window.messages import Closed, FromWindow, ToWindow, Wanted

ONCE_MORE = "start"
"""What the button at the end of the guide wants."""

Heard = Callable[[FromWindow], None]


@dataclass(frozen=True, slots=True)
class _Gone:
    reason: str


class _WindowFailed(Exception):
    """The window's process ended by itself; the message says why, as far as that is known."""


def show(message: ToWindow, heard: Heard) -> bool:
    """Open a window with ``message`` and pass on what it tells, until it is closed.

    ``False`` where no window can be opened; a line has then said so. Raises
    :class:`click.ClickException` where it closed by itself.
    """
    reason = why_no_display()
    told_anything = False
    if not reason:
        try:
            with closing(_events_of(message)) as events:
                for event in events:
                    told_anything = True
                    heard(event)
        except _WindowFailed as failure:
            if told_anything:
                raise click.ClickException(
                    _("The window closed by itself: {reason}").format(reason=failure)
                ) from failure
            reason = str(failure)
    if reason:
        click.echo(_("This opens in the terminal ({reason}).").format(reason=reason), err=True)
    return not reason


def _events_of(message: ToWindow) -> Generator[FromWindow, None, None]:
    told: queue.SimpleQueue[FromWindow | _Gone] = queue.SimpleQueue()
    here = paths.of_this_person()
    paths.private_dir(here.log_file.parent)
    window = Surface(
        [sys.executable, "-P", "-m", "deskbreak.window"],
        here.log_file,
        said=told.put,
        gone=lambda reason: told.put(_Gone(reason)),
        own_session=False,
    )
    window.show(message)
    try:
        while True:
            event = told.get()
            if isinstance(event, _Gone):
                window.ended()
                if event.reason:
                    raise _WindowFailed(event.reason)
                return
            yield event
            if isinstance(event, Wanted) and event.action == ONCE_MORE:
                window.tell(message)
            if isinstance(event, Closed):
                return
    finally:
        window.close()
