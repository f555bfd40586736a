"""``python -m deskbreak.desktop.portable.notifier_plyer``: show one notice, with plyer."""

import sys
import warnings

from deskbreak.desktop.icons.app_icon import cached_png
from deskbreak.desktop.notice_input import APP_NAME, from_standard_input
from deskbreak.paths import of_this_person
from deskbreak.ports.notifier import Notice

SHOWN_FOR_S = 10


def show(notice: Notice, icon: str) -> None:
    """Show ``notice``. Raises whatever plyer's way on this platform raises."""
    with warnings.catch_warnings():
        # It warns whenever it takes notify-send instead of dbus-python: that is a choice, not a fault.
        warnings.simplefilter("ignore")
        from plyer import notification  # type: ignore[import-untyped]  # noqa: PLC0415  plyer ships no types

        notification.notify(
            title=notice.title,
            message=notice.text,
            app_name=APP_NAME,
            app_icon=icon,
            timeout=SHOWN_FOR_S,
        )


def main() -> int:
    """0 when the notice shows; otherwise stderr says why it does not."""
    icon = cached_png(of_this_person().cache_dir)
    show(from_standard_input(), str(icon) if icon else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
