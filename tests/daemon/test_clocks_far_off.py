"""The household's clocks begin years from the real ones and each other: whoever mixes them up is caught."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskbreak.clock import Clock, SystemClock
from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment
from deskbreak.daemon import inbox
from support import far_off
from support.fakes.activity import FakeActivity
from support.household import Household


def story(home: Household) -> None:
    """A prompt at a pause, skipped, with a row that says when. Raises :class:`AssertionError`."""
    try:
        home.starts().types(5).pauses(5)
        assert home.view.state == "prompting"
        home.clicks("Skip")
        [row] = home.until_outcomes("skipped")
        assert 4_000 <= row.sitting_s * 1000 < 12_000
        for written in (row.due, row.prompted, row.ended):
            assert written is not None
            ago = home.desk.now().wall - datetime.fromisoformat(written)
            assert timedelta() <= ago < timedelta(seconds=10)
    finally:
        home.ends()


class Mistaken:
    """A clock that takes one clock for another."""

    def __init__(self, right: Clock, mistake: str) -> None:
        self._right = right
        self._mistake = mistake

    def now(self) -> Moment:
        right, real = self._right.now(), SystemClock().now()
        match self._mistake:
            case "reads the real steady clock":
                return replace(right, steady_ms=real.steady_ms)
            case "reads the real wall clock":
                return replace(right, wall=real.wall)
            case "takes awake time for steady time":
                return replace(right, steady_ms=right.awake_ms)
            case _:
                return right


class MistakenHands(Household):
    """Its sense of activity tells when something was on a clock that is not the steady one."""

    mistake = ""

    def _open_activity(self) -> FakeActivity:
        adapter = super()._open_activity()
        clock = Mistaken(self.desk, self.mistake)

        def seen(event: Any, moment: Moment) -> None:
            off_ms = clock.now().steady_ms - moment.steady_ms
            told = (
                Active(event.at_ms + off_ms) if isinstance(event, Active) else Idle(event.since_ms + off_ms)
            )
            self.box.post(inbox.Seen(told, moment))

        adapter._seen = seen
        return adapter


def test_who_keeps_to_the_clock_of_the_house_is_right(tmp_path: Path) -> None:
    story(Household(tmp_path))


@pytest.mark.parametrize(
    "mistake",
    ["reads the real steady clock", "reads the real wall clock", "takes awake time for steady time"],
)
def test_a_loop_that_does_not_is_caught(tmp_path: Path, mistake: str) -> None:
    home = Household(tmp_path)
    home.loop._clock = Mistaken(home.desk, mistake)
    with pytest.raises(AssertionError):
        story(home)


@pytest.mark.parametrize("mistake", ["reads the real steady clock", "takes awake time for steady time"])
def test_an_adapter_that_does_not_is_caught(
    tmp_path: Path, mistake: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MistakenHands, "mistake", mistake)
    with pytest.raises(AssertionError):
        story(MistakenHands(tmp_path))


def test_the_beginning_is_far_from_here_and_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    real, begins = SystemClock().now(), far_off.beginning()
    assert far_off.beginning() == begins
    assert abs(real.wall - begins.wall) > timedelta(days=30)
    assert begins.steady_ms - begins.awake_ms > far_off.DAY_MS
    monkeypatch.setenv(far_off.CHOSEN_BY, "another")
    assert far_off.beginning() != begins
