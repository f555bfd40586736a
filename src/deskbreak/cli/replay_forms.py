"""How ``deskbreak replay`` prints what came of the days: as JSON lines, or as a table."""

import json
from collections.abc import Callable, Sequence
from typing import Protocol

import click

from deskbreak.language import _
from deskbreak.replay.diary import Diary, Line
from deskbreak.replay.figures import Figures, Summary, seconds


class Form(Protocol):
    """Is given each day as it was played by each settings, and at the end the figures of all days."""

    def day(self, name: str, diaries: Sequence[Diary]) -> None: ...

    def end(self, totals: Sequence[Figures]) -> None: ...


class JsonLines:
    """A line for each thing that happened, and last the figures. Of several settings, which are ``names``,
    the figures only."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def day(self, name: str, diaries: Sequence[Diary]) -> None:
        if len(diaries) == 1:
            for line in diaries[0].lines:
                click.echo(json.dumps(_document(name, line)))

    def end(self, totals: Sequence[Figures]) -> None:
        if len(totals) == 1:
            click.echo(json.dumps({"summary": totals[0].summary()}))
            return
        for name, total in zip(self._names, totals, strict=True):
            click.echo(json.dumps({"settings": name, "summary": total.summary()}))


def _document(name: str, line: Line) -> dict[str, object]:
    return {
        "file": name,
        "t": seconds(line.t_ms),
        "event": line.what.value,
        "why": line.why.value if line.why else None,
        "sitting_s": seconds(line.sitting_ms),
        "idle_s": seconds(line.idle_ms),
    }


class Table:
    """A row for each day, and one for all; of several settings, a column for each of ``names``."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._rows: list[tuple[str, Summary]] = []
        self._days = 0

    def day(self, name: str, diaries: Sequence[Diary]) -> None:
        self._days += 1
        if len(diaries) == 1:
            self._rows.append((name, diaries[0].figures.summary()))

    def end(self, totals: Sequence[Figures]) -> None:
        summaries = [total.summary() for total in totals]
        if len(totals) > 1:
            _print_sides(
                [_("{days} days").format(days=self._days), *self._names],
                [[title, *map(shown, summaries)] for title, shown in _figures()],
            )
            return
        rows = [*self._rows, (_("All"), summaries[0])] if len(self._rows) != 1 else self._rows
        _print_days(
            [_("Day"), *(title for title, _shown in _figures())],
            [[name, *(shown(summary) for _title, shown in _figures())] for name, summary in rows],
        )


def _figures() -> Sequence[tuple[str, Callable[[Summary], str]]]:
    """What each figure is called, and how it is shown."""
    return (
        (_("Prompts"), lambda figures: str(figures["prompts"])),
        (_("At a pause"), lambda figures: _percent(figures["at_pause"])),
        (_("Still busy"), lambda figures: _percent(figures["busy_at_latest"])),
        (_("Met in 2 s"), lambda figures: _percent(figures["input_within_2s"])),
        (_("30 s left"), lambda figures: _percent(figures["pause_left_30s"])),
        (_("Half by"), lambda figures: _length(figures["fire_p50_s"])),
        (_("90 % by"), lambda figures: _length(figures["fire_p90_s"])),
        (_("Longest sitting"), lambda figures: _length(figures["longest_sitting_s"])),
        (_("Rests"), lambda figures: str(figures["rests"])),
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}" if share in (0, 1) else f"{share:.1%}"


def _length(length_s: float | None) -> str:
    """Hours and minutes, short enough for a table."""
    if length_s is None:
        return "-"
    hours, minutes = divmod(round(length_s / 60), 60)
    return f"{hours}:{minutes:02}"


def _print_days(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Every figure as narrow as can be, so that there is room for the names of files."""
    words = [[*heading.split(), *column] for heading, *column in zip(headings, *rows, strict=True)]
    _print(headings, rows, [None, *(max(map(len, each)) for each in words[1:])])


def _print_sides(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """What the figures are is read first; the settings files share what is left."""
    titles = [headings[0], *(title for title, *_figures in rows)]
    _print(headings, rows, [max(map(len, titles)), *(None for _name in headings[1:])])


def _print(headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int | None]) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  JSON lines need none of it
    from rich.console import Console  # noqa: PLC0415  as above
    from rich.table import Table as RichTable  # noqa: PLC0415  as above

    console = Console(highlight=False, markup=False)
    table = RichTable(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for heading, width in zip(headings, widths, strict=True):
        table.add_column(heading, justify="right" if table.columns else "left", overflow="fold", width=width)
    for row in rows:
        table.add_row(*row)
    with console.capture() as text:
        console.print(table)
    click.echo(text.get(), nl=False)
