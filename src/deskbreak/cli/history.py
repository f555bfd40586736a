"""``deskbreak history``."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

import click

from deskbreak import paths
from deskbreak.cli.status_words import hold_names, length, outcome_word
from deskbreak.clock import SystemClock
from deskbreak.core.commands import Kind
from deskbreak.history import documents, rows
from deskbreak.history.rows import StoredRow
from deskbreak.language import _
from deskbreak.settings import durations

NAMED_DAYS = {"today": 0, "yesterday": 1}


def since(text: str, wall: datetime) -> datetime:
    """From when on: a date, ``today``, ``yesterday``, or a length back from ``wall``.

    Raises :class:`click.BadParameter`.
    """
    if text in NAMED_DAYS:
        return _midnight(wall - timedelta(days=NAMED_DAYS[text]))
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        pass
    try:
        return wall - timedelta(milliseconds=durations.parse(text))
    except (durations.NotADuration, OverflowError) as error:
        raise click.BadParameter(
            _("{text!r} is neither a date (2026-11-01), nor a length (7d), nor today or yesterday").format(
                text=text
            ),
            param_hint="--since",
        ) from error


def _midnight(wall: datetime) -> datetime:
    return datetime.combine(wall.date(), time.min).astimezone()


def _table(found: Sequence[StoredRow]) -> str:
    if not found:
        return _("There are no rows yet.") + "\n"
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  the other formats need none of it
    from rich.console import Console  # noqa: PLC0415  as above
    from rich.table import Table  # noqa: PLC0415  as above

    console = Console(highlight=False)
    table = Table(box=SIMPLE_HEAD)
    for heading in (_("When"), _("How it ended"), _("Routine")):
        table.add_column(heading, no_wrap=True)
    for heading in (_("Breaths"), _("Sitting")):
        table.add_column(heading, justify="right", no_wrap=True)
    if any(row.held_reasons for row in found):
        table.add_column(_("Waited"))
    for row in found:
        ended = outcome_word(row.outcome) if row.outcome else _("open")
        breaths = f"{row.breaths_done}/{row.breaths}" if row.breaths_done else ""
        sitting = length(row.sitting_s) if row.sitting_s else ""
        table.add_row(_when(row), ended, _routine(row), breaths, sitting, *_waited(row))
    with console.capture() as text:
        console.print(table)
    return text.get()


def _when(row: StoredRow) -> str:
    """When it was shown; of a reminder that never was, when it was due."""
    moment = row.prompted or row.due
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}" if moment else ""


def _waited(row: StoredRow) -> Iterator[str]:
    """How long a hold kept it back, and which; nothing where none did."""
    if row.held_reasons:
        yield f"{length(row.held_s)}: {', '.join(hold_names(row.held_reasons))}"


def _routine(row: StoredRow) -> str:
    """The routine; beside it the time of day that it is tied to, where that was the reason."""
    if row.kind != Kind.ANCHOR or row.due is None:
        return row.routine
    return f"{row.routine} ({datetime.fromisoformat(row.due).astimezone():%H:%M})"


FORMATS: dict[str, Callable[[Sequence[StoredRow]], str]] = {
    "table": _table,
    "csv": documents.as_csv,
    "json": documents.as_json,
}


def _tell_left_out(file: Path, row_id: int) -> None:
    left_out = _("{file}: row {id} is damaged and left out").format(file=file, id=row_id)
    click.echo(f"deskbreak: {left_out}", err=True)


@click.command(help=_("Show what was asked, and what came of it."))
@click.option(
    "--since",
    "begin",
    metavar="D",
    help=_("Only from then on: a date (2026-11-01), a length (7d), today or yesterday."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help=_("How to print the rows."),
)
def history(begin: str | None, form: str) -> None:
    """Print the rows."""
    first = None if begin is None else since(begin, SystemClock().now().wall)
    file = paths.of_this_person().history_file
    found = rows.read(file, first, partial(_tell_left_out, file))
    click.echo(FORMATS[form](found), nl=False)
