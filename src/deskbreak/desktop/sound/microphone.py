"""Whether a microphone is in use, as the sound server tells it. See docs/decisions/0020."""

import logging
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from deskbreak.clock import Clock
from deskbreak.desktop.linux.file_watch import FileWatch
from deskbreak.desktop.portable.listening_hold import ListeningHold
from deskbreak.desktop.portable.wakeup import Wakeup
from deskbreak.desktop.sound import server
from deskbreak.desktop.sound.server import ServerAway, SoundServer
from deskbreak.ports.holds import HoldSense, Lost, Told
from deskbreak.ports.selection import Passed

NAME = "sound-server"

BURST_S = 0.1
"""A stream that begins is told in several steps; they are looked at once."""

TRIES_AGAIN_S = (0.5, 2.0, 8.0)
"""A server that ends is often restarted at once, and one that comes needs a moment until it answers."""

log = logging.getLogger(__name__)


def open_microphone(clock: Clock, told: Told, lost: Lost) -> HoldSense:
    """The microphone of this session. Raises :class:`~deskbreak.ports.selection.Unavailable` where nobody
    can know where its sound server would be."""
    return Microphone(server.place(), clock, told, lost)


class Microphone(ListeningHold):
    """Sits with the sound server at ``place`` while somebody wants to know, and sleeps between its events."""

    name = NAME

    def __init__(
        self,
        place: Path,
        clock: Clock,
        told: Told,
        lost: Lost,
        *,
        burst_s: float = BURST_S,
        tries_again_s: Sequence[float] = TRIES_AGAIN_S,
    ) -> None:
        """Look once whether the server can be asked, for a second at most each step."""
        self._place = place
        self._burst_s = burst_s
        self._tries_again_s = tries_again_s
        super().__init__(clock, told, lost)
        self.trouble = _trouble_at(place)

    def listen(self) -> None:
        """Tell how it is for as long as somebody wants to know, wherever the server is meanwhile."""
        with closing(_Comeback(self._place, self.wakeup, self._tries_again_s)) as comeback:
            while self.is_wanted:
                try:
                    with closing(SoundServer(self._place)) as guest:
                        self._hear(guest, comeback)
                except ServerAway as away:
                    self.trouble = _trouble(away)
                    self.tell(None)
                    comeback.wait()

    def _hear(self, guest: SoundServer, comeback: "_Comeback") -> None:
        in_use = None
        while self.is_wanted:
            if guest.changed:
                in_use = guest.microphone_in_use()
                self.trouble = None
                comeback.happened()
            self.tell(in_use)
            if not guest.changed:
                self.wakeup.wait(None, (guest,))
                guest.hear()
            if guest.changed:
                self.wakeup.wait(self._burst_s)


class _Comeback:
    """When to try again: a few times soon, and whenever the server's socket is another than it was."""

    def __init__(self, place: Path, wakeup: Wakeup, tries_again_s: Sequence[float]) -> None:
        self._place = place
        self._wakeup = wakeup
        self._tries_again_s = tries_again_s
        self._waits_s = list(self._tries_again_s)
        self._watch: FileWatch | None = None

    def wait(self) -> None:
        """Until it is worth a try, or the bell rings for something else."""
        if self._watch is None:
            try:
                self._watch = FileWatch(self._place, self._made)
            except OSError as error:
                log.warning("nobody tells when the sound server comes (%s): tried when next needed", error)
        self._wakeup.wait(self._waits_s.pop(0) if self._waits_s else None)

    def happened(self) -> None:
        """The server is there and answers."""
        self.close()
        self._waits_s = list(self._tries_again_s)

    def close(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _made(self) -> None:
        self._waits_s = list(self._tries_again_s)
        self._wakeup.ring()


def _trouble_at(place: Path) -> Passed | None:
    try:
        SoundServer(place).close()
    except ServerAway as away:
        return _trouble(away)
    return None


def _trouble(away: ServerAway) -> Passed:
    return Passed(NAME, away.reason, away.remedy)
