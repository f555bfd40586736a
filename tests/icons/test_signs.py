"""The signs in the tray: drawn as the panel needs them, told apart by shape and not by colour alone."""

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from deskbreak.desktop.icons import app_icon, draw, export, frames, palettes, shapes
from deskbreak.desktop.icons.palettes import COLOURS, Panel, panel_here
from deskbreak.desktop.icons.store import SignStore
from deskbreak.ports.tray import RING_STEPS, Sign

LIGHT_PANEL, DARK_PANEL = (0xF5, 0xF5, 0xF5), (0x2A, 0x2A, 0x2A)
HALF = 127

THREE_TO_ONE = 3.0
"""What a picture that tells something needs (WCAG 2.2, 1.4.11)."""


def shape(sign: Sign, filled: int = 0, size: int = 16) -> Image.Image:
    """Where the sign has paint, whatever its colour."""
    return shapes.draw(sign, filled, COLOURS[Panel.ANY], size).getchannel("A")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two shapes, 0 to 255."""
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


def ink(sign: Sign, filled: int, size: int = 16) -> float:
    return ImageStat.Stat(shape(sign, filled, size)).mean[0]


@pytest.mark.parametrize("size", frames.SIZES)
def test_every_sign_can_be_told_from_every_other_without_its_colour(size: int) -> None:
    signs = {sign: shape(sign, 12, size) for sign in Sign}
    for one, other in combinations(signs, 2):
        apart = ImageChops.difference(signs[one], signs[other]).point(lambda by: 255 * (by > HALF))
        share = ImageStat.Stat(apart).mean[0] / 255
        assert share > 0.015, f"{one} looks like {other} at {size} px"


@pytest.mark.parametrize("size", frames.SIZES)
def test_a_sign_stays_within_its_picture_and_fills_it(size: int) -> None:
    for sign, filled in frames.all_signs():
        box = shape(sign, filled, size).getbbox()
        assert box is not None
        left, top, right, bottom = box
        assert min(left, top) >= 0
        assert max(right, bottom) <= size
        assert max(right - left, bottom - top) >= size * 0.75, f"{sign} is small at {size} px"


def test_the_ring_only_fills() -> None:
    painted = [ink(Sign.SITTING, step, 48) for step in range(RING_STEPS + 1)]
    assert painted == sorted(painted)
    assert painted[-1] > painted[RING_STEPS // 2] > painted[0]


def test_an_empty_ring_has_no_beginning_and_a_full_one_no_gap() -> None:
    empty, full = shape(Sign.SITTING, 0, 48), shape(Sign.SITTING, RING_STEPS, 48)
    for ring in (empty, full):
        for turned in (Image.Transpose.ROTATE_90, Image.Transpose.FLIP_LEFT_RIGHT):
            assert difference(ring, ring.transpose(turned)) < 1.5


def test_before_it_is_full_the_gap_shows_even_at_16_pixels() -> None:
    last, full = shape(Sign.SITTING, RING_STEPS - 1), shape(Sign.SITTING, RING_STEPS)
    gap = ImageChops.difference(last, full)
    assert max(gap.tobytes()) > 100
    left, top, right, bottom = gap.getbbox() or (0, 0, 0, 0)
    assert right - left >= 3
    assert bottom - top >= 2


def test_one_green_for_any_panel_stands_out_on_light_and_dark() -> None:
    green = shapes.colour(COLOURS[Panel.ANY].accent)
    for panel in (LIGHT_PANEL, DARK_PANEL):
        assert contrast(green[:3], panel) > 3.5


@pytest.mark.parametrize(("panel", "ground"), [(Panel.LIGHT, LIGHT_PANEL), (Panel.DARK, DARK_PANEL)])
def test_both_colours_stand_out_on_the_panel_they_are_for(panel: Panel, ground: tuple[int, int, int]) -> None:
    colours = COLOURS[panel]
    for text in (colours.ink, colours.accent):
        assert contrast(shapes.colour(text)[:3], ground) > THREE_TO_ONE


@pytest.mark.parametrize("ground", [LIGHT_PANEL, DARK_PANEL])
def test_every_sign_for_any_panel_is_readable_at_16_pixels(ground: tuple[int, int, int]) -> None:
    for sign, filled in frames.all_signs():
        icon = shapes.draw(sign, filled, COLOURS[Panel.ANY], 16)
        on_panel = Image.new("RGB", icon.size, ground)
        on_panel.paste(icon, mask=icon.getchannel("A"))
        clear = [pixel for pixel in pixels_of(on_panel) if contrast(pixel, ground) > THREE_TO_ONE]
        assert len(clear) >= 6, f"{sign} {filled} has {len(clear)} clear pixels"


def test_edges_have_the_colour_of_the_sign_and_no_dark_rim() -> None:
    icon = shapes.draw(Sign.DUE, 0, COLOURS[Panel.ANY], 22)
    green = shapes.colour(COLOURS[Panel.ANY].accent)[:3]
    edges = [pixel for pixel in pixels_of(icon) if 40 < pixel[3] < 255]
    assert edges
    assert all(abs(pixel[channel] - green[channel]) < 8 for pixel in edges for channel in range(3))


class TestTheFileOfSigns:
    def test_what_was_drawn_can_be_read_again(self, tmp_path: Path) -> None:
        path = tmp_path / "signs"
        draw.draw_all(Panel.LIGHT, path)
        for sign, filled in ((Sign.HELD, 0), (Sign.SITTING, 7), (Sign.SITTING, RING_STEPS)):
            pixmaps = frames.read(path, frames.key(sign, filled))
            assert [(width, height) for width, height, _pixels in pixmaps] == [(s, s) for s in frames.SIZES]
            for width, height, pixels in pixmaps:
                drawn = shapes.draw(sign, filled, COLOURS[Panel.LIGHT], width)
                middle_of_second_row = width + width // 2
                red, green, blue, alpha = pixels_of(drawn)[middle_of_second_row]
                first = middle_of_second_row * 4
                assert tuple(pixels[first : first + 4]) == (alpha, red, green, blue)
                assert len(pixels) == width * height * 4

    def test_a_filling_beyond_the_end_is_the_full_ring(self) -> None:
        assert frames.key(Sign.SITTING, 99) == frames.key(Sign.SITTING, RING_STEPS)
        assert frames.key(Sign.SITTING, -1) == frames.key(Sign.SITTING, 0)
        assert frames.key(Sign.PAUSED, 7) == frames.key(Sign.PAUSED, 0)

    def test_wherever_it_is_cut_off_reading_says_so(self, tmp_path: Path) -> None:
        path = tmp_path / "signs"
        draw.draw_all(Panel.ANY, path)
        whole = path.read_bytes()
        last = frames.key(Sign.SITTING, RING_STEPS)
        assert frames.read(path, last)
        for length in (0, 5, 18, 100, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:length])
            with pytest.raises(frames.NoFrames, match="signs"):
                frames.read(path, last)
        path.unlink()
        with pytest.raises(frames.NoFrames, match="not there"):
            frames.read(path, last)

    def test_a_failed_drawing_leaves_the_old_file_and_no_litter(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "signs"
        path.write_bytes(b"old")

        def full_disk(_self: Path, _target: Path) -> Path:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full_disk)
        with pytest.raises(OSError, match="No space"):
            draw.draw_all(Panel.ANY, path)
        assert [each.name for each in tmp_path.iterdir()] == ["signs"]
        assert path.read_bytes() == b"old"


class TestTheStore:
    def test_it_draws_in_a_process_of_its_own_and_forgets_older_versions(self, tmp_path: Path) -> None:
        cache = tmp_path / "not there yet"
        store = SignStore(cache, Panel.DARK)
        with pytest.raises(frames.NoFrames):
            store.read(Sign.DUE, 0)
        cache.mkdir()
        for old in ("signs-0.0.1-1-dark.frames", "signs-0.0.1-1-light.frames"):
            (cache / old).write_bytes(b"old")
        assert store.draw_now() == ""
        assert store.read(Sign.DUE, 0)
        names = {each.name for each in cache.iterdir()}
        assert names == {store.path.name, "signs-0.0.1-1-light.frames"}

    def test_where_it_cannot_write_it_says_where_and_why(self, tmp_path: Path) -> None:
        (tmp_path / "cache").write_text("a file")
        assert "could not be drawn" in SignStore(tmp_path / "cache", Panel.ANY).draw_now()

    def test_reading_signs_needs_neither_pillow_nor_asyncio(self) -> None:
        program = (
            "import sys; from deskbreak.desktop import notifier, tray; "
            "from deskbreak.desktop.freedesktop import bus_names, status_notifier_item; "
            "heavy = {'PIL', 'asyncio', 'Xlib', 'pystray', 'plyer', 'urllib.request'}; "
            "print(*sorted(heavy & set(sys.modules)))"
        )
        loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert loaded.stdout.strip() == ""


@pytest.mark.parametrize(
    ("named", "panel"),
    [("light", Panel.LIGHT), ("dark", Panel.DARK), ("any", Panel.ANY), ("", Panel.ANY), ("pink", Panel.ANY)],
)
def test_a_person_may_say_what_colour_the_panel_has(
    named: str, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(palettes.PANEL_VARIABLE, named)
    assert panel_here() is panel


def test_the_export_holds_the_programs_icon_and_every_sign(tmp_path: Path) -> None:
    written = export.export(tmp_path)
    for size in app_icon.SIZES:
        with Image.open(tmp_path / "app" / f"deskbreak-{size}.png") as icon:
            assert icon.size == (size, size)
            assert icon.mode == "RGBA"
    for sign in Sign:
        key = frames.key(sign, 0)
        assert tmp_path / "tray" / "dark" / f"{key}-22.png" in written


def test_the_pictures_in_the_repository_are_the_ones_that_are_drawn(tmp_path: Path) -> None:
    kept = Path(__file__).parents[2] / "icons"
    for written in export.export(tmp_path):
        with Image.open(written) as new, Image.open(kept / written.relative_to(tmp_path)) as old:
            apart = max(ImageChops.difference(new, old).tobytes())
            assert apart <= 2, f"{written.name} is not as it is drawn now: run `python3 dev.py icons`"


def pixels_of(image: Image.Image) -> list[tuple[int, ...]]:
    """The pixels as numbers, rows from the top."""
    size, data = len(image.getbands()), image.tobytes()
    return [tuple(data[first : first + size]) for first in range(0, len(data), size)]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The contrast ratio of two colours, as WCAG reckons it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: tuple[int, ...]) -> float:
    linear = [
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
