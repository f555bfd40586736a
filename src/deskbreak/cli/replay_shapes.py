"""The shapes that a picture of a day is made of, as SVG has them."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

Point = tuple[float, float]


def ways(points: Iterable[Point]) -> str:
    """Points, as SVG writes them."""
    return " ".join(f"{round(x, 1)},{round(y, 1)}" for x, y in points)


def box(
    parent: ET.Element,
    corner: Point,
    size: Point,
    fill: str,
    *,
    stroke: str = "none",
    rx: float = 0,
    opacity: float = 1,
) -> None:
    """A rectangle."""
    (x, y), (width, height) = corner, size
    place = {"x": _number(x), "y": _number(y), "width": _number(width), "height": _number(height)}
    look = {"rx": f"{rx}", "fill": fill, "stroke": stroke, "fill-opacity": f"{opacity}"}
    ET.SubElement(parent, "rect", {**place, **look})


def line(parent: ET.Element, begins: Point, ends: Point, colour: str, *, width: float = 1) -> None:
    """A straight line."""
    (x1, y1), (x2, y2) = begins, ends
    place = {"x1": _number(x1), "y1": _number(y1), "x2": _number(x2), "y2": _number(y2)}
    ET.SubElement(parent, "line", {**place, "stroke": colour, "stroke-width": f"{width}"})


def curve(parent: ET.Element, points: Iterable[Point], colour: str) -> None:
    """Straight from one point to the next."""
    look = {"fill": "none", "stroke": colour, "stroke-width": "2.5", "stroke-linejoin": "round"}
    ET.SubElement(parent, "polyline", {"points": ways(points), **look})


def disc(parent: ET.Element, centre: Point, radius: float, fill: str, stroke: str, *, width: float) -> None:
    """A circle."""
    x, y = centre
    place = {"cx": _number(x), "cy": _number(y), "r": f"{radius}"}
    ET.SubElement(parent, "circle", {**place, "fill": fill, "stroke": stroke, "stroke-width": f"{width}"})


def text(
    parent: ET.Element,
    at: Point,
    words: str,
    *,
    anchor: str = "start",
    fill: str | None = None,
    size: int | None = None,
    weight: str | None = None,
) -> None:
    """Words on one line."""
    look = {"fill": fill, "font-size": f"{size}" if size else None, "font-weight": weight}
    given = {name: value for name, value in look.items() if value}
    place = {"x": _number(at[0]), "y": _number(at[1]), "text-anchor": anchor}
    ET.SubElement(parent, "text", {**place, **given}).text = "".join(
        letter if letter.isprintable() else "?" for letter in words
    )


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
