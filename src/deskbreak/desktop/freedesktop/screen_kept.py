"""Whether a program keeps the screen on, as calls and films do, and a film that is paused does not.

Which program it is, and why, is read no further than to leave out who does not play.
"""

import os
import sys

from deskbreak.clock import Clock
from deskbreak.desktop.freedesktop.bus import Body
from deskbreak.desktop.freedesktop.inhibitors import (
    CHANGE_SCREEN_SETTINGS,
    IDLE,
    POLICY_AGENT,
    POWER_MANAGEMENT,
    SESSION_MANAGER,
)
from deskbreak.desktop.freedesktop.joined_ways import LOOK_EVERY_S, NAME, JoinedWays
from deskbreak.desktop.freedesktop.logind import MANAGER, MANAGER_PROPERTIES
from deskbreak.desktop.freedesktop.way_to_know import Hint, Question, Way, says_so
from deskbreak.language import _
from deskbreak.ports.holds import Lost, Told
from deskbreak.ports.selection import Passed


class ScreenKept(JoinedWays):
    """The :class:`deskbreak.ports.holds.HoldSense` for a screen that is kept on."""

    def __init__(self, clock: Clock, told: Told, lost: Lost, *, look_every_s: float = LOOK_EVERY_S) -> None:
        """Raises :class:`deskbreak.ports.selection.Unavailable` without a session bus."""
        nobody = Passed(
            NAME,
            _("Nothing here says whether a program keeps the screen on, as calls and films do."),
            _(
                "Use a desktop that does (GNOME, KDE Plasma, Xfce, MATE, Cinnamon);"
                " elsewhere, time without input counts as a rest also in a call or a film."
            ),
        )
        logind = _logind()
        ranks = ((_session_manager(), _policy_agent(), logind), (_power_management(),))
        super().__init__(ranks, nobody, clock, told, lost, on_system_bus=[logind], look_every_s=look_every_s)


def _session_manager() -> Way:
    """``IsInhibited`` of the session manager; MATE's and Cinnamon's have no InhibitedActions."""
    hints = tuple(Hint(SESSION_MANAGER, member) for member in ("InhibitorAdded", "InhibitorRemoved"))
    return Question(SESSION_MANAGER, "IsInhibited", "u", (IDLE,), means=says_so, hints=hints)


def _policy_agent() -> Way:
    """``HasInhibition`` of KDE's agent, for the screen alone: who downloads keeps only the computer on."""
    hints = (Hint(POLICY_AGENT, "InhibitionsChanged"),)
    return Question(POLICY_AGENT, "HasInhibition", "u", (CHANGE_SCREEN_SETTINGS,), means=says_so, hints=hints)


def _power_management() -> Way:
    """``HasInhibit``, which does not tell screen from computer: the last to be heard."""
    hints = (Hint(POWER_MANAGEMENT, "HasInhibitChanged"),)
    return Question(POWER_MANAGEMENT, "HasInhibit", means=says_so, hints=hints, silent=True)


def _logind() -> Way:
    """An inhibitor of "idle" at logind, of this person's.

    It can say yes only: on most desktops films never ask it. ``ListInhibitors`` and ``BlockInhibited`` in
    org.freedesktop.login1(5).
    """

    def is_about_inhibitors(body: Body) -> bool:
        return "BlockInhibited" in body[1] or "BlockInhibited" in body[2]

    hint = Hint(MANAGER_PROPERTIES, "PropertiesChanged", MANAGER.interface, is_about_inhibitors)
    return Question(MANAGER, "ListInhibitors", means=_is_kept_by_own, hints=(hint,))


def _is_kept_by_own(body: Body) -> bool | None:
    if sys.platform == "win32":  # which has no logind
        return None
    for what, _who, _why, mode, person, _process in body[0]:
        if "idle" in what.split(":") and mode == "block" and person == os.getuid():
            return True
    return None
