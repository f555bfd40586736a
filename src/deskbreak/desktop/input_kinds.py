"""Whoever hears that there is input, and of which kind, for ``deskbreak record``."""

import sys
from collections.abc import Callable
from typing import Protocol

KEY, BUTTON, MOVE, WHEEL = "key", "button", "move", "wheel"

Told = Callable[[str], None]
"""Called from a thread of its own with the kind of each input."""

Ended = Callable[[str], None]
"""Called once, with the reason, when nothing more can be heard."""


class InputKinds(Protocol):
    """Tells from the start until :meth:`close`; which key, which button or where is never looked at."""

    def close(self) -> None: ...


def listen(told: Told, ended: Ended) -> InputKinds:
    """Listen in this system's way. Raises :class:`deskbreak.ports.selection.Unavailable`."""
    if sys.platform == "linux":
        from deskbreak.desktop.x11.input_kinds import XInputKinds  # noqa: PLC0415  a toolkit is read only where it is used

        return XInputKinds(told, ended)
    from deskbreak.desktop.portable.input_kinds_pynput import PynputInputKinds  # noqa: PLC0415  as above

    return PynputInputKinds(told, ended)
