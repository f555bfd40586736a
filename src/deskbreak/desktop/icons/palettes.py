"""The colours of the signs, by the panel they stand on. Light, so that the resident process can ask."""

import os
from dataclasses import dataclass
from enum import StrEnum

PANEL_VARIABLE = "DESKBREAK_PANEL"


class Panel(StrEnum):
    """What is known about the panel's colour."""

    LIGHT = "light"
    DARK = "dark"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class SignColours:
    """``ink`` draws what is still, ``accent`` what fills; both as ``#RRGGBB``. ``thin_opacity`` (of 255) is
    that of the thin ring, which is to step back behind the arc."""

    ink: str
    accent: str
    thin_opacity: int


COLOURS = {
    Panel.LIGHT: SignColours(ink="#2A2622", accent="#2B6653", thin_opacity=210),
    Panel.DARK: SignColours(ink="#F2EBE1", accent="#8FCBB3", thin_opacity=210),
    # One green that keeps 3.6:1 on #F5F5F5 and on #2A2A2A alike.
    # Nothing of that can be given away: there, the thin ring steps back by being thin alone.
    Panel.ANY: SignColours(ink="#318F73", accent="#318F73", thin_opacity=255),
}


def panel_here() -> Panel:
    """The panel that ``DESKBREAK_PANEL`` names (light, dark, any); any where it names none.

    No desktop tells a program the colour of its panel, so only a person can.
    """
    named = os.environ.get(PANEL_VARIABLE, "")
    return Panel(named) if named in set(Panel) else Panel.ANY
