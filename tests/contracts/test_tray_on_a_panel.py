"""The tray on a real panel (xfce4-panel on a virtual screen), with a real mouse: what a person sees."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from Xlib.display import Display

from deskbreak.desktop import tray as trays
from deskbreak.desktop.freedesktop.status_notifier_item import StatusNotifierItem
from deskbreak.desktop.icons.palettes import COLOURS
from deskbreak.desktop.icons.palettes import Panel as PanelColour
from deskbreak.desktop.icons.shapes import colour
from deskbreak.desktop.icons.store import SignStore
from deskbreak.desktop.portable.tray_pystray import PystrayTray
from deskbreak.ports.selection import Unavailable
from deskbreak.ports.tray import LEFT_CLICK, Face, MenuItem, Sign, Tray
from support.desktop import Desktop
from support.panel import Panel
from support.tray_stands import Told
from support.waiting import let_pass, wait_until

pytestmark = pytest.mark.desktop

MENU = (
    MenuItem("Start the routine", action="start"),
    MenuItem(),
    MenuItem("Pause", children=(MenuItem("For 1 hour", action="pause:1h"),)),
    MenuItem("Quit", action="quit"),
)
GREEN = colour(COLOURS[PanelColour.ANY].accent)[:3]

Box = tuple[int, int, int, int]


def face(sign: Sign, filled: int = 0) -> Face:
    return Face(sign, filled, "At the desk", "For 32 min", MENU)


class Person:
    """Somebody before the screen."""

    def __init__(self, desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desktop = desktop
        self.told = Told()
        self.opened: list[Tray] = []
        for variable in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(variable, desktop.environment[variable])

    def open(self, kind: type[StatusNotifierItem] | type[PystrayTray], cache: Path) -> Tray:
        signs = SignStore(cache, PanelColour.ANY)
        tray = kind(signs, self.told.acted.append, self.told.shown.append, self.told.lost.append)
        self.opened.append(tray)
        return tray

    def green(self) -> Box | None:
        """Where the screen shows our green."""
        bands = self.desktop.picture().split()
        is_green = Image.new("L", bands[0].size, 255)
        for band, wanted in zip(bands, GREEN, strict=True):
            close = band.point(lambda value, wanted=wanted: 255 * (abs(value - wanted) < 6))
            is_green = ImageChops.multiply(is_green, close)
        return is_green.getbbox()

    def sees_icon(self) -> Box:
        box = wait_until(self.green, "the icon is in the panel", every_s=0.05)
        assert box is not None
        return box

    def sees_no_icon(self) -> None:
        wait_until(lambda: self.green() is None, "the icon is not in the panel", every_s=0.05)

    def sees_another(self, before: Image.Image, box: Box) -> Image.Image:
        """The icon's place, once it looks different from ``before``."""
        now = wait_until(lambda: self._unlike(before, box), "the icon has changed", every_s=0.05)
        assert now is not None
        return now

    def _unlike(self, before: Image.Image, box: Box) -> Image.Image | None:
        now = self.desktop.screen.picture(box)
        return now if ImageChops.difference(before, now).getbbox() else None

    def close(self) -> None:
        for tray in self.opened:
            tray.close()


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """A screen with a bus, a window manager and a panel."""
    desktop = Desktop()
    try:
        desktop.start_display()
        desktop.start_bus()
        desktop.start_window_manager()
        desktop.start_panel()
        somebody = Person(desktop, monkeypatch)
        yield somebody
        somebody.close()
    finally:
        desktop.close()


def test_the_icon_is_in_the_panel_with_each_sign_and_leaves_with_us(
    person: Person, drawn_signs: Path
) -> None:
    assert person.green() is None
    tray = person.open(StatusNotifierItem, drawn_signs)
    tray.show(face(Sign.PROMPTING))
    left, _top, right, _bottom = person.sees_icon()
    width, height = person.desktop.screen.size
    place = (left - 6, height - 36, right + 6, height)
    assert left > width / 2, "a tray's icons are at the panel's end"
    seen = person.desktop.screen.picture(place)
    for sign in (Sign.SITTING, Sign.DUE, Sign.HELD, Sign.PAUSED, Sign.OFF_HOURS, Sign.UNKNOWN):
        tray.show(face(sign, 12))
        seen = person.sees_another(seen, place)
    tray.close()
    person.sees_no_icon()
    wait_until(lambda: person.told.shown[-1:] == [None], "it is told that a panel shows it")


