"""Who can tell of each thing that makes a reminder wait: every way on this system, the best first."""

import sys
from collections.abc import Callable
from functools import partial

from deskbreak.clock import Clock
from deskbreak.core.rules import Hold
from deskbreak.language import _
from deskbreak.ports.holds import SCREEN_KEPT, HoldSense, Lost, Told
from deskbreak.ports.selection import Candidate, Unavailable

PORTS = (*Hold, SCREEN_KEPT)
"""Every port for holds, by its name."""

_Maker = Callable[[Clock, Told, Lost], HoldSense]


def candidates(port: str, clock: Clock, told: Told, lost: Lost) -> list[Candidate[HoldSense]]:
    """The ways to fill ``port``, one of :data:`PORTS`.

    ``told`` and ``lost`` may be called before ``open`` of the candidate returns. A system for which
    nobody has written a way yet has one that says so.
    """
    makers = _LINUX[port] if sys.platform == "linux" else {sys.platform: _not_yet}
    return [Candidate(name, partial(make, clock, told, lost)) for name, make in makers.items()]


def _microphone(clock: Clock, told: Told, lost: Lost) -> HoldSense:
    from deskbreak.desktop.sound.microphone import open_microphone  # noqa: PLC0415  read only where it is used

    return open_microphone(clock, told, lost)


def _camera(clock: Clock, told: Told, lost: Lost) -> HoldSense:
    from deskbreak.desktop.linux.camera import open_camera  # noqa: PLC0415  read only where it is used

    return open_camera(clock, told, lost)


def _x11_full_screen(clock: Clock, told: Told, lost: Lost) -> HoldSense:
    from deskbreak.desktop.x11.connection import display_name, in_time  # noqa: PLC0415  a toolkit is read only where it is used
    from deskbreak.desktop.x11.fullscreen import FullScreen  # noqa: PLC0415  a toolkit is read only where it is used

    return in_time(display_name(), lambda name: FullScreen(name, clock, told, lost))


def _do_not_disturb(clock: Clock, told: Told, lost: Lost) -> HoldSense:
    from deskbreak.desktop.freedesktop.do_not_disturb import DoNotDisturb  # noqa: PLC0415  a bus is read only where it is used

    return DoNotDisturb(clock, told, lost)


def _presenting(clock: Clock, told: Told, lost: Lost) -> HoldSense:
    from deskbreak.desktop.freedesktop.presenting import Presenting  # noqa: PLC0415  a bus is read only where it is used

    return Presenting(clock, told, lost)


def _screen_kept(clock: Clock, told: Told, lost: Lost) -> HoldSense:
    from deskbreak.desktop.freedesktop.screen_kept import ScreenKept  # noqa: PLC0415  a bus is read only where it is used

    return ScreenKept(clock, told, lost)


def _not_yet(_clock: Clock, _told: Told, _lost: Lost) -> HoldSense:
    raise Unavailable(
        _("Deskbreak has not learned yet how to see this here."),
        _("Nothing needs to be done: what cannot be seen makes no reminder wait."),
    )


_LINUX: dict[str, dict[str, _Maker]] = {
    Hold.MICROPHONE: {"sound-server": _microphone},
    Hold.CAMERA: {"video-devices": _camera},
    Hold.FULLSCREEN: {"x11": _x11_full_screen, "wayland": _not_yet},
    Hold.DO_NOT_DISTURB: {"session-bus": _do_not_disturb},
    Hold.PRESENTING: {"session-bus": _presenting},
    SCREEN_KEPT: {"session-bus": _screen_kept},
}
