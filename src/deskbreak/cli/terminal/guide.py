"""Leads through a routine in the terminal."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

from rich.console import Console

from deskbreak.cli.terminal.guide_page import MS_PER_S, GuideView, paint_guide
from deskbreak.cli.terminal.keys import Key
from deskbreak.cli.terminal.look import Look, look_of
from deskbreak.cli.terminal.plain_guide import read_aloud
from deskbreak.cli.terminal.remote import Remote
from deskbreak.cli.terminal.stopwatch import Stopwatch
from deskbreak.cli.terminal.surface import Surface, can_be_drawn_on
from deskbreak.clock import Clock
from deskbreak.core.routine import Phase, Routine, frame

FRAME_S = 1 / 12
CLOSING_STAYS_MS = 12_000
STOPS = frozenset({Key.ESCAPE, "q", "Q"})

OnBreath = Callable[[int], None]
"""Called with each finished breath's number, counted from 1."""


After = Callable[[], str]


def _nothing() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended."""

    breaths_done: int
    completed: bool


def run(
    routine: Routine,
    clock: Clock,
    on_breath: OnBreath,
    *,
    variant_title: str = "",
    reduced_motion: bool = False,
    after: After = _nothing,
    console: Console | None = None,
    remote: Remote | None = None,
) -> Ending:
    """Lead through ``routine``, full screen; in plain lines where the terminal cannot be drawn on.

    ``after`` says what comes next, once that is known at the end. ``remote`` lets another thread close the
    guide or make it wait. The terminal is given back however this ends.
    """
    console = console or Console(highlight=False)
    remote = remote or Remote()
    if sys.platform != "win32" and can_be_drawn_on(console):
        from deskbreak.cli.terminal.screen import Screen  # noqa: PLC0415  there is none on Windows

        with Screen(console) as screen:
            remote.attach(screen.wake)
            try:
                view = GuideView(routine, frame(routine, 0), variant_title, still=reduced_motion)
                done = _lead(
                    view, clock, on_breath, after, surface=screen, look=look_of(console), remote=remote
                )
            finally:
                remote.detach()
    else:
        done = read_aloud(routine, clock, on_breath, console=console, remote=remote, after=after)
    return Ending(done, done == len(routine.breaths))


def _lead(
    view: GuideView,
    clock: Clock,
    on_breath: OnBreath,
    after: After,
    *,
    surface: Surface,
    look: Look,
    remote: Remote,
) -> int:
    watch = Stopwatch(clock)
    told = 0
    while True:
        now = frame(view.routine, watch.elapsed_ms())
        while told < now.done:
            told += 1
            on_breath(told)
        view = replace(view, frame=now, waiting=remote.waiting)
        watch.running = not (view.paused or view.waiting)
        if now.phase is Phase.DONE:
            _stay(view, clock, after, surface=surface, look=look, remote=remote)
            return told
        surface.show(paint_guide(view, *surface.size, look))
        key = surface.wait(_until_next(view))
        if remote.closed.is_set() or key in STOPS:
            return told
        if key == " ":
            view = replace(view, paused=not view.paused)


def _until_next(view: GuideView) -> float | None:
    """How long this picture is right, in seconds; ``None`` until something is asked."""
    if view.paused or view.waiting:
        return None
    if view.still:
        return (view.frame.phase_left_ms % MS_PER_S or MS_PER_S) / MS_PER_S
    return FRAME_S


def _stay(
    view: GuideView, clock: Clock, after: After, *, surface: Surface, look: Look, remote: Remote
) -> None:
    """Leave the end to be read, for a while or until a key."""
    closes_ms = clock.now().steady_ms + CLOSING_STAYS_MS
    while (left_ms := closes_ms - clock.now().steady_ms) > 0:
        surface.show(paint_guide(replace(view, after=after()), *surface.size, look))
        if remote.closed.is_set() or surface.wait(left_ms / MS_PER_S) in {*STOPS, Key.ENTER, " "}:
            return
