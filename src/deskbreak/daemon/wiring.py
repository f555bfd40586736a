"""Puts the daemon together, and takes it apart again."""

import logging
import os
import sys
import threading

from deskbreak.clock import SystemClock
from deskbreak.control.server import Server
from deskbreak.control.transport import NoTransport
from deskbreak.core.engine import Engine
from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment
from deskbreak.daemon import actions, inbox
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.door import Door
from deskbreak.daemon.ending import call_when_asked
from deskbreak.daemon.hold_ports import HoldPorts
from deskbreak.daemon.keeper import SOON_MS, Closes, Keeper
from deskbreak.daemon.loop import Loop
from deskbreak.daemon.machine import boot_key, machine_key
from deskbreak.daemon.needed_calendar import NeededCalendar
from deskbreak.daemon.options import RunOptions
from deskbreak.daemon.ports import Ports
from deskbreak.daemon.remembered import with_known_routine
from deskbreak.daemon.session_keeper import SessionKeeper
from deskbreak.daemon.settings_source import SettingsSource
from deskbreak.daemon.state_file import StateFile
from deskbreak.daemon.state_writer import StateWriter
from deskbreak.daemon.surface import Surface
from deskbreak.desktop import activity, notifier, session, tray
from deskbreak.desktop.portable.signal_loop import SignalLoop
from deskbreak.history.writer import HistoryWriter
from deskbreak.language import _
from deskbreak.paths import Paths
from deskbreak.ports.activity import Activity
from deskbreak.ports.tray import Tray
from deskbreak.settings.resolved import Resolved

log = logging.getLogger(__name__)


class Daemon:
    """The parts, joined. Made and run once, in the main thread, by whoever holds the instance lock."""

    def __init__(self, paths: Paths, options: RunOptions, source: SettingsSource, settings: Resolved) -> None:
        self._clock = SystemClock()
        self._box = box = inbox.Inbox(Door(self._clock).let_in)
        call_when_asked(self._end)
        self._paths = paths
        self._options = options
        self._source = source
        self._settings = settings
        self._alarms = Alarms()
        self._main = SignalLoop()
        self._ended_well = False
        now = self._clock.now()
        state_file = StateFile(paths.state_file, machine_key(), boot_key())
        memory = state_file.read(now, settings.rules.rest_after_idle_ms)
        if memory is not None:
            memory = with_known_routine(memory, settings.rules)
        self._calendar = calendar = NeededCalendar(lambda: box.post(inbox.CalendarDue()))
        calendar.keep(settings, now)
        self._loop = Loop(
            clock=self._clock,
            box=box,
            alarms=self._alarms,
            engine=Engine(settings.rules, now, memory),
            settings=settings,
            ports=Ports(
                activity=self._activity(),
                session=self._session(),
                tray=self._tray(),
                notifier=Keeper("notifier", notifier.candidates, box, self._alarms, self._clock),
                holds=HoldPorts(box, self._alarms, self._clock, lambda: self._settings),
            ),
            surface=self._surface(),
            state=StateWriter(state_file, lambda problem: box.post(inbox.StateTold(problem)), self._clock),
            history=HistoryWriter(
                paths.history_file, self._clock, lambda problem: box.post(inbox.HistoryTold(problem))
            ),
            read_settings=lambda: source.read(
                lambda resolved, reason: box.post(inbox.SettingsRead(resolved, reason))
            ),
            settings_changed=self._take,
            calendar_due=calendar.run_due,
        )
        if settings.values["checklist.at_first_start"] and not os.path.lexists(paths.checklist_file):
            box.post(inbox.Acted(actions.CHECKLIST))

    def run(self) -> bool:
        """Until somebody, or the system, asks it to end; whether it then ended in order."""
        server, watch = self._serve(), self._watch_settings()
        worker = threading.Thread(target=self._work, name="loop")
        worker.start()
        self._main.run(self._end)
        worker.join()
        self._source.close()
        if watch is not None:
            watch.close()
        if server is not None:
            server.close()
        return self._ended_well

    def _work(self) -> None:
        try:
            self._loop.run()
            self._ended_well = True
        except Exception:
            log.exception("the loop could not go on")
        finally:
            self._main.leave()

    def _end(self) -> None:
        self._box.post(inbox.End())

    def _take(self, settings: Resolved) -> None:
        self._settings = settings
        self._calendar.keep(settings, self._clock.now())

    def _lost(self, port: str, reason: str) -> None:
        self._box.post(inbox.PortLost(port, reason))

    # --- its parts --------------------------------------------------------------------

    def _activity(self) -> Keeper[Activity]:
        def seen(event: Active | Idle, moment: Moment) -> None:
            self._box.post(inbox.Seen(event, moment))

        return Keeper(
            "activity",
            lambda: activity.candidates(
                self._settings.values["activity.source"],
                self._clock,
                seen,
                lambda why: self._lost("activity", why),
            ),
            self._box,
            self._alarms,
            self._clock,
            longest_retry_ms=SOON_MS,
        )

    def _session(self) -> SessionKeeper:
        return SessionKeeper(
            "session",
            lambda: session.candidates(
                self._clock,
                lambda event, moment: self._box.post(inbox.Seen(event, moment)),
                lambda end: self._box.post(inbox.SessionEnding(end)),
                lambda why: self._lost("session", why),
            ),
            self._box,
            self._alarms,
            self._clock,
        )

    def _tray(self) -> Keeper[Tray]:
        return Keeper(
            "tray",
            lambda: tray.candidates(
                self._paths.cache_dir,
                lambda action: self._box.post(inbox.Acted(action)),
                lambda reason: self._box.post(inbox.PanelTold(reason)),
                lambda why: self._lost("tray", why),
                switched_off=_why_no_tray(self._options, self._settings),
            ),
            self._box,
            self._alarms,
            self._clock,
        )

    def _surface(self) -> Surface:
        on_desktop = has_display()
        module = "deskbreak.window" if on_desktop else "deskbreak.cli.terminal"
        if not on_desktop:
            sys.stderr.write(_("No display here: Deskbreak reminds and guides in this terminal.") + "\n")
        return Surface(
            [sys.executable, "-P", "-m", module, self._settings.values["language"]],
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
            _warn(_("No command can reach this Deskbreak: {reason}").format(reason=error))
            return None

    def _watch_settings(self) -> Closes | None:
        path = self._options.config or self._paths.config_file
        if sys.platform != "linux":
            log.warning("%s is read at the start only: nothing watches it on this system yet", path)
            return None
        from deskbreak.desktop.linux.file_watch import FileWatch  # noqa: PLC0415  there is no inotify elsewhere

        try:
            return FileWatch(path, lambda: self._box.post(inbox.SettingsTouched()))
        except OSError as error:
            _warn(_("{path} is read at the start only: {reason}").format(path=path, reason=error))
            return None


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


def _warn(text: str) -> None:
    """What is not to be found in the log only."""
    log.warning("%s", text)
    sys.stderr.write(f"deskbreak: {text}\n")
