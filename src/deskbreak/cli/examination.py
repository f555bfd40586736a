"""What ``doctor`` finds: every port, the settings, the places, the versions."""

import os
import platform
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import metadata
from typing import Any, Protocol

from deskbreak import __version__, paths
from deskbreak.cli import daemon, documents_on_disk
from deskbreak.clock import SystemClock
from deskbreak.control.protocol import ControlError, NotRunning
from deskbreak.core.rules import Hold
from deskbreak.desktop import activity, holds, notifier, session, tray
from deskbreak.history.checklist_store import ChecklistStore
from deskbreak.language import _
from deskbreak.ports.holds import ANSWERS_WITHIN_S, SCREEN_KEPT
from deskbreak.ports.selection import Candidate, Passed, select
from deskbreak.settings.resolve import resolve

LIBRARIES = (
    "APScheduler",
    "Pillow",
    "PySide6-Essentials",
    "click",
    "desktop-notifier",
    "inotify-simple",
    "jeepney",
    "platformdirs",
    "plyer",
    "pydantic",
    "pynput",
    "pystray",
    "python-xlib",
    "rich",
    "ruamel.yaml",
)
SESSION = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_ID",
    "DBUS_SESSION_BUS_ADDRESS",
    "LANG",
)


class _Closes(Protocol):
    def close(self) -> None: ...


def examine() -> dict[str, Any]:
    """Everything; a running daemon is asked, otherwise the adapters are tried here for a moment."""
    here = paths.of_this_person()
    found: dict[str, Any] = {
        "version": 1,
        "deskbreak": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "session": {name: os.environ.get(name) for name in SESSION},
        "paths": {
            "settings": str(here.config_file),
            "state": str(here.state_file),
            "log": str(here.log_file),
            "history": str(here.history_file),
            "checklist": str(here.checklist_file),
            "socket": str(here.control_socket),
        },
        "libraries": {name: _version_of(name) for name in LIBRARIES},
        "problem": "",
    }
    try:
        found["ports"] = daemon.ask("adapters")
        found["settings"] = daemon.ask("status")["settings"]
        found["settings"]["problems"] += ChecklistStore(here.checklist_file).problems()
        found["running"] = True
    except NotRunning:
        found["running"] = False
        found.update(_try_here())
    except ControlError as error:
        found["running"] = True
        found["problem"] = _("Deskbreak is running and cannot be asked: {reason}.").format(reason=error)
        found.update(_try_here())
    return found


