"""Activity where there is no display: when the terminals of this person were last read from."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from deskbreak.clock import Clock
from deskbreak.core.moments import Moment
from deskbreak.desktop.portable.idle_ledger import IdleLedger
from deskbreak.desktop.portable.polling import ask_again_after_s
from deskbreak.desktop.portable.sensed_activity import Reading, Vanished
from deskbreak.desktop.portable.wakeup import HasFileno
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable

STEP_MS = 8000
"""Linux moves a terminal's access time once in this long, so that nobody can time key strokes by it."""
MS_PER_S = 1000
NS_PER_MS = 1_000_000


def terminals_of_this_person() -> Sequence[Path]:
    """Every terminal of this person, because work goes on beside the one that Deskbreak runs in; none
    when this process has no terminal itself."""
    if sys.platform == "win32":
        return ()
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY))
    except OSError:
        return ()
    places = [*Path("/dev/pts").glob("[0-9]*"), *Path("/dev").glob("tty[0-9]*")]
    mine = []
    for place in places:
        # A terminal may be closed between the listing and the look.
        with suppress(FileNotFoundError):
            if place.stat().st_uid == os.getuid():
                mine.append(place)
    return mine


class TerminalSource:
    """Looks at access times when a length may have been reached, and every ``resolution_ms`` while a
    return is awaited.

    Within a step of the access time nobody can tell when the last input was: it is taken to be as late
    as it can have been, so that nobody who still writes is called idle. ``terminals`` lists what to look
    at; raises :class:`Unavailable` when there is nothing.
    """

    name = "terminal"

    def __init__(
        self,
        clock: Clock,
        terminals: Callable[[], Sequence[Path]] = terminals_of_this_person,
        step_ms: int = STEP_MS,
    ) -> None:
        self.resolution_ms = step_ms
        self._clock = clock
        self._terminals = terminals
        self._accesses = self._look()
        if not self._accesses:
            raise Unavailable(
                _("This process has no terminal whose input could be noticed."),
                _("Start Deskbreak in a terminal."),
            )
        self._read_at = clock.now()
        latest_ms = max(self._accesses.values())
        self._last_input_awake_ms = self._awake_at_most(self._step_end_ms(latest_ms), self._read_at)

    @property
    def files(self) -> Sequence[HasFileno]:
        return ()

    def read(self) -> Reading:
        accesses = self._look()
        if not accesses:
            raise Vanished(_("The terminal was closed."))
        at, before = self._clock.now(), self._read_at
        # Compared for being other, not later: somebody may have set the wall clock back.
        moved_ms = [ms for place, ms in accesses.items() if self._accesses.get(place) != ms]
        self._accesses, self._read_at = accesses, at
        first_input_ms = None
        if moved_ms:
            self._last_input_awake_ms = max(
                before.awake_ms, self._awake_at_most(self._step_end_ms(max(moved_ms)), at)
            )
            told_ms = at.steady_ms - (_wall_ms(at) - min(moved_ms))
            first_input_ms = min(max(told_ms, before.steady_ms), at.steady_ms)
        return Reading(at, max(0, at.awake_ms - self._last_input_awake_ms), first_input_ms)

    def arm(self, ledger: IdleLedger, reading: Reading) -> float | None:
        return ask_again_after_s(ledger, reading.idle_ms, self.resolution_ms)

    def close(self) -> None:
        self._accesses = {}

    def _look(self) -> dict[Path, int]:
        accesses = {}
        for terminal in self._terminals():
            with suppress(FileNotFoundError):
                accesses[terminal] = terminal.stat().st_atime_ns // NS_PER_MS
        return accesses

    def _step_end_ms(self, access_ms: int) -> int:
        return (access_ms // self.resolution_ms + 1) * self.resolution_ms

    def _awake_at_most(self, wall_ms: int, at: Moment) -> int:
        return at.awake_ms + min(wall_ms - _wall_ms(at), self.resolution_ms)


def _wall_ms(at: Moment) -> int:
    return int(at.wall.timestamp() * MS_PER_S)
