"""A real window manager on a test's X server, and a plain window of somebody's for it to manage."""

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from Xlib import X, Xatom, Xutil, error
from Xlib.display import Display
from Xlib.protocol.event import ClientMessage

from support import processes
from support.waiting import wait_until

REMOVE, ADD = 0, 1
FROM_THE_PERSON = 2
WITHIN_S = 20.0


class WindowManager:
    """openbox on the display that ``environment`` names, from :meth:`start` on."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self._environment = {"PATH": os.environ["PATH"], "HOME": str(log.parent), **environment}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Over when it manages windows."""
        self._process = processes.start(["openbox", "--sm-disable"], self._environment, self._log)
        display = Display(self._environment["DISPLAY"])
        try:
            wait_until(lambda: _has_manager(display), "openbox manages windows", WITHIN_S, every_s=0.01)
        finally:
            display.close()

    def stop(self) -> None:
        """Ask it to end; it cleans up behind itself."""
        if self._process is not None:
            processes.end(self._process)
            self._process = None

    def crash(self) -> None:
        """What it wrote on the root window stays."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = None


def _has_manager(display: Display) -> bool:
    """Whether one runs now: what one that crashed wrote is still to be read."""
    check = display.intern_atom("_NET_SUPPORTING_WM_CHECK")
    found = display.screen().root.get_full_property(check, Xatom.WINDOW)
    try:
        return bool(found and display.create_resource_object("window", found.value[0]).get_attributes())
    except error.BadWindow:
        return False


class SomeWindow:
    """A window of a program called ``program``, managed and active when this returns.

    ``kind`` is its type, the end of a ``_NET_WM_WINDOW_TYPE_…``.
    """

    def __init__(self, display_name: str, *, program: str = "player", kind: str = "NORMAL") -> None:
        self._display = Display(display_name)
        self._root = self._display.screen().root
        self._window = self._root.create_window(0, 0, 200, 150, 0, X.CopyFromParent)
        self._window.set_wm_class(program, program.capitalize())
        self._window.set_wm_hints(flags=Xutil.InputHint, input=1)
        types = [self._atom(f"_NET_WM_WINDOW_TYPE_{kind}")]
        self._window.change_property(self._atom("_NET_WM_WINDOW_TYPE"), Xatom.ATOM, 32, types)
        # openbox overlooks windows that come while it starts.
        wait_until(self._is_managed_or_asks, "it is managed", WITHIN_S, every_s=0.05)
        self.go_in_front()

    @property
    def id(self) -> int:
        return int(self._window.id)

    @property
    def is_full_screen(self) -> bool:
        return self._atom("_NET_WM_STATE_FULLSCREEN") in self._numbers("_NET_WM_STATE")

    @property
    def is_active(self) -> bool:
        return self._numbers("_NET_ACTIVE_WINDOW", of_root=True) == [self.id]

    def go_in_front(self) -> None:
        """Become the active window; over when it is."""
        self._ask("_NET_ACTIVE_WINDOW", FROM_THE_PERSON, X.CurrentTime, 0)
        wait_until(lambda: self.is_active, "it is the active window", WITHIN_S, every_s=0.01)

    def fill_the_screen(self, fills: bool = True) -> None:
        """As F11 and the like do; over when the window manager has done it."""
        self._ask("_NET_WM_STATE", ADD if fills else REMOVE, self._atom("_NET_WM_STATE_FULLSCREEN"), 0, 1)
        wait_until(
            lambda: self.is_full_screen is fills, "it fills the screen, or not", WITHIN_S, every_s=0.01
        )

    def claim_to_fill_the_screen(self) -> None:
        """Say so without asking anybody, as a window does before it is shown."""
        states = [self._atom("_NET_WM_STATE_FULLSCREEN")]
        self._window.change_property(self._atom("_NET_WM_STATE"), Xatom.ATOM, 32, states)
        self._display.sync()

    def change_title(self, title: str) -> None:
        self._window.set_wm_name(title)
        self._display.sync()

    def close(self) -> None:
        """Take the window away; may be called again, and when the display is gone."""
        with suppress(error.ConnectionClosedError):
            self._window.destroy()
            self._display.close()

    def _is_managed_or_asks(self) -> bool:
        managed = self.id in self._numbers("_NET_CLIENT_LIST", of_root=True)
        if not managed:
            self._window.map()
            self._display.sync()
        return managed

    def _ask(self, what: str, *data: int) -> None:
        message = ClientMessage(
            window=self._window, client_type=self._atom(what), data=(32, [*data, *[0] * (5 - len(data))])
        )
        self._root.send_event(message, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self._display.sync()

    def _numbers(self, name: str, *, of_root: bool = False) -> list[int]:
        carrier = self._root if of_root else self._window
        found = carrier.get_full_property(self._atom(name), X.AnyPropertyType)
        return list(found.value) if found else []

    def _atom(self, name: str) -> int:
        return int(self._display.intern_atom(name))
