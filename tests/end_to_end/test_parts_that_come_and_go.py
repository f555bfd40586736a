"""Panel, bus, notifications, display: absent at the start, late, restarted. Never a crash, always told."""

import pytest

from support.desktop import Desktop, bare_desktop
from support.program import CALM, SOON, Program

pytestmark = pytest.mark.desktop


def test_the_icon_returns_after_the_panel_restarted(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*CALM)
    before = desktop.icon().pixels

    desktop.restart_panel()

    assert desktop.icon().pixels.keys() == before.keys()
    assert "Quit" in desktop.icon().labels()
    deskbreak.until(lambda: deskbreak.status()["adapters"]["tray"], "status names the tray again")


def test_a_late_panel_gets_the_icon(desktop: Desktop, deskbreak: Program) -> None:
    desktop.stop_panel()
    deskbreak.start(*CALM)

    desktop.start_panel()

    desktop.icon()


def test_without_notifications_everything_else_works_and_late_ones_are_used(
    desktop: Desktop, deskbreak: Program
) -> None:
    desktop.stop_notifications()
    deskbreak.start(*CALM)
    deskbreak.until_state("sitting")
    assert desktop.icon().tooltip

    desktop.start_notifications()
    deskbreak.until(lambda: deskbreak.status()["adapters"]["notifier"], "the late one is found", 30)
    deskbreak.config_file.parent.mkdir(parents=True)
    deskbreak.config_file.write_text("reminder: {earliest: soon}\n")

    deskbreak.until(lambda: desktop.screen.windows(program="dunst"), "a notice tells of the settings")
    assert deskbreak.end() == 0


def test_without_a_bus_it_reminds_all_the_same_and_says_why_there_is_no_icon() -> None:
    with bare_desktop() as desktop:
        deskbreak = Program(desktop)
        deskbreak.start(*SOON)

        deskbreak.until_state("prompting", within_s=30)
        deskbreak.until(deskbreak.windows, "the prompt shows")
        doctor = deskbreak.command("doctor").stdout
        assert "tray" in doctor.lower()
        assert "bus" in doctor.lower()
        assert deskbreak.end() == 0


def test_a_bus_that_comes_late_brings_the_icon() -> None:
    with bare_desktop() as desktop:
        deskbreak = Program(desktop)
        deskbreak.start(*CALM)

        desktop.start_bus()
        desktop.start_panel()

        desktop.icon(within_s=75)


def test_a_bus_that_goes_leaves_deskbreak_at_work(desktop: Desktop, deskbreak: Program) -> None:
    deskbreak.start(*SOON)
    desktop.icon()

    desktop.stop_bus()

    deskbreak.until_state("prompting", within_s=30)
    assert deskbreak.running
    assert deskbreak.end() == 0


def test_when_the_display_goes_it_ends_cleanly_or_goes_on_but_never_crashes(
    desktop: Desktop, deskbreak: Program
) -> None:
    deskbreak.start(*CALM)
    desktop.icon()

    desktop.stop_display()

    deskbreak.until(lambda: "X server" in deskbreak.log, "the log says what is gone")
    assert "Traceback" not in deskbreak.log
    if deskbreak.running:
        assert deskbreak.status()["adapters"]["activity"] is None
        assert deskbreak.end() == 0
    else:
        assert deskbreak.wait_for_end() == 0
