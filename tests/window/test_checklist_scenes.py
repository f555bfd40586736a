"""The checklist's pictures show the thing: measured, not looked at."""

from collections.abc import Iterable

import pytest

from deskbreak.content import checklist
from deskbreak.window.checklist_scenes import PICTURES
from deskbreak.window.checklist_scenes.desks import DESKS
from deskbreak.window.checklist_scenes.scene import Scene
from deskbreak.window.figure.outlines import Shape
from deskbreak.window.palette import LIGHT

KINDS = ("laptop", "docked", "desktop")


def points(scene: Scene, *tones: str) -> list[tuple[float, float]]:
    return [point for shape in scene.shapes if shape.tone in tones for point in shape.outline]


def lowest(scene: Scene, *tones: str) -> float:
    return min(y for _, y in points(scene, *tones))


def highest(scene: Scene, *tones: str) -> float:
    return max(y for _, y in points(scene, *tones))


def middle_x(shapes: Iterable[Shape]) -> float:
    outline = [x for shape in shapes for x, _ in shape.outline]
    return sum(outline) / len(outline)


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_of_every_desk_has_its_pair(kind: str) -> None:
    for item in checklist.load().items[kind]:
        pair = PICTURES[item.picture](kind)
        assert pair.good.shapes != pair.tiring.shapes
    assert kind in DESKS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PICTURES)
def test_nothing_leaves_the_picture(name: str, kind: str) -> None:
    for scene in (PICTURES[name](kind).good, PICTURES[name](kind).tiring):
        drawn = [point for shape in scene.shapes for point in shape.outline]
        assert scene.left <= min(x for x, _ in drawn)
        assert max(x for x, _ in drawn) <= scene.right
        assert min(y for _, y in drawn) >= -0.5
        assert max(y for _, y in drawn) <= scene.top
        assert all(hasattr(LIGHT.figure, shape.tone) for shape in scene.shapes)


@pytest.mark.parametrize("name", ["laptop", "screen"])
def test_the_eye_looks_level_at_the_top_of_the_screen_or_down(name: str) -> None:
    pair = PICTURES[name]("docked")
    (start, end), (tired_start, tired_end) = pair.good.hints[0], pair.tiring.hints[0]

    assert start[1] == end[1]
    assert abs(highest(pair.good, "device") - end[1]) < 4
    assert tired_end[1] < tired_start[1] - 5


def test_the_hands_are_low_or_up_on_the_laptop() -> None:
    pair = PICTURES["keyboard"]("laptop")

    def hand(scene: Scene) -> float:
        arm = [shape for shape in scene.shapes if shape.tone == "skin"][-1]
        return max(arm.outline)[1]

    assert hand(pair.good) < 44
    assert hand(pair.tiring) > 50


def test_the_mouse_is_close_or_far() -> None:
    pair = PICTURES["mouse"]("desktop")

    def mouse(scene: Scene) -> float:
        return middle_x(shape for shape in scene.shapes if shape.tone == "glow" and lowest_of(shape) < 42)

    assert mouse(pair.tiring) > mouse(pair.good) + 12


def lowest_of(shape: Shape) -> float:
    return min(y for _, y in shape.outline)


def test_the_shoulders_are_low_and_the_elbows_near_or_not() -> None:
    pair = PICTURES["shoulders"]("laptop")
    line = pair.good.hints[0][0][1]
    widest = [max(x for x, _ in points(scene, "skin")) for scene in (pair.good, pair.tiring)]

    assert highest(pair.good, "top2") < line < highest(pair.tiring, "top2")
    assert widest[1] > widest[0] + 6


def test_the_back_touches_the_backrest_or_does_not() -> None:
    pair = PICTURES["chair"]("laptop")

    def gap(scene: Scene) -> float:
        back = min(x for x, y in points(scene, "top") if 43 < y < 47)
        rest = max(x for x, y in points(scene, "chair") if 43 < y < 47 and x < 0)
        return back - rest

    assert gap(pair.good) < 1
    assert gap(pair.tiring) > 5


def test_the_feet_stand_or_hang() -> None:
    pair = PICTURES["feet"]("laptop")

    assert lowest(pair.good, "shoe") < 0.5
    assert lowest(pair.tiring, "shoe") > 2


def test_there_are_three_positions_or_three_times_the_same() -> None:
    pair = PICTURES["variety"]("laptop")

    def heads(scene: Scene) -> list[tuple[float, float]]:
        skin = [shape for shape in scene.shapes if shape.tone == "skin2"]
        necks = [shape for shape in skin if max(y for _, y in shape.outline) > 60]
        return [(middle_x([each]), max(y for _, y in each.outline)) for each in necks]

    assert len({round(y) for _, y in heads(pair.good)}) >= 3
    assert len({round(y) for _, y in heads(pair.tiring)}) <= 2
