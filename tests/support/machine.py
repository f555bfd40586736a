"""The machine under a desktop: a private system bus, and on it python-dbusmock's logind.

The mock runs in the system's own Python, because it needs PyGObject, which pip cannot build here.
"""

import subprocess
from functools import partial
from pathlib import Path
from typing import Any

from jeepney import DBusAddress  # type: ignore[import-untyped]  # jeepney ships no types

from support import processes, session_bus
from support.desktop import STARTS_WITHIN_S, Desktop
from support.session_bus import SessionBus
from support.waiting import wait_until

LOGIND = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", LOGIND, f"{LOGIND}.Manager")
PROPERTIES = "org.freedesktop.DBus.Properties"
MOCK = "org.freedesktop.DBus.Mock"
SYSTEM_PYTHON = "/usr/bin/python3"
SESSION_ID = "c2"


class Machine:
    """Nothing runs until it is started; all ends with its desktop."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop
        self.address = desktop.environment["DBUS_SYSTEM_BUS_ADDRESS"]
        self._socket = Path(self.address.removeprefix("unix:path="))
        self._configuration = session_bus.configure(desktop.root / "system-bus", self._socket)
        self.person = self._configuration.stat().st_uid
        """Whose tests these are, as a number."""
        self._guest: SessionBus | None = None
        self._bus: subprocess.Popen[bytes] | None = None
        self._logind: subprocess.Popen[bytes] | None = None

    # --- its parts -----------------------------------------------------------

    @property
    def has_bus(self) -> bool:
        return self._bus is not None

    @property
    def has_logind(self) -> bool:
        return self._logind is not None

    def start_bus(self) -> None:
        command = ("dbus-daemon", "--nofork", "--nopidfile", f"--config-file={self._configuration}")
        self._bus = self.desktop.start_program("system bus", *command)
        listens = partial(session_bus.listens, self.address)
        wait_until(listens, "the system bus listens", STARTS_WITHIN_S, every_s=0.02)

    def stop_bus(self) -> None:
        self.stop_logind()
        if self._guest is not None:
            self._guest.close()
            self._guest = None
        if self._bus is not None:
            processes.end(self._bus)
            self._bus = None
        self._socket.unlink(missing_ok=True)

    def start_logind(self, *, session: str = SESSION_ID) -> None:
        """logind with one session of this person's, which is in front and not locked."""
        command = (SYSTEM_PYTHON, "-m", "dbusmock", "--template", "logind")
        self._logind = self.desktop.start_program("logind", *command)
        wait_until(
            lambda: self.guest.owner(LOGIND),
            "logind is on the system bus",
            STARTS_WITHIN_S,
            every_s=0.02,
            story=self.desktop.logged,
        )
        # The template's own takes its number for text, and fails.
        self.knows_how("GetUser", "u", f'ret = "{MANAGER.object_path}/user/%d" % args[0]')
        self.adds_session(session)

    def stop_logind(self) -> None:
        if self._logind is not None:
            processes.end(self._logind)
            self._logind = None
            wait_until(lambda: not self.guest.owner(LOGIND), "logind has left the bus", every_s=0.02)

    def restart_logind(self) -> None:
        self.stop_logind()
        self.start_logind()

    def knows_how(self, method: str, takes: str, python: str) -> None:
        """Have the manager answer ``method`` with an object, by a line of Python about ``args``."""
        self._mock(MANAGER.object_path, "AddMethod", "sssss", MANAGER.interface, method, takes, "o", python)

    def adds_session(self, session: str) -> None:
        """One more session of this person's, which shows their desktop from now on."""
        self._mock(MANAGER.object_path, "AddSession", "ssusb", session, "seat0", self.person, "ada", True)
        self._shows(session, self._path(session))
        self._tell("SessionNew", "so", session, self._path(session))

    def adds_services(self, session: str) -> None:
        """The session that a person's services run in, beside the one with their desktop."""
        self._mock(MANAGER.object_path, "AddSession", "ssusb", session, "seat0", self.person, "ada", True)
        self._change({"Class": ("s", "manager")}, session)

    def shows_no_session(self) -> None:
        """None of this person's sessions has a desktop."""
        self._shows("", "/")

    # --- what happens on it --------------------------------------------------

    def says_locked(self, locked: bool, session: str = SESSION_ID) -> None:
        """A screen locker tells logind."""
        self._change({"LockedHint": ("b", locked)}, session)

    def says_active(self, active: bool, session: str = SESSION_ID) -> None:
        """Another session comes to the front, or this one does again."""
        self._change({"Active": ("b", active)}, session)

    def asks_to_lock(self, session: str = SESSION_ID) -> None:
        """``loginctl lock-session``."""
        self.guest.call(self._session(session), "Lock")

    def asks_to_unlock(self, session: str = SESSION_ID) -> None:
        self.guest.call(self._session(session), "Unlock")

    def says_sleep(self, asleep: bool) -> None:
        """About to sleep, or awake again."""
        self._change_manager({"PreparingForSleep": ("b", asleep)})
        self._tell("PrepareForSleep", "b", asleep)

    def says_shutdown(self, ending: bool) -> None:
        self._tell("PrepareForShutdown", "b", ending)

    def says_removed(self, session: str = SESSION_ID) -> None:
        self._tell("SessionRemoved", "so", session, self._path(session))

    def waits_for(self) -> list[tuple[str, str, str]]:
        """Whom it waits for before it sleeps or ends: what, who, how."""
        (inhibitors,) = self.guest.call(MANAGER, "ListInhibitors")
        return [(what, who, mode) for what, who, _why, mode, _uid, _pid in inhibitors]

    def is_kept_awake(self, *inhibitors: tuple[str, str, str, str, int, int]) -> None:
        """Those are all inhibitors from now on: what, who, why, how, whose, of which process."""
        python = f"ret = {list(inhibitors)!r}"
        self._mock(
            MANAGER.object_path,
            "AddMethod",
            "sssss",
            MANAGER.interface,
            "ListInhibitors",
            "",
            "a(ssssuu)",
            python,
        )
        blocked = ":".join(what for what, _who, _why, mode, _uid, _pid in inhibitors if mode == "block")
        interface, changed = f"{LOGIND}.Manager", {"BlockInhibited": ("s", blocked)}
        variants = [("s", interface), ("a{sv}", changed), ("as", [])]
        there = MANAGER.object_path
        self._mock(there, "EmitSignal", "sssav", PROPERTIES, "PropertiesChanged", "sa{sv}as", variants)

    # --- inside --------------------------------------------------------------

    @property
    def guest(self) -> SessionBus:
        self._guest = self._guest or SessionBus(self.address)
        return self._guest

    def close(self) -> None:
        """Let go of the bus; its processes end with the desktop."""
        if self._guest is not None:
            self._guest.close()
            self._guest = None

    def _shows(self, session: str, path: str) -> None:
        person = DBusAddress(f"{MANAGER.object_path}/user/{self.person}", LOGIND, PROPERTIES)
        self.guest.call(person, "Set", "ssv", (f"{LOGIND}.User", "Display", ("(so)", (session, path))))

    def _path(self, session: str) -> str:
        return f"{MANAGER.object_path}/session/{session}"

    def _session(self, session: str) -> DBusAddress:
        return DBusAddress(self._path(session), LOGIND, f"{LOGIND}.Session")

    def _change(self, properties: dict[str, tuple[str, Any]], session: str) -> None:
        there = f"{LOGIND}.Session"
        self._mock(self._path(session), "UpdateProperties", "sa{sv}", there, properties)

    def _change_manager(self, properties: dict[str, tuple[str, Any]]) -> None:
        self._mock(MANAGER.object_path, "UpdateProperties", "sa{sv}", f"{LOGIND}.Manager", properties)

    def _tell(self, signal: str, signature: str, *values: Any) -> None:
        variants = [*zip(signature, values, strict=True)]
        self._mock(
            MANAGER.object_path, "EmitSignal", "sssav", f"{LOGIND}.Manager", signal, signature, variants
        )

    def _mock(self, path: str, method: str, signature: str, *values: Any) -> None:
        self.guest.call(DBusAddress(path, LOGIND, MOCK), method, signature, values)
