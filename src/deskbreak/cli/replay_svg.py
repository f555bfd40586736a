"""Days drawn into an SVG file: how sitting grew, where was asked, where somebody rested."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import click

from deskbreak.cli.replay_shapes import Point, box, curve, disc, line, text, ways
from deskbreak.cli.status_words import length
from deskbreak.core.commands import Why
from deskbreak.core.rules import MINUTE_MS, Rules
from deskbreak.files import saving
from deskbreak.language import _
from deskbreak.replay import trace
from deskbreak.replay.diary import Diary, What
from deskbreak.replay.figures import Figures
from deskbreak.replay.portrait import IDLE, UNKNOWN, Portrait, Span
from deskbreak.replay.wall import is_epoch, midnight_offset_ms
from deskbreak.window.palette import LIGHT

HOUR_MS = 60 * MINUTE_MS
WIDTH, LEFT, RIGHT = 1000, 74, 24
MARGIN, GAP = 24, 18
TITLE, CURVE, STRIP, AXIS = 44, 150, 10, 30
"""Heights within a day's card: its name, the curve, one strip of what else went on, the hours."""
LEGEND = 58
FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"
MOST_TICKS = 14
TICKS_MS = tuple(round(hours * HOUR_MS) for hours in (1 / 60, 1 / 12, 0.25, 0.5, 1, 2, 3, 6, 12, 24, 72, 168))
HOLD = "hold"
CALM, BUSY = LIGHT.accent, LIGHT.figure.skin2
"""Sitting up to the close, and beyond."""
COLOURS = {
    IDLE: LIGHT.figure.book2,
    trace.LOCKED: LIGHT.figure.chair,
    trace.ASLEEP: LIGHT.figure.legs,
    trace.PAUSED: LIGHT.figure.skin,
    HOLD: LIGHT.figure.top,
    UNKNOWN: "url(#unknown)",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A day to be drawn, whose diary has kept a portrait."""

    name: str
    diary: Diary

    @property
    def portrait(self) -> Portrait:
        return self.diary.portrait or Portrait()

    @property
    def strips(self) -> list[str]:
        """What went on beside sitting, each kind in a strip of its own."""
        kinds = {_strip(span) for span in self.portrait.spans}
        return [kind for kind in COLOURS if kind in kinds]

    @property
    def height(self) -> int:
        return TITLE + CURVE + STRIP * len(self.strips) + AXIS + 12


class Svg:
    """Collects the days and draws them into ``file``, one card below the other."""

    def __init__(self, file: Path, rules: Rules) -> None:
        self._file = file
        self._rules = rules
        self._days: list[Drawn] = []

    def day(self, name: str, diaries: Sequence[Diary]) -> None:
        self._days.append(Drawn(name, diaries[0]))

    def end(self, totals: Sequence[Figures]) -> None:  # noqa: ARG002  a picture has no figures
        """Raises :class:`click.ClickException` where the file cannot be written."""
        try:
            saving.save(self._file, drawn(self._days, self._rules))
        except OSError as error:
            message = _("{file} cannot be written: {reason}").format(
                file=click.format_filename(self._file), reason=error.strerror or error
            )
            raise click.ClickException(message) from error


def drawn(days: Sequence[Drawn], rules: Rules) -> str:
    """The whole picture."""
    height = MARGIN + sum(day.height + GAP for day in days) + LEGEND
    picture = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {height}",
            "font-family": FONT,
            "font-size": "13",
            "fill": LIGHT.ink2,
            "role": "img",
        },
    )
    ET.SubElement(picture, "title").text = _("What Deskbreak would have done")
    box(picture, (0, 0), (WIDTH, height), LIGHT.paper)
    _hatching(picture)
    top = MARGIN
    for day in days:
        _Card(picture, day, rules, top).draw()
        top += day.height + GAP
    _legend(picture, top + 10)
    ET.indent(picture)
    return ET.tostring(picture, encoding="unicode") + "\n"


class _Card:
    """One day, at ``top``."""

    def __init__(self, picture: ET.Element, day: Drawn, rules: Rules, top: int) -> None:
        self._picture = picture
        self._day = day
        self._portrait = day.portrait
        self._rules = rules
        self._top = top
        self._ceiling, self._floor = top + TITLE, top + TITLE + CURVE
        self._begins_ms = day.portrait.begins_ms
        self._lasts_ms = max(MINUTE_MS, day.portrait.ends_ms - day.portrait.begins_ms)
        longest_ms = day.diary.figures.longest_sitting_ms
        self._tallest_ms = max(rules.latest_ms, longest_ms) * 1.12

    def draw(self) -> None:
        height = self._day.height
        box(self._picture, (10, self._top), (WIDTH - 20, height), LIGHT.surface, stroke=LIGHT.line, rx=12)
        self._title()
        self._asking()
        self._rests()
        self._scale()
        self._curve()
        self._marks()
        self._strips()
        self._hours()

    def _x(self, t_ms: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT - 10) * (t_ms - self._begins_ms) / self._lasts_ms, 1)

    def _y(self, sitting_ms: float) -> float:
        return round(self._floor - (self._floor - self._ceiling) * sitting_ms / self._tallest_ms, 1)

    def _place(self, t_ms: int, sitting_ms: int) -> Point:
        return self._x(t_ms), self._y(sitting_ms)

    def _title(self) -> None:
        figures = self._day.diary.figures
        name = self._day.name if len(self._day.name) <= 60 else "…" + self._day.name[-59:]
        if is_epoch(self._begins_ms):
            name += f" · {datetime.fromtimestamp(self._begins_ms / 1000).astimezone():%Y-%m-%d}"
        y = self._top + 26
        text(self._picture, (28, y), name, fill=LIGHT.ink, size=15, weight="600")
        words = _("{prompts} asked · {rests} rests · longest sitting {longest}").format(
            prompts=figures.prompts,
            rests=figures.rests,
            longest=length(round(figures.longest_sitting_ms / 1000)),
        )
        text(self._picture, (WIDTH - RIGHT - 10, y), words, anchor="end")

    def _asking(self) -> None:
        """Between these two a reminder comes."""
        close, opening = self._y(self._rules.latest_ms), self._y(self._rules.earliest_ms)
        width = self._x(self._begins_ms + self._lasts_ms) - LEFT
        box(self._picture, (LEFT, close), (width, max(1.0, opening - close)), LIGHT.tint, opacity=0.55)

    def _rests(self) -> None:
        for rest in self._portrait.rests:
            self._span(rest, self._ceiling, self._floor - self._ceiling, LIGHT.sand)

    def _span(self, span: Span, top: float, height: float, colour: str) -> None:
        left, right = (
            self._x(max(span.begins_ms, self._begins_ms)),
            self._x(min(span.ends_ms, self._begins_ms + self._lasts_ms)),
        )
        if right > left:
            box(self._picture, (left, top), (right - left, height), colour)

    def _scale(self) -> None:
        right = WIDTH - RIGHT - 10
        for sitting_ms in (0, self._rules.earliest_ms, self._rules.latest_ms):
            y = self._y(sitting_ms)
            line(self._picture, (LEFT, y), (right, y), LIGHT.line)
        lowest = None
        for sitting_ms in (self._rules.latest_ms, self._rules.earliest_ms, 0):
            y = self._y(sitting_ms)
            if lowest is None or y - lowest >= 13:
                words = length(sitting_ms // 1000) if sitting_ms else "0"
                text(self._picture, (LEFT - 8, y + 4), words, anchor="end")
                lowest = y

    def _curve(self) -> None:
        for stretch in self._portrait.stretches:
            points = [self._place(at_ms, sat_ms) for at_ms, sat_ms in stretch]
            area = [(points[0][0], self._floor), *points, (points[-1][0], self._floor)]
            ET.SubElement(
                self._picture, "polygon", {"points": ways(area), "fill": CALM, "fill-opacity": "0.1"}
            )
            curve(self._picture, points, CALM)
            beyond = _beyond(stretch, self._rules.latest_ms)
            if beyond:
                curve(self._picture, [self._place(at_ms, sat_ms) for at_ms, sat_ms in beyond], BUSY)

    def _marks(self) -> None:
        for each in self._day.diary.lines:
            _mark(self._picture, self._place(each.t_ms, each.sitting_ms), each.what, each.why)

    def _strips(self) -> None:
        for number, kind in enumerate(self._day.strips):
            top = self._floor + 3 + number * STRIP
            for span in self._portrait.spans:
                if _strip(span) == kind:
                    self._span(span, top, STRIP - 3, COLOURS[kind])

    def _hours(self) -> None:
        base = self._floor + STRIP * len(self._day.strips)
        shift_ms = midnight_offset_ms(self._begins_ms)
        step_ms = next((each for each in TICKS_MS if self._lasts_ms / each <= MOST_TICKS), TICKS_MS[-1])
        tick_ms = -((self._begins_ms + shift_ms) // -step_ms) * step_ms
        while tick_ms - shift_ms <= self._begins_ms + self._lasts_ms:
            x = self._x(tick_ms - shift_ms)
            line(self._picture, (x, base + 4), (x, base + 9), LIGHT.edge)
            text(self._picture, (x, base + 24), _clock(tick_ms), anchor="middle")
            tick_ms += step_ms


def _beyond(stretch: Sequence[tuple[int, int]], latest_ms: int) -> list[tuple[int, int]]:
    """The part in which somebody sat longer than ``latest_ms``; one at most, because sitting only grows."""
    part: list[tuple[int, int]] = []
    for (from_ms, less_ms), (to_ms, more_ms) in pairwise(stretch):
        if more_ms > latest_ms:
            if not part:
                crossed_at_ms = max(less_ms, latest_ms)
                part.append((max(from_ms, to_ms - (more_ms - crossed_at_ms)), crossed_at_ms))
            part.append((to_ms, more_ms))
    return part


def _mark(picture: ET.Element, at: Point, what: What, why: Why | None) -> None:
    x, y = at
    match what:
        case What.PROMPT:
            disc(picture, at, 6, BUSY if why is Why.LATEST else CALM, LIGHT.surface, width=1.5)
        case What.SILENT:
            disc(picture, at, 5, LIGHT.surface, LIGHT.edge, width=2)
        case What.LAPSED:
            line(picture, (x - 4, y), (x + 4, y), LIGHT.edge, width=2.5)
        case What.WITHDRAWN:
            line(picture, (x - 4, y - 4), (x + 4, y + 4), LIGHT.edge, width=2)
            line(picture, (x - 4, y + 4), (x + 4, y - 4), LIGHT.edge, width=2)
        case What.WALKED_AWAY:
            curve(picture, [(x - 5, y), (x - 1.5, y + 4), (x + 5, y - 5)], CALM)


def _legend(picture: ET.Element, top: float) -> None:
    """Each sign with its word, as many beside each other as fit."""
    signs: list[tuple[str, What, Why | None]] = [
        (_("asked at a pause"), What.PROMPT, Why.PAUSE),
        (_("asked at the close"), What.PROMPT, Why.LATEST),
        (_("no answer"), What.LAPSED, None),
        (_("walked away"), What.WALKED_AWAY, None),
        (_("withdrawn"), What.WITHDRAWN, None),
        (_("only the icon"), What.SILENT, None),
    ]
    colours = [
        (_("may ask"), LIGHT.tint),
        (_("rest"), LIGHT.sand),
        (_("no input"), COLOURS[IDLE]),
        (_("locked"), COLOURS[trace.LOCKED]),
        (_("asleep"), COLOURS[trace.ASLEEP]),
        (_("reminders paused"), COLOURS[trace.PAUSED]),
        (_("a hold"), COLOURS[HOLD]),
        (_("unknown"), COLOURS[UNKNOWN]),
    ]
    words = [word for word, *_rest in signs] + [word for word, _colour in colours]
    places = _beside_each_other(words, top)
    for word, (x, y) in zip(words, places, strict=True):
        text(picture, (x + 22, y + 4), word)
    for (_word, what, why), (x, y) in zip(signs, places, strict=False):
        _mark(picture, (x + 8, y), what, why)
    for (_word, colour), (x, y) in zip(colours, places[len(signs) :], strict=True):
        box(picture, (x, y - 5), (16, 10), colour, stroke=LIGHT.line)


def _beside_each_other(words: Sequence[str], top: float) -> list[Point]:
    x, y = 28.0, top + 4
    places = []
    for word in words:
        width = 42 + 7.4 * len(word)
        if x + width > WIDTH - 20:
            x, y = 28.0, y + 22
        places.append((x, y))
        x += width
    return places


def _strip(span: Span) -> str:
    return HOLD if span.kind in trace.HOLDS else span.kind


def _clock(t_ms: int) -> str:
    hours, minutes = divmod(t_ms // MINUTE_MS, 60)
    return f"{hours % 24}:{minutes:02}"


def _hatching(picture: ET.Element) -> None:
    size = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
    pattern = ET.SubElement(
        ET.SubElement(picture, "defs"),
        "pattern",
        {"id": "unknown", **size, "patternTransform": "rotate(45)"},
    )
    box(pattern, (0, 0), (6, 6), LIGHT.surface)
    box(pattern, (0, 0), (2, 6), LIGHT.edge)
