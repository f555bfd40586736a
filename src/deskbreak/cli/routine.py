"""``deskbreak routine``."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from deskbreak import paths
from deskbreak.cli import daemon
from deskbreak.cli.exit_codes import ExitCode
from deskbreak.cli.parameters import config_option, set_option
from deskbreak.clock import SystemClock
from deskbreak.control.protocol import ControlError, NotRunning
from deskbreak.core.commands import Kind, Outcome, Row, Why
from deskbreak.core.routine import Routine
from deskbreak.language import _
from deskbreak.window.messages import BreathFinished, FromWindow, RoutineOver, ShowRoutine


@dataclass(frozen=True, slots=True)
class _Wish:
    """What to lead through, and how."""

    routine: Routine
    title: str
    inhale_ms: int
    exhale_ms: int
    motion: str


class _Progress:
    """How far it came, and how."""

    def __init__(self) -> None:
        self.breaths = 0
        self.variant = ""
        """The one at the end, where it was changed on the way."""

    def finished(self, count: int) -> None:
        self.breaths = count


@click.command(
    help=_("Lead through the routine, or the one named, now."),
    short_help=_("Lead through the routine now."),
)
@click.argument("name", required=False)
@click.option("--terminal", is_flag=True, help=_("In this terminal instead of a window."))
@click.option("--variant", metavar="NAME", help=_("For another body than the one set: seated, wheelchair, …"))
@config_option
@set_option
def routine(
    name: str | None, variant: str | None, config: Path | None, overrides: tuple[str, ...], *, terminal: bool
) -> None:
    """Open the guide: the daemon's, or one of our own."""
    own_settings = config is not None or bool(overrides)
    if not terminal and not own_settings:
        with contextlib.suppress(NotRunning):
            daemon.act("start", routine=name, variant=variant)
            return
    wish = _wish(name, variant, config, overrides)
    begun = SystemClock().now().wall
    progress = _Progress()
    try:
        _lead(wish, progress, terminal=terminal)
    finally:
        # Also for who breaks off with Ctrl+C: the breaths were real.
        if progress.breaths:
            _remember(wish.routine, begun, progress)


def _wish(name: str | None, variant: str | None, config: Path | None, overrides: Sequence[str]) -> _Wish:
    # Here, because parser and model take a while, and the daemon's guide needs neither.
    from deskbreak.cli.chosen_settings import settings  # noqa: PLC0415
    from deskbreak.content import routines  # noqa: PLC0415

    values = settings(config, overrides).values
    name = name or values["routine.name"]
    variant = variant or values["routine.variant"]
    inhale_ms, exhale_ms = values["routine.inhale"], values["routine.exhale"]
    try:
        chosen = routines.load(name, variant, values["routine.breaths"], inhale_ms, exhale_ms)
    except routines.NoSuchRoutine as error:
        click.echo(f"deskbreak: {error}", err=True)
        raise click.exceptions.Exit(ExitCode.INVALID) from error
    return _Wish(chosen, routines.variants(name)[variant], inhale_ms, exhale_ms, values["routine.motion"])


def _lead(wish: _Wish, progress: _Progress, *, terminal: bool) -> None:
    """Lead through it where it can be shown."""
    if terminal or not _lead_in_window(wish, progress):
        _lead_in_terminal(wish, progress)


def _lead_in_window(wish: _Wish, progress: _Progress) -> bool:
    from deskbreak.cli import lone_window  # noqa: PLC0415  not needed in a terminal

    def heard(event: FromWindow) -> None:
        if isinstance(event, BreathFinished):
            progress.finished(event.count)
        elif isinstance(event, RoutineOver):
            progress.variant = event.variant

    message = ShowRoutine(
        routine=wish.routine.name,
        variant=wish.routine.variant,
        breaths=len(wish.routine.breaths),
        inhale_ms=wish.inhale_ms,
        exhale_ms=wish.exhale_ms,
        motion=wish.motion,
    )
    return lone_window.show(message, heard)


def _lead_in_terminal(wish: _Wish, progress: _Progress) -> None:
    from deskbreak.cli.terminal import guide  # noqa: PLC0415  it draws with rich, a window does not

    guide.run(
        wish.routine,
        SystemClock(),
        progress.finished,
        variant_title=wish.title,
        reduced_motion=wish.motion == "reduced",
    )


def _remember(led: Routine, begun: datetime, progress: _Progress) -> None:
    """Write the row, and tell a daemon that somebody stood, where it led through nothing itself."""
    from deskbreak.history import rows  # noqa: PLC0415  a guide must not wait for SQLite to open

    breaths, done = len(led.breaths), progress.breaths
    row = Row(
        reminder_id=round(begun.timestamp() * 1000),
        attempt=1,
        kind=Kind.ASKED,
        due=None,
        prompted=begun,
        ended=SystemClock().now().wall,
        outcome=Outcome.COMPLETED if done >= breaths else Outcome.PARTLY,
        why=Why.ASKED,
        routine=led.name,
        variant=progress.variant or led.variant,
        breaths_done=done,
        breaths=breaths,
        sitting_ms=0,
    )
    rows.record(paths.of_this_person().history_file, row)
    if 2 * done >= breaths:
        with contextlib.suppress(ControlError):
            daemon.act("stood")
