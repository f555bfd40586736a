"""Asking several one after the other."""

from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.in_turn import SILENT_AFTER_MS, InTurn
from support.frozen_clock import FrozenClock


class Turns:
    """Who was asked, in their order. ``absent`` are ports without an adapter."""

    def __init__(self, *absent: str) -> None:
        self.alarms = Alarms()
        self.asked: list[str] = []
        self._absent = absent
        self.turns = InTurn(self.alarms, FrozenClock(), self._ask)

    def _ask(self, port: str) -> bool:
        if port in self._absent:
            return False
        self.asked.append(port)
        return True

    def somebody_is_silent(self) -> None:
        self.alarms.ring(FrozenClock().now().steady_ms + SILENT_AFTER_MS)


def test_each_is_asked_when_the_one_before_has_answered() -> None:
    some = Turns()
    some.turns.begin(("a", "b", "c"))
    assert some.asked == ["a"]
    some.turns.answered("c")
    assert some.asked == ["a"], "what others say is no answer of the one that was asked"
    some.turns.answered("a")
    some.turns.answered("b")
    assert some.asked == ["a", "b", "c"]
    some.turns.answered("c")
    assert some.alarms.next_ms is None


def test_one_that_is_silent_holds_nobody_up() -> None:
    some = Turns()
    some.turns.begin(("a", "b", "c"))
    some.somebody_is_silent()
    assert some.asked == ["a", "b", "c"]
    some.turns.answered("a")
    assert some.asked == ["a", "b", "c"]


def test_where_there_is_nobody_to_ask_it_is_the_next_ones_turn() -> None:
    some = Turns("a", "c")
    some.turns.begin(("a", "b", "c", "d"))
    some.turns.answered("b")
    assert some.asked == ["b", "d"]
    some.turns.answered("d")
    assert some.alarms.next_ms is None


def test_when_nobody_wants_to_know_any_more_nobody_is_asked() -> None:
    some = Turns()
    some.turns.begin(("a", "b", "c"))
    some.turns.stop()
    some.turns.answered("a")
    some.somebody_is_silent()
    assert some.asked == ["a"]


def test_begun_anew_all_are_asked_anew() -> None:
    some = Turns()
    some.turns.begin(("a", "b"))
    some.turns.answered("a")
    some.turns.begin(("a", "b"))
    some.turns.answered("b")
    assert some.asked == ["a", "b", "a"], "that was an answer to the question before"
    some.turns.answered("a")
    assert some.asked == ["a", "b", "a", "b"]
