"""Panels of the older kind on X11: they own a selection, and embed small windows as icons."""

import selectors
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from Xlib import X, display, error

from deskbreak.language import _
from deskbreak.ports.selection import Unavailable


class TrayManagerWatch:
    """Calls ``changed`` with whether such a panel is there: first when started, then at each change.

    Its thread sleeps until the X server has something to tell. ``lost`` is called once, with the reason,
    when the X server is gone.
    """

    def __init__(self, changed: Callable[[bool], None], lost: Callable[[str], None]) -> None:
        """Connect. Raises :class:`Unavailable` without an X server."""
        self._changed = changed
        self._lost = lost
        try:
            self._display = display.Display()
        except (error.DisplayError, error.ConnectionClosedError, error.XauthError, OSError) as trouble:
            raise Unavailable(
                _("The X display cannot be opened: {error}").format(error=trouble),
                _("Start Deskbreak from inside the desktop session."),
            ) from None
        # A panel that goes while we look at it leaves an error behind; its end is what we wait for anyway.
        self._display.set_error_handler(lambda *_fault: None)
        self._selection = self._display.intern_atom(f"_NET_SYSTEM_TRAY_S{self._display.get_default_screen()}")
        self._manager_message = self._display.intern_atom("MANAGER")
        self._panel = 0
        self._closing = False
        self._wake_receiver, self._wake_sender = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="tray manager", daemon=True)

    def is_there(self) -> bool:
        """Whether a panel takes such icons now. Only before :meth:`start`."""
        return self._find()

    def start(self) -> None:
        """Begin to tell."""
        self._thread.start()

    def close(self) -> None:
        """Stop telling. May be called twice, and without :meth:`start`."""
        self._closing = True
        if not self._thread.ident:
            self._release()
            return
        with suppress(OSError):
            self._wake_sender.send(b"\0")
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=2)

    def _find(self) -> bool:
        owner = self._display.get_selection_owner(self._selection)
        if isinstance(owner, int):  # the number that stands for nobody
            self._panel = 0
            return False
        self._panel = owner.id
        owner.change_attributes(event_mask=X.StructureNotifyMask)
        return True

    def _run(self) -> None:
        try:
            self._display.screen().root.change_attributes(event_mask=X.StructureNotifyMask)
            self._changed(self._find())
            with selectors.DefaultSelector() as selector:
                selector.register(self._display, selectors.EVENT_READ)
                selector.register(self._wake_receiver, selectors.EVENT_READ)
                while not self._closing:
                    while self._display.pending_events():
                        self._look_at(self._display.next_event())
                    self._display.flush()
                    selector.select()
        except (error.ConnectionClosedError, OSError) as end:
            if not self._closing:
                self._lost(_("The X server is gone ({error}).").format(error=end))
        finally:
            self._release()

    def _look_at(self, event: Any) -> None:  # python-xlib's events have fields by their kind
        came = (
            event.type == X.ClientMessage
            and event.client_type == self._manager_message
            and event.data[1][1] == self._selection
        )
        went = event.type == X.DestroyNotify and event.window.id == self._panel
        if came or went:
            self._changed(self._find())

    def _release(self) -> None:
        with suppress(error.ConnectionClosedError, OSError):
            self._display.close()
        self._wake_sender.close()
        self._wake_receiver.close()
