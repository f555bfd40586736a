"""Keeps a port filled: opens the best adapter, and tries again when it vanishes or comes late."""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from deskbreak.clock import Clock
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.inbox import Inbox, Selected
from deskbreak.ports.selection import Candidate, Selection, select

log = logging.getLogger(__name__)

FIRST_RETRY_MS, LONGEST_RETRY_MS = 5_000, 60_000

Adapter = TypeVar("Adapter")


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
        self._opening = False

    @property
    def adapter(self) -> Adapter | None:
        return self.selection.adapter

    @property
    def reason(self) -> str:
        """Why nothing works behind this port, where that is so."""
        return self._why_none or self.trouble

    @property
    def working(self) -> str | None:
        """The adapter's name while it does its work; a tray whose panel is away does not."""
        return None if self.reason else self.selection.name

    def open(self) -> None:
        """Begin to open the best adapter, unless that is under way."""
        if not self._opening and self.adapter is None:
            self._opening = True
            threading.Thread(target=self._select, name=f"open-{self.port}", daemon=True).start()

    def take(self, selection: Selection[Adapter]) -> None:
        """The opening ended."""
        self._opening = False
        changed = (selection.name, selection.passed) != (self.selection.name, self.selection.passed)
        self.selection = selection
        if selection.adapter is not None:
            self._why_none, self._retry_ms = "", FIRST_RETRY_MS
            log.info("%s: %s", self.port, selection.name)
            return
        self._why_none = "; ".join(f"{each.name}: {each.reason}" for each in selection.passed)
        if changed:
            log.warning("%s: nothing can work here (%s)", self.port, self._why_none)
        self._open_later()

    def lost(self, reason: str) -> None:
        """The adapter can work no more."""
        log.warning("%s: %s is gone: %s", self.port, self.selection.name, reason)
        self.selection = Selection(self.port, None, None, (), ())
        self._why_none, self.trouble = reason, ""
        self._open_later()

    def _open_later(self) -> None:
        self._alarms.at(self._clock.now().steady_ms + self._retry_ms, self.open)
        self._retry_ms = min(2 * self._retry_ms, LONGEST_RETRY_MS)

    def _select(self) -> None:
        self._inbox.post(Selected(select(self.port, self._candidates())))
