"""What the resident process carries all day: a package that creeps in is named here, with its room."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import processes, tray_client
from support.desktop import whole_desktop
from support.waiting import let_pass, wait_until

pytestmark = pytest.mark.desktop

NEVER = {
    "PIL", "PySide6", "apscheduler", "asyncio", "babel", "click", "concurrent", "dbus_fast",
    "desktop_notifier", "email", "hashlib", "html", "http", "importlib.metadata", "importlib.resources",
    "logging.handlers", "multiprocessing", "pickle", "plyer", "pydantic",
    "pydantic_core", "pynput", "pystray", "rich", "ruamel", "ssl", "typing_extensions", "unittest",
    "urllib.request", "uuid", "xml", "yaml", "zipfile", "zoneinfo",
    "deskbreak.cli.front", "deskbreak.content", "deskbreak.daemon.calendar", "deskbreak.desktop.icons.draw",
    "deskbreak.settings.model", "deskbreak.window.theme",
}  # fmt: skip
"""Most of these belong to short-lived processes; the calendar comes when there are working hours."""
MOST_MIB = 28
IMPORT = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", re.MULTILINE)


class Resident:
    """The running daemon: what it has imported, and how much memory it holds."""

    def __init__(self, process: int, log: Path) -> None:
        self.imported = set(IMPORT.findall(log.read_text()))
        status = Path(f"/proc/{process}/status").read_text()
        [kib] = re.findall(r"VmRSS:\s+(\d+) kB", status)
        self.memory_mib = int(kib) / 1024


@pytest.fixture(scope="module")
def resident(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Resident]:
    """One that has run for a moment on a whole desktop, so that every port is filled; the second one
    started there, because the first compiles what was never run before."""
    log = tmp_path_factory.mktemp("resident") / "stderr"
    traced = [sys.executable, "-P", "-X", "importtime", "-m", "deskbreak.cli.resident"]
    with whole_desktop() as desktop:
        for start in ("first", "second"):
            log.write_text("")
            daemon = processes.start(
                [*traced, "tray", "quiet", "", "checklist.at_first_start=false"], desktop.environment, log
            )
            wait_until(lambda: tray_client.icons(desktop.bus), "the icon is up", 30, story=log.read_text)
            let_pass(1.5)
            if start == "first":
                processes.end(daemon)
                wait_until(lambda: not tray_client.icons(desktop.bus), "the icon is gone")
        yield Resident(daemon.pid, log)
        processes.end(daemon)


def test_nothing_is_imported_that_belongs_to_short_lived_processes(resident: Resident) -> None:
    assert "deskbreak.daemon.loop" in resident.imported, "the trace is one of the daemon's"
    assert "deskbreak.desktop.x11.activity_sync" in resident.imported, "every port was filled"

    packages = {name for full in resident.imported for name in _with_parents(full)}
    assert packages & NEVER == set()


def test_it_is_as_small_as_it_has_to_be(resident: Resident) -> None:
    """Resident memory, shared libraries counted in full: more than it would be on any real desktop."""
    assert resident.memory_mib <= MOST_MIB


def _with_parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
