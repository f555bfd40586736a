"""What every tray keeps, the fake and the real one alike: the face is in the panel, whatever panels do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskbreak.ports.tray import LEFT_CLICK, Face, MenuItem, Sign
from support.tray_stands import FakeStand, Sight, TrayStand, bus_stand
from support.waiting import let_pass, wait_until

MENU = (
    MenuItem("Sitting for 32 min", enabled=False),
    MenuItem(),
    MenuItem("Start the routine", action="start"),
    MenuItem("I already stood", action="stood"),
    MenuItem("Skip", action="skip", enabled=False),
    MenuItem(
        "Pause",
        children=(MenuItem("For 30 minutes", action="pause:30m"), MenuItem("For 1 hour", action="pause:1h")),
    ),
    MenuItem(),
    MenuItem("Quit", action="quit"),
)
SITTING = Face(Sign.SITTING, 12, "At the desk for 32 min", "Next reminder between 14:40 and 14:55", MENU)
PAUSED = Face(Sign.PAUSED, 0, "Paused", "Until 15:30", (MenuItem("Resume", action="resume"),))


@pytest.fixture(params=["fake", "status-notifier-item"])
def stand(
    request: pytest.FixtureRequest, drawn_signs: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TrayStand]:
    if request.param == "fake":
        yield FakeStand()
    else:
        with bus_stand(drawn_signs, monkeypatch) as on_bus:
            yield on_bus


def seen(stand: TrayStand, title: str) -> Sight:
    """What the person sees, once it has this title."""

    def with_title() -> Sight | None:
        sight = stand.sight()
        return sight if sight is not None and sight.title == title else None

    sight = wait_until(with_title, f"the panel shows {title!r}", every_s=0.01)
    assert sight is not None
    return sight


def test_the_panel_shows_the_words_and_the_whole_menu(stand: TrayStand) -> None:
    stand.panel_comes()
    stand.open().show(SITTING)
    sight = seen(stand, "At the desk for 32 min")
    assert sight.text == "Next reminder between 14:40 and 14:55"
    assert sight.labels == (
        *("Sitting for 32 min", "Start the routine", "I already stood", "Skip", "Pause"),
        *("For 30 minutes", "For 1 hour", "Quit"),
    )
    assert "Skip" not in sight.clickable
    assert "Sitting for 32 min" not in sight.clickable
    wait_until(lambda: stand.told.shown == [None], "the tray tells that a panel shows it")


def test_a_new_face_replaces_the_old_one(stand: TrayStand) -> None:
    stand.panel_comes()
    tray = stand.open()
    tray.show(SITTING)
    before = seen(stand, "At the desk for 32 min")
    tray.show(PAUSED)
    after = seen(stand, "Paused")
    assert after.labels == ("Resume",)
    assert after.picture != before.picture


def test_each_line_of_the_menu_does_what_it_says(stand: TrayStand) -> None:
    stand.panel_comes()
    stand.open().show(SITTING)
    seen(stand, "At the desk for 32 min")
    for label in ("Start the routine", "I already stood", "For 30 minutes", "For 1 hour", "Quit"):
        stand.click(label)
    expected = ["start", "stood", "pause:30m", "pause:1h", "quit"]
    wait_until(lambda: len(stand.told.acted) >= len(expected), "each click was told")
    assert stand.told.acted == expected


def test_what_cannot_be_chosen_does_nothing(stand: TrayStand) -> None:
    stand.panel_comes()
    stand.open().show(SITTING)
    seen(stand, "At the desk for 32 min")
    for label in ("Sitting for", "Skip", "Pause"):
        stand.click(label)
    stand.click("Quit")
    wait_until(lambda: stand.told.acted, "the last click was told")
    assert stand.told.acted == ["quit"]


def test_a_left_click_is_told_as_such(stand: TrayStand) -> None:
    stand.panel_comes()
    stand.open().show(SITTING)
    seen(stand, "At the desk for 32 min")
    stand.left_click()
    wait_until(lambda: stand.told.acted == [LEFT_CLICK], "the click was told")


def test_a_panel_that_comes_late_gets_the_icon(stand: TrayStand) -> None:
    stand.open().show(SITTING)
    wait_until(lambda: len(stand.told.shown) == 1, "the tray tells that nobody shows it")
    assert "No panel" in str(stand.told.shown[0])
    assert stand.sight() is None
    stand.panel_comes()
    seen(stand, "At the desk for 32 min")
    wait_until(lambda: stand.told.shown[-1] is None, "the tray tells that a panel shows it now")


def test_the_icon_returns_with_a_panel_that_restarts_and_is_up_to_date(stand: TrayStand) -> None:
    stand.panel_comes()
    tray = stand.open()
    tray.show(SITTING)
    seen(stand, "At the desk for 32 min")
    for _time in range(3):
        stand.panel_goes()
        wait_until(lambda: stand.told.shown[-1] is not None, "the tray tells that the panel went")
        tray.show(PAUSED)
        stand.panel_comes()
        seen(stand, "Paused")
        wait_until(lambda: stand.told.shown[-1] is None, "the tray tells that the panel is back")
    stand.click("Resume")
    wait_until(lambda: stand.told.acted == ["resume"], "the menu works as before")
    assert stand.told.lost == []


def test_a_panel_gets_the_icon_of_a_tray_that_has_nothing_to_show_only_later(stand: TrayStand) -> None:
    stand.panel_comes()
    tray = stand.open()
    let_pass(0.1)
    assert stand.sight() is None
    tray.show(PAUSED)
    seen(stand, "Paused")


def test_when_the_way_to_the_panel_vanishes_it_is_told_once(stand: TrayStand) -> None:
    stand.panel_comes()
    tray = stand.open()
    tray.show(SITTING)
    seen(stand, "At the desk for 32 min")
    stand.panel_goes()
    stand.way_vanishes()
    wait_until(lambda: stand.told.lost, "the tray tells that it cannot go on")
    tray.show(PAUSED)
    tray.close()
    tray.close()
    assert len(stand.told.lost) == 1
    assert "session bus" in stand.told.lost[0]


def test_closing_takes_the_icon_away_and_nothing_is_lost(stand: TrayStand) -> None:
    stand.panel_comes()
    tray = stand.open()
    tray.show(SITTING)
    seen(stand, "At the desk for 32 min")
    tray.close()
    tray.close()
    wait_until(lambda: stand.sight() is None, "the icon is gone")
    tray.show(PAUSED)
    let_pass(0.1)
    assert stand.sight() is None
    assert stand.told.lost == []
