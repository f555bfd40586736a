"""Whether the X server lets somebody hear all input: its RECORD extension."""

from deskbreak.desktop.x11.connection import XConnection, display_name
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable


def display_that_records() -> str:
    """The name of this session's display. Raises :class:`Unavailable` where nothing would be heard there."""
    probe = XConnection(display_name())
    can_record = probe.extension("RECORD") is not None
    probe.close()
    if not can_record:
        reason = _("The X server at {display} has no RECORD extension.").format(display=probe.name)
        raise Unavailable(reason, _("Start the server with its RECORD extension."))
    return probe.name
