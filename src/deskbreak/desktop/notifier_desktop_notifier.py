"""``python -m deskbreak.desktop.notifier_desktop_notifier``: show one notice, with desktop-notifier."""

import asyncio
import logging
import sys
from pathlib import Path

from deskbreak.desktop.icons.app_icon import cached_png
from deskbreak.desktop.notice_input import APP_NAME, from_standard_input
from deskbreak.paths import of_this_person
from deskbreak.ports.notifier import Notice

ANSWER_LIMIT_S = 10


async def show(notice: Notice, icon: Path | None) -> bool:
    """Whether the desktop took the notice. The library logs why it did not, and raises nothing."""
    from desktop_notifier import DesktopNotifier, Icon  # noqa: PLC0415  the toolkit belongs to this adapter

    taken: list[bool] = []
    notifier = DesktopNotifier(app_name=APP_NAME, app_icon=Icon(path=icon) if icon else None)
    sending = notifier.send(notice.title, notice.text, on_dispatched=lambda: taken.append(True))
    await asyncio.wait_for(sending, ANSWER_LIMIT_S)
    return bool(taken)


def main() -> int:
    """0 when the notice shows; otherwise the last line on stderr says why it does not."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    notice = from_standard_input()
    try:
        taken = asyncio.run(show(notice, cached_png(of_this_person().cache_dir)))
    except TimeoutError:
        print(f"The notification service did not answer within {ANSWER_LIMIT_S} s.", file=sys.stderr)
        return 1
    return 0 if taken else 1


if __name__ == "__main__":
    sys.exit(main())
