"""``deskbreak replay``."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from deskbreak.cli.chosen_settings import settings
from deskbreak.cli.exit_codes import ExitCode
from deskbreak.cli.parameters import config_option, set_option
from deskbreak.cli.replay_forms import Form, JsonLines, Table
from deskbreak.language import _, ngettext
from deskbreak.replay import synthetic
from deskbreak.replay.desk import Answer
from deskbreak.replay.diary import Diary
from deskbreak.replay.figures import Figures
from deskbreak.replay.player import Conditions, play
from deskbreak.replay.portrait import Portrait
from deskbreak.replay.recorded import STANDARD_INPUT, LeftOut, opened
from deskbreak.replay.source import NotATrace
from deskbreak.replay.trace import Day, Interval, Intervals


@dataclass(frozen=True, slots=True)
class _NamedDay:
    """Where a day comes from; ``opened`` is told of rows that are left out."""

    name: str
    opened: Callable[[Callable[[int, str], None]], AbstractContextManager[Day]]


@click.command(
    help=_(
        "Play recorded days, and show what Deskbreak would have done on them. Each TRACE is a file of its "
        "own day, compressed or not; - is standard input."
    ),
    short_help=_("Show what Deskbreak would have done on recorded days."),
)
@click.argument("traces", nargs=-1, metavar="TRACE...", type=click.Path(path_type=Path))
@click.option(
    "--answer",
    type=click.Choice([each.value for each in Answer]),
    default=Answer.IGNORE.value,
    show_default=True,
    help=_("What you answer to each reminder, at once."),
)
@click.option(
    "--synthetic", "days", metavar="DAYS", type=click.IntRange(1), help=_("Play so many drawn days, too.")
)
@click.option("--seed", type=int, default=1, show_default=True, help=_("Which drawn days."))
@click.option("--json", "as_json", is_flag=True, help=_("Print a JSON line for each thing that happens."))
@click.option("--picture", is_flag=True, help=_("Draw each day in the terminal."))
@click.option(
    "--svg", type=click.Path(path_type=Path), metavar="FILE", help=_("Draw the days into this file.")
)
@click.option(
    "--compare",
    nargs=2,
    type=click.Path(path_type=Path),
    metavar="A.yaml B.yaml",
    help=_("Play the days by the settings of both files, and put the figures side by side."),
)
@config_option
@set_option
def replay(
    *,
    traces: Sequence[Path],
    answer: str,
    days: int | None,
    seed: int,
    svg: Path | None,
    compare: tuple[Path, Path] | None,
    config: Path | None,
    overrides: Sequence[str],
    as_json: bool,
    picture: bool,
) -> int:
    """Play each day by each settings, and print what came of it."""
    if not traces and days is None:
        raise click.UsageError(_("Which days? Name a trace, or say --synthetic 5."))
    _refuse_together(
        {"--compare": compare, "--picture": picture, "--svg": svg, "--json": as_json},
        ("--compare", "--picture"),
        ("--compare", "--svg"),
        ("--json", "--picture"),
    )
    if compare and config:
        raise click.UsageError(_("--compare names two settings files; leave out --config."))
    if compare and Path(STANDARD_INPUT) in traces:
        raise click.UsageError(_("Standard input can be played only once, and --compare plays it twice."))
    files = list(compare) if compare else [config]
    sides = [Conditions(settings(file, overrides).rules, Answer(answer)) for file in files]
    names = [click.format_filename(file) for file in compare] if compare else [""]
    forms = _forms(names, sides, svg, as_json=as_json, picture=picture)
    totals = [Figures() for _side in sides]
    all_well = True
    for day in _named_days(traces, days, seed):
        diaries = _played(day, sides, draws=bool(picture or svg))
        if diaries is None:
            all_well = False
            continue
        for total, diary in zip(totals, diaries, strict=True):
            total.add(diary.figures)
        for form in forms:
            form.day(day.name, diaries)
    for form in forms:
        form.end(totals)
    return ExitCode.DONE if all_well else ExitCode.INVALID


def _refuse_together(given: dict[str, object], *pairs: tuple[str, str]) -> None:
    for one, other in pairs:
        if given[one] and given[other]:
            raise click.UsageError(_("{one} and {other} do not go together.").format(one=one, other=other))


def _forms(
    names: Sequence[str], sides: Sequence[Conditions], svg: Path | None, *, as_json: bool, picture: bool
) -> list[Form]:
    rules = sides[0].rules
    forms: list[Form] = []
    if as_json:
        forms.append(JsonLines(names))
    else:
        if picture:
            from deskbreak.cli.replay_picture import Pictures  # noqa: PLC0415  figures need no picture

            forms.append(Pictures(rules))
        forms.append(Table(names))
    if svg is not None:
        from deskbreak.cli.replay_svg import Svg  # noqa: PLC0415  as above

        forms.append(Svg(svg, rules))
    return forms


def _named_days(traces: Sequence[Path], days: int | None, seed: int) -> Iterator[_NamedDay]:
    for path in traces:
        yield _NamedDay(click.format_filename(path), partial(opened, path))
    if days is not None:
        for number, drawn in enumerate(synthetic.days(days, seed), 1):
            yield _NamedDay(f"synthetic-{number}", partial(_drawn, tuple(drawn)))


def _drawn(intervals: Sequence[Interval], _left_out: object) -> AbstractContextManager[Day]:
    return nullcontext(Intervals(iter(intervals)))


def _played(day: _NamedDay, sides: Sequence[Conditions], *, draws: bool) -> list[Diary] | None:
    """The day by each settings; ``None`` where it could not be read to its end, which is said."""
    diaries = []
    for side in sides:
        diary, left_out = Diary(Portrait() if draws else None), LeftOut()
        try:
            with day.opened(left_out.row) as rows:
                play(rows, side, diary)
        except OSError as error:
            _tell(day.name, _("cannot be read: {reason}").format(reason=error.strerror or error))
            return None
        except NotATrace as error:
            _tell(day.name, _("{error}. Nothing of this file is counted.").format(error=error))
            return None
        diaries.append(diary)
    _tell_left_out(day.name, left_out)
    return diaries


def _tell_left_out(name: str, left_out: LeftOut) -> None:
    for line, reason in left_out.named:
        _tell(f"{name}:{line}", reason)
    if left_out.count:
        words = ngettext("{count} row was left out", "{count} rows were left out", left_out.count)
        _tell(name, words.format(count=left_out.count))


def _tell(place: str, message: str) -> None:
    click.echo(f"deskbreak: {place}: {message}", err=True)
