"""Which trays there are to choose from, best first."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from deskbreak.desktop.icons.palettes import panel_here
from deskbreak.desktop.icons.store import SignStore
from deskbreak.language import _
from deskbreak.ports.selection import Candidate, Unavailable
from deskbreak.ports.tray import Acted, Lost, Shown, Tray

NEWER_KIND_LIMIT_S = 1.5
"""A panel that takes both kinds of icons may announce the older one a moment earlier."""


def candidates(
    cache_dir: Path, acted: Acted, shown: Shown, lost: Lost, *, switched_off: str = ""
) -> list[Candidate[Tray]]:
    """The ways to an icon on this platform. ``switched_off`` says why none is wanted, if none is.

    ``shown`` and ``lost`` may be called before ``open`` of the candidate returns.
    """
    found: dict[str, Callable[[], Tray]] = {}

    def status_notifier_item() -> Tray:
        from deskbreak.desktop.freedesktop import bus_names  # noqa: PLC0415
        from deskbreak.desktop.freedesktop.status_notifier_item import (  # noqa: PLC0415
            WATCHER_NAME,
            StatusNotifierItem,
        )

        if (
            not bus_names.is_owned(WATCHER_NAME)
            and _panel_of_the_older_kind()
            and not bus_names.is_owned(WATCHER_NAME, within_s=NEWER_KIND_LIMIT_S)
        ):
            raise Unavailable(
                _("The panel takes only icons of the older kind, without menus."),
                _("Use a panel that shows StatusNotifier icons, or open the window with `deskbreak home`."),
            )
        return StatusNotifierItem(_signs(cache_dir), acted, shown, lost)

    def pystray() -> Tray:
        from deskbreak.desktop.portable.tray_pystray import PystrayTray  # noqa: PLC0415

        def older(lost: Lost) -> Tray:
            return PystrayTray(_signs(cache_dir), acted, shown, lost)

        if sys.platform != "linux":
            return older(lost)
        from deskbreak.desktop.freedesktop.newer_panel import UntilNewerPanel  # noqa: PLC0415

        # One that waits for such a panel would stand in the way of a bus that comes late.
        if not _panel_of_the_older_kind():
            raise Unavailable(
                _("No panel that takes icons without a session bus is running."),
                _("Start a panel with a place for tray icons."),
            )
        return UntilNewerPanel(older, lost)

    if sys.platform == "linux":
        found["status-notifier-item"] = status_notifier_item
    found["pystray"] = pystray
    if switched_off:
        return [Candidate(name, _refusing(switched_off)) for name in found]
    return [Candidate(name, opening) for name, opening in found.items()]


def _signs(cache_dir: Path) -> SignStore:
    return SignStore(cache_dir, panel_here())


def _panel_of_the_older_kind() -> bool:
    """Whether a panel is there that embeds windows as icons, as on X11 alone."""
    if not os.environ.get("DISPLAY"):
        return False
    from deskbreak.desktop.x11.tray_manager import TrayManagerWatch  # noqa: PLC0415  costs memory: only here

    def nobody(_told: object) -> None:
        """It is not started, so it tells nothing."""

    try:
        watch = TrayManagerWatch(nobody, nobody)
    except Unavailable:
        return False
    try:
        return watch.is_there()
    finally:
        watch.close()


def _refusing(reason: str) -> Callable[[], Tray]:
    def refuse() -> Tray:
        raise Unavailable(reason)

    return refuse
