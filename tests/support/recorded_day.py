"""Recorded days for the replay: written as a recorder would write them, and what came of them."""

import io
from dataclasses import dataclass

from deskbreak.core.rules import Rules
from deskbreak.replay.desk import Answer
from deskbreak.replay.diary import Diary, Line
from deskbreak.replay.figures import Figures
from deskbreak.replay.player import Conditions, play
from deskbreak.replay.portrait import Portrait
from deskbreak.replay.reading import read

INPUTS = "t_seconds,kind\n"
INTERVALS = "t_seconds,kind,t_end\n"


class RecordedInputs:
    """A day of keys and pauses; lengths in seconds."""

    def __init__(self, begins_s: float = 0) -> None:
        self.now_s = begins_s
        self._times_s = [begins_s]

    def types(self, for_s: float, every_s: float = 1) -> "RecordedInputs":
        """A key at once, and then again and again."""
        self._times_s += [self.now_s + number * every_s for number in range(int(for_s / every_s) + 1)]
        self.now_s = self._times_s[-1]
        return self

    def pauses(self, for_s: float) -> "RecordedInputs":
        """No input; the day ends with the last one."""
        self.now_s += for_s
        return self

    @property
    def text(self) -> str:
        return INPUTS + "".join(f"{time_s:.3f},key\n" for time_s in self._times_s)


class RecordedIntervals:
    """A day of intervals; lengths in seconds. What overlaps may be said at any time."""

    def __init__(self, begins_s: float = 0) -> None:
        self.now_s = begins_s
        self._rows: list[tuple[float, str, float]] = []

    def lasts(self, kind: str, for_s: float) -> "RecordedIntervals":
        """That goes on for so long."""
        self._rows.append((self.now_s, kind, self.now_s + for_s))
        self.now_s += for_s
        return self

    def is_unknown(self, for_s: float) -> "RecordedIntervals":
        """The trace says nothing."""
        self.now_s += for_s
        return self

    def overlapped(self, kind: str, from_s: float, to_s: float) -> "RecordedIntervals":
        """Meanwhile that goes on."""
        self._rows.append((from_s, kind, to_s))
        return self

    @property
    def text(self) -> str:
        # Sorting keeps the order of what begins together.
        rows = sorted(self._rows, key=lambda row: row[0])
        return INTERVALS + "".join(f"{begins:.3f},{kind},{ends:.3f}\n" for begins, kind, ends in rows)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a day."""

    diary: Diary
    left_out: list[tuple[int, str]]

    @property
    def told(self) -> list[tuple[float, str, float]]:
        """When, what (a prompt with its reason), and the sitting, in seconds."""
        return [(line.t_ms / 1000, _named(line), line.sitting_ms / 1000) for line in self.diary.lines]

    @property
    def lines(self) -> list[Line]:
        return self.diary.lines

    @property
    def figures(self) -> Figures:
        return self.diary.figures


def _named(line: Line) -> str:
    return f"{line.what.value} ({line.why.value})" if line.why else line.what.value


def played(
    trace: str | bytes,
    answer: Answer = Answer.IGNORE,
    rules: Rules | None = None,
    portrait: Portrait | None = None,
) -> Played:
    """What the mind made of ``trace``."""
    left_out: list[tuple[int, str]] = []
    diary = Diary(portrait)
    file = io.BytesIO(trace.encode() if isinstance(trace, str) else trace)
    play(
        read(file, lambda line, reason: left_out.append((line, reason))),
        Conditions(rules or Rules(), answer),
        diary,
    )
    return Played(diary, left_out)
