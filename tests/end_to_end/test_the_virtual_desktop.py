"""The tests' own ground: a desktop that really is one, and that really goes away."""

import pytest

from support import processes
from support.desktop import bare_desktop, whole_desktop
from support.session_bus import Refused
from support.tray_client import WATCHER
from support.waiting import wait_until

pytestmark = pytest.mark.desktop


def test_a_person_can_type_into_a_window_of_a_whole_desktop() -> None:
    with whole_desktop() as desktop:
        desktop.start_program("editor", "xterm", "-e", "cat > typed.txt")
        wait_until(lambda: desktop.screen.windows(program="xterm"), "the editor opened")
        wait_until((desktop.home / "typed.txt").exists, "the editor is ready")

        desktop.hands.type("Hello, World!\n")

        wait_until(lambda: (desktop.home / "typed.txt").read_text() == "Hello, World!\n", "every key arrived")
        assert desktop.bus.property(WATCHER, "IsStatusNotifierHostRegistered")


def test_nothing_is_left_of_a_desktop_even_of_programs_that_started_others() -> None:
    with whole_desktop() as desktop:
        orphan = "setsid sleep 600 & setsid sleep 600 & exec sleep 600"
        desktop.start_program("nest", "sh", "-c", orphan)
        wait_until(lambda: len(processes.marked(desktop.mark)) >= 8, "all of it runs")

    assert processes.marked(desktop.mark) == []
    assert not desktop.root.exists()


def test_a_bus_that_comes_late_starts_no_service_by_itself() -> None:
    with bare_desktop() as desktop:
        desktop.start_bus()

        assert desktop.bus.owner("org.freedesktop.Notifications") == ""
        with pytest.raises(Refused):
            desktop.bus.property(WATCHER, "RegisteredStatusNotifierItems")
