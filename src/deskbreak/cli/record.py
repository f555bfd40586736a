"""``deskbreak record``."""

import shlex
import threading
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

import click

from deskbreak import paths
from deskbreak.cli.exit_codes import ExitCode
from deskbreak.cli.parameters import duration_ms
from deskbreak.cli.recording.session import End, Session
from deskbreak.cli.recording.trace_file import NotATrace, TraceFile, end_of_trace_s
from deskbreak.cli.recording.trace_lines import TraceLines
from deskbreak.clock import SystemClock
from deskbreak.control import client
from deskbreak.desktop import input_kinds
from deskbreak.desktop.portable.signal_loop import SignalLoop, on_ending
from deskbreak.files.remedies import remedy_for
from deskbreak.language import _, ngettext
from deskbreak.ports.selection import Unavailable


@click.command(
    help=_(
        "Record when there is input, and of which kind: key, button, move or wheel. Never which key, nor"
        " where the pointer is. Runs until Ctrl+C, or for the time given; Deskbreak's icon says so meanwhile."
    ),
    short_help=_("Record when there is input, to replay the day."),
)
@click.option(
    "--out",
    "path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("The trace to write; compressed where its name ends in .gz."),
)
@click.option("--append", is_flag=True, help=_("Go on with a trace that is there already."))
@click.option("--for", "length", metavar="FOR", help=_("End by itself after FOR, such as 8h."))
def record(path: Path, length: str | None, *, append: bool) -> int:
    """Write a trace, for as long as somebody wants."""
    for_ms = None if length is None else duration_ms(length, "--for")
    clock = SystemClock()
    _require_a_place_for(path, clock, append=append)
    control_socket = paths.of_this_person().control_socket
    with ExitStack() as open_now:
        visit = open_now.enter_context(closing(client.stay(control_socket, "record")))
        lines = TraceLines(clock)
        session = open_now.enter_context(closing(Session(clock, lines, visit, for_ms)))
        on_ending(lambda _number, _frame: session.ask_to_end())
        try:
            open_now.enter_context(closing(input_kinds.listen(lines.note, session.grow_deaf)))
        except Unavailable as refusal:
            raise click.ClickException(_cannot_hear(refusal)) from refusal
        try:
            file = open_now.enter_context(closing(TraceFile(path, append=append)))
        except OSError as failure:
            raise click.ClickException(_cannot_write(path, failure)) from failure
        click.echo(_begun(path, length))
        end = _until_the_end(session, file, control_socket)
    return _ended(end, session, file)


def _require_a_place_for(path: Path, clock: SystemClock, *, append: bool) -> None:
    """Before anything is shown or heard. Whoever has the right to write there is found out by writing."""
    if not append:
        if path.exists() or path.is_symlink():
            raise click.ClickException(
                _("{path} is there already. Go on with it by --append, or choose another name.").format(
                    path=path
                )
            )
        return
    try:
        end_s = end_of_trace_s(path)
    except NotATrace as refusal:
        click.echo(f"deskbreak: {refusal}", err=True)
        raise click.exceptions.Exit(ExitCode.INVALID) from refusal
    now = clock.now().wall
    if end_s > now.timestamp():
        end = datetime.fromtimestamp(end_s, now.tzinfo)
        raise click.ClickException(
            _("{path} ends at {end}, and it is {now}: a trace cannot go back. Choose another name.").format(
                path=path, end=f"{end:%Y-%m-%d %H:%M:%S}", now=f"{now:%Y-%m-%d %H:%M:%S}"
            )
        )


def _until_the_end(session: Session, file: TraceFile, control_socket: Path) -> End:
    """Write in a thread of its own, because the main thread is who hears signals."""
    main, ends, failures = SignalLoop(), list[End](), list[OSError]()

    def write() -> None:
        try:
            ends.append(session.write_to(file, control_socket))
        except OSError as failure:
            failures.append(failure)
        finally:
            main.leave()

    writer = threading.Thread(target=write, name="record")
    writer.start()
    main.run(session.ask_to_end)
    writer.join()
    for failure in failures:
        raise click.ClickException(f"{_cannot_write(file.path, failure)}\n{_kept(file)}") from failure
    return ends[0]


def _cannot_write(path: Path, failure: OSError) -> str:
    reason = f"{failure.strerror or failure}. {remedy_for(failure)}".strip()
    return _("{path} cannot be written: {reason}").format(path=path, reason=reason)


def _cannot_hear(refusal: Unavailable) -> str:
    return " ".join(
        part for part in (_("Nothing can be recorded here."), refusal.reason, refusal.remedy) if part
    )


def _begun(path: Path, length: str | None) -> str:
    what = _(
        "Recording into {path}: when there is input, and whether it is a key, a button, a movement or the"
        " wheel. Never which key, nor where the pointer is."
    ).format(path=path)
    if length is None:
        until = _("Ctrl+C ends it, and so does «Stop recording» in the menu of the icon.")
    else:
        until = _("It ends after {length}, by Ctrl+C, or by «Stop recording» in the menu of the icon.")
    return f"{what}\n{until.format(length=length)}"


def _kept(file: TraceFile) -> str:
    if not file.count:
        return _("There was no input; {path} has got no line.").format(path=file.path)
    written = ngettext("{count} line was written.", "{count} lines were written.", file.count)
    replay = _("What Deskbreak would have done then: {command}")
    command = f"deskbreak replay {shlex.quote(str(file.path))}"
    return f"{written.format(count=file.count)}\n{replay.format(command=command)}"


def _ended(end: End, session: Session, file: TraceFile) -> int:
    match end:
        case End.DAEMON_GONE:
            reason = _(
                "Deskbreak has ended, and with it the recording, which its icon has to show."
                " Start it again with: deskbreak"
            )
            click.echo(f"deskbreak: {reason}", err=True)
            code = ExitCode.NO_DAEMON
        case End.DEAF:
            click.echo(f"deskbreak: {session.deaf_because}", err=True)
            code = ExitCode.FAILED
        case End.STOPPED:
            click.echo(_("Stopped from Deskbreak's menu."))
            code = ExitCode.DONE
        case _:
            code = ExitCode.DONE
    click.echo(_kept(file))
    return code
