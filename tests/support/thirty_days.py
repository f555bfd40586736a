"""``python -m support.thirty_days DIRECTORY DAYS``: many days of the daemon's loop, and what it holds on to.

Prints a line of JSON for each day: what Deskbreak's own code holds in memory, the process's size, its
open files and its threads; and last, where the memory grew since the second day.
"""

import gc
import json
import sys
import threading
import tracemalloc
from dataclasses import replace
from pathlib import Path
from random import Random

from deskbreak.core.moments import Moment
from deskbreak.daemon import inbox
from deskbreak.window import messages as say
from support.fakes.activity import FakeDesk
from support.household import Household, settings

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
WARM_DAY = 2
OURS = tracemalloc.Filter(inclusive=True, filename_pattern="*/src/deskbreak/*")
SETTINGS = (
    ("reminder.earliest=30m", "reminder.latest=45m"),
    ("reminder.earliest=20m", "reminder.latest=35m", "routine.breaths=6"),
)
STEPS = (
    "types",
    "types",
    "types",
    "reads",
    "reads",
    "status",
    "goes",
    "locks",
    "home",
    "now",
    "pauses_it",
    "odd",
)


class SleepyDesk(FakeDesk):
    """A desk whose computer sleeps."""

    def __init__(self) -> None:
        super().__init__()
        self._slept_ms = 0

    def now(self) -> Moment:
        moment = super().now()
        return replace(moment, awake_ms=moment.awake_ms - self._slept_ms)

    def sleep(self, for_ms: int) -> None:
        self.now_ms += for_ms
        self._slept_ms += for_ms