def _version_of(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def _try_here() -> dict[str, Any]:
    settings = resolve()
    source = settings.values["activity.source"]
    off = "" if settings.values["tray.enabled"] else _("Switched off by the setting tray.enabled.")
    places = paths.of_this_person()
    return {
        "ports": [
            _try("activity", activity.candidates(source, SystemClock(), lambda *_: None, _nobody_told)),
            _try_session(),
            _try(
                "tray",
                tray.candidates(
                    places.cache_dir, _nobody_told, lambda _reason: None, _nobody_told, switched_off=off
                ),
            ),
            _try("notifier", notifier.candidates()),
            *(_try_hold(port, settings.values) for port in holds.PORTS),
        ],
        "settings": {
            "sources": list(settings.sources),
            "problems": [
                *(str(problem) for problem in settings.problems),
                *documents_on_disk.problems(places),
                *ChecklistStore(places.checklist_file).problems(),
            ],
        },
    }


def _nobody_told(_text: str) -> None:
    """Whatever happens to an adapter that is only tried, nobody waits for it."""


def _try_session() -> dict[str, Any]:
    """Its one adapter joins several ways, and knows which of them can tell."""
    selection = select(
        "session", session.candidates(SystemClock(), lambda *_: None, lambda _end: None, _nobody_told)
    )
    adapter = selection.adapter
    name, passed = (adapter.name, adapter.passed) if adapter else ("", ())
    if adapter is not None:
        adapter.close()
    return _account("session", name or None, (*selection.passed, *passed), selection.untried)


def _try_hold(port: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """It may be there and still not be able to tell, which it knows once it has looked."""
    if not values.get(f"hold.{port}", True):
        off = _("Switched off by the setting hold.{hold}.").format(hold=port)
        return _account(port, None, [Passed("settings", off, "")], ())
    heard = threading.Event()
    selection = select(
        port, holds.candidates(port, SystemClock(), lambda *_: heard.set(), lambda _reason: heard.set())
    )
    adapter, trouble = selection.adapter, None
    if adapter is not None:
        adapter.watch(wanted=True)
        heard.wait(ANSWERS_WITHIN_S)
        trouble = adapter.trouble
        adapter.close()
    passed = selection.passed if trouble is None else (*selection.passed, trouble)
    return _account(port, selection.name, passed, selection.untried)


def _try(port: str, candidates: Sequence[Candidate[Any]]) -> dict[str, Any]:
    selection = select(port, candidates)
    adapter: _Closes | None = selection.adapter
    if adapter is not None:
        adapter.close()
    return _account(port, selection.name, selection.passed, selection.untried)


def _account(port: str, name: str | None, passed: Sequence[Passed], untried: Sequence[str]) -> dict[str, Any]:
    return {
        "port": port,
        "name": name,
        "passed": [asdict(each) for each in passed],
        "untried": list(untried),
        "detail": "",
    }


def report(found: dict[str, Any]) -> str:
    """The same for people."""
    running = (
        _("It is running.") if found["running"] else _("It is not running; what follows was tried just now.")
    )
    lines = [
        f"Deskbreak {found['deskbreak']}, Python {found['python']}, {found['system']}",
        found["problem"] or running,
    ]
    for port in found["ports"]:
        lines += ["", *_port_lines(port)]
    lines += ["", _("Settings")]
    lines += [f"  {source}" for source in found["settings"]["sources"]] or [f"  {_('the defaults')}"]
    lines += [f"  ! {problem}" for problem in found["settings"]["problems"]]
    lines += ["", _("Places"), *_aligned(found["paths"])]
    missing = [name for name, version in found["libraries"].items() if version is None]
    if missing and sys.platform == "linux":
        lines += ["", _("Libraries that are not installed: {names}").format(names=", ".join(missing))]
    return "\n".join(lines)


def _port_lines(port: dict[str, Any]) -> list[str]:
    titles = {
        "activity": _("Noticing that somebody is there"),
        "session": _("Noticing that the screen is locked or the computer sleeps"),
        "tray": _("The icon in the panel"),
        "notifier": _("Notices"),
        Hold.MICROPHONE: _("Noticing that the microphone is in use"),
        Hold.CAMERA: _("Noticing that the camera is in use"),
        Hold.FULLSCREEN: _("Noticing that a program fills the screen"),
        Hold.DO_NOT_DISTURB: _("Noticing that Do Not Disturb is on"),
        Hold.PRESENTING: _("Noticing that you are presenting"),
        SCREEN_KEPT: _("Noticing that a program keeps the screen on"),
    }
    lines = [titles.get(port["port"], port["port"])]
    lines.append(f"  {port['name']}" if port["name"] else "  ! " + _("nothing works here"))
    if port["name"] and port["detail"] not in {"", *(passed["reason"] for passed in port["passed"])}:
        lines.append(f"    {port['detail']}")
    refusals: dict[tuple[str, str], list[str]] = {}
    for passed in port["passed"]:
        refusals.setdefault((passed["reason"], passed["remedy"]), []).append(passed["name"])
    for (reason, remedy), names in refusals.items():
        told = (
            _("cannot tell just now: {names}. {reason}")
            if port["name"] in names
            else _("passed over: {names}. {reason}")
        )
        lines.append("  - " + told.format(names=", ".join(names), reason=reason))
        if remedy:
            lines.append(f"    {remedy}")
    if port["untried"]:
        lines.append("  - " + _("not needed: {names}").format(names=", ".join(port["untried"])))
    return lines


def _aligned(table: dict[str, str]) -> list[str]:
    width = max(len(name) for name in table)
    return [f"  {name:<{width}}  {value}" for name, value in table.items()]
