"""A whole real desktop that a test starts by itself, in about a second, and that leaves nothing behind.

Xvfb, openbox, a session bus of its own, dunst, and xfce4-panel with a systray; with a private home.
Its parts can be absent, come late, or go away, as on real computers.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PIL import Image

from support import accessibility, panel_settings, processes, session_bus
from support.accessibility import Thing
from support.hands import Hands
from support.screen import Screen
from support.session_bus import SessionBus
from support.tray_client import WATCHER, Icon, icons
from support.waiting import wait_until

SCREEN = "1280x800x24"
NOTIFICATIONS = "org.freedesktop.Notifications"
STARTS_WITHIN_S = 20.0
"""How long a part may take to come up on a very busy machine; it takes well under a second."""


class Desktop:
    """One person's desktop. Nothing runs until its parts are started; :meth:`close` ends everything."""

    def __init__(self, *, dark: bool = False) -> None:
        # Sockets live in here, and their paths may have 107 characters at most.
        self.root = Path(tempfile.mkdtemp(prefix="deskbreak-"))
        self.mark = self.root.name
        self.home = self.root / "home"
        self.runtime = self.root / "run"
        self.logs = self.root / "logs"
        for directory in (self.home, self.runtime, self.logs):
            directory.mkdir(mode=0o700)
        panel_settings.write_panel_settings(self.home / ".config", dark=dark)
        self._bus_socket = self.runtime / "bus"
        self._bus_configuration = session_bus.configure(self.root / "bus", self._bus_socket)
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_STATE_HOME": str(self.home / ".local/state"),
            "XDG_DATA_HOME": str(self.home / ".local/share"),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_CURRENT_DESKTOP": "XFCE",
            "XDG_SESSION_TYPE": "x11",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._bus_socket}",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.runtime / 'system_bus'}",
            "GSETTINGS_BACKEND": "memory",
            "NO_AT_BRIDGE": "1",
            "TMPDIR": str(self.root),
            processes.MARK: self.mark,
        }
        if "PYTHONPATH" in os.environ:  # so that the program is the one that these tests belong to
            self.environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: list[subprocess.Popen[bytes]] = []
        self._hands: Hands | None = None
        self._screen: Screen | None = None
        self._guest: SessionBus | None = None
        self._reader: SessionBus | None = None

    # --- its parts ---------------------------------------------------------------

    def start_display(self) -> None:
        """A screen, on the first free display."""
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
        # A display's number is handed out by the server, so that many can start at the same time.
        self._running["display"] = processes.start(
            command, self.environment, self.logs / "display.log", pass_fds=[writing]
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, f"Xvfb did not start:\n{(self.logs / 'display.log').read_text()}"
        self.environment["DISPLAY"] = f":{number}"

    def start_window_manager(self) -> None:
        self._start("window manager", "openbox", "--sm-disable")
        wait_until(self.screen.has_window_manager, "openbox manages windows", STARTS_WITHIN_S, every_s=0.02)

    def start_bus(self) -> None:
        self._start(
            "bus", "dbus-daemon", "--nofork", "--nopidfile", f"--config-file={self._bus_configuration}"
        )
        listens = partial(session_bus.listens, self.environment["DBUS_SESSION_BUS_ADDRESS"])
        wait_until(listens, "the session bus listens", STARTS_WITHIN_S, every_s=0.02)

    def start_notifications(self) -> None:
        self._start("notifications", "dunst")
        self._wait_for_name(NOTIFICATIONS)

    def start_panel(self) -> None:
        self._start("panel", "xfce4-panel", "--disable-wm-check", "--sm-client-disable")
        self._wait_for_name(str(WATCHER.bus_name))

    def start_accessibility(self) -> None:
        """What screen readers read windows through. Programs started before it are not seen."""
        self.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        self._start("accessibility", str(accessibility.LAUNCHER), "--launch-immediately")
        self._wait_for_name("org.a11y.Bus")

    def stop_display(self) -> None:
        self._let_go()
        self._stop("display")

    def stop_bus(self) -> None:
        self._let_go()
        self._stop("bus")
        self._bus_socket.unlink(missing_ok=True)

    def stop_notifications(self) -> None:
        self._stop("notifications")

    def stop_panel(self) -> None:
        self._stop("panel")
        wait_until(
            lambda: not self.bus.owner(str(WATCHER.bus_name)), "the panel has left the bus", every_s=0.02
        )

    def restart_panel(self) -> None:
        """As a crash of the panel, or an update of it, looks from outside."""
        self.stop_panel()
        self.start_panel()

    def close(self) -> None:
        """End everything that was started here, with all it started itself, and remove its files."""
        self._let_go()
        for part in reversed(list(self._running)):
            self._stop(part)
        processes.end_all_marked(self.mark)
        for process in self._started:
            process.wait(5)
        shutil.rmtree(self.root, ignore_errors=True)
        assert not self.root.exists(), f"somebody still writes to {self.root}"

    # --- a person at it ----------------------------------------------------------

    @property
    def hands(self) -> Hands:
        self._hands = self._hands or Hands(self.environment["DISPLAY"])
        return self._hands

    @property
    def screen(self) -> Screen:
        self._screen = self._screen or Screen(self.environment["DISPLAY"])
        return self._screen

    @property
    def bus(self) -> SessionBus:
        self._guest = self._guest or SessionBus(self.environment["DBUS_SESSION_BUS_ADDRESS"])
        return self._guest

    def things(self, role: str = "", name: str = "") -> list[Thing]:
        """What the open windows hold that shows, has this role, and a name that begins with ``name``."""
        self._reader = self._reader or accessibility.open_accessibility_bus(self.bus)
        return [
            thing
            for program in accessibility.programs(self._reader)
            for thing in program.all()
            if role in thing.role and thing.name.lower().startswith(name.lower()) and thing.showing
        ]

    def click(self, name: str, role: str = "button", within_s: float = 10.0) -> None:
        """Click with the mouse in the middle of what has this role and name, as soon as it is there."""
        found = wait_until(lambda: self.things(role, name), f"there is a {role} {name!r}", within_s)
        self.hands.click(*found[0].centre)

    def icon(self, within_s: float = 15.0) -> Icon:
        """Deskbreak's icon, as the panel's watcher lists it; waits for it."""
        return wait_until(lambda: icons(self.bus), "the icon is in the panel", within_s)[0]

    def start_program(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        """Start some other program of this person's, to be ended with the desktop."""
        return self._start(name, *command)

    def picture(self) -> Image.Image:
        """What is on the screen now."""
        return self.screen.picture()

    # --- inside ------------------------------------------------------------------

    def _start(self, part: str, *command: str) -> subprocess.Popen[bytes]:
        log = self.logs / f"{part.replace(' ', '-')}.log"
        started = processes.start(command, self.environment, log, cwd=self.home)
        self._running[part] = started
        self._started.append(started)
        return started

    def _stop(self, part: str) -> None:
        running = self._running.pop(part, None)
        if running is not None:
            processes.end(running)

    def _wait_for_name(self, name: str) -> None:
        wait_until(
            lambda: self.bus.owner(name),
            f"{name} is on the bus",
            STARTS_WITHIN_S,
            every_s=0.02,
            story=self.logged,
        )

    def logged(self) -> str:
        """What all its programs have printed, to be read after something went wrong."""
        return "\n".join(f"--- {log.name}\n{log.read_text()[-1500:]}" for log in sorted(self.logs.iterdir()))

    def _let_go(self) -> None:
        for held in (self._hands, self._screen, self._reader, self._guest):
            if held is not None:
                held.close()
        self._hands = self._screen = self._reader = self._guest = None


@contextmanager
def bare_desktop() -> Iterator[Desktop]:
    """A screen with a window manager, and nothing else: no bus, no panel, no notifications."""
    desktop = Desktop()
    try:
        desktop.start_display()
        desktop.start_window_manager()
        yield desktop
    finally:
        desktop.close()


@contextmanager
def whole_desktop(*, dark: bool = False) -> Iterator[Desktop]:
    """A desktop as most people have it."""
    desktop = Desktop(dark=dark)
    try:
        desktop.start_display()
        desktop.start_bus()
        desktop.start_window_manager()
        desktop.start_notifications()
        desktop.start_panel()
        yield desktop
    finally:
        desktop.close()


@contextmanager
def no_desktop() -> Iterator[Desktop]:
    """A private home and nothing more, as on a server over SSH."""
    desktop = Desktop()
    for name in ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "DBUS_SESSION_BUS_ADDRESS"):
        del desktop.environment[name]
    try:
        yield desktop
    finally:
        desktop.close()