def test_a_left_click_and_a_line_of_the_menu_reach_us_from_a_real_mouse(
    person: Person, drawn_signs: Path
) -> None:
    tray = person.open(StatusNotifierItem, drawn_signs)
    tray.show(face(Sign.PROMPTING))
    left, top, right, bottom = person.sees_icon()
    middle = (left + right) // 2, (top + bottom) // 2
    person.desktop.hands.click(*middle)
    wait_until(lambda: person.told.acted == [LEFT_CLICK], "the left click was told")
    let_pass(0.5)  # a right click at once would be the second half of a double click
    person.desktop.hands.click(*middle, button=3)
    menu = wait_until(
        lambda: [each for each in person.desktop.screen.windows() if not each.managed and each.height > 50],
        "the menu is open",
        every_s=0.05,
    )[0]
    person.desktop.hands.click(menu.left + 40, menu.top + menu.height - 15)
    wait_until(lambda: person.told.acted == [LEFT_CLICK, "quit"], "the last line was chosen")


def test_pystray_finds_the_panel_without_grabbing_the_whole_display(
    person: Person, drawn_signs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connection was seen to stall in that grab, and with it every program on the screen."""
    grabs: list[object] = []
    monkeypatch.setattr(Display, "grab_server", lambda display, *_: grabs.append(display))
    tray = person.open(PystrayTray, drawn_signs)
    tray.show(face(Sign.DUE))
    person.sees_icon()
    assert grabs == []
    tray.close()


@pytest.mark.parametrize("kind", [StatusNotifierItem, PystrayTray])
def test_the_icon_comes_back_with_the_panel(
    person: Person, drawn_signs: Path, kind: type[StatusNotifierItem] | type[PystrayTray]
) -> None:
    tray = person.open(kind, drawn_signs)
    tray.show(face(Sign.DUE))
    person.sees_icon()
    # A panel that is still on its way may be told as absent first.
    wait_until(lambda: person.told.shown[-1:] == [None], "it is told that a panel shows it")
    person.desktop.stop_panel()
    wait_until(lambda: person.told.shown[-1] is not None, "it is told that the panel is gone")
    assert "No panel" in str(person.told.shown[-1])
    person.sees_no_icon()
    tray.show(face(Sign.PROMPTING))
    person.desktop.start_panel()
    person.sees_icon()
    wait_until(lambda: person.told.shown[-1] is None, "it is told that a panel shows it again")
    assert person.told.lost == []


class TestABareLight:
    """pystray on X11 without PyGObject: no menu and no click, but the sign is there."""

    def test_it_shows_the_sign_and_leaves_with_us(self, person: Person, drawn_signs: Path) -> None:
        tray = person.open(PystrayTray, drawn_signs)
        tray.show(face(Sign.PROMPTING))
        box = person.sees_icon()
        before = person.desktop.screen.picture(box)
        tray.show(face(Sign.DUE))
        person.sees_another(before, box)
        tray.close()
        tray.close()
        person.sees_no_icon()
        assert person.told.lost == []

    def test_when_the_display_ends_it_is_told_once(self, person: Person, drawn_signs: Path) -> None:
        tray = person.open(PystrayTray, drawn_signs)
        tray.show(face(Sign.PROMPTING))
        person.sees_icon()
        person.desktop.stop_panel()
        wait_until(lambda: len(person.told.shown) == 2, "it is told that the panel is gone")
        person.desktop.stop_display()
        wait_until(lambda: person.told.lost, "the end is told")
        assert len(person.told.lost) == 1
        assert "X server" in person.told.lost[0]


def test_on_a_panel_of_the_older_kind_the_bare_light_is_chosen_until_a_newer_one_comes(
    person: Person, drawn_signs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bus on which no panel is, and a screen on which one is: it speaks the older language only."""
    monkeypatch.setattr(trays, "NEWER_KIND_LIMIT_S", 0.1)
    elsewhere = Desktop()
    try:
        elsewhere.start_bus()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", elsewhere.environment["DBUS_SESSION_BUS_ADDRESS"])
        first, second = trays.candidates(
            drawn_signs, person.told.acted.append, person.told.shown.append, person.told.lost.append
        )
        with pytest.raises(Unavailable, match="older kind"):
            first.open()
        light = second.open()
        light.show(face(Sign.PROMPTING))
        person.sees_icon()
        assert person.told.lost == []
        newer = Panel(elsewhere.environment["DBUS_SESSION_BUS_ADDRESS"])
        wait_until(lambda: person.told.lost, "the better way is told")
        assert "with its menu" in person.told.lost[0]
        person.sees_no_icon()
        light.close()
        better = first.open()
        better.show(face(Sign.PROMPTING))
        wait_until(lambda: newer.items, "the newer panel has the icon")
        better.close()
        newer.close()
        assert len(person.told.lost) == 1
    finally:
        elsewhere.close()
