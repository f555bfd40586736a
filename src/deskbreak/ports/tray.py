"""The icon in the panel, its tooltip and its menu."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Sign(StrEnum):
    """What the icon shows."""

    SITTING = "sitting"
    DUE = "due"
    HELD = "held"
    PROMPTING = "prompting"
    PAUSED = "paused"
    OFF_HOURS = "off_hours"
    UNKNOWN = "unknown"


RING_STEPS = 16
"""The ring fills in this many steps, not quite three pixels each at 16 px, nor three minutes of 45. Each
wakes us, the bus, and the panel, which comes for the picture."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of the menu. ``action`` is what :data:`Acted` is called with; none for a mere note,
    a separator (empty ``label``) or a submenu (``children``)."""

    label: str = ""
    action: str = ""
    enabled: bool = True
    children: tuple["MenuItem", ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """Everything that the tray shows. ``filled`` is 0 to :data:`RING_STEPS` and matters while sitting."""

    sign: Sign
    filled: int
    title: str
    text: str
    menu: tuple[MenuItem, ...]


LEFT_CLICK = "left_click"

Acted = Callable[[str], None]
"""Called from any thread with a menu item's ``action``, or :data:`LEFT_CLICK`; returns at once."""

Shown = Callable[[str | None], None]
"""Called from any thread: with ``None`` when a panel shows the icon, with the reason when none does."""

Lost = Callable[[str], None]
"""Called once, with the reason, when the adapter cannot go on."""


class Tray(Protocol):
    """Keeps ``Face`` in the panel.

    * :meth:`show` replaces the face, from any thread, without blocking; what did not change is not
      sent again.
    * A panel that is absent, late or restarted is waited for without polling: ``shown`` tells each
      change, and the icon returns by itself.
    * When the way to the panel itself vanishes (the bus, the display), ``lost`` is called once.
    * :meth:`close` takes the icon away; it may be called twice, and after ``lost``.
    """

    name: str

    def show(self, face: Face) -> None: ...

    def close(self) -> None: ...
