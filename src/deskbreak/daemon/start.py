"""Puts the daemon together, and takes it apart again."""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import TYPE_CHECKING

from deskbreak import language
from deskbreak.clock import SystemClock
from deskbreak.control import client
from deskbreak.control.protocol import ControlError
from deskbreak.control.server import Server
from deskbreak.control.transport import NoTransport
from deskbreak.core.engine import Engine
from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment
from deskbreak.daemon import inbox
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.keeper import Keeper
from deskbreak.daemon.log_file import begin_logging
from deskbreak.daemon.loop import Loop
from deskbreak.daemon.machine import boot_key, machine_key
from deskbreak.daemon.options import RunOptions
from deskbreak.daemon.settings_source import Unresolved, resolve, resolve_elsewhere
from deskbreak.daemon.single_instance import AlreadyRunning, InstanceLock
from deskbreak.daemon.state_file import StateFile, StateWriter
from deskbreak.daemon.surface import Surface
from deskbreak.desktop import activity, notifier, tray
from deskbreak.desktop.linux.file_watch import FileWatch
from deskbreak.desktop.portable.signal_loop import SignalLoop
from deskbreak.history.writer import HistoryWriter
from deskbreak.language import _
from deskbreak.paths import Paths, of_this_person
from deskbreak.settings.resolved import Resolved

if TYPE_CHECKING:
    from deskbreak.daemon.calendar import Calendar

log = logging.getLogger(__name__)

DONE, FAILED, INVALID = 0, 1, 3
ASK_S = 5.0


def start(options: RunOptions) -> int:
    """Run until asked to end. A second start opens ``home`` of the first."""
    paths = of_this_person()
    try:
        lock = InstanceLock(paths.instance_lock)
    except AlreadyRunning:
        return _open_home_of_the_first(paths)
    except OSError as error:
        return _fail(
            _("{path} cannot be written: {reason}").format(path=paths.instance_lock, reason=error.strerror)
        )
    try:
        begin_logging(paths.log_file, verbose=options.verbose)
        settings = resolve(options)
    except Unresolved as error:
        return _fail(str(error))
    if settings.refused:
        for problem in settings.problems:
            sys.stderr.write(f"deskbreak: {problem}\n")
        return INVALID
    language.choose(settings.values["language"])
    try:
        return _Daemon(paths, options, settings).run()
    finally:
        lock.release()


