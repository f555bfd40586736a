"""The kinds of input from X11's RECORD extension: of each event its type is read, and no more."""

import logging
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from Xlib import X, error
from Xlib.display import Display
from Xlib.ext import record

from deskbreak.desktop.input_kinds import BUTTON, KEY, MOVE, WHEEL, Ended, Told
from deskbreak.desktop.portable.answer_in_time import answer_in_time
from deskbreak.desktop.x11.connection import PATIENCE_S
from deskbreak.desktop.x11.recording import display_that_records
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable

EVENT_BYTES = 32
TYPE_BITS = 0x7F
"""The highest bit says that a program sent the event itself."""
WHEEL_BUTTONS = frozenset((4, 5, 6, 7))
JOIN_S = 2.0

_log = logging.getLogger(__name__)

_NOTHING = (0, 0)
_ALL_INPUT = {
    "core_requests": _NOTHING,
    "core_replies": _NOTHING,
    "ext_requests": (0, 0, 0, 0),
    "ext_replies": (0, 0, 0, 0),
    "delivered_events": _NOTHING,
    "device_events": (X.KeyPress, X.MotionNotify),
    "errors": _NOTHING,
    "client_started": False,
    "client_died": False,
}


class XInputKinds:
    """Hears every input to this session's X server. Raises :class:`Unavailable`."""

    def __init__(self, told: Told, ended: Ended) -> None:
        self._told = told
        self._ended = ended
        self._closing = threading.Event()
        self._hears = threading.Event()
        try:
            self._ear, self._hand, self._context = answer_in_time(PATIENCE_S, _open, _let_go)
        except TimeoutError as silence:
            raise _no_answer() from silence
        self._thread = threading.Thread(target=self._listen, name="input kinds", daemon=True)
        self._thread.start()
        if not self._hears.wait(PATIENCE_S):
            self.close()
            raise _no_answer()

    def close(self) -> None:
        """Hear no more. May be called twice."""
        if self._closing.is_set():
            return
        self._closing.set()
        with suppress(error.ConnectionClosedError, OSError):
            self._hand.record_disable_context(self._context)
            self._hand.flush()
        self._thread.join(JOIN_S)
        _let_go((self._ear, self._hand, self._context))

    def _listen(self) -> None:
        try:
            self._ear.record_enable_context(self._context, self._take)
        except (error.ConnectionClosedError, error.XError, OSError):
            _log.debug("the X server lets nobody listen any more", exc_info=True)
        if not self._closing.is_set():
            self._ended(_("The X server is gone."))

    def _take(self, reply: Any) -> None:
        if reply.category == record.StartOfData:
            self._hears.set()
        elif reply.category == record.FromServer and not self._closing.is_set():
            for kind in kinds_of(reply.data):
                self._told(kind)


def kinds_of(events: bytes) -> Iterator[str]:
    """The kind of each of these events.

    Of each its first byte is read, which is its type. Of a button's event the second one as well, because a
    wheel is a button of another number; that byte of a key's event would be the key.
    """
    for start in range(0, len(events), EVENT_BYTES):
        match events[start] & TYPE_BITS:
            case X.KeyPress | X.KeyRelease:
                yield KEY
            case X.MotionNotify:
                yield MOVE
            case X.ButtonPress | X.ButtonRelease:
                yield WHEEL if events[start + 1] in WHEEL_BUTTONS else BUTTON
            case _:
                pass


def _open() -> tuple[Display, Display, int]:
    name = display_that_records()
    ear, hand = Display(name), Display(name)
    context = hand.record_create_context(0, [record.AllClients], [_ALL_INPUT])
    hand.sync()
    return ear, hand, context


def _no_answer() -> Unavailable:
    return Unavailable(
        _("The X server does not answer."), _("Wait until it runs again, or restart the desktop session.")
    )


def _let_go(opened: tuple[Display, Display, int]) -> None:
    for connection in opened[:2]:
        with suppress(error.ConnectionClosedError, OSError):
            connection.close()
