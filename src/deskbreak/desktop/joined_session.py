"""Several ways to tell that the session is locked or asleep, joined to one: locked if any of them says so."""

import logging
import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from deskbreak.clock import Clock
from deskbreak.core.events import FellAsleep, Locked, Unlocked, Woke
from deskbreak.language import _
from deskbreak.ports.selection import Passed, Unavailable
from deskbreak.ports.session import Ending, Lost, Seen, SessionEnd

RETRY_S, LONGEST_RETRY_S = 60.0, 3600.0
"""What is absent while another way is there is hardly ever on its way."""

log = logging.getLogger(__name__)


class Told(Protocol):
    """Where a way puts what it sees: from any thread, as often as it likes, changed or not."""

    def locked(self, locked: bool) -> None: ...

    def asleep(self, asleep: bool) -> None: ...

    def ending(self, end: SessionEnd) -> None: ...

    def newcomer(self) -> None:
        """Somebody has come who may bring along a way that was missing."""
        ...


class Way(Protocol):
    """One way. It tells from its creation on, until it is closed or has called ``lost``."""

    @property
    def trouble(self) -> Passed | None:
        """Why it cannot tell just now, where that is so."""
        ...

    def let_go(self) -> None: ...

    def close(self) -> None: ...


Opening = Callable[[Told, Lost], Way]
"""Opens a way. Raises :class:`Unavailable`."""


class JoinedSession:
    """The :class:`deskbreak.ports.session.Session` of all ways that can be opened.

    One that vanishes leaves the others; what is missing is tried again, ever more seldom.
    """

    def __init__(
        self,
        ways: Mapping[str, Opening],
        clock: Clock,
        seen: Seen,
        ending: Ending,
        lost: Lost,
        *,
        retry_s: float = RETRY_S,
    ) -> None:
        """Raises :class:`Unavailable` where none can be opened."""
        self._openings = ways
        self._clock = clock
        self._seen = seen
        self._ending = ending
        self._lost = lost
        self._first_retry_s = self._retry_s = retry_s
        self._retry: threading.Timer | None = None
        self._turn = threading.RLock()
        self._opening = threading.Lock()
        self._over = False
        self._opened = False
        self._ways: dict[str, Way] = {}
        self._refused: dict[str, Passed] = {}
        self._locked_by: set[str] = set()
        self._asleep_by: set[str] = set()
        self._locked = self._asleep = False
        self._open_missing()
        with self._turn:
            self._opened = True
            self._over = not self._ways
        if self._over:
            refusals = tuple(self._refused.values())
            reason = "; ".join(f"{each.name}: {each.reason}" for each in refusals)
            raise Unavailable(reason, ways=refusals)
        self._try_again_later()

    # --- the port ------------------------------------------------------------

    @property
    def name(self) -> str:
        return "+".join(name for name, way in self._in_order() if way.trouble is None)

    @property
    def passed(self) -> tuple[Passed, ...]:
        troubles = [way.trouble for _name, way in self._in_order()]
        return (*(each for each in troubles if each is not None), *self._refused.values())

    def let_go(self) -> None:
        for _name, way in self._in_order():
            way.let_go()

    def close(self) -> None:
        with self._turn:
            self._over = True
            ways = self._in_order()
            self._ways = {}
            if self._retry is not None:
                self._retry.cancel()
        for _name, way in ways:
            way.close()

    # --- what the ways say ---------------------------------------------------

    def hear_locked(self, name: str, locked: bool) -> None:
        """The way called ``name`` sees that it is locked, or not."""
        self._hear(self._locked_by, name, locked)

    def hear_asleep(self, name: str, asleep: bool) -> None:
        """The way called ``name`` hears that the computer is about to sleep, or has woken."""
        self._hear(self._asleep_by, name, asleep)

    def hear_ending(self, end: SessionEnd) -> None:
        """The session is about to end, or has ended."""
        with self._turn:
            if not self._over:
                self._ending(end)

    def hear_newcomer(self) -> None:
        """What is missing may be there now."""
        with self._turn:
            if self._opened:
                self._try_again_in(0.0)

    def _hear(self, sayers: set[str], name: str, so: bool) -> None:
        with self._turn:
            if so:
                sayers.add(name)
            else:
                sayers.discard(name)
            self._tell()

    def _tell(self) -> None:
        """Tell what changed. In turn, so that nobody hears of an end before its beginning."""
        locked, asleep = bool(self._locked_by), bool(self._asleep_by)
        if self._over:
            return
        if asleep != self._asleep:
            self._asleep = asleep
            self._seen(FellAsleep() if asleep else Woke(), self._clock.now())
        if locked != self._locked:
            self._locked = locked
            self._seen(Locked() if locked else Unlocked(), self._clock.now())

    # --- coming and going ----------------------------------------------------

    def _in_order(self) -> list[tuple[str, Way]]:
        ways = dict(self._ways)
        return [(name, ways[name]) for name in self._openings if name in ways]

    def _open_missing(self) -> None:
        with self._opening:
            for name in self._openings:
                if name not in self._ways and not self._over:
                    self._open(name)

    def _open(self, name: str) -> None:
        self._refused.pop(name, None)
        try:
            way = self._openings[name](_Ear(self, name), partial(self._gone, name))
        except Unavailable as refusal:
            self._refused[name] = Passed(name, refusal.reason, refusal.remedy)
            return
        except Exception as fault:  # the other ways are no worse for it
            log.exception("%s failed to open", name)
            reason = _("It failed: {fault}").format(fault=fault or type(fault).__name__)
            self._refused[name] = Passed(name, reason, "")
            return
        with self._turn:
            wanted = not self._over and name not in self._refused
            if wanted:
                self._ways[name] = way
        if not wanted:
            way.close()

    def _gone(self, name: str, reason: str) -> None:
        """A way ended by itself, perhaps before its opening returned."""
        with self._turn:
            if self._over:
                return
            way = self._ways.pop(name, None)
            self._refused[name] = Passed(name, reason, "")
            self._locked_by.discard(name)
            self._asleep_by.discard(name)
            last = self._opened and not self._ways
            if last:
                self._over = True
                if self._retry is not None:
                    self._retry.cancel()
            else:
                self._tell()
        if way is not None:
            way.close()
        if last:
            self._lost(reason)
        elif self._opened:
            log.warning("session: %s is gone: %s", name, reason)
            self._retry_s = self._first_retry_s  # what was there a moment ago often comes back
            self._try_again_later()

    def _try_again_later(self) -> None:
        self._try_again_in(self._retry_s)
        self._retry_s = min(2 * self._retry_s, LONGEST_RETRY_S)

    def _try_again_in(self, seconds: float) -> None:
        with self._turn:
            if self._over or not self._refused:
                return
            if self._retry is not None:
                self._retry.cancel()
            self._retry = threading.Timer(seconds, self._try_again)
            self._retry.daemon = True
            self._retry.start()

    def _try_again(self) -> None:
        self._open_missing()
        self._try_again_later()


class _Ear:
    """Where one way puts what it sees."""

    def __init__(self, session: JoinedSession, name: str) -> None:
        self._session = session
        self._name = name

    def locked(self, locked: bool) -> None:
        self._session.hear_locked(self._name, locked)

    def asleep(self, asleep: bool) -> None:
        self._session.hear_asleep(self._name, asleep)

    def ending(self, end: SessionEnd) -> None:
        self._session.hear_ending(end)

    def newcomer(self) -> None:
        self._session.hear_newcomer()
