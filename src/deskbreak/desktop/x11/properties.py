"""What windows carry on an X server: properties, named by atoms; and being told that one changed."""

from collections.abc import Callable

from Xlib import X, error
from Xlib.protocol import request, rq

from deskbreak.desktop.x11.connection import XConnection

_NUMBERS = 32
_BYTES = 8


class Property:
    """What was asked of a window. The answer is waited for when it is first read: whoever asks for several
    and then reads them is woken once.

    Its methods raise what python-xlib raises when the connection ends meanwhile. Where there is no such
    window, or it carries no such thing, there is simply nothing.
    """

    def __init__(self, asked: request.GetProperty) -> None:
        self._asked = asked

    def is_there(self) -> bool:
        """Whether the window is there and carries it, whatever is in it."""
        return self._format() is not None

    def numbers(self) -> tuple[int, ...]:
        """Its numbers, where it consists of such."""
        # A window's name must never be taken for numbers, nor these for a text.
        return tuple(int(each) for each in self._asked.value[1]) if self._format() == _NUMBERS else ()

    def text(self) -> bytes:
        """Its bytes, where it consists of such."""
        return bytes(self._asked.value[1]) if self._format() == _BYTES else b""

    def _format(self) -> int | None:
        try:
            self._asked.reply()
        except error.BadWindow:
            return None
        return None if self._asked.property_type == X.NONE else int(self._asked.value[0])


class Properties:
    """Asks for them through one connection, and listens to changes.

    Its methods raise what python-xlib raises when the connection ends meanwhile.
    """

    def __init__(self, x: XConnection) -> None:
        self._display = x.display

    def atom(self, name: str, *, only_if_known: bool = False) -> int:
        """The number that stands for ``name`` on this server; 0 where nobody has ever used it."""
        answer = request.InternAtom(display=self._display, name=name, only_if_exists=only_if_known)
        return int(answer.atom)

    def ask(self, window: int, name: int, at_most: int) -> Property:
        """For the first ``at_most`` numbers of a property, or for four times as many bytes."""
        asked = request.GetProperty(
            display=self._display,
            defer=True,
            delete=False,
            property=name,
            type=X.AnyPropertyType,
            window=window,
            long_offset=0,
            long_length=at_most,
        )
        return Property(asked)

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
