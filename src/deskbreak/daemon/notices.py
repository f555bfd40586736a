"""Problems told to the person: each once, and as soon as there is somebody to show them. And the question
itself, where no window can ask it."""

import logging

from deskbreak.daemon.keeper import Keeper
from deskbreak.ports.notifier import Notice, Notifier

log = logging.getLogger(__name__)

REMEMBERED = 50
"""So many different problems are not told twice; a text may differ each time, by the name of a file in it."""


class Notices:
    """Tells through whatever stands behind the notifier port; until something does, a problem waits."""

    def __init__(self, notifier: Keeper[Notifier]) -> None:
        self._notifier = notifier
        self._told: dict[str, None] = {}
        self._waiting: dict[str, Notice] = {}

    def tell(self, title: str, text: str) -> None:
        """Tell of a problem, unless that was done before; an empty ``text`` says that all is well."""
        if not text:
            self._waiting.pop(title, None)
            return
        if text in self._told:
            return
        self._told[text] = None
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
        log.warning("%s: %s", title, text)
        self._waiting[title] = Notice(title, text)
        self.hand_over()

    def ask(self, title: str, text: str) -> None:
        """Ask where no window can: each time, but only now, for later is another moment."""
        log.warning("%s: %s", title, text)
        if self._notifier.adapter is not None:
            self._notifier.adapter.notify(Notice(title, text))

    def hand_over(self) -> None:
        """Tell what has waited: somebody may be there now to show it."""
        if self._notifier.adapter is None:
            return
        for notice in self._waiting.values():
            self._notifier.adapter.notify(notice)
        self._waiting.clear()
