"""The loop, while screens lock and computers sleep: what is told to the mind, and kept in time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskbreak.daemon.state_file import StateFile
from deskbreak.window import messages as say
from support.household import Household

Live = Callable[..., Household]
PATIENT = ("reminder.earliest=4s", "reminder.latest=12s", "rest.after_idle=60s", "rest.after_lock=5s")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """A household that has started; it ends with the test."""
    households: list[Household] = []

    def begin(*chosen: str) -> Household:
        households.append(Household(tmp_path, *(chosen or PATIENT)).starts())
        return households[-1]

    yield begin
    for each in households:
        each.ends()


def settled(home: Household) -> Household:
    home.box.settle()
    return home


def prompted(home: Household) -> Household:
    home.types(5).pauses(4).types(1)
    assert home.state == "prompting"
    return home


def test_locking_to_go_is_walking_away(live: Live) -> None:
    home = prompted(live())
    home.seat.lock()
    settled(home)
    assert home.window.heard(say.ClosePrompt)
    home.pauses(6)
    home.until_outcomes("walked_away")
    status = home.asks("status")
    assert (status["state"], status["sitting_s"]) == ("resting", 0)


def test_a_short_lock_brings_the_prompt_again(live: Live) -> None:
    home = prompted(live())
    home.seat.lock()
    settled(home).pauses(2).types(1)  # the password
    home.seat.lock(False)
    settled(home).types(1)
    home.until_outcomes("withdrawn")
    home.pauses(4)
    home.until_outcomes("withdrawn", None)
    assert home.asks("status")["sitting_s"] >= 10


def test_the_state_is_kept_before_the_computer_is_let_asleep(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = live().types(3)
    story: list[str] = []
    write = StateFile.write

    def noted(file: StateFile, *what: object) -> None:
        write(file, *what)  # type: ignore[arg-type]  # passed on as it came
        story.append(f"written, let go {home.seat.let_go} times")

    monkeypatch.setattr(StateFile, "write", noted)
    home.seat.sleep()
    settled(home)
    home.until(lambda: home.seat.let_go == 1, "the computer may sleep")
    assert story[0] == "written, let go 0 times"
    memory = home.remembered()
    assert memory is not None
    assert memory.reminder is not None
    assert memory.reminder.sitting_ms >= 2_900


def test_a_disk_that_refuses_does_not_keep_the_computer_awake(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: StateFile, *_what: object) -> None:
        raise OSError("No space left on device")

    home = live().types(3)
    monkeypatch.setattr(StateFile, "write", refuse)
    home.seat.sleep()
    settled(home)
    home.until(lambda: home.seat.let_go == 1, "the computer may sleep")


def test_the_state_is_kept_before_the_session_ends(live: Live) -> None:
    home = live().types(3)
    home.seat.end()
    settled(home)
    home.until(lambda: home.seat.let_go == 1, "the session may end")
    memory = home.remembered()
    assert memory is not None
    assert memory.reminder is not None
    assert memory.reminder.sitting_ms >= 2_900
    assert home.runs


def test_who_cannot_be_seen_to_unlock_is_not_away_for_ever(live: Live) -> None:
    home = live("reminder.earliest=4s", "reminder.latest=12s", "rest.after_idle=60s", "rest.after_lock=1h")
    home.types(2)
    home.seat.lock()
    home.seat.sleep()
    settled(home)
    home.there.discard("session")
    home.seat.vanish()
    settled(home).types(10).pauses(4)
    assert home.state == "prompting"
    status = home.asks("status")
    assert status["adapters"]["session"] is None
    assert status["reasons"]["session"]


def test_a_session_that_is_locked_already_is_found_so(tmp_path: Path) -> None:
    home = Household(tmp_path, *PATIENT)
    home.seat.locked = True
    home.starts().pauses(6)
    try:
        assert home.state == "resting"
    finally:
        home.ends()


def test_every_port_is_in_the_status(live: Live) -> None:
    assert live().asks("status")["adapters"]["session"] == "fake"
