"""Days drawn in the terminal: a band for a quarter of a day, a character for five minutes.

Each band has up to three lines: what was asked, how sitting grew, and what else went on.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import click

from deskbreak.core.commands import Why
from deskbreak.core.rules import MINUTE_MS, Rules
from deskbreak.language import _
from deskbreak.replay import trace
from deskbreak.replay.diary import Diary, Line, What
from deskbreak.replay.figures import Figures
from deskbreak.replay.portrait import UNKNOWN, Portrait, Span
from deskbreak.replay.wall import midnight_offset_ms

CELL_MS = 5 * MINUTE_MS
CELLS = 72
BAND_MS = CELLS * CELL_MS
MARGIN = 7

BARS = "▁▂▃▄▅▆▇█"
REST, NOT_KNOWN = "·", "?"
MARKS = {What.LAPSED: "-", What.WITHDRAWN: "✗", What.WALKED_AWAY: "✓", What.SILENT: "○"}
AT_PAUSE, AT_CLOSE = "◆", "◇"
STRENGTH = ("◆", "◇", "○", "✓", "✗", "-")
"""Where two marks fall into one cell, the first of these is seen."""
SIGNS = {trace.ASLEEP: "z", trace.LOCKED: "l", trace.PAUSED: "p", UNKNOWN: "?", trace.IDLE: "_"}
HOLD = "h"


class Pictures:
    """Draws each day as it comes. ``rules`` say how long sitting is long."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def day(self, name: str, diaries: Sequence[Diary]) -> None:
        diary = diaries[0]
        click.echo(click.style(name, bold=True))
        if diary.portrait is not None:
            for line in _bands(diary.portrait, diary.lines, self._rules):
                click.echo(line)
        click.echo()

    def end(self, totals: Sequence[Figures]) -> None:  # noqa: ARG002  a picture has no figures
        click.echo(_legend(self._rules))


def _legend(rules: Rules) -> str:
    words = (
        _("▁…█ sitting, up to {minutes} min").format(minutes=rules.latest_ms // MINUTE_MS),
        _("█ red: longer"),
        _("· rest"),
        _("◆ asked at a pause"),
        _("◇ asked at the close"),
        _("- no answer"),
        _("✓ walked away"),
        _("✗ withdrawn"),
        _("○ only the icon"),
        _("_ no input"),
        _("l locked"),
        _("z asleep"),
        _("h held"),
        _("p paused"),
        _("? unknown"),
    )
    return click.wrap_text(" · ".join(words[:2]) + "\n\n" + "   ".join(words[2:]), preserve_paragraphs=True)


def _bands(portrait: Portrait, lines: Sequence[Line], rules: Rules) -> Iterable[str]:
    shift_ms = midnight_offset_ms(portrait.begins_ms)
    band_ms = (portrait.begins_ms + shift_ms) // BAND_MS * BAND_MS - shift_ms
    was_empty = False
    while band_ms < max(portrait.ends_ms, portrait.begins_ms + 1):
        band = _band(portrait, lines, rules, band_ms)
        if any(row.strip() for row in band):
            yield from _labelled(band, _clock(band_ms + shift_ms))
            was_empty = False
        elif not was_empty:
            yield " " * MARGIN + "…"
            was_empty = True
        band_ms += BAND_MS


def _clock(t_ms: int) -> str:
    hours, minutes = divmod(t_ms // MINUTE_MS, 60)
    return f"{hours % 24:02}:{minutes:02}"


def _labelled(band: Sequence[str], clock: str) -> Iterable[str]:
    asked, sitting, others = band
    if asked.strip():
        yield " " * MARGIN + click.style(asked.rstrip(), bold=True)
    yield f"{clock:<{MARGIN}}" + "".join(map(_coloured, sitting.rstrip()))
    if others.strip():
        yield " " * MARGIN + click.style(others.rstrip(), dim=True)


LONGER = "▉"
"""Stands for a full bar beyond the close, until it is coloured."""


def _coloured(cell: str) -> str:
    if cell == LONGER:
        return click.style(BARS[-1], fg="red")
    return click.style(cell, fg="green") if cell in BARS else click.style(cell, dim=True)


def _band(portrait: Portrait, lines: Sequence[Line], rules: Rules, band_ms: int) -> tuple[str, str, str]:
    cells = range(band_ms, band_ms + BAND_MS, CELL_MS)
    return (
        "".join(_mark(lines, cell_ms) for cell_ms in cells),
        "".join(_bar(portrait, rules, cell_ms) for cell_ms in cells),
        "".join(_sign(portrait.spans, cell_ms) for cell_ms in cells),
    )


def _mark(lines: Sequence[Line], cell_ms: int) -> str:
    found = {
        (AT_CLOSE if line.why is Why.LATEST else AT_PAUSE)
        if line.what is What.PROMPT
        else MARKS.get(line.what, " ")
        for line in lines
        if cell_ms <= line.t_ms < cell_ms + CELL_MS
    }
    return next((mark for mark in STRENGTH if mark in found), " ")


def _bar(portrait: Portrait, rules: Rules, cell_ms: int) -> str:
    middle_ms = cell_ms + CELL_MS // 2
    sat_ms = sitting_at(portrait, middle_ms)
    if sat_ms is None:
        if _covers(portrait.rests, middle_ms):
            return REST
        return (
            NOT_KNOWN
            if any(span.kind == UNKNOWN and _in(span, middle_ms) for span in portrait.spans)
            else " "
        )
    if sat_ms > rules.latest_ms:
        return LONGER
    return BARS[min(len(BARS) - 1, sat_ms * len(BARS) // max(1, rules.latest_ms))]


def sitting_at(portrait: Portrait, t_ms: int) -> int | None:
    """How long somebody had sat then; ``None`` in a rest, and where nobody knows."""
    for stretch in portrait.stretches:
        if stretch[0][0] <= t_ms <= stretch[-1][0]:
            for (from_ms, less_ms), (to_ms, more_ms) in pairwise(stretch):
                if from_ms <= t_ms <= to_ms:
                    return less_ms + (more_ms - less_ms) * (t_ms - from_ms) // max(1, to_ms - from_ms)
    return None


def _sign(spans: Sequence[Span], cell_ms: int) -> str:
    kinds = {span.kind for span in spans if span.begins_ms < cell_ms + CELL_MS and span.ends_ms > cell_ms}
    if kinds & trace.HOLDS.keys():
        return HOLD
    return next((sign for kind, sign in SIGNS.items() if kind in kinds), " ")


def _covers(spans: Sequence[Span], t_ms: int) -> bool:
    return any(_in(span, t_ms) for span in spans)


def _in(span: Span, t_ms: int) -> bool:
    return span.begins_ms <= t_ms < span.ends_ms
