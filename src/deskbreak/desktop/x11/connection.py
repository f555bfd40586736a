"""A connection to an X server, for one thread at a time."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from Xlib import error
from Xlib.protocol import display, request, rq

from deskbreak.desktop.portable.answer_in_time import answer_in_time
from deskbreak.desktop.portable.sensed_activity import Vanished
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable

PATIENCE_S = 5.0
XWAYLAND = "XWAYLAND"


def display_name() -> str:
    """The display that this session's environment names.

    Raises :class:`Unavailable` without one, and under Wayland, where an X server sees the input to its
    own windows only, anybody writing in another would seem to be away, and nobody can lock the screen.
    """
    session_type = os.environ.get("XDG_SESSION_TYPE", "")
    if session_type == "wayland" or (session_type != "x11" and os.environ.get("WAYLAND_DISPLAY")):
        raise _only_wayland()
    name = os.environ.get("DISPLAY", "")
    if not name:
        raise Unavailable(
            _("This session has no X display: DISPLAY is not set."),
            _("Start Deskbreak from inside the desktop session."),
        )
    return name


class _PlainDisplay(display.Display):
    # The library's usual Display loads a dozen extensions and wraps every window; none is needed here.
    def __init__(self, name: str) -> None:
        no_wrappers: Any = {}
        self.resource_classes = no_wrappers
        super().__init__(name)


class XConnection:
    """What an adapter needs of an X server: extensions, questions, events, and its end.

    Raises :class:`Unavailable` when the server cannot be reached or refuses. Later on, methods raise
    :class:`Vanished`. Opening may take for ever: see :func:`in_time`.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            self.display = _PlainDisplay(name)
        except error.DisplayNameError as nonsense:
            reason = _("DISPLAY is {display}, which is not the name of a display.").format(display=repr(name))
            raise Unavailable(reason, _("Set DISPLAY to something like :0.")) from nonsense
        except (error.DisplayError, error.ConnectionClosedError, error.XauthError, OSError) as refusal:
            raise self._out_of_reach(refusal) from refusal
        self._faults: list[error.XError] = []
        self.display.set_error_handler(lambda fault, _request: self._faults.append(fault))
        # The library keeps these for all connections alike, though servers number events differently.
        self.display.event_classes = self.display.event_classes.copy()
        if self.extension(XWAYLAND) is not None:
            self.close()
            raise _only_wayland()

    def fileno(self) -> int:
        return self.display.socket.fileno()

    def extension(self, name: str) -> "request.QueryExtension | None":
        """The extension's numbers, ``None`` when the server does not have it. Raises :class:`Unavailable`."""
        try:
            answer = request.QueryExtension(display=self.display, name=name)
        except (error.ConnectionClosedError, OSError) as end:
            raise self._out_of_reach(end) from end
        return answer if answer.present else None

    def events(self) -> list[rq.Event]:
        """Send what was asked for; return the events that have come, without waiting for more."""
        try:
            self.display.flush()
            arrived = [self.display.next_event() for _each in range(self.display.pending_events())]
        except (error.ConnectionClosedError, OSError) as end:
            raise self.vanished() from end
        if self._faults:
            raise Vanished(
                _("The X server at {display} refused a request: {error}").format(
                    display=self.name, error=str(self._faults[0])
                )
            )
        return arrived

    def vanished(self) -> Vanished:
        """What to raise when a question met a closed connection."""
        return Vanished(_("The X server at {display} is gone.").format(display=self.name))

    def close(self) -> None:
        # When the server went first, the library has closed its side already.
        with suppress(error.ConnectionClosedError, OSError):
            self.display.close()

    def _out_of_reach(self, failure: Exception) -> Unavailable:
        reason = _("The X server at {display} cannot be reached ({error}).").format(
            display=self.name, error=str(failure)
        )
        return Unavailable(reason, _("Check that it runs and that DISPLAY and XAUTHORITY belong to it."))


class Closes(Protocol):
    """What can be let go of when it comes too late."""

    def close(self) -> None: ...


Opened = TypeVar("Opened", bound=Closes)


def in_time(name: str, open_it: Callable[[str], Opened]) -> Opened:
    """What ``open_it`` makes of the display ``name``.

    Raises what it raises, and :class:`Unavailable` when the server does not answer in ``PATIENCE_S``.
    """
    try:
        return answer_in_time(PATIENCE_S, lambda: open_it(name), lambda opened: opened.close())
    except TimeoutError as silence:
        reason = _("The X server at {display} does not answer.").format(display=name)
        raise Unavailable(reason, _("Wait until it runs again, or restart the desktop session.")) from silence


def _only_wayland() -> Unavailable:
    return Unavailable(
        _("This is a Wayland session: X knows only of its own windows, and of the input to them."),
        _("Use what the desktop itself offers, or log in to an X11 session."),
    )