class Days(Household):
    """Somebody's working days, thrown by dice that always fall alike."""

    desk: SleepyDesk

    def __init__(self, directory: Path) -> None:
        super().__init__(directory, *SETTINGS[0])
        self.dice = Random(30)  # noqa: S311  the same days each time
        self.prompts = 0

    def _desk(self) -> FakeDesk:
        return SleepyDesk()

    # --- time, from one moment at which something is due to the next --------------

    def works_for(self, span_ms: int) -> None:
        self._goes_on(span_ms, busy=True)

    def is_quiet_for(self, span_ms: int) -> None:
        self._goes_on(span_ms, busy=False)

    def _goes_on(self, span_ms: int, *, busy: bool) -> None:
        until_ms = self.desk.now_ms + span_ms
        while self.desk.now_ms < until_ms:
            dues = [until_ms, -int(-self.box.due_ms // 1), *([] if busy else self._idles_ms())]
            self.desk.now_ms = max(self.desk.now_ms, min(dues))
            if busy:
                self.desk.last_input_ms = self.desk.now_ms
            self.desk.tell()
            self.box.time_passed()
            if self.window.heard(say.ShowPrompt):
                self.is_asked()

    def _idles_ms(self) -> list[int]:
        """When the activity adapter has something to say."""
        lengths = self.activity_adapter.lengths_ms if self.activity_adapter else frozenset()
        dues = [self.desk.last_input_ms + length for length in lengths]
        return [due for due in dues if due > self.desk.now_ms]

    # --- what somebody does -------------------------------------------------------

    def is_asked(self) -> None:
        self.prompts += 1
        self.window.told.clear()
        self.window_says(say.Painted("prompt"))
        answer = self.dice.choice(
            ["start", "start", "snooze", "skip", "stood", "ignores", "crashes", "closes"]
        )
        if answer == "crashes":
            self.window_is_gone("it ended with code 11")
        elif answer == "closes":
            self.window_says(say.Closed("prompt"))
        elif answer != "ignores":
            self.window_says(say.Wanted(answer))
        if answer == "start":
            self.window_says(say.Painted("routine"))
            for count in range(1, self.dice.randint(1, 10)):
                self.is_quiet_for(10 * SECOND)
                self.window_says(say.BreathFinished(count))
            self.window_says(say.RoutineOver())
            self.window_is_gone()

    def lives_a_day(self, number: int) -> None:
        """Nine hours at the desk; then the computer sleeps."""
        evening_ms = self.desk.now_ms + 9 * HOUR
        self.posts(inbox.SettingsRead(settings(*SETTINGS[number % 2])))
        while self.desk.now_ms < evening_ms:
            getattr(self, f"_{self.dice.choice(STEPS)}")()
            self.desk.input()
            self.box.settle()
        self.seat.sleep()
        self.box.settle()
        self.desk.sleep(15 * HOUR)
        self.seat.sleep(asleep=False)
        self.desk.input()
        self.box.settle()
        # What only the test keeps.
        self.window.told.clear()
        self.notifier.notices.clear()
        self.taken.clear()

    def _types(self) -> None:
        self.works_for(self.dice.randint(30, 900) * SECOND)

    def _reads(self) -> None:
        self.is_quiet_for(self.dice.randint(2, 240) * SECOND)

    def _goes(self) -> None:
        self.is_quiet_for(self.dice.randint(5, 60) * MINUTE)

    def _locks(self) -> None:
        self.seat.lock()
        self.is_quiet_for(self.dice.randint(1, 20) * MINUTE)
        self.seat.lock(locked=False)
        self.box.settle()

    def _status(self) -> None:
        for _each in range(10):
            self.asks("status")
        self.asks("adapters")

    def _home(self) -> None:
        self.posts(inbox.Acted("home"))
        self.window_says(say.Painted("home"))
        self.works_for(2 * MINUTE)
        self.window_is_gone()

    def _now(self) -> None:
        self.asks("act", action="start")
        self.is_quiet_for(30 * SECOND)
        self.window_says(say.BreathFinished(3), say.RoutineOver())
        self.window_is_gone()

    def _pauses_it(self) -> None:
        self.asks("act", action=self.dice.choice(["pause:30m", "pause:tomorrow", "pause:1h"]))
        self.works_for(10 * MINUTE)
        self.asks("act", action="resume")

    def _odd(self) -> None:
        """Parts come and go, and programs ask what does not fit."""
        self.panel.goes()
        self.panel.comes()
        self.asks("act", action="snooze")
        self.asks("act", action="no such thing")
        self.asks("act", action="snooze", for_ms=-self.dice.randint(1, 1000))
        self.posts(inbox.PanelTold(f"gone for {self.dice.random()}"))
        self.posts(inbox.PortLost("activity", f"gone for {self.dice.random()}"))
        self.works_for(2 * MINUTE)
        self.posts(inbox.HistoryTold(f"The disk refuses: {self.dice.random()}"))
        self.posts(inbox.SettingsRead(None, f"Line {self.dice.random()} is wrong"))
        self.posts(inbox.HistoryTold(""))


def held(home: Days, day: int) -> tuple[dict[str, object], tracemalloc.Snapshot]:
    """What there is at the end of ``day``."""
    gc.collect()
    # Each match of a class leaves one more "__match_args__" in the interpreter's cache of attributes.
    # That cache has 4,096 places, and fills within a month.
    sys._clear_type_cache()
    snapshot = tracemalloc.take_snapshot().filter_traces([OURS])
    figures: dict[str, object] = {
        "day": day,
        "held_bytes": sum(each.size for each in snapshot.statistics("filename")),
        "size_kib": int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]),
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
        "prompts": home.prompts,
        "rows": len(home.rows()),
    }
    return figures, snapshot


def main(directory: str, days: str) -> None:
    """Live them."""
    tracemalloc.start(4)
    home = Days(Path(directory))
    home.starts()
    warm: tracemalloc.Snapshot | None = None
    for day in range(1, int(days) + 1):
        home.lives_a_day(day)
        figures, snapshot = held(home, day)
        print(json.dumps(figures), flush=True)
        warm = snapshot if day == WARM_DAY else warm
    assert warm is not None
    grown = [str(each) for each in snapshot.compare_to(warm, "lineno")[:12]]
    home.ends()
    print(json.dumps({"grown": grown}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
