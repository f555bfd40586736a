"""Who keeps the screen on, where desktops list it: GNOME's session manager and its likes, KDE's, Xfce's."""

from deskbreak.desktop.freedesktop.bus import Remote

SESSION_MANAGER = Remote("org.gnome.SessionManager", "/org/gnome/SessionManager", "org.gnome.SessionManager")
"""GNOME's, MATE's and Cinnamon's (``org.gnome.SessionManager.xml`` of gnome-session)."""
INHIBITOR = "org.gnome.SessionManager.Inhibitor"
IDLE = 8
"""The flag of those that keep the session from being marked as idle."""

_AGENT = "org.kde.Solid.PowerManagement.PolicyAgent"
POLICY_AGENT = Remote(_AGENT, "/org/kde/Solid/PowerManagement/PolicyAgent", _AGENT)
"""KDE's (``org.kde.Solid.PowerManagement.PolicyAgent.xml`` of powerdevil). It lets 5 s pass before it
believes an inhibition."""
CHANGE_SCREEN_SETTINGS = 4
"""The kind of those that keep the screen from being dimmed and locked (``PolicyAgent::RequiredPolicy``)."""

POWER_MANAGEMENT = Remote(
    "org.freedesktop.PowerManagement",
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit",
)
"""Xfce's and others'. Xfce 4.18 never sends the HasInhibitChanged that it promises (tried)."""