class _Daemon:
    """The parts, joined."""

    def __init__(self, paths: Paths, options: RunOptions, settings: Resolved) -> None:
        self._paths = paths
        self._options = options
        self._clock = SystemClock()
        self._box = inbox.Inbox()
        self._main = SignalLoop()
        box, clock, alarms = self._box, self._clock, Alarms()
        state_file = StateFile(paths.state_file, machine_key(), boot_key())
        now = clock.now()
        memory = state_file.read(now, settings.rules.rest_after_idle_ms)
        self._calendar = _Calendar(box)
        self._calendar.keep(settings)
        source, tray_off = settings.values["activity.source"], _why_no_tray(options, settings)
        self._loop = Loop(
            clock=clock,
            box=box,
            alarms=alarms,
            engine=Engine(settings.rules, now, memory),
            settings=settings,
            activity=Keeper(
                "activity",
                lambda: activity.candidates(
                    source, clock, self._seen, lambda why: self._lost("activity", why)
                ),
                box,
                alarms,
                clock,
            ),
            tray=Keeper(
                "tray",
                lambda: tray.candidates(
                    paths.cache_dir,
                    lambda action: box.post(inbox.Acted(action)),
                    lambda reason: box.post(inbox.PanelTold(reason)),
                    lambda why: self._lost("tray", why),
                    switched_off=tray_off,
                ),
                box,
                alarms,
                clock,
            ),
            notifier=Keeper("notifier", notifier.candidates, box, alarms, clock),
            surface=self._surface(),
            state=StateWriter(state_file),
            history=HistoryWriter(paths.history_file, clock, lambda text: box.post(inbox.HistoryTold(text))),
            read_settings=lambda: resolve_elsewhere(
                options, lambda resolved, reason: box.post(inbox.SettingsRead(resolved, reason))
            ),
            settings_changed=self._calendar.keep,
            calendar_due=self._calendar.run_due,
        )
        self._first_start = not paths.checklist_file.exists() and settings.values["checklist.at_first_start"]

    def run(self) -> int:
        server = self._serve()
        watch = self._watch_settings()
        worker = threading.Thread(target=self._work, name="loop")
        worker.start()
        if self._first_start:
            self._box.post(inbox.Acted("checklist"))
        self._main.run(lambda: self._box.post(inbox.End()))
        worker.join()
        if watch is not None:
            watch.close()
        if server is not None:
            server.close()
        return DONE

    def _work(self) -> None:
        try:
            self._loop.run()
        finally:
            self._main.leave()

    def _seen(self, event: Active | Idle, moment: Moment) -> None:
        self._box.post(inbox.Seen(event, moment))

    def _lost(self, port: str, reason: str) -> None:
        self._box.post(inbox.PortLost(port, reason))

    def _surface(self) -> Surface:
        on_desktop = has_display()
        module = "deskbreak.window" if on_desktop else "deskbreak.cli.terminal"
        if not on_desktop:
            sys.stderr.write(_("No display here: Deskbreak reminds and guides in this terminal.") + "\n")
        return Surface(
            [sys.executable, "-m", module],
            self._paths.log_file,
            said=lambda message: self._box.post(inbox.Said(message)),
            gone=lambda reason: self._box.post(inbox.WindowGone(reason)),
            own_session=on_desktop,
        )

    def _serve(self) -> Server | None:
        try:
            return Server(
                self._paths.control_socket,
                lambda request, reply: self._box.post(inbox.Asked(request, reply)),
                self._clock,
            )
        except (NoTransport, OSError) as error:
            log.warning("no commands can reach this Deskbreak: %s", error)
            return None

    def _watch_settings(self) -> FileWatch | None:
        path = self._options.config or self._paths.config_file
        try:
            return FileWatch(path, lambda: self._box.post(inbox.SettingsTouched()))
        except OSError as error:
            log.warning("%s is read at the start only: %s", path, error)
            return None


class _Calendar:
    """APScheduler, once there is something for it to do."""

    def __init__(self, box: inbox.Inbox) -> None:
        self._box = box
        self._calendar: Calendar | None = None

    def keep(self, settings: Resolved) -> None:
        """Take the working hours of ``settings``."""
        hours = settings.rules.hours
        if self._calendar is None and hours:
            from deskbreak.daemon import calendar  # noqa: PLC0415  weighs more than all the rest

            self._calendar = calendar.Calendar(self._due)
            self._calendar.start()
        if self._calendar is not None:
            self._calendar.keep_hours(hours, self._due)

    def run_due(self) -> float:
        return self._calendar.run_due() if self._calendar is not None else 60.0

    def _due(self) -> None:
        self._box.post(inbox.CalendarDue())


def has_display() -> bool:
    """Whether a window could be opened here at all."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _why_no_tray(options: RunOptions, settings: Resolved) -> str:
    if not options.tray:
        return _("Switched off by --no-tray.")
    if not settings.values["tray.enabled"]:
        return _("Switched off by the setting tray.enabled.")
    return ""


def _open_home_of_the_first(paths: Paths) -> int:
    try:
        client.ask(paths.control_socket, "act", {"action": "home"}, ASK_S)
    except ControlError as error:
        return _fail(_("Deskbreak is running, but does not answer: {reason}").format(reason=error))
    sys.stderr.write(_("Deskbreak is running already; its window opens.") + "\n")
    return DONE


def _fail(reason: str) -> int:
    sys.stderr.write(f"deskbreak: {reason}\n")
    return FAILED
