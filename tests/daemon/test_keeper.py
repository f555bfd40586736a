"""A port is kept filled, whatever its adapters do: late, vanishing, hanging, failing in ways of their own."""

import logging
import threading
from collections.abc import Callable

import pytest

from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.inbox import Inbox, Selected
from deskbreak.daemon.keeper import SLOW_MS, Keeper
from deskbreak.ports.selection import Candidate, Unavailable
from support.fakes.activity import FakeDesk
from support.waiting import wait_until


class Adapter:
    """Can be closed, and knows in which thread it was opened."""

    def __init__(self) -> None:
        self.closed = 0
        self.opened_in = threading.current_thread()

    def close(self) -> None:
        self.closed += 1


class Port:
    """A keeper with its loop played by the test; ``ways`` is what its candidates do, best first."""

    def __init__(self, *ways: Callable[[], Adapter]) -> None:
        self.clock = FakeDesk()
        self.alarms = Alarms()
        self.box = Inbox()
        self.ways = list(ways)
        self.tries_ms: list[int] = []
        self.keeper: Keeper[Adapter] = Keeper(
            "tray", self._candidates, self.box, self.alarms, self.clock, longest_retry_ms=60_000
        )

    def _candidates(self) -> list[Candidate[Adapter]]:
        self.tries_ms.append(self.clock.now_ms)
        return [Candidate(f"way {number}", way) for number, way in enumerate(self.ways, 1)]

    def opens(self) -> "Port":
        self.keeper.open()
        return self.hears()

    def hears(self) -> "Port":
        [item] = self.box.take(10)
        assert isinstance(item, Selected), "the opening did not end"
        self.keeper.take(item.selection)
        return self

    def waits_for_the_next_try(self) -> "Port":
        """As the loop does: until the next alarm, and no longer."""
        due_ms = self.alarms.next_ms
        assert due_ms is not None, "nothing will be tried again"
        self.clock.now_ms = due_ms
        self.alarms.ring(due_ms)
        return self.hears()

    @property
    def tries_after_s(self) -> list[int]:
        return [(at - self.tries_ms[0]) // 1000 for at in self.tries_ms]


def absent() -> Adapter:
    raise Unavailable("No panel is running.", "Start one.")


def test_the_first_way_that_works_is_taken_and_the_others_are_named() -> None:
    port = Port(absent, Adapter, Adapter).opens()

    assert port.keeper.working == "way 2"
    assert port.keeper.reason == ""
    assert [(each.name, each.reason) for each in port.keeper.selection.passed] == [
        ("way 1", "No panel is running.")
    ]
    assert port.keeper.selection.untried == ("way 3",)
    assert port.alarms.next_ms is None, "what works is left alone"


def test_opening_happens_in_a_thread_of_its_own() -> None:
    adapter = Port(Adapter).opens().keeper.adapter

    assert adapter is not None
    assert adapter.opened_in is not threading.current_thread()


def test_tries_double_up_to_the_longest_for_as_long_as_nothing_works() -> None:
    port = Port(absent).opens()
    for _ in range(7):
        port.waits_for_the_next_try()

    assert port.tries_after_s == [0, 5, 15, 35, 75, 135, 195, 255]
    assert port.keeper.working is None
    assert port.keeper.reason == "way 1: No panel is running."


def test_what_comes_late_is_taken_at_the_next_try_and_patience_starts_anew() -> None:
    port = Port(absent).opens().waits_for_the_next_try().waits_for_the_next_try()

    port.ways = [Adapter]
    port.waits_for_the_next_try()
    assert port.keeper.working == "way 1"

    port.keeper.lost("The panel ended.")
    assert port.alarms.next_ms == port.clock.now_ms + 5_000


def test_what_vanishes_is_closed_says_why_and_comes_back() -> None:
    port = Port(Adapter).opens()
    first = port.keeper.adapter
    assert first is not None
    port.keeper.trouble = "No panel shows it."

    port.keeper.lost("The bus is gone.")

    assert first.closed == 1
    assert port.keeper.adapter is None
    assert (port.keeper.working, port.keeper.reason) == (None, "The bus is gone.")

    port.waits_for_the_next_try()
    assert port.keeper.working == "way 1"
    assert port.keeper.adapter is not first


def test_an_adapter_that_is_lost_before_the_loop_has_got_it_is_not_kept() -> None:
    port = Port(Adapter)
    port.keeper.open()
    port.keeper.lost("The display went away at once.")
    port.hears()

    assert port.keeper.adapter is None
    assert port.keeper.reason == "The display went away at once."
    port.waits_for_the_next_try()
    assert port.keeper.working == "way 1"


def test_a_panel_that_is_away_is_trouble_and_not_a_loss() -> None:
    port = Port(Adapter).opens()

    port.keeper.trouble = "No panel shows it."
    assert (port.keeper.working, port.keeper.reason) == (None, "No panel shows it.")

    port.keeper.trouble = ""
    assert port.keeper.working == "way 1"


def test_a_fault_of_an_adapter_passes_it_over_and_the_log_keeps_it(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Adapter:
        raise ZeroDivisionError("nobody thought of that")

    port = Port(broken, Adapter).opens()

    assert port.keeper.working == "way 2"
    assert "nobody thought of that" in port.keeper.selection.passed[0].reason
    assert "ZeroDivisionError" in caplog.text


def test_an_opening_that_hangs_holds_nobody_up_and_is_told_after_a_while() -> None:
    answers, asked = threading.Event(), threading.Event()

    def hangs() -> Adapter:
        asked.set()
        answers.wait(30)
        return Adapter()

    port = Port(hangs)
    port.keeper.open()
    assert asked.wait(10)

    assert port.keeper.working is None
    assert port.keeper.reason == "", "most take a moment"
    port.clock.now_ms += SLOW_MS
    assert "does not answer" in port.keeper.reason

    port.keeper.open()
    answers.set()
    port.hears()
    assert port.keeper.working == "way 1"
    assert len(port.tries_ms) == 1, "nothing is opened twice at a time"


def test_nothing_is_opened_over_what_works() -> None:
    port = Port(Adapter).opens()
    port.keeper.open()

    assert len(port.tries_ms) == 1
    wait_until(lambda: not _opening(), "no thread is left")


def test_the_same_refusal_again_and_again_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Port(absent).opens().waits_for_the_next_try().waits_for_the_next_try()

    assert caplog.text.count("No panel is running.") == 1


def test_other_settings_close_what_works_and_open_what_they_ask_for() -> None:
    port = Port(Adapter).opens()
    first = port.keeper.adapter
    assert first is not None
    port.ways = [absent, Adapter]

    port.keeper.reopen()
    port.hears()

    assert first.closed == 1
    assert port.keeper.working == "way 2"


def test_settings_that_change_while_it_opens_have_the_last_word() -> None:
    port = Port(Adapter)
    port.keeper.open()
    port.keeper.reopen()
    port.hears()
    assert port.keeper.adapter is None, "what was opened for the settings before is not kept"

    port.waits_for_the_next_try()
    assert port.keeper.working == "way 1"


def _opening() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith("open-")]


class HangsAtTheEnd(Adapter):
    """Its display answers nobody any more."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_on = threading.Event()

    def close(self) -> None:
        super().close()
        assert self.goes_on.wait(30)


@pytest.mark.parametrize("leaves", ["lost", "reopened"])
def test_an_adapter_whose_end_hangs_holds_nobody_up_and_is_not_met_by_the_next(leaves: str) -> None:
    first = HangsAtTheEnd()
    port = Port(lambda: first).opens()
    port.ways = [Adapter]

    ended = threading.Thread(
        target=port.keeper.reopen if leaves == "reopened" else lambda: port.keeper.lost("gone"), daemon=True
    )
    ended.start()
    ended.join(10)

    assert not ended.is_alive(), "the loop goes on"
    wait_until(lambda: first.closed, "it is asked to end", every_s=0.01)
    if leaves == "reopened":
        assert len(port.tries_ms) == 1, "the next one waits for it"
        first.goes_on.set()
        port.hears()
        assert port.keeper.working == "way 1"
    first.goes_on.set()
