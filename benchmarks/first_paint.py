"""How soon something stands on the screen, from the start of the window's process to its first paint."""

import subprocess
import sys
from functools import partial

from deskbreak.window.messages import (
    FROM_WINDOW,
    Facts,
    Painted,
    Quit,
    ShowHome,
    ShowPrompt,
    ShowRoutine,
    ToWindow,
    from_line,
    to_line,
)
from support.desktop import Desktop
from support.waiting import seconds_now

TRIES = 3
MINUTE_MS = 60_000

FACTS = Facts(
    state="sitting",
    sitting_ms=26 * MINUTE_MS,
    earliest_ms=30 * MINUTE_MS,
    latest_ms=45 * MINUTE_MS,
    opens_at="14:40",
    closes_at="14:55",
    paused_until="",
    done_today=2,
    skipped_today=0,
    title="The next reminder comes at a pause",
    detail="Between 14:40 and 14:55.",
)
SURFACES: dict[str, tuple[ToWindow, ...]] = {
    "home": (FACTS, ShowHome()),
    "prompt": (
        ShowPrompt(
            sitting_ms=38 * MINUTE_MS,
            snooze_ms=5 * MINUTE_MS,
            snoozes_left=3,
            routine="reach",
            variant="standing",
            breaths=10,
        ),
    ),
    "routine": (
        ShowRoutine(
            routine="reach", variant="standing", breaths=10, inhale_ms=4_000, exhale_ms=6_000, motion="full"
        ),
    ),
}


def first_paints(desktop: Desktop) -> dict[str, float]:
    """The best of a few tries for each surface, in seconds; the tries before fill the system's caches."""
    return {
        surface: min(_first_paint_s(desktop, messages) for _ in range(TRIES))
        for surface, messages in SURFACES.items()
    }


def _first_paint_s(desktop: Desktop, messages: tuple[ToWindow, ...]) -> float:
    begins_s = seconds_now()
    with (
        (desktop.logs / "window.log").open("ab") as errors,
        subprocess.Popen(
            [sys.executable, "-P", "-m", "deskbreak.window"],
            env=desktop.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        ) as window,
    ):
        assert window.stdin is not None  # noqa: S101  asked for above
        assert window.stdout is not None  # noqa: S101  asked for above
        window.stdin.writelines(map(to_line, messages))
        window.stdin.flush()
        said = map(partial(from_line, kinds=FROM_WINDOW), window.stdout)
        painted = any(isinstance(message, Painted) for message in said)
        painted_s = seconds_now() - begins_s
        window.stdin.write(to_line(Quit()))
        window.stdin.close()
    if not painted:
        raise RuntimeError(f"the window's process painted nothing\n{desktop.logged()}")
    return painted_s
