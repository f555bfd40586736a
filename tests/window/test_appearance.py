"""Which palette, motion and text size a desktop gets."""

import socket
import sys
from pathlib import Path

import pytest

from deskbreak.window.appearance import Wishes, wishes_from, wishes_of_this_desktop
from deskbreak.window.display import why_no_display
from deskbreak.window.palette import DARK, HIGH_CONTRAST, LIGHT
from deskbreak.window.theme import Theme, Type, choose_palette, choose_reduced_motion, choose_text_px


def test_the_portal_is_understood() -> None:
    wishes = wishes_from(
        {
            "org.freedesktop.appearance": {"color-scheme": 1, "contrast": 1},
            "org.gnome.desktop.interface": {"enable-animations": False, "text-scaling-factor": 1.25},
        }
    )
    assert wishes == Wishes(dark=True, high_contrast=True, reduced_motion=True, text_scale=1.25)


def test_a_portal_that_says_nothing_wishes_nothing() -> None:
    assert wishes_from({}) == Wishes()
    assert wishes_from({"org.freedesktop.appearance": {"color-scheme": 0, "contrast": 0}}) == Wishes()
    assert wishes_from({"org.gnome.desktop.interface": {"text-scaling-factor": "large"}}) == Wishes()


def test_without_a_bus_there_are_no_wishes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    assert wishes_of_this_desktop() == Wishes()


def test_what_is_forced_wins_then_contrast_then_dark() -> None:
    dark = Wishes(dark=True)
    assert choose_palette({"DESKBREAK_APPEARANCE": "light"}, dark, True) is LIGHT
    assert choose_palette({"DESKBREAK_APPEARANCE": "contrast"}, dark, True) is HIGH_CONTRAST
    assert choose_palette({}, Wishes(dark=True, high_contrast=True), False) is HIGH_CONTRAST
    assert choose_palette({}, dark, False) is DARK
    assert choose_palette({}, Wishes(), True) is DARK
    assert choose_palette({}, Wishes(dark=False), True) is LIGHT
    assert choose_palette({"GTK_THEME": "Adwaita:dark"}, Wishes(), False) is DARK
    assert choose_palette({"DESKBREAK_APPEARANCE": "nonsense"}, Wishes(), False) is LIGHT


def test_motion_and_text_can_be_forced() -> None:
    assert choose_reduced_motion({"DESKBREAK_MOTION": "reduced"}, Wishes())
    assert not choose_reduced_motion({"DESKBREAK_MOTION": "full"}, Wishes(reduced_motion=True))
    assert choose_reduced_motion({}, Wishes(reduced_motion=True))
    assert choose_text_px({"DESKBREAK_TEXT_SCALE": "2"}, 15) == 30
    assert choose_text_px({"DESKBREAK_TEXT_SCALE": "huge"}, 15) == 15


def test_everything_grows_with_the_text(theme: Theme) -> None:
    double = Theme(LIGHT, text_px=30)
    assert double.px(24) == 2 * theme.px(24)
    for kind in Type:
        assert double.font(kind).pixelSize() == pytest.approx(2 * theme.font(kind).pixelSize(), abs=1)
    assert theme.font(Type.BREATH).pixelSize() == 96


def test_a_display_is_looked_for_before_qt_is(tmp_path: Path) -> None:
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in why_no_display({})
    assert "nothing answers at DISPLAY=:987" in why_no_display({"DISPLAY": ":987"})
    assert "nothing answers at DISPLAY=nonsense" in why_no_display({"DISPLAY": "nonsense"})
    gone = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "nothing answers at WAYLAND_DISPLAY=wayland-7" in why_no_display(gone)
    assert not why_no_display({"QT_QPA_PLATFORM": "offscreen"})


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Wayland")
def test_a_compositor_that_listens_is_found(tmp_path: Path) -> None:
    if sys.platform != "win32":
        with socket.socket(socket.AF_UNIX) as compositor:
            compositor.bind(str(tmp_path / "wayland-7"))
            compositor.listen()
            assert not why_no_display({"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)})
