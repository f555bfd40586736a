"""The commands, each imported when it is asked for, and every failure in a line or two."""

import importlib
from collections.abc import Sequence

import click

from deskbreak import __version__, language
from deskbreak.cli.exit_codes import ExitCode
from deskbreak.control.protocol import ControlError, NotRunning
from deskbreak.history.errors import HistoryError
from deskbreak.language import _

COMMANDS = {
    "run": "deskbreak.cli.run:run",
    "status": "deskbreak.cli.status:status",
    "now": "deskbreak.cli.acting:now",
    "snooze": "deskbreak.cli.acting:snooze",
    "skip": "deskbreak.cli.acting:skip",
    "stood": "deskbreak.cli.acting:stood",
    "pause": "deskbreak.cli.acting:pause",
    "resume": "deskbreak.cli.acting:resume",
    "home": "deskbreak.cli.acting:home",
    "quit": "deskbreak.cli.acting:quit_",
    "routine": "deskbreak.cli.routine:routine",
    "checklist": "deskbreak.cli.checklist:checklist",
    "history": "deskbreak.cli.history:history",
    "record": "deskbreak.cli.record:record",
    "replay": "deskbreak.cli.replay:replay",
    "config": "deskbreak.cli.config:config",
    "doctor": "deskbreak.cli.doctor:doctor",
}
"""In the order of ``--help``."""


class _Commands(click.Group):
    """Loads a command's module only when that command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  as above
        if cmd_name not in COMMANDS:
            return None
        module, _colon, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


def front(arguments: Sequence[str]) -> int:
    """Do what ``arguments`` say; the exit code."""
    language.choose("auto")
    commands = _Commands(
        help=_("A break at a natural pause, and a routine worth standing up for."),
        epilog=_("Without a command, Deskbreak starts and reminds from now on."),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    click.version_option(__version__, prog_name="Deskbreak", message="%(prog)s %(version)s")(commands)
    try:
        code = commands.main(list(arguments), prog_name="deskbreak", standalone_mode=False)
    except click.UsageError as error:
        hint = _("Try '{command} --help'.").format(
            command=error.ctx.command_path if error.ctx else "deskbreak"
        )
        return _failed(f"{error.format_message()}\n{hint}", ExitCode.USAGE)
    except click.ClickException as error:
        return _failed(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except NotRunning:
        return _failed(_("Deskbreak is not running. Start it with: deskbreak"), ExitCode.NO_DAEMON)
    except (ControlError, HistoryError, OSError) as error:
        return _failed(str(error), ExitCode.FAILED)
    return code if isinstance(code, int) else ExitCode.DONE


def _failed(text: str, code: int) -> int:
    click.echo(f"deskbreak: {text}", err=True)
    return code
