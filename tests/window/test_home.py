"""``home`` has room for what it says, also when that becomes more while it is open."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

from deskbreak.core.view import State
from deskbreak.window.home import HomeWindow
from deskbreak.window.messages import Facts
from deskbreak.window.theme import Theme

from .conftest import Ear

SHORT = ("Whenever it suits you", "Not just now.")
LONG = (
    "Waiting: your microphone and your camera are in use and you are presenting",
    "Planned for 14:30. Since 14:02, until 14:35 at the latest.",
)
Settle = Callable[[], None]


def facts(title: str, detail: str) -> Facts:
    return Facts(State.HELD.value, 46 * 60_000, 1_800_000, 2_700_000, "", "", "", 3, 1, title, detail)


@pytest.fixture
def home(theme: Theme, ear: Ear, settle: Settle) -> HomeWindow:
    """Open, with little to say."""
    window = HomeWindow(theme, ear)
    window.take(facts(*SHORT))
    window.show()
    settle()
    return window


def has_scroll_bar(home: HomeWindow) -> bool:
    [area] = home.findChildren(QScrollArea)
    return area.verticalScrollBar().isVisible()


@pytest.mark.parametrize("words", [SHORT, LONG], ids=["a few words", "many words"])
def test_it_opens_with_room_for_everything(
    theme: Theme, ear: Ear, settle: Settle, words: tuple[str, str]
) -> None:
    window = HomeWindow(theme, ear)
    window.take(facts(*words))
    window.show()
    settle()

    assert not has_scroll_bar(window)
    assert {label.text() for label in window.findChildren(QLabel)} >= set(words)


def test_it_grows_with_its_words(home: HomeWindow, settle: Settle) -> None:
    before = home.height()

    home.take(facts(*LONG))
    settle()

    assert home.height() > before
    assert not has_scroll_bar(home)


def test_it_grows_with_its_rows(home: HomeWindow, settle: Settle) -> None:
    before = home.height()

    home.take(replace(facts(*SHORT), recording_since="14:02"))
    settle()

    assert home.height() > before
    assert not has_scroll_bar(home)


def test_it_opens_with_room_for_the_row_that_stops_a_recording(
    theme: Theme, ear: Ear, settle: Settle
) -> None:
    window = HomeWindow(theme, ear)
    window.take(replace(facts(*LONG), recording_since="14:02"))
    window.show()
    settle()

    assert not has_scroll_bar(window)


def test_it_does_not_shrink_under_somebodys_hand(home: HomeWindow, settle: Settle) -> None:
    home.take(facts(*LONG))
    settle()
    large = home.height()

    home.take(facts(*SHORT))
    settle()

    assert home.height() == large


def test_who_made_it_smaller_keeps_it_so(home: HomeWindow, settle: Settle) -> None:
    home.resize(home.width(), 300)
    settle()

    home.take(facts(*LONG))
    settle()

    assert home.height() == 300
    assert has_scroll_bar(home)
