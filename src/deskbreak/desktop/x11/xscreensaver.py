"""What XScreenSaver says on an X server: whether it is up. See docs/decisions/0014."""

import logging
import threading
from typing import Protocol

from Xlib import error
from Xlib.protocol import rq

from deskbreak.clock import Clock
from deskbreak.desktop.portable.sensed_activity import Vanished
from deskbreak.desktop.portable.wakeup import Wakeup
from deskbreak.desktop.x11 import sync_protocol as sync
from deskbreak.desktop.x11.idle_counter import IdleCounter
from deskbreak.desktop.x11.xscreensaver_daemon import ConnectedSaver
from deskbreak.language import _
from deskbreak.ports.selection import Passed
from deskbreak.ports.session import Lost

NAME = "xscreensaver"

QUIET_MS = 60_000
"""XScreenSaver blanks by itself only after a time without input; its own settings offer a minute and more."""
OBEYS_WITHIN_MS = 10_000
"""How long a command may take to change the status: grabbing the keyboard is tried for some seconds."""
ANSWERS_WITHIN_S = 1.0
FAREWELL_S = 2.0

log = logging.getLogger(__name__)


class Listener(Protocol):
    """Whom it is told to, in the way's own thread, whether the saver is up."""

    def locked(self, locked: bool) -> None: ...


class XScreenSaver:
    """Tells for as long as the daemon that was found runs.

    Its status is watched only while it can change: when nobody has touched anything for a while, after
    somebody told the daemon something, and as long as it is up.
    """

    name = NAME
    trouble: Passed | None = None

    def __init__(
        self,
        saver: ConnectedSaver,
        listener: Listener,
        lost: Lost,
        clock: Clock,
        *,
        quiet_ms: int = QUIET_MS,
        obeys_within_ms: int = OBEYS_WITHIN_MS,
    ) -> None:
        """Look at the present state, for a second at most."""
        self._saver = saver
        self._listener = listener
        self._lost = lost
        self._clock = clock
        self._obeys_within_ms = obeys_within_ms
        self._obeys_until_ms: int | None = None
        self._up = self._watched = False
        self._input = _InputAlarms(saver.idle, quiet_ms) if saver.idle is not None else None
        self._closed = False
        self._wakeup = Wakeup()
        self._looked = threading.Event()
        self._thread = threading.Thread(target=self._run, name=NAME, daemon=True)
        self._thread.start()
        self._looked.wait(ANSWERS_WITHIN_S)

    def let_go(self) -> None:
        """XScreenSaver waits for nobody."""

    def close(self) -> None:
        self._closed = True
        self._wakeup.ring()
        if threading.current_thread() is not self._thread:
            self._thread.join(FAREWELL_S)

    # --- from here on everything runs in the way's thread --------------------

    def _run(self) -> None:
        reason = ""
        try:
            self._read()
            while not self._closed:
                at_most_s = self._look()
                self._looked.set()
                if not self._closed:
                    self._wakeup.wait(at_most_s, (self._saver.x,))
        except Vanished as gone:
            reason = str(gone)
        except (error.ConnectionClosedError, OSError):
            reason = str(self._saver.x.vanished())
        except Exception:  # whoever relies on it must learn that it tells nothing any more
            log.exception("listening to XScreenSaver ended by a fault")
            reason = _("Listening to XScreenSaver ended by a fault in Deskbreak; its log has the details.")
        self._saver.close()
        self._wakeup.close()
        self._looked.set()
        if not self._closed:
            self._closed = True
            self._lost(reason)

    def _look(self) -> float | None:
        """Take what has come; returns after how many seconds to look again though nothing comes."""
        self._settle()
        # Each answer may have brought events along, and the connection would not wake us for those.
        while events := self._saver.x.events():
            for event in events:
                self._take(event)
            self._settle()
        return self._still_obeys_s()

    def _take(self, event: rq.Event) -> None:
        daemon = self._saver.daemon
        daemon.check(event)
        if daemon.was_commanded(event):
            self._obeys_until_ms = self._clock.now().awake_ms + self._obeys_within_ms
        elif daemon.changed_status(event):
            self._read()
        elif self._input is not None:
            self._input.take(event)

    def _settle(self) -> None:
        wanted = self._up or self._still_obeys_s() is not None or self._input is None or self._input.is_quiet
        if wanted and not self._watched:
            self._saver.daemon.watch_status(True)
            self._read()  # what it was before it was watched
        elif self._watched and not wanted:
            self._saver.daemon.watch_status(False)
        self._watched = wanted
        if self._input is not None:
            self._input.arm(wanted=not self._up)

    def _read(self) -> None:
        up = self._saver.daemon.is_up()
        if up != self._up:
            self._up = up
            self._obeys_until_ms = None
            self._listener.locked(up)

    def _still_obeys_s(self) -> float | None:
        """How much longer the last command may take; ``None`` when there is none, or it is too long ago."""
        if self._obeys_until_ms is None:
            return None
        left_ms = self._obeys_until_ms - self._clock.now().awake_ms
        if left_ms <= 0:
            self._obeys_until_ms = None
            return None
        return left_ms / 1000


class _InputAlarms:
    """Knows whether there was no input for ``quiet_ms``. At most one alarm is set: for when that becomes
    true, or for the input that ends it."""

    def __init__(self, idle: IdleCounter, quiet_ms: int) -> None:
        self.is_quiet = False
        self._quiet_ms = quiet_ms
        self._quiet = idle.alarm(sync.AT_LEAST)
        self._input = idle.alarm(sync.AT_MOST)
        self._set: sync.Alarm | None = None

    def take(self, event: rq.Event) -> None:
        if isinstance(event, sync.AlarmNotify) and self._set is not None and event.alarm == self._set.alarm:
            self.is_quiet = self._set is self._quiet
            self._set = None

    def arm(self, *, wanted: bool) -> None:
        """Set what is to be told next; where nothing is wanted, what was known is forgotten."""
        if not wanted:
            self.is_quiet = False
        due = (self._input if self.is_quiet else self._quiet) if wanted else None
        if due is self._set:
            return
        if self._set is not None:
            self._set.unset()
        if due is not None:
            due.set(self._quiet_ms // 2 if due is self._input else self._quiet_ms)
        self._set = due
