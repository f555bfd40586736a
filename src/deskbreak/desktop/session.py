"""Who can tell that the screen is locked or that the computer sleeps, on this system."""

import sys
from functools import partial

from deskbreak.clock import Clock
from deskbreak.desktop.joined_session import JoinedSession, Opening, Told, Way
from deskbreak.ports.selection import Candidate
from deskbreak.ports.session import Ending, Lost, Seen, Session


def candidates(clock: Clock, seen: Seen, ending: Ending, lost: Lost) -> list[Candidate[Session]]:
    """The ways to fill the session port; on Linux one that joins all that are there.

    ``seen``, ``ending`` and ``lost`` may be called before ``open`` of the candidate returns.
    """
    here = ways(clock)
    if not here:
        return []
    return [Candidate("+".join(here), partial(JoinedSession, here, clock, seen, ending, lost))]


def ways(clock: Clock) -> dict[str, Opening]:
    """Every way that this system may have, by its name."""
    if sys.platform != "linux":
        return {}
    return {
        "logind": _logind,
        "screen-saver": _screen_savers,
        "xscreensaver": lambda told, lost: _xscreensaver(told, lost, clock),
    }


def _logind(told: Told, lost: Lost) -> Way:
    from deskbreak.desktop.freedesktop.logind import Logind  # noqa: PLC0415

    return Logind(told, lost)


def _screen_savers(told: Told, lost: Lost) -> Way:
    from deskbreak.desktop.freedesktop.screen_savers import ScreenSavers  # noqa: PLC0415

    return ScreenSavers(told, lost)


def _xscreensaver(told: Told, lost: Lost, clock: Clock) -> Way:
    from deskbreak.desktop.x11.connection import display_name, in_time  # noqa: PLC0415  a toolkit is read only where it is used
    from deskbreak.desktop.x11.xscreensaver_daemon import ConnectedSaver  # noqa: PLC0415  a toolkit is read only where it is used

    saver = in_time(display_name(), ConnectedSaver)
    from deskbreak.desktop.x11.xscreensaver import XScreenSaver  # noqa: PLC0415  most people have no XScreenSaver

    return XScreenSaver(saver, told, lost, clock)
