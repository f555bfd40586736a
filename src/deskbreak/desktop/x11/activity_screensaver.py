"""Activity on X11 by asking: the XScreenSaver extension knows the idle time, but tells it only on request."""

from collections.abc import Sequence

from Xlib import error
from Xlib.ext import screensaver

from deskbreak.clock import Clock
from deskbreak.desktop.portable.idle_ledger import IdleLedger
from deskbreak.desktop.portable.polling import ask_again_after_s
from deskbreak.desktop.portable.sensed_activity import Reading
from deskbreak.desktop.portable.wakeup import HasFileno
from deskbreak.desktop.x11.connection import XConnection
from deskbreak.language import _
from deskbreak.ports.selection import Unavailable

TWELVE_TIMES_A_MINUTE_MS = 5000


class ScreensaverSource:
    """Asked when a length may have been reached, and every ``resolution_ms`` while a return is awaited.

    A length is told to the millisecond; the first input after an idle is told, and dated, up to
    ``resolution_ms`` late when more input follows it. Raises :class:`Unavailable` when the display
    cannot be opened or has no such extension.
    """

    name = "x11-screensaver"

    def __init__(
        self, display_name: str, clock: Clock, resolution_ms: int = TWELVE_TIMES_A_MINUTE_MS
    ) -> None:
        self.resolution_ms = resolution_ms
        self._clock = clock
        self._x = XConnection(display_name)
        extension = self._x.extension(screensaver.extname)
        if extension is None:
            self._x.close()
            reason = _("The X server at {display} has no screen saver extension.").format(
                display=display_name
            )
            raise Unavailable(reason, _("Start the server with its MIT-SCREEN-SAVER extension."))
        self._opcode = int(extension.major_opcode)
        self._root = self._x.display.info.roots[0]["root"]

    @property
    def files(self) -> Sequence[HasFileno]:
        return (self._x,)

    def read(self) -> Reading:
        self._x.events()
        at = self._clock.now()
        try:
            answer = screensaver.QueryInfo(display=self._x.display, opcode=self._opcode, drawable=self._root)
        except (error.ConnectionClosedError, OSError) as end:
            raise self._x.vanished() from end
        return Reading(at, int(answer.idle))

    def arm(self, ledger: IdleLedger, reading: Reading) -> float | None:
        # What came along with the answer is not for us, and would not wake us either.
        self._x.events()
        return ask_again_after_s(ledger, reading.idle_ms, self.resolution_ms)

    def close(self) -> None:
        self._x.close()
