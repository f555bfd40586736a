"""Whatever floods, hangs or stalls: every deadline is served within a second, and memory stays as it is."""

import gc
import threading
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import pytest

from deskbreak.core import events as on
from deskbreak.daemon import inbox, paint_watch
from deskbreak.daemon.door import MOST_IN_A_SECOND
from support.live_loop import LiveLoop, live_loop
from support.waiting import let_pass

BEGINS = """
import json, os, signal, sys, time
with open(sys.argv[1], "a") as notes: notes.write("begins\\n")
def tell(kind, **fields): print(json.dumps({"kind": kind, **fields}), flush=True)
"""
POLITE = BEGINS + """
for line in sys.stdin:
    kind = json.loads(line)["kind"]
    if kind == "quit": break
    if kind.startswith("show_"): tell("painted", surface=kind.removeprefix("show_"))
"""  # fmt: skip
SOON = (
    "reminder.earliest=1s", "reminder.latest=2s", "reminder.snooze=1s", "reminder.patience=30s",
    "rest.after_idle=1m", "reminder.snoozes=1",
)  # fmt: skip
FLOOD_S = 1.5


# --- floods --------------------------------------------------------------------------------------


class Source:
    """Tells the loop one thing after the other, ten thousand a second or as many as this computer can."""

    def __init__(self, home: LiveLoop, *each_of: inbox.Item | on.Event) -> None:
        self.told = 0
        self._home = home
        self._each_of = each_of
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _tell(self) -> None:
        while not self._over.wait(0.01):
            for _each in range(100):
                item = self._each_of[self.told % len(self._each_of)]
                self._home.box.post(
                    item if isinstance(item, inbox.Item) else inbox.Seen(item, self._home.clock.now())
                )
                self.told += 1


FLOODS: dict[str, tuple[inbox.Item | on.Event, ...]] = {
    "the same input": (on.Active(1),),
    "the same idle": (on.Idle(1),),
    "input and idle in turns": (on.Active(1), on.Idle(1)),
    "locked and not": (on.Locked(), on.Unlocked()),
    "the panel comes and goes": (inbox.PanelTold(None), inbox.PanelTold("gone")),
    "clicks": (inbox.Acted("skip"),),
    "what nobody knows": (inbox.Acted("no such thing"),),
    "the settings are touched": (inbox.SettingsTouched(),),
}


def each(names: Iterable[str], *in_every_run: str) -> list[Any]:
    """All of ``names``; most of them only in the long run."""
    return [pytest.param(name, marks=() if name in in_every_run else pytest.mark.long) for name in names]


@pytest.mark.parametrize("flood", each(FLOODS, "the same input", "input and idle in turns"))
def test_a_flood_of(flood: str, tmp_path: Path) -> None:
    with live_loop(tmp_path, POLITE, *SOON) as home:
        gc.collect()
        tracemalloc.start()
        try:
            with Source(home, *FLOODS[flood]) as source:
                home.until(lambda: source.told > 1_000, "it floods")
                before, _peak = tracemalloc.get_traced_memory()
                for _look in range(10):
                    let_pass(FLOOD_S / 10)
                    assert home.asks()["state"]
                after, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        assert source.told > FLOOD_S * 2_000, "it was a flood"
        assert max(after, peak) - before < 2_000_000


def test_somebody_is_asked_in_the_middle_of_a_flood(tmp_path: Path) -> None:
    with live_loop(tmp_path, POLITE, *SOON) as home:
        home.pauses()
        with Source(home, inbox.Acted("no such thing"), inbox.PanelTold(None)):
            home.until(lambda: home.mind.view.state == "prompting", "somebody is asked")
            home.until(lambda: home.begun, "the window begins")


@pytest.mark.long
def test_a_source_that_floods_is_given_up_told_and_tried_again(tmp_path: Path) -> None:
    with live_loop(tmp_path, POLITE, *SOON) as home:
        with Source(home, on.Active(1), on.Idle(1)):
            home.until(lambda: home.closed_adapters, "the adapter is closed")
            assert f"more than {MOST_IN_A_SECOND}" in home.asks()["reasons"]["activity"]
            assert home.state == "unknown"

        home.until(lambda: home.activity.name, "it is opened again")
        home.pauses()
        home.until(lambda: home.state == "prompting", "and believed again")


# --- windows -------------------------------------------------------------------------------------

BAD_WINDOWS = {
    "never starts": "import time; time.sleep(3600)",
    "starts and never paints": BEGINS + "\nfor line in sys.stdin: pass",
    "says something else than that it painted": BEGINS
    + "\nsys.stdin.readline(); tell('closed', surface='home')\nfor line in sys.stdin: pass",
    "does not read": BEGINS + "\ntime.sleep(3600)",
    "dies at once": "raise SystemExit(3)",
    "floods with nonsense": BEGINS + "\nwhile True: print('nonsense')",
    "floods with what makes sense": BEGINS + "\nwhile True: tell('painted', surface='prompt')",
    "ends in order without a word": BEGINS + "\nsys.stdin.readline()",
}


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window has less time to paint than a person would give it."""
    monkeypatch.setattr(paint_watch.PaintWatch.__init__, "__kwdefaults__", {"within_ms": 1_000})


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("window", each(BAD_WINDOWS, "never starts", "does not read", "floods with nonsense"))
def test_where_the_window_fails_a_notice_asks(window: str, tmp_path: Path) -> None:
    with live_loop(tmp_path, BAD_WINDOWS[window], *SOON) as home:
        home.pauses()

        home.until(lambda: home.notifier.notices, "somebody is asked by a notice")
        assert home.notifier.notices[0].title == "A good moment to stand"
        home.until(lambda: home.outcomes()[:1] == ["withdrawn"], "the row says that nobody could answer")
        if window != "ends in order without a word":
            assert "A window could not be shown" in home.problems


@pytest.mark.long
def test_it_asks_by_notice_no_oftener_than_a_window_would_have(tmp_path: Path) -> None:
    with live_loop(tmp_path, BAD_WINDOWS["dies at once"], *SOON) as home:
        home.pauses()
        home.until(lambda: len(home.outcomes()) == 3, "the window is tried a third time")
        home.until(lambda: home.outcomes() == ["withdrawn"] * 3, "in vain")

        assert len(home.notifier.notices) == 2


@pytest.mark.long
@pytest.mark.usefixtures("hasty")
def test_a_window_that_paints_at_last_is_all_well_again(tmp_path: Path) -> None:
    slow_once = BEGINS + "\nif open(sys.argv[1]).read().count('begins') == 1: time.sleep(3600)\n" + POLITE
    with live_loop(tmp_path, slow_once, *SOON) as home:
        home.pauses()
        home.until(lambda: home.notifier.notices, "the first window fails")

        home.until(lambda: home.state == "prompting" and not home.surface.unpainted, "the second paints")
        assert home.problems == ""
        let_pass(2)
        assert home.state == "prompting", "what was painted is left alone"
        assert len(home.notifier.notices) == 1


@pytest.mark.usefixtures("hasty")
def test_a_prompt_taken_down_before_it_was_painted_is_no_failure(tmp_path: Path) -> None:
    with live_loop(tmp_path, BAD_WINDOWS["starts and never paints"], *SOON) as home:
        home.pauses()
        home.until(lambda: home.begun, "the window begins")
        assert home.asks("act", action="skip") == {}

        let_pass(1.5)
        assert home.notifier.notices == []
        assert home.problems == ""
