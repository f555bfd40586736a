"""A session in which somebody may wish for quiet, present, or watch a film: real programs, private buses."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress  # type: ignore[import-untyped]  # jeepney ships no types

from support.bus_service import BusService
from support.desktop import NOTIFICATIONS, STARTS_WITHIN_S, Desktop
from support.machine import Machine
from support.waiting import wait_until

XFCE_NOTIFYD = "/usr/lib/*/xfce4/notifyd/xfce4-notifyd"
GNOME_SESSION = "/usr/libexec/gnome-session-binary"
DCONF_SERVICE = "/usr/libexec/dconf-service"
SESSION_MANAGER = "org.gnome.SessionManager"
POWER_MANAGEMENT = "org.freedesktop.PowerManagement"
INHIBIT_PATH, INHIBIT = f"/{POWER_MANAGEMENT.replace('.', '/')}/Inhibit", f"{POWER_MANAGEMENT}.Inhibit"
MANAGER = DBusAddress("/org/gnome/SessionManager", SESSION_MANAGER, SESSION_MANAGER)
NO_SESSION = "[GNOME Session]\nName=Nothing\nRequiredComponents=\n"
IDLE = 8


class HoldGround:
    """Nothing runs but a display and the buses until it is started; all ends with :meth:`close`."""

    def __init__(self) -> None:
        self.desktop = Desktop()
        self.machine = Machine(self.desktop)
        environment = self.desktop.environment
        environment["GSETTINGS_BACKEND"] = "dconf"
        # What a computer happens to start with every session must not come up here.
        environment["XDG_CONFIG_DIRS"] = str(self.desktop.root / "no-autostart")
        sessions = self.desktop.home / ".config/gnome-session/sessions"
        sessions.mkdir(parents=True)
        (sessions / "nothing.session").write_text(NO_SESSION)
        self.desktop.start_display()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._services: list[BusService] = []
        self._kept: list[Callable[[], object]] = []
        self.has_bus = False
        self.start_bus()

    def here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have this process be one of that session's."""
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "GSETTINGS_BACKEND"):
            monkeypatch.setenv(name, self.desktop.environment[name])
        for name in ("XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "HOME"):
            monkeypatch.setenv(name, self.desktop.environment[name])

    def start_bus(self) -> None:
        """Both buses: GNOME's session manager does not start without the system's."""
        if not self.machine.has_bus:
            self.machine.start_bus()
        if not self.has_bus:
            self.desktop.start_bus()
            self.has_bus = True

    def stop_bus(self) -> None:
        """The session's: the session is over."""
        self.quiet()
        if self.has_bus:
            self.desktop.stop_bus()
            self.has_bus = False

    def quiet(self) -> None:
        """End all that was started, but the buses: nothing of one test is left for the next."""
        self._kept.clear()
        for service in self._services:
            service.close()
        self._services.clear()
        for name in tuple(self._running):
            self.stop(name)

    def close(self) -> None:
        self.quiet()
        self.machine.close()
        self.desktop.close()

    # --- programs ------------------------------------------------------------------

    def service(self, *names: str) -> BusService:
        """A small program of the test's own; it has to be taught and to come."""
        self._services.append(BusService(self.desktop.environment["DBUS_SESSION_BUS_ADDRESS"], *names))
        return self._services[-1]

    def start(self, name: str, *command: str) -> None:
        """Start a program, over when it owns ``name``."""
        if name not in self._running:
            self._running[name] = self.desktop.start_program(name, *command)
            self._await(lambda: bool(self.desktop.bus.owner(name)), f"{name} is on the bus")

    def stop(self, name: str) -> None:
        """As a crash: a session manager that ends in order takes more than a second."""
        running = self._running.pop(name, None)
        if running is not None:
            running.kill()
            running.wait(5)
            self._await(lambda: not self.desktop.bus.owner(name), f"{name} has left the bus")

    def start_dunst(self) -> None:
        self.start(NOTIFICATIONS, "dunst")

    def start_xfce_notifyd(self) -> None:
        [program] = Path("/").glob(XFCE_NOTIFYD.lstrip("/"))
        self.start(NOTIFICATIONS, str(program))

    def xfce_power_manager(self, kept_by: Callable[[], list[str]]) -> None:
        """A stand-in, since the real one (4.18) falls over where the display has no DPMS.

        As the real one does, it says who keeps the computer on when it is asked, and sends no signal.
        """
        stand_in = self.service(POWER_MANAGEMENT, "org.xfce.PowerManager")
        stand_in.knows((INHIBIT_PATH, INHIBIT, "HasInhibit"), "b", lambda: bool(kept_by()))
        stand_in.knows((INHIBIT_PATH, INHIBIT, "GetInhibitors"), "as", kept_by).come()

    def start_gnome_session(self) -> None:
        self.start(
            SESSION_MANAGER, GNOME_SESSION, "--builtin", "--session=nothing", "--disable-acceleration-check"
        )

    def start_dconf(self) -> None:
        self.start("ca.desrt.dconf", DCONF_SERVICE)

    # --- what somebody does ------------------------------------------------------------

    def pauses_dunst(self, paused: bool) -> None:
        self._run("dunstctl", "set-paused", str(paused).lower())

    def sets_xfconf(self, channel: str, name: str, on: bool) -> None:
        self._run("xfconf-query", "-c", channel, "-p", name, "-n", "-t", "bool", "-s", str(on).lower())

    def forgets_xfconf(self, channel: str, name: str) -> None:
        """Back to what it is when nobody ever set it."""
        self._run("xfconf-query", "-c", channel, "-p", name, "-r")

    def sets(self, schema: str, key: str, value: str) -> None:
        self._run("gsettings", "set", schema, key, value)

    def forgets(self, schema: str) -> None:
        self._run("gsettings", "reset-recursively", schema)

    def keeps_session(self, program: str, reason: str, flags: int = IDLE) -> None:
        """A program keeps the session from being idle."""
        (cookie,) = self.desktop.bus.call(MANAGER, "Inhibit", "susu", (program, 0, reason, flags))
        self._kept.append(lambda: self.desktop.bus.call(MANAGER, "Uninhibit", "u", (cookie,)))

    def lets_go(self) -> None:
        """No program keeps anything any more."""
        while self._kept:
            self._kept.pop()()

    # --- inside --------------------------------------------------------------------------

    def _run(self, *command: str) -> None:
        subprocess.run(
            command, env=self.desktop.environment, check=True, timeout=10, stdout=subprocess.DEVNULL
        )

    def _await(self, condition: Callable[[], Any], what: str) -> None:
        wait_until(condition, what, STARTS_WITHIN_S, every_s=0.01, story=self.desktop.logged)
