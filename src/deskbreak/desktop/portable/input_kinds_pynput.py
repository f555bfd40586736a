"""The kinds of input from pynput's listeners: what came is dropped in the callback's first line."""

from collections.abc import Callable

from deskbreak.desktop.input_kinds import BUTTON, KEY, MOVE, WHEEL, Ended, Told
from deskbreak.desktop.portable.pynput_listeners import PynputListeners
from deskbreak.language import _


class PynputInputKinds:
    """Hears every input that pynput can. Raises :class:`deskbreak.ports.selection.Unavailable`."""

    def __init__(self, told: Told, ended: Ended) -> None:
        self._ended = ended
        self._told_end = self._closing = False
        key, button = teller(told, KEY), teller(told, BUTTON)
        self._listeners = PynputListeners(
            keyboard={"on_press": key, "on_release": key},
            mouse={"on_move": teller(told, MOVE), "on_click": button, "on_scroll": teller(told, WHEEL)},
            ended=self._end,
        )

    def close(self) -> None:
        """Hear no more. May be called twice."""
        self._closing = True
        if not self._told_end:
            self._listeners.close()

    def _end(self) -> None:
        if not (self._closing or self._told_end):
            self._told_end = True
            self._ended(_("The display that pynput listened to is gone."))


def teller(told: Told, kind: str) -> Callable[..., None]:
    """What pynput may call with whatever it has seen; ``kind`` is all that goes on from here."""

    def tell(*_what_it_was: object) -> None:
        told(kind)

    return tell
