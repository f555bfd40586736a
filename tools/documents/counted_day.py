"""``docs/pictures/counted-day-*.svg``: a day as the real mind counts it, for "How Deskbreak counts time"."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from deskbreak.core.commands import Prompt
from deskbreak.core.events import Answer, Locked, Unlocked
from deskbreak.window.palette import DARK, LIGHT, Palette
from tools.places import ROOT

sys.path.append(str(ROOT / "tests"))
from support.simulated_desk import MINUTE, SECOND, SimulatedDesk

STEP_MS = 10 * SECOND
FROM_HOUR = 9

# Where things are, in the picture's own units.
WIDTH, HEIGHT = 1000, 388
LEFT, RIGHT, TOP, FLOOR = 62, 16, 58, 300
TALLEST_MIN = 50
EARLIEST_MIN, LATEST_MIN = 30, 45
FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"

PALETTES: Mapping[str, Palette] = {"light": LIGHT, "dark": DARK}


@dataclass
class Day:
    """What happened, what was counted. Times in ms since nine o'clock."""

    desk: SimulatedDesk = field(default_factory=SimulatedDesk)
    sitting: list[tuple[int, int]] = field(default_factory=list)
    rests: list[tuple[int, int]] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)

    def note(self) -> None:
        """Something happens now that the page tells of, by its number."""
        self.notes.append(self.desk.now_ms)

    def lives(self, for_ms: int, act: Callable[[int], object]) -> None:
        """``act`` for so long, looked at every few seconds."""
        for _ in range(for_ms // STEP_MS):
            act(STEP_MS)
            self.look()

    def works(self, minutes: float) -> None:
        self.lives(round(minutes * MINUTE), lambda span: self.desk.works(span, every_ms=9 * SECOND))

    def sits_still(self, minutes: float) -> None:
        self.lives(round(minutes * MINUTE), self.desk.pauses)

    def look(self) -> None:
        """What is counted now; a rest counts from its start, which is known only later."""
        now, presence = self.desk.now_ms, self.desk.engine._presence
        since_ms = presence.resting_since_ms
        if since_ms is None:
            self.sitting.append((now, self.desk.view.sitting_ms))
            return
        began = now - (self.desk.steady_ms - since_ms)
        self.sitting = [(at, sat) for at, sat in self.sitting if at <= began]
        if self.rests and self.rests[-1][0] == began:
            self.rests.pop()
        self.rests.append((began, now))

    @property
    def prompts(self) -> list[int]:
        return [at for at, said in self.desk.said if isinstance(said, Prompt)]


def lived() -> Day:
    """The day that the page tells; its numbers are the notes."""
    day = Day()
    desk = day.desk
    day.works(17)
    day.note()
    day.sits_still(3)
    day.works(14)
    day.note()
    day.sits_still(0.5)
    desk.chooses(Answer.START)
    desk.breathes(10)
    day.look()
    day.works(12)
    day.note()
    desk.bumps_the_desk()
    desk.tell(Locked())
    day.sits_still(3)
    desk.bumps_the_desk()
    desk.tell(Unlocked())
    day.works(25)
    day.note()
    began = desk.now_ms
    desk.sleeps(20 * MINUTE)
    day.rests.append((began, desk.now_ms))
    day.look()
    day.works(9)
    day.note()
    desk.bumps_the_desk()
    desk.tell(Locked())
    day.sits_still(1)
    desk.bumps_the_desk()
    desk.tell(Unlocked())
    day.works(6)
    day.note()
    began = desk.now_ms
    desk.is_stopped(4 * MINUTE)
    day.unknown.append((began, desk.now_ms))
    day.look()
    day.works(15)
    day.note()
    day.sits_still(45)
    day.works(14)
    return day


def make() -> Mapping[str, bytes]:
    """The picture's files, by the palette's name."""
    day = lived()
    return {name: _drawn(day, palette) for name, palette in PALETTES.items()}


def _x(day: Day, at_ms: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * at_ms / day.desk.now_ms, 1)


def _y(minutes: float) -> float:
    return round(FLOOR - (FLOOR - TOP) * minutes / TALLEST_MIN, 1)


def _drawn(day: Day, palette: Palette) -> bytes:
    picture = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "font-family": FONT,
            "font-size": "15",
            "fill": palette.ink2,
            "role": "img",
        },
    )
    ET.SubElement(picture, "title").text = "A day as Deskbreak counts it"
    _box(picture, (0, 0), (WIDTH, HEIGHT), palette.paper, rx="12")
    _pattern(picture, palette)
    _spans(picture, day, palette)
    _scale(picture, day, palette)
    _curve(picture, day, palette)
    _notes(picture, day, palette)
    ET.indent(picture)
    return bytes(ET.tostring(picture, encoding="utf-8")) + b"\n"


def _pattern(picture: ET.Element, palette: Palette) -> None:
    size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
    pattern = ET.SubElement(
        ET.SubElement(picture, "defs"),
        "pattern",
        {"id": "unknown", **size, "patternTransform": "rotate(45)"},
    )
    _box(pattern, (0, 0), (8, 8), palette.paper)
    _box(pattern, (0, 0), (2, 8), palette.edge)


