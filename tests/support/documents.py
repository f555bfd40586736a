"""The documents that Deskbreak keeps, each used as the real program uses it: read, and written anew."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskbreak.clock import SystemClock
from deskbreak.content.answers import Answer
from deskbreak.core.commands import Kind as RowKind
from deskbreak.core.commands import Outcome, Row, Why
from deskbreak.core.memory import Memory, ReminderMemory
from deskbreak.core.moments import Moment
from deskbreak.daemon.state_file import StateFile
from deskbreak.daemon.state_writer import StateWriter
from deskbreak.history import rows
from deskbreak.history.checklist_store import ChecklistStore, NotSaved
from deskbreak.history.errors import HistoryError
from deskbreak.history.writer import HistoryWriter
from deskbreak.settings.resolve import resolve
from support.frozen_clock import FrozenClock

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NOW = Moment(9_000_000, 9_000_000, NOON)
REST_MS = 300_000
MEMORY = Memory(
    ReminderMemory(
        sitting_ms=1_500_000,
        silent=False,
        opens_in_ms=-60_000,
        closes_in_ms=300_000,
        base_ago_ms=-200_000,
        first=False,
        reminder_id=1_795_442_400_000,
        asks=1,
        attempt=2,
        due=NOON - timedelta(minutes=10),
    )
)
SETTINGS = "# mine\nreminder:\n  earliest: 20m\n  latest: 40m\n"


@dataclass
class Used:
    """Whether all of before was ``read``, what was ``said``, and whether something new could be kept."""

    read: bool
    keeps: bool
    said: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "\n".join(self.said)


@dataclass(frozen=True)
class Document:
    """``write`` puts a good one at a path; ``use`` reads and then writes, as the program does."""

    name: str
    file: str
    write: Callable[[Path], None]
    use: Callable[[Path], Used]

    def __str__(self) -> str:
        return self.name


def _state_of(path: Path) -> StateFile:
    return StateFile(path, "desk", "monday")


def _write_state(path: Path) -> None:
    _state_of(path).write(MEMORY, NOW)


def _use_state(path: Path) -> Used:
    file, said = _state_of(path), list[str]()
    memory = file.read(NOW, REST_MS)
    writer = StateWriter(file, said.append, SystemClock())
    assert MEMORY.reminder is not None
    new = replace(MEMORY, reminder=replace(MEMORY.reminder, attempt=3))
    writer.write(new, NOW)
    writer.close(10)
    return Used(memory == MEMORY, _state_of(path).read(NOW, REST_MS) == new, [each for each in said if each])


def row(reminder_id: int) -> Row:
    """A prompt that was answered at noon."""
    return Row(
        reminder_id=reminder_id,
        attempt=1,
        kind=RowKind.REMINDER,
        due=NOON - timedelta(minutes=5),
        prompted=NOON,
        ended=NOON + timedelta(minutes=2),
        outcome=Outcome.COMPLETED,
        why=Why.PAUSE,
        routine="reach",
        variant="standing",
        breaths_done=10,
        breaths=10,
        sitting_ms=1_980_500,
    )


ROWS_BEFORE = 30


def _write_history(path: Path) -> None:
    writer = HistoryWriter(path, FrozenClock(), lambda _problem: None)
    for number in range(ROWS_BEFORE):
        writer.record(row(number))
    writer.close(20)


def _use_history(path: Path) -> Used:
    said: list[str] = []
    writer = HistoryWriter(path, FrozenClock(), said.append)
    counted = threading.Event()
    writer.count_day(NOON.astimezone().date(), lambda _outcomes: counted.set())
    assert counted.wait(20)
    writer.record(row(1_000))
    writer.close(20)
    left_out: list[int] = []
    try:
        kept = {each.reminder_id for each in rows.read(path, None, left_out.append)}
    except HistoryError as error:
        said.append(str(error))
        kept = set()
    said += [f"row {each}" for each in left_out]
    assert kept <= {*range(ROWS_BEFORE), 1_000}, "nothing is invented"
    return Used(kept >= set(range(ROWS_BEFORE)), 1_000 in kept, [each for each in said if each])


def _write_checklist(path: Path) -> None:
    store = ChecklistStore(path)
    store.answer("laptop", "mouse", Answer.DONE)
    store.answer("desktop", "feet", Answer.NEED_EQUIPMENT)


def _use_checklist(path: Path) -> Used:
    store = ChecklistStore(path)
    looked = store.look()
    before = store.read()
    assert looked.answers == before.answers
    said = [looked.problem, before.problem]
    try:
        store.answer("laptop", "chair", Answer.NOT_YET)
    except NotSaved as error:
        said.append(str(error))
    after = ChecklistStore(path).look()
    was_read = before.at("laptop") == {"mouse": Answer.DONE}
    kept = after.at("laptop").get("chair") is Answer.NOT_YET
    return Used(was_read, kept, [each for each in said if each])


def _write_settings(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SETTINGS)


def _use_settings(path: Path) -> Used:
    """At their usual place, where a file that cannot be used leaves the defaults."""
    resolved = resolve(None, (), environment={}, usual=path)
    assert not resolved.refused
    earliest = resolved.values["reminder.earliest"]
    assert earliest in {20 * 60_000, 30 * 60_000}
    return Used(earliest == 20 * 60_000, True, [str(each) for each in resolved.problems])


def _use_named_settings(path: Path) -> Used:
    """Named by ``--config``, where a file that cannot be used is refused."""
    resolved = resolve(path, (), environment={})
    return Used(
        resolved.values["reminder.earliest"] == 20 * 60_000,
        not resolved.refused,
        [str(each) for each in resolved.problems],
    )


STATE = Document("state", "state.json", _write_state, _use_state)
HISTORY = Document("history", "history.sqlite3", _write_history, _use_history)
CHECKLIST = Document("checklist", "checklist.json", _write_checklist, _use_checklist)
USUAL_SETTINGS = Document("settings", "config.yaml", _write_settings, _use_settings)
NAMED_SETTINGS = Document("named settings", "mine.yaml", _write_settings, _use_named_settings)
EVERY = (STATE, HISTORY, CHECKLIST, USUAL_SETTINGS, NAMED_SETTINGS)
BY_NAME = {each.name: each for each in EVERY}
