"""Xfce's settings on the session bus, as ways to know whether something is on.

``org.xfce.Xfconf``: GetProperty(channel, property), and the signals PropertyChanged and PropertyRemoved,
whose first value is the channel (docs.xfce.org/xfce/xfconf, and its introspection in Xfce 4.18).
"""

from deskbreak.desktop.freedesktop.bus import Body, Remote
from deskbreak.desktop.freedesktop.way_to_know import Hint, Question

XFCONF = Remote("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf")
NEVER_SET = frozenset({"org.xfce.Xfconf.Error.PropertyNotFound", "org.xfce.Xfconf.Error.ChannelNotFound"})


def is_set(body: Body) -> bool:
    """The meaning of a setting that is true while it is on."""
    return bool(body[0][1])


def when_unset(error: str) -> bool | None:
    """What was never set is off."""
    return False if error in NEVER_SET else None


def hints(channel: str, name: str) -> tuple[Hint, ...]:
    """The signals after which that setting may be another one."""

    def is_it(body: Body) -> bool:
        return bool(body[1] == name)

    return tuple(Hint(XFCONF, member, channel, is_it) for member in ("PropertyChanged", "PropertyRemoved"))


def property_of(channel: str, name: str, *, of: str) -> Question:
    """A setting that is true while it is on, asked while somebody owns the name ``of``."""
    return Question(
        XFCONF,
        "GetProperty",
        "ss",
        (channel, name),
        means=is_set,
        refused=when_unset,
        hints=hints(channel, name),
        while_there=of,
    )
