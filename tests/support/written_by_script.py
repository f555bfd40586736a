"""``python -m support.written_by_script DIRECTORY``: the daemon's own writers, through a short fixed script.

For faults to be put into: it says on its standard output what the disk has taken for good, a line each.
"""

import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskbreak.core.commands import Kind, Outcome, Row, Why
from deskbreak.core.memory import Memory, ReminderMemory
from deskbreak.core.moments import Moment
from deskbreak.daemon import state_writer
from deskbreak.daemon.state_file import StateFile
from deskbreak.daemon.state_writer import StateWriter
from deskbreak.history import writer
from deskbreak.history.writer import HistoryWriter
from support.frozen_clock import FrozenClock

BEGIN = Moment(9_000_000, 9_000_000, datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
MINUTE_MS = 60_000
LONGEST_S = 20.0
STEPS = 2
PAUSED_AT = 2
"""At this step a pause is kept, which is worth waiting for the disk."""


def state_file(directory: Path) -> StateFile:
    return StateFile(directory / "state.json", "desk", "monday")


def history_file(directory: Path) -> Path:
    return directory / "history.sqlite3"


def moment(step: int) -> Moment:
    return BEGIN.at(BEGIN.steady_ms + step * MINUTE_MS)


def memory(step: int) -> Memory:
    """What is to be remembered at ``step``; its sitting says which."""
    reminder = ReminderMemory(
        sitting_ms=step * MINUTE_MS,
        silent=False,
        opens_in_ms=0,
        closes_in_ms=MINUTE_MS,
        base_ago_ms=0,
        first=True,
        reminder_id=step,
        asks=0,
        attempt=0,
        due=None,
    )
    return Memory(reminder, paused_for_ms=60 * MINUTE_MS if step == PAUSED_AT else None)


def row(step: int, outcome: Outcome | None) -> Row:
    prompted = BEGIN.wall + timedelta(minutes=step)
    return Row(
        reminder_id=step,
        attempt=1,
        kind=Kind.REMINDER,
        due=prompted,
        prompted=prompted,
        ended=prompted + timedelta(seconds=9) if outcome else None,
        outcome=outcome,
        why=Why.PAUSE,
        routine="reach",
        variant="standing",
        breaths_done=0,
        breaths=10,
        sitting_ms=step * MINUTE_MS,
    )


def say(line: str) -> None:
    print(line, flush=True)


class TellingState(StateWriter):
    """Also says which state is there now."""

    def _write(self, job: state_writer._Job | None) -> None:
        super()._write(job)
        if job is not None and self._refused is None and job.memory.reminder is not None:
            say(f"state {job.memory.reminder.reminder_id}")
            kept.set()


class TellingHistory(HistoryWriter):
    """Also says which rows are there now."""

    def _write_once(self) -> None:
        super()._write_once()
        for each in self._waiting.values():
            say(f"row {each.reminder_id} {each.outcome or 'open'}")
        written.set()


kept, written = threading.Event(), threading.Event()


def main(directory: Path) -> None:
    state_writer.RETRY_S = writer.RETRY_S = 0.02
    state = TellingState(state_file(directory), lambda problem: say(f"problem {problem}"), FrozenClock())
    history = TellingHistory(
        history_file(directory), FrozenClock(), lambda problem: say(f"problem {problem}")
    )
    for step in range(1, STEPS + 1):
        kept.clear()
        state.write(memory(step), moment(step))
        assert kept.wait(LONGEST_S)
        for outcome in (None, Outcome.SKIPPED):
            written.clear()
            history.record(row(step, outcome))
            assert written.wait(LONGEST_S)
    history.close()
    state.close()
    say("end")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
