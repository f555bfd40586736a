"""pynput's two listeners, opened in time or refused with a reason, and let go of."""

import functools
import logging
import sys
from collections.abc import Callable, Mapping
from typing import Any

from deskbreak.desktop.portable.answer_in_time import answer_in_time
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable

PATIENCE_S = 5.0

Callbacks = Mapping[str, Callable[..., None]]

_log = logging.getLogger(__name__)


class PynputListeners:
    """Call ``keyboard`` and ``mouse`` (pynput's own names for callbacks), each from a thread of its own.

    ``ended`` is called from such a thread when that listener has stopped, by whatever cause. Raises
    :class:`Unavailable`.
    """

    def __init__(self, *, keyboard: Callbacks, mouse: Callbacks, ended: Callable[[], None]) -> None:
        self._ended = ended
        try:
            self._listeners = answer_in_time(PATIENCE_S, lambda: self._listen(keyboard, mouse), _stop)
        except TimeoutError as silence:
            reason = _("The display does not answer pynput's listeners.")
            raise Unavailable(reason, _("Restart the desktop session.")) from silence
        except ImportError as missing:
            reason = _("pynput cannot work here: {error}").format(error=str(missing).partition("\n")[0])
            raise Unavailable(
                reason, _("Install Deskbreak with pynput, on a system that it knows.")
            ) from missing

    def close(self) -> None:
        _stop(self._listeners)

    def _listen(self, keyboard_calls: Callbacks, mouse_calls: Callbacks) -> tuple[Any, ...]:
        _refuse_where_blind()
        from pynput import keyboard, mouse  # type: ignore[import-untyped]  # noqa: PLC0415

        listeners = (keyboard.Listener(**keyboard_calls), mouse.Listener(**mouse_calls))
        for listener in listeners:
            listener.run = functools.partial(self._run_to_its_end, listener.run)
            listener.start()
            listener.wait()
        return listeners

    def _run_to_its_end(self, run: Callable[[], None]) -> None:
        try:
            run()
        except Exception:  # noqa: BLE001  each system's listener fails in a way of its own
            _log.debug("a pynput listener failed", exc_info=True)
        self._ended()


def _refuse_where_blind() -> None:
    """Raises :class:`Unavailable` where listeners would hear nothing and say nothing."""
    if sys.platform == "darwin":
        raise Unavailable(
            _("On macOS, listening needs the right to read every key, which Deskbreak does not ask for.")
        )
    if sys.platform == "linux":
        from deskbreak.desktop.x11.recording import display_that_records  # noqa: PLC0415

        display_that_records()


def _stop(listeners: tuple[Any, ...]) -> None:
    # On X11 their threads end with the next input only; until then they are deaf, and asleep.
    for listener in listeners:
        listener.stop()
