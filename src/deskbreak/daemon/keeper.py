"""Keeps a port filled: opens the best adapter, and tries again when it vanishes or comes late."""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from deskbreak.clock import Clock
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.inbox import Inbox, Selected
from deskbreak.language import _
from deskbreak.ports.selection import Candidate, Passed, Selection, Unavailable, select

log = logging.getLogger(__name__)

FIRST_RETRY_MS = 5_000
SOON_MS, LATER_MS = 60_000, 600_000
"""How long it takes at the longest until a port is tried again: soon where nothing works without it."""

SLOW_MS = 10_000
"""An opening that takes longer than this is worth a word in ``status``."""

CLOSED_WITHIN_S = 5.0
"""So long the next adapter waits for the one before to be closed, which may hang."""


class Closes(Protocol):
    """What every adapter can do."""

    def close(self) -> None: ...


Adapter = TypeVar("Adapter", bound=Closes)


class Keeper(Generic[Adapter]):
    """One port. Adapters are opened in a thread of their own, because a display or a bus may hang.

    The loop calls everything here; the result of an opening comes to it as :class:`Selected`.
    """

    def __init__(
        self,
        port: str,
        candidates: Callable[[], Sequence[Candidate[Adapter]]],
        inbox: Inbox,
        alarms: Alarms,
        clock: Clock,
        *,
        longest_retry_ms: int = LATER_MS,
    ) -> None:
        self.port = port
        self.selection: Selection[Adapter] = Selection(port, None, None, (), ())
        self.trouble = ""
        """Why the adapter cannot do its work just now, though it is there."""
        self._why_none = ""
        self._candidates = candidates
        self._inbox = inbox
        self._alarms = alarms
        self._clock = clock
        self._retry_ms = FIRST_RETRY_MS
        self._longest_retry_ms = longest_retry_ms
        self._opening_since_ms: int | None = None
        self._lost_while_opening = ""
        self._closing: threading.Thread | None = None

    @property
    def adapter(self) -> Adapter | None:
        return self.selection.adapter

    @property
    def reason(self) -> str:
        """Why nothing works behind this port, where that is so."""
        return self._why_none or self.trouble or self._why_slow()

    @property
    def name(self) -> str | None:
        """What stands behind the port."""
        return self.selection.name

    @property
    def passed(self) -> tuple[Passed, ...]:
        """Every way that does not work here, and why."""
        return self.selection.passed

    @property
    def working(self) -> str | None:
        """The adapter's name while it does its work; a tray whose panel is away does not."""
        return None if self.reason else self.name

    def open(self) -> None:
        """Begin to open the best adapter, unless that is under way."""
        if self._opening_since_ms is None and self.adapter is None:
            self._opening_since_ms, self._lost_while_opening = self._clock.now().steady_ms, ""
            threading.Thread(target=self._select, name=f"open-{self.port}", daemon=True).start()

    def take(self, selection: Selection[Adapter]) -> None:
        """The opening ended."""
        self._opening_since_ms = None
        changed = (selection.name, selection.passed) != (self.selection.name, self.selection.passed)
        self.selection = selection
        if selection.adapter is None:
            self._why_none = "; ".join(f"{each.name}: {each.reason}" for each in selection.passed)
            if changed:
                log.warning("%s: nothing can work here (%s)", self.port, self._why_none)
            self._open_later()
        elif self._lost_while_opening:
            self.lost(self._lost_while_opening)
        else:
            self._why_none, self._retry_ms = "", FIRST_RETRY_MS
            log.info("%s: %s", self.port, self.name or self.reason)

    def lost(self, reason: str) -> None:
        """The adapter can work no more; it may say so before the loop has even got it."""
        if self._opening_since_ms is not None:
            self._lost_while_opening = reason
            return
        log.warning("%s: %s is gone: %s", self.port, self.selection.name, reason)
        self._let_go()
        self.selection = Selection(self.port, None, None, (), ())
        self._why_none, self.trouble = reason, ""
        self._open_later()

    def reopen(self) -> None:
        """The settings ask for another adapter."""
        if self._opening_since_ms is not None:
            self._lost_while_opening = _("The settings ask for another.")
            return
        self._let_go()
        self.selection = Selection(self.port, None, None, (), ())
        self._why_none = self.trouble = ""
        self.open()

    def _why_slow(self) -> str:
        since_ms = self._opening_since_ms
        if since_ms is None or self._clock.now().steady_ms - since_ms < SLOW_MS:
            return ""
        return _("What it is to work with does not answer. Deskbreak goes on waiting.")

    def _open_later(self) -> None:
        self._alarms.at(self._clock.now().steady_ms + self._retry_ms, self.open)
        self._retry_ms = min(2 * self._retry_ms, self._longest_retry_ms)

    def _let_go(self) -> None:
        """Close the adapter, without waiting for a thread of its that may hang."""
        if self.adapter is not None:
            self._closing = threading.Thread(
                target=self.adapter.close, name=f"close-{self.port}", daemon=True
            )
            self._closing.start()

    def _select(self) -> None:
        if self._closing is not None:  # the next is not to meet the one before
            self._closing.join(CLOSED_WITHIN_S)
        self._inbox.post(Selected(select(self.port, [_guarded(each) for each in self._candidates()])))


def _guarded(candidate: Candidate[Adapter]) -> Candidate[Adapter]:
    """The same, where a fault of the adapter's or of its toolkit is one more reason to pass it over."""

    def open_it() -> Adapter:
        try:
            return candidate.open()
        except Unavailable:
            raise
        except Exception as fault:
            log.exception("%s failed to open", candidate.name)
            raise Unavailable(_("It failed: {fault}").format(fault=fault or type(fault).__name__)) from fault

    return Candidate(candidate.name, open_it)
