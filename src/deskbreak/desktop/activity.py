"""Who can tell that somebody is there: every way on this system, the best first."""

import os
import sys
from collections.abc import Callable

from deskbreak.clock import Clock
from deskbreak.desktop.portable.sensed_activity import SensedActivity, Source
from deskbreak.desktop.portable.wakeup import Wakeup
from deskbreak.language import _
from deskbreak.ports.activity import Activity, Lost, Seen
from deskbreak.ports.selection import Candidate, Unavailable

AUTO = "auto"

_Maker = Callable[[Clock, Wakeup], Source]


def candidates(source: str, clock: Clock, seen: Seen, lost: Lost) -> list[Candidate[Activity]]:
    """The ways to fill the activity port, for the setting ``activity.source``.

    ``auto`` gives all that this system knows, in order; a name gives that one alone. A name that is not
    for this system gives a candidate that says so.
    """
    makers = _makers()
    if source != AUTO:
        return [_candidate(source, makers.get(source, _not_here(source)), clock, seen, lost)]
    if "terminal" in makers:
        makers["terminal"] = _terminal_without_display
    return [_candidate(name, make, clock, seen, lost) for name, make in makers.items()]


def _candidate(name: str, make: _Maker, clock: Clock, seen: Seen, lost: Lost) -> Candidate[Activity]:
    def open_it() -> Activity:
        wakeup = Wakeup()
        try:
            source = make(clock, wakeup)
        except BaseException:
            wakeup.close()
            raise
        return SensedActivity(source, wakeup, seen, lost)

    return Candidate(name, open_it)


def _makers() -> dict[str, _Maker]:
    if sys.platform != "linux":
        return {"pynput": _pynput}
    return {
        "x11-sync": _x11_sync,
        "x11-screensaver": _x11_screensaver,
        "pynput": _pynput,
        "terminal": _terminal,
    }


def _not_here(name: str) -> _Maker:
    def refuse(_clock: Clock, _wakeup: Wakeup) -> Source:
        reason = _("This system has no way called {name} to notice input.").format(name=name)
        raise Unavailable(reason, _("Set activity.source to auto."))

    return refuse


def _x11_sync(clock: Clock, _wakeup: Wakeup) -> Source:
    from deskbreak.desktop.x11.activity_sync import SyncSource  # noqa: PLC0415  a toolkit is read only where it is used
    from deskbreak.desktop.x11.connection import display_name, in_time  # noqa: PLC0415  a toolkit is read only where it is used

    return in_time(display_name(), lambda name: SyncSource(name, clock))


def _x11_screensaver(clock: Clock, _wakeup: Wakeup) -> Source:
    from deskbreak.desktop.x11.activity_screensaver import ScreensaverSource  # noqa: PLC0415  a toolkit is read only where it is used
    from deskbreak.desktop.x11.connection import display_name, in_time  # noqa: PLC0415  a toolkit is read only where it is used

    return in_time(display_name(), lambda name: ScreensaverSource(name, clock))


def _pynput(clock: Clock, wakeup: Wakeup) -> Source:
    from deskbreak.desktop.portable.activity_pynput import PynputSource  # noqa: PLC0415  a toolkit is read only where it is used

    return PynputSource(clock, wakeup.ring)


def _terminal(clock: Clock, _wakeup: Wakeup) -> Source:
    from deskbreak.desktop.terminal.activity import TerminalSource  # noqa: PLC0415  a toolkit is read only where it is used

    return TerminalSource(clock)


def _terminal_without_display(clock: Clock, wakeup: Wakeup) -> Source:
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        raise Unavailable(
            _("There is a desktop, and most of its input passes no terminal."),
            _("Set activity.source to terminal if you work in terminals only."),
        )
    return _terminal(clock, wakeup)
