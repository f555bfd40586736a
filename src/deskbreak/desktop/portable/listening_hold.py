"""What adapters for holds share that listen in a thread of their own, while somebody wants to know."""

import logging
import threading

from deskbreak.clock import Clock
from deskbreak.desktop.portable.wakeup import Wakeup
from deskbreak.language import _
from deskbreak.ports.holds import Lost, Told
from deskbreak.ports.selection import Passed

FAREWELL_S = 3.0

log = logging.getLogger(__name__)


class ListeningHold:
    """A :class:`~deskbreak.ports.holds.HoldSense`. Adapters say how they :meth:`listen`."""

    name: str

    def __init__(self, clock: Clock, told: Told, lost: Lost) -> None:
        self.trouble: Passed | None = None
        self.wakeup = Wakeup()
        self._clock = clock
        self._told = told
        self._lost = lost
        self._wanted = self._closed = False
        self._known: bool | None = None
        self._is_told = False
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def watch(self, *, wanted: bool) -> None:
        if wanted and not self._wanted:
            self._is_told = False
        self._wanted = wanted
        self.wakeup.ring()

    def close(self) -> None:
        self._closed = True
        self.wakeup.ring()
        if threading.current_thread() is not self._thread:
            self._thread.join(FAREWELL_S)

    # --- from here on everything runs in the adapter's thread ----------------

    def listen(self) -> None:
        """Tell how it is and each change while :attr:`is_wanted`; :attr:`wakeup` rings when that ends."""
        raise NotImplementedError

    @property
    def is_wanted(self) -> bool:
        """Whether somebody still wants to know."""
        return self._wanted and not self._closed

    def tell(self, on: bool | None) -> None:
        """Tell it, unless it was told already or nobody wants to know."""
        if not self.is_wanted or (self._is_told and on is self._known):
            return
        self._known, self._is_told = on, True
        self._told(on, self._clock.now())

    def _run(self) -> None:
        try:
            while not self._closed:
                if self._wanted:
                    self.listen()
                else:
                    self.wakeup.wait(None)
        except Exception:  # whoever relies on it must learn that it tells nothing any more
            log.exception("%s: listening ended by a fault", self.name)
            self._closed = True
            self._lost(_("It ended by a fault in Deskbreak; its log has the details."))
        finally:
            self.wakeup.close()
