"""Whoever has input recorded is shown so everywhere, for as long as it lasts and no longer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskbreak.ports.tray import Face
from deskbreak.window import messages as say
from support.household import Household

Live = Callable[..., Household]

NEVER = "when there is input, never what it is"
STOP = "Stop recording"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Household]:
    home = Household(tmp_path).starts()
    yield home
    home.ends()


def face_of(home: Household) -> Face:
    assert home.tray_adapter is not None
    assert home.tray_adapter.face is not None
    return home.tray_adapter.face


def shown(home: Household) -> list[bool]:
    """Whether tooltip, menu, home and ``status`` say that a recording runs."""
    face = face_of(home)
    return [
        NEVER in face.text,
        STOP in [item.label for item in face.menu],
        bool(home.window.heard(say.Facts)[-1].recording_since),
        home.asks("status")["recording"] is not None,
    ]


def test_it_is_shown_everywhere_until_the_one_who_records_is_gone(home: Household) -> None:
    home.window_says(say.Wanted("home"))
    assert shown(home) == [False] * 4

    assert home.asks("record") == {}
    assert shown(home) == [True] * 4
    since = home.desk.now().wall
    home.types(5)
    assert home.asks("status")["recording"] == {"since": since.isoformat(timespec="seconds")}
    assert f"since {since:%H:%M}" in face_of(home).text

    [leave] = home.visitors
    leave()
    home.box.settle()
    assert shown(home) == [False] * 4


@pytest.mark.parametrize("way", ["tray", "window", "letterbox"])
def test_it_can_be_stopped_from_everywhere(home: Household, way: str) -> None:
    home.window_says(say.Wanted("home"))
    home.asks("record")
    if way == "tray":
        home.clicks(STOP)
    elif way == "window":
        home.window_says(say.Wanted("stop_recording"))
    else:
        assert home.asks("act", action="stop_recording") == {}
    home.box.settle()
    assert shown(home) == [False] * 4


def test_a_second_one_is_refused_and_may_begin_when_the_first_is_over(home: Household) -> None:
    home.asks("record")
    code, message = home.asks("record")
    assert (code, "already" in message) == ("recording", True)

    home.visitors[0]()
    home.box.settle()
    assert home.asks("record") == {}
    home.visitors[0]()  # an end that is told late is not the new one's
    home.box.settle()
    assert home.asks("status")["recording"] is not None


def test_stopping_what_does_not_run_is_nobodys_mistake(home: Household) -> None:
    assert home.asks("act", action="stop_recording") == {}
