"""What logind says over the system bus: locked, in the background, about to sleep, about to end.

``LockedHint`` and ``Active`` are facts. The signals ``Lock`` and ``Unlock`` are only what somebody wants:
a lock that was asked for is believed at once, and taken back when no screen locker confirms it.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from deskbreak.desktop.freedesktop.bus import Answer, Body, Remote
from deskbreak.desktop.freedesktop.system_bus import SystemBus
from deskbreak.language import _
from deskbreak.ports.selection import Passed
from deskbreak.ports.session import Lost, SessionEnd

NAME = "logind"
BUS_NAME = "org.freedesktop.login1"
MANAGER = Remote(BUS_NAME, "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
MANAGER_PROPERTIES = Remote(BUS_NAME, MANAGER.path, "org.freedesktop.DBus.Properties")
SESSION = "org.freedesktop.login1.Session"
USER = "org.freedesktop.login1.User"
PROPERTIES = "org.freedesktop.DBus.Properties"

SERVICES = frozenset({"manager", "manager-early", "background", "background-light"})
"""Classes of sessions in which nobody sits: a program that was started as a service is in one of them."""

CONFIRMED_WITHIN_S = 10.0
"""How long a screen locker may take to say that it has locked, after it was asked to."""
ANSWERS_WITHIN_S = 2.0

Call = tuple[Remote, str, str, Body]
"""Whom, what, and with what values of which signature."""

log = logging.getLogger(__name__)


class Listener(Protocol):
    """Whom logind's news are told to, in the system bus's thread."""

    def locked(self, locked: bool) -> None: ...

    def asleep(self, asleep: bool) -> None: ...

    def ending(self, end: SessionEnd) -> None: ...


class Logind:
    """Listens for as long as the system bus lasts; logind itself may come late or be restarted."""

    name = NAME

    def __init__(
        self, listener: Listener, lost: Lost, *, confirmed_within_s: float = CONFIRMED_WITHIN_S
    ) -> None:
        """Connect and look at the present state, for two seconds at most.

        Raises :class:`deskbreak.ports.selection.Unavailable` without a system bus.
        """
        self.trouble: Passed | None = Passed(NAME, _("logind has not answered yet."), "")
        self._listener = listener
        self._lost = lost
        self._confirmed_within_s = confirmed_within_s
        self._session = ""
        self._heard: set[str] = set()
        self._search = 0
        self._looked_past = False
        self._hint = self._background = self._asked = False
        self._asleep = False
        self._going = False
        self._stopped = False
        self._delay: Any = None
        """An open file: as long as it is, the computer waits a few seconds before it sleeps or ends."""
        self._doubt: threading.Timer | None = None
        self._looked = threading.Event()
        self._bus = SystemBus(self._bus_ended)
        self._bus.post(self._appear)
        self._bus.start()
        self._looked.wait(ANSWERS_WITHIN_S)

    def let_go(self) -> None:
        """The computer need not wait for us any longer."""
        self._bus.post(self._let_computer_go)

    def close(self) -> None:
        self._bus.post(self._stop)
        self._bus.close()

    # --- from here on everything runs in the bus's thread --------------------

    def _appear(self) -> None:
        self._bus.listen(MANAGER, "PrepareForSleep", self._on_sleep)
        self._bus.listen(MANAGER, "PrepareForShutdown", self._on_shutdown)
        self._bus.listen(MANAGER, "SessionNew", self._on_new)
        self._bus.listen(MANAGER, "SessionRemoved", self._on_removed)
        self._bus.watch_owner(BUS_NAME, self._owner_changed)

    def _bus_ended(self, reason: str) -> None:
        self._stop()
        self._lost(reason)

    def _stop(self) -> None:
        self._stopped = True
        self._stop_doubting()
        self._release()
        self._looked.set()

    def _owner_changed(self, there: bool) -> None:
        """logind came, went, or was replaced; in each case what it said before holds no more."""
        self._release()
        self._going = False
        self._search += 1
        if there:
            self._look_for_session()
            self._ask_for_delay()
            return
        self._tell_sleep(asleep=False)
        self._forget_session()
        self._blind(
            _("logind does not run here."),
            _("Install systemd-logind or elogind, or use a desktop whose screen saver is on the bus."),
        )

    # --- which session is ours -----------------------------------------------

    def _look_for_session(self) -> None:
        """By the name that it was given, else by our process, else the one with the person's desktop."""
        self._looked_past = False
        named = os.environ.get("XDG_SESSION_ID", "")
        if named:
            self._ask((MANAGER, "GetSession", "s", (named,)), self._take_path, self._look_by_process)
        else:
            self._look_by_process()

    def _look_by_process(self) -> None:
        own = (MANAGER, "GetSessionByPID", "u", (os.getpid(),))
        self._ask(own, self._take_path, self._look_by_person)

    def _look_by_person(self) -> None:
        if sys.platform != "win32":
            self._ask((MANAGER, "GetUser", "u", (os.getuid(),)), self._look_for_display, self._no_session)

    def _look_for_display(self, body: Body) -> None:
        person = Remote(BUS_NAME, body[0], PROPERTIES)
        self._ask((person, "Get", "ss", (USER, "Display")), self._take_display, self._no_session)

    def _take_display(self, body: Body) -> None:
        name, path = body[0][1]
        if name:
            self._take_path((path,))
        else:
            self._no_session()

    def _on_new(self, _body: Body) -> None:
        if not self._session:
            self._look_for_session()

    def _on_removed(self, body: Body) -> None:
        if str(body[1]) == self._session:
            self._listener.ending(SessionEnd.HERE)
            self._forget_session()
            self._no_session()

    def _forget_session(self) -> None:
        self._stop_doubting()
        self._session = ""
        self._hint = self._background = self._asked = False
        self._tell_lock()

    def _no_session(self) -> None:
        # Sleep is the whole machine's, and still told.
        self._blind(
            _("logind knows no session of yours, so it cannot say whether the screen is locked."),
            _("Start Deskbreak from inside the desktop session."),
        )

    def _take_path(self, body: Body) -> None:
        self._session = path = str(body[0])
        if path not in self._heard:
            self._heard.add(path)
            session = Remote(BUS_NAME, path, SESSION)
            self._bus.listen(session, "Lock", partial(self._on_request, path, locked=True))
            self._bus.listen(session, "Unlock", partial(self._on_request, path, locked=False))
            properties = Remote(BUS_NAME, path, PROPERTIES)
            self._bus.listen(properties, "PropertiesChanged", partial(self._on_changed, path), arg0=SESSION)
        self._look()

    def _look(self) -> None:
        """Read all that is to be known of the session, now that nothing can be missed."""
        session = Remote(BUS_NAME, self._session, PROPERTIES)
        self._ask((session, "GetAll", "s", (SESSION,)), self._looked_at, self._no_session)

    def _looked_at(self, body: Body) -> None:
        properties = body[0]
        if properties.get("Class", ("s", ""))[1] in SERVICES and not self._looked_past:
            self._looked_past = True
            self._look_by_person()
            return
        self.trouble = None
        self._take(properties)
        self._ask(
            (MANAGER_PROPERTIES, "Get", "ss", (MANAGER.interface, "PreparingForSleep")),
            lambda told: self._seen(asleep=bool(told[0][1])),
            self._looked.set,
        )

    def _seen(self, *, asleep: bool) -> None:
        self._tell_sleep(asleep=asleep)
        self._looked.set()

    def _blind(self, reason: str, remedy: str) -> None:
        self.trouble = Passed(NAME, reason, remedy)
        self._looked.set()

    # --- locked or not -------------------------------------------------------

    def _on_changed(self, path: str, body: Body) -> None:
        if path != self._session:
            return
        _interface, changed, withdrawn = body
        self._take(changed)
        if {"Active", "LockedHint"} & set(withdrawn):
            self._look()

    def _take(self, properties: dict[str, tuple[str, Any]]) -> None:
        if "LockedHint" in properties:
            self._hint = bool(properties["LockedHint"][1])
            if self._hint:
                self._stop_doubting()
            self._asked = False
        if "Active" in properties:
            self._background = not properties["Active"][1]
        self._tell_lock()

    def _on_request(self, path: str, _body: Body, *, locked: bool) -> None:
        if path != self._session:
            return
        self._stop_doubting()
        self._asked = locked and not self._hint
        if self._asked:
            self._doubt = threading.Timer(self._confirmed_within_s, self._bus.post, [self._not_confirmed])
            self._doubt.daemon = True
            self._doubt.start()
        self._tell_lock()

    def _not_confirmed(self) -> None:
        self._asked = False
        self._tell_lock()

    def _stop_doubting(self) -> None:
        if self._doubt is not None:
            self._doubt.cancel()
            self._doubt = None

    def _tell_lock(self) -> None:
        self._listener.locked(self._hint or self._background or self._asked)

    # --- about to sleep, about to end ----------------------------------------

    def _on_sleep(self, body: Body) -> None:
        self._going = bool(body[0])
        if self._going:
            self._tell_sleep(asleep=False)  # in case the last waking got lost
        self._tell_sleep(asleep=self._going)
        if not self._going:
            self._ask_for_delay()

    def _on_shutdown(self, body: Body) -> None:
        self._going = bool(body[0])
        if self._going:
            self._listener.ending(SessionEnd.COMING)
        else:
            self._ask_for_delay()

    def _tell_sleep(self, *, asleep: bool) -> None:
        if asleep != self._asleep:
            self._asleep = asleep
            self._listener.asleep(asleep)

    # --- having the computer wait --------------------------------------------

    def _ask_for_delay(self) -> None:
        if self._delay is None:
            wanted = ("sleep:shutdown", "Deskbreak", _("It writes down how long you have sat."), "delay")
            self._bus.call(MANAGER, "Inhibit", "ssss", wanted, partial(self._take_delay, self._search))

    def _take_delay(self, search: int, answer: Answer) -> None:
        if answer.error:
            log.info("logind does not wait for us before a sleep: %s", answer.why)
        elif self._stopped or search != self._search:
            answer.body[0].close()
        else:
            self._release()
            self._delay = answer.body[0]

    def _let_computer_go(self) -> None:
        if self._going:
            self._release()

    def _release(self) -> None:
        if self._delay is not None:
            self._delay.close()
            self._delay = None

    # --- asking --------------------------------------------------------------

    def _ask(self, call: Call, answered: Callable[[Body], None], refused: Callable[[], None]) -> None:
        self._bus.call(*call, partial(self._on_answer, self._search, answered, refused))

    def _on_answer(
        self, search: int, answered: Callable[[Body], None], refused: Callable[[], None], answer: Answer
    ) -> None:
        if search != self._search:
            return  # from a logind that is gone by now
        if answer.error:
            log.debug("logind: %s", answer.why)
            refused()
        else:
            answered(answer.body)