def _spans(picture: ET.Element, day: Day, palette: Palette) -> None:
    """Where may be asked, where somebody rested, where nobody knows."""
    asking = _y(LATEST_MIN), _y(EARLIEST_MIN)
    _box(picture, (LEFT, asking[0]), (WIDTH - LEFT - RIGHT, asking[1] - asking[0]), palette.tint)
    for spans, colour, word in ((day.rests, palette.sand, "rest"), (day.unknown, "url(#unknown)", "unknown")):
        for begins, ends in spans:
            left, right = _x(day, begins), _x(day, ends)
            _box(picture, (left, TOP), (round(right - left, 1), FLOOR - TOP), colour)
            _text(picture, ((left + right) / 2, TOP - 8), word, anchor="middle")
    _text(picture, (LEFT + 8, asking[0] + 19), "may ask", fill=palette.accent)


def _scale(picture: ET.Element, day: Day, palette: Palette) -> None:
    for minutes in (0, 15, 30, 45):
        y = _y(minutes)
        _line(picture, (LEFT, y), (WIDTH - RIGHT, y), palette.line)
        _text(picture, (LEFT - 8, y + 5), f"{minutes} min" if minutes else "0", anchor="end")
    for half_hours in range(day.desk.now_ms // (30 * MINUTE) + 1):
        hour, minute = divmod(half_hours * 30, 60)
        x = _x(day, half_hours * 30 * MINUTE)
        _line(picture, (x, FLOOR), (x, FLOOR + 6), palette.edge)
        _text(picture, (x, FLOOR + 24), f"{FROM_HOUR + hour}:{minute:02}", anchor="middle")


def _curve(picture: ET.Element, day: Day, palette: Palette) -> None:
    """How long somebody has sat; the line breaks where they did not."""
    for stretch in _stretches(day):
        points = [(_x(day, at), _y(sat / MINUTE)) for at, sat in stretch]
        ways = " ".join(f"{x},{y}" for x, y in points)
        ET.SubElement(
            picture,
            "polyline",
            {"points": ways, "fill": "none", "stroke": palette.accent, "stroke-width": "3"},
        )
    for at in day.prompts:
        sat = next(sat for when, sat in reversed(day.sitting) if when <= at)
        centre = {"cx": f"{_x(day, at)}", "cy": f"{_y(sat / MINUTE)}", "r": "7"}
        ET.SubElement(picture, "circle", {**centre, "fill": palette.accent, "stroke": palette.paper})
        _text(picture, (_x(day, at) + 12, _y(sat / MINUTE) - 8), "asks", fill=palette.ink)


def _stretches(day: Day) -> Iterable[list[tuple[int, int]]]:
    """Points that belong together: until sitting begins anew, or time was not looked at."""
    stretch: list[tuple[int, int]] = []
    for at, sat in day.sitting:
        if stretch and (sat < stretch[-1][1] or at - stretch[-1][0] > 5 * MINUTE):
            yield stretch
            stretch = []
        stretch.append((at, sat))
    yield stretch


def _notes(picture: ET.Element, day: Day, palette: Palette) -> None:
    for number, at in enumerate(day.notes, 1):
        x = _x(day, at)
        _line(picture, (x, TOP - 28), (x, FLOOR), palette.edge, dashes="2 4")
        centre = {"cx": f"{x}", "cy": f"{TOP - 38}", "r": "12"}
        ET.SubElement(picture, "circle", {**centre, "fill": palette.surface, "stroke": palette.edge})
        _text(picture, (x, TOP - 33), str(number), anchor="middle", fill=palette.ink)
    _text(
        picture,
        ((LEFT + WIDTH - RIGHT) / 2, FLOOR + 60),
        "Minutes at the desk, over the day",
        anchor="middle",
    )


def _box(
    parent: ET.Element, corner: tuple[float, float], size: tuple[float, float], fill: str, rx: str = "0"
) -> None:
    (x, y), (width, height) = corner, size
    place = {"x": f"{x}", "y": f"{y}", "width": f"{width}", "height": f"{height}", "rx": rx}
    ET.SubElement(parent, "rect", {**place, "fill": fill})


def _line(
    parent: ET.Element,
    begins: tuple[float, float],
    ends: tuple[float, float],
    colour: str,
    dashes: str = "none",
) -> None:
    (x1, y1), (x2, y2) = begins, ends
    place = {"x1": f"{x1}", "y1": f"{y1}", "x2": f"{x2}", "y2": f"{y2}"}
    ET.SubElement(parent, "line", {**place, "stroke": colour, "stroke-dasharray": dashes})


def _text(
    parent: ET.Element, at: tuple[float, float], words: str, *, anchor: str = "start", fill: str | None = None
) -> None:
    place = {"x": f"{at[0]:.1f}", "y": f"{at[1]:.1f}", "text-anchor": anchor}
    ET.SubElement(parent, "text", {**place, **({"fill": fill} if fill else {})}).text = words
