"""What windows carry on an X server: properties, named by atoms; and being told that one changed."""

from collections.abc import Callable

from Xlib import X, error
from Xlib.protocol import request, rq

from deskbreak.desktop.x11.connection import XConnection

_NUMBERS = 32
_BYTES = 8


class Properties:
    """Reads and watches them through one connection.

    Its methods raise what python-xlib raises when the connection ends meanwhile.
    """

    def __init__(self, x: XConnection) -> None:
        self._display = x.display

    def atom(self, name: str, *, only_if_known: bool = False) -> int:
        """The number that stands for ``name`` on this server; 0 where nobody has ever used it."""
        answer = request.InternAtom(display=self._display, name=name, only_if_exists=only_if_known)
        return int(answer.atom)

    def has(self, window: int, name: int) -> bool:
        """Whether ``window`` is there and carries that property, whatever is in it."""
        answer = self._get(window, name, 0)
        return answer is not None and answer.property_type != X.NONE

    def numbers(self, window: int, name: int, at_most: int) -> tuple[int, ...]:
        """The first numbers of the property; none where there is no such window, or it carries no numbers."""
        answer = self._get(window, name, at_most)
        # Windows' names and the like must never be taken for numbers, nor these for a text.
        if answer is None or answer.property_type == X.NONE or answer.value[0] != _NUMBERS:
            return ()
        return tuple(int(number) for number in answer.value[1])

    def text(self, window: int, name: int, at_most: int) -> bytes:
        """The first bytes of the property, a multiple of four; empty where :meth:`numbers` would be."""
        answer = self._get(window, name, at_most // 4)
        if answer is None or answer.property_type == X.NONE or answer.value[0] != _BYTES:
            return b""
        return bytes(answer.value[1])

    def listen(self, window: int, events: int) -> None:
        """Be told of these events at ``window`` instead of those before; a window that is gone has none."""
        change: Callable[..., rq.Request] = (
            request.ChangeWindowAttributes
        )  # its stub asks for another display
        change(
            display=self._display,
            onerror=error.CatchError(error.BadWindow),
            window=window,
            attrs={"event_mask": events},
        )

    def _get(self, window: int, name: int, numbers: int) -> "request.GetProperty | None":
        try:
            return request.GetProperty(
                display=self._display,
                delete=False,
                property=name,
                type=X.AnyPropertyType,
                window=window,
                long_offset=0,
                long_length=numbers,
            )
        except error.BadWindow:
            return None
