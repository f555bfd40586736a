"""What may stand on the command line, beyond plain words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from deskbreak.language import _
from deskbreak.settings import durations

Command = TypeVar("Command", bound=Callable[..., Any])

SHORTEST_MS = 1_000


def duration_ms(text: str, name: str) -> int:
    """The duration that somebody wrote for ``name``. Raises :class:`click.BadParameter`."""
    try:
        length_ms = durations.parse(text)
    except durations.NotADuration as error:
        raise click.BadParameter(f"{text!r}: {error}", param_hint=name) from error
    if length_ms < SHORTEST_MS:
        raise click.BadParameter(_("{text!r}: one second is the shortest").format(text=text), param_hint=name)
    return length_ms


def config_option(command: Command) -> Command:
    """Adds ``--config FILE``, as ``config``."""
    return click.option(
        "--config",
        "config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=_("Use this settings file instead of the usual one."),
    )(command)


def set_option(command: Command) -> Command:
    """Adds ``--set KEY=VALUE``, as ``overrides``."""
    return click.option(
        "--set",
        "overrides",
        multiple=True,
        metavar="KEY=VALUE",
        help=_("Let this setting hold, this once; may be given more than once."),
    )(command)
