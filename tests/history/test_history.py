"""The memory: what was written is there, once, and nothing that a disk does can take it away."""

import csv
import dataclasses
import io
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from deskbreak.core.commands import Kind, Outcome, Row, Why
from deskbreak.core.rules import Hold
from deskbreak.history import documents, rows, schema, writer
from deskbreak.history.companions import beside, put_right
from deskbreak.history.errors import Damaged, FromNewer, Unreachable
from deskbreak.history.writer import HistoryWriter
from support.frozen_clock import FrozenClock
from support.waiting import seconds_now, wait_until

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def row(reminder_id: int = 1, attempt: int = 1, outcome: Outcome | None = Outcome.COMPLETED) -> Row:
    return Row(
        reminder_id=reminder_id,
        attempt=attempt,
        kind=Kind.REMINDER,
        due=NOON - timedelta(minutes=5),
        prompted=NOON,
        ended=NOON + timedelta(minutes=2) if outcome else None,
        outcome=outcome,
        why=Why.PAUSE,
        routine="reach",
        variant="standing",
        breaths_done=10,
        breaths=10,
        sitting_ms=1_980_500,
    )


class Notebook:
    """A history of its own, and what its writer had to say."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []
        self.writer = HistoryWriter(path, FrozenClock(), self.problems.append)

    def write(self, *given: Row) -> None:
        for each in given:
            self.writer.record(each)

    def close(self) -> None:
        self.writer.close()

    def outcomes(self) -> list[str | None]:
        return [each.outcome for each in rows.read(self.path, None)]

    def counts(self, day: date) -> dict[str, int]:
        told: list[dict[str, int]] = []
        done = threading.Event()

        def tell(counts: dict[str, int]) -> None:
            told.append(counts)
            done.set()

        self.writer.count_day(day, tell)
        assert done.wait(10)
        return told[0]


Open = Callable[[], Notebook]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deskbreak" / "history.sqlite3"


@pytest.fixture
def notebook(path: Path) -> Iterator[Open]:
    """Opens a notebook; every one of them is closed in the end."""
    opened: list[Notebook] = []

    def begin() -> Notebook:
        opened.append(Notebook(path))
        return opened[-1]

    yield begin
    for each in opened:
        each.close()


def test_a_row_is_published_with_the_fields_of_the_surface(notebook: Open, path: Path) -> None:
    book = notebook()
    book.write(dataclasses.replace(row(), held_ms=90_000, held_reasons=(Hold.MICROPHONE, Hold.CAMERA)))
    book.close()
    (published,) = json.loads(documents.as_json(rows.read(path, None)))
    assert published == {
        "id": 1,
        "reminder_id": 1,
        "attempt": 1,
        "kind": "reminder",
        "due": "2026-11-23T11:55:00+00:00",
        "prompted": "2026-11-23T12:00:00+00:00",
        "ended": "2026-11-23T12:02:00+00:00",
        "outcome": "completed",
        "why": "pause",
        "routine": "reach",
        "variant": "standing",
        "breaths_done": 10,
        "breaths": 10,
        "sitting_s": 1980,
        "held_s": 90,
        "held_reasons": ["microphone", "camera"],
    }


def test_csv_has_a_header_and_a_line_a_row(notebook: Open, path: Path) -> None:
    book = notebook()
    book.write(row(), dataclasses.replace(row(2, outcome=None), held_reasons=(Hold.CAMERA, Hold.MICROPHONE)))
    book.close()
    first, second = csv.DictReader(io.StringIO(documents.as_csv(rows.read(path, None))))
    assert list(first) == [field.name for field in dataclasses.fields(rows.StoredRow)]
    assert (first["outcome"], first["held_reasons"]) == ("completed", "")
    assert (second["outcome"], second["held_reasons"]) == ("", "camera microphone")


def test_no_rows_are_an_empty_array_and_a_bare_header() -> None:
    assert json.loads(documents.as_json([])) == []
    assert documents.as_csv([]).count("\n") == 1


def test_a_later_row_of_the_same_name_replaces_the_earlier_and_keeps_its_place(
    notebook: Open, path: Path
) -> None:
    book = notebook()
    book.write(row(outcome=None), row(2, outcome=None))
    book.write(row(outcome=Outcome.SNOOZED), row(1, attempt=2, outcome=Outcome.COMPLETED))
    book.close()
    found = rows.read(path, None)
    assert [(each.reminder_id, each.attempt, each.outcome) for each in found] == [
        (1, 1, "snoozed"),
        (2, 1, None),
        (1, 2, "completed"),
    ]
    assert [each.id for each in found[:2]] == [1, 2]


def prompted_at(minute: int, attempt: int, outcome: Outcome | None) -> Row:
    """A prompt of one reminder, shown that many minutes after noon."""
    return dataclasses.replace(row(1, attempt, outcome), prompted=NOON + timedelta(minutes=minute))


def test_a_prompt_that_is_asked_again_after_a_kill_goes_on_in_its_own_row(notebook: Open, path: Path) -> None:
    book = notebook()
    book.write(prompted_at(0, 1, None))
    book.close()

    again = notebook()
    again.write(prompted_at(3, 1, None), prompted_at(3, 1, Outcome.SKIPPED))
    again.close()

    assert [(each.attempt, each.outcome) for each in rows.read(path, None)] == [(1, "skipped")]


def test_a_row_that_has_ended_is_never_given_to_another_prompt(notebook: Open, path: Path) -> None:
    """The state of before the answer came back, so the mind asks again by a name that was used up."""
    before = notebook()
    before.write(prompted_at(0, 1, Outcome.SNOOZED), prompted_at(5, 2, Outcome.IGNORED))
    before.close()

    after = notebook()
    after.write(prompted_at(8, 1, None))
    wait_until(lambda: len(after.outcomes()) == 3, "the open row is there")
    after.write(prompted_at(8, 1, Outcome.SNOOZED), prompted_at(13, 2, Outcome.SNOOZED))
    after.close()

    assert [(each.attempt, each.outcome) for each in rows.read(path, None)] == [
        (1, "snoozed"),
        (2, "ignored"),
        (3, "snoozed"),
        (4, "snoozed"),
    ]


def test_a_prompt_that_was_left_open_is_not_given_to_a_later_one(path: Path) -> None:
    rows.record(path, prompted_at(0, 1, Outcome.SNOOZED))
    rows.record(path, prompted_at(5, 1, None))  # killed, and asked again by the name of before
    rows.record(path, prompted_at(9, 1, Outcome.SNOOZED))  # and again
    rows.record(path, prompted_at(14, 2, Outcome.SKIPPED))

    assert [(str(each.prompted)[14:16], each.outcome) for each in rows.read(path, None)] == [
        ("00", "snoozed"),
        ("05", None),
        ("09", "snoozed"),
        ("14", "skipped"),
    ]


def never_shown(reminder_id: int, due: datetime = NOON) -> Row:
    """A reminder that a call kept from ever being shown."""
    return dataclasses.replace(
        row(reminder_id, 0, Outcome.HELD),
        due=due,
        prompted=None,
        ended=due + timedelta(minutes=40),
        why=None,
        breaths_done=0,
        held_ms=2_400_000,
        held_reasons=(Hold.MICROPHONE,),
    )


def test_a_reminder_that_was_never_shown_says_so_in_every_format(path: Path) -> None:
    rows.record(path, never_shown(1))

    found = rows.read(path, None)

    (published,) = json.loads(documents.as_json(found))
    assert (published["attempt"], published["outcome"]) == (0, "held")
    assert (published["prompted"], published["why"]) == (None, None)
    assert (published["held_s"], published["held_reasons"]) == (2400, ["microphone"])
    (line,) = csv.DictReader(io.StringIO(documents.as_csv(found)))
    assert (line["prompted"], line["why"], line["outcome"]) == ("", "", "held")


def test_a_reminder_that_was_never_shown_belongs_to_when_it_was_due(path: Path) -> None:
    yesterday = NOON - timedelta(days=1)
    for each in (never_shown(1, yesterday), never_shown(2)):
        rows.record(path, each)

    assert [each.reminder_id for each in rows.read(path, NOON)] == [2]
    assert rows.count_day(path, yesterday.astimezone().date()) == {"held": 1}
    assert rows.prune(path, NOON) == 1
    assert [each.reminder_id for each in rows.read(path, None)] == [2]


def test_one_that_waits_for_the_disk_is_counted_to_the_day_on_which_it_was_due(
    notebook: Open, path: Path
) -> None:
    path.parent.write_text("a file where the directory should be")
    book = notebook()
    book.write(never_shown(1, NOON - timedelta(days=1)), never_shown(2))
    assert book.counts(NOON.astimezone().date()) == {"held": 1}


def test_two_reminders_that_were_never_shown_are_not_taken_for_each_other(path: Path) -> None:
    """The state of before the first came back, so that its name was given again."""
    rows.record(path, never_shown(1))
    rows.record(path, never_shown(1))
    rows.record(path, never_shown(1, NOON + timedelta(hours=1)))

    assert [(str(each.due)[11:16], each.attempt) for each in rows.read(path, None)] == [
        ("12:00", 0),
        ("13:00", 1),
    ]


def test_a_row_that_belongs_nowhere_in_time_is_refused_before_it_could_keep_others_waiting(
    notebook: Open,
) -> None:
    book = notebook()
    with pytest.raises(ValueError, match="neither shown nor due"):
        book.write(dataclasses.replace(row(1), prompted=None, due=None))
    book.write(row(2))
    book.close()
    assert book.outcomes() == ["completed"]


def test_a_prompt_that_lost_its_time_is_no_reminder_that_was_never_shown(path: Path) -> None:
    rows.record(path, row(1))
    rows.record(path, row(2))
    with closing(sqlite3.connect(path)) as hurt:
        hurt.execute("UPDATE rows SET prompted = NULL WHERE reminder_id = 1")
        hurt.commit()
    left_out: list[int] = []

    assert [each.reminder_id for each in rows.read(path, None, left_out.append)] == [2]
    assert left_out == [1]


def test_rows_outlive_the_writer(notebook: Open) -> None:
    first = notebook()
    first.write(row())
    first.close()
    second = notebook()
    second.write(row(2, outcome=Outcome.SKIPPED))
    second.close()
    assert second.outcomes() == ["completed", "skipped"]
    assert second.problems == []


def test_times_keep_the_zone_in_which_they_happened(notebook: Open, path: Path) -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    book = notebook()
    book.write(dataclasses.replace(row(), prompted=NOON.astimezone(india)))
    book.close()
    assert rows.read(path, None)[0].prompted == "2026-11-23T17:30:00+05:30"


def test_since_compares_instants_not_texts(notebook: Open, path: Path) -> None:
    west = timezone(timedelta(hours=-8))
    book = notebook()
    book.write(dataclasses.replace(row(), prompted=NOON.astimezone(west)))
    book.write(dataclasses.replace(row(2), prompted=NOON + timedelta(hours=1)))
    book.close()
    after = [each.reminder_id for each in rows.read(path, NOON + timedelta(minutes=1))]
    assert after == [2]
    assert [each.reminder_id for each in rows.read(path, NOON)] == [1, 2]


def take_zone_from_environment() -> None:
    if sys.platform != "win32":
        time.tzset()


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is Berlin's, whose clocks went back on 25 October 2026."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    take_zone_from_environment()
    yield
    monkeypatch.undo()
    take_zone_from_environment()


@pytest.mark.usefixtures("berlin")
def test_a_day_of_25_hours_has_all_its_rows(notebook: Open, path: Path) -> None:
    just_before = datetime(2026, 10, 24, 21, 59, 59, tzinfo=UTC)
    first, last = datetime(2026, 10, 24, 22, 0, tzinfo=UTC), datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)
    book = notebook()
    for number, prompted in enumerate((just_before, first, last, last + timedelta(seconds=1))):
        book.write(dataclasses.replace(row(number), prompted=prompted))
    book.close()
    assert rows.count_day(path, date(2026, 10, 24)) == {"completed": 1}
    assert rows.count_day(path, date(2026, 10, 25)) == {"completed": 2}
    assert rows.count_day(path, date(2026, 10, 26)) == {"completed": 1}


def test_a_day_is_counted_by_outcome_and_open_rows_are_not_counted(notebook: Open) -> None:
    book = notebook()
    book.write(row(1), row(2), row(3, outcome=Outcome.SKIPPED), row(4, outcome=None))
    assert book.counts(NOON.astimezone().date()) == {"completed": 2, "skipped": 1}
    assert book.counts(date(2020, 1, 1)) == {}


def test_pruning_forgets_what_is_older_and_only_that(notebook: Open, path: Path) -> None:
    book = notebook()
    book.write(dataclasses.replace(row(1), prompted=NOON - timedelta(days=400)), row(2))
    book.writer.prune(NOON - timedelta(days=365))
    book.close()
    assert [each.reminder_id for each in rows.read(path, None)] == [2]


def test_reading_a_history_that_does_not_exist_makes_none(path: Path) -> None:
    assert rows.read(path, None) == []
    assert rows.count_day(path, date(2026, 11, 23)) == {}
    assert rows.prune(path, NOON) == 0
    assert not path.parent.exists()


def test_file_and_directory_are_the_owners_alone(notebook: Open, path: Path) -> None:
    book = notebook()
    book.write(row())
    book.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_others_could_read_is_closed_to_them(notebook: Open, path: Path) -> None:
    path.parent.mkdir()
    path.touch(0o644)
    book = notebook()
    book.write(row())
    book.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# --- SQLite's own files beside it -----------------------------------------------------------------


def test_nothing_lies_beside_the_history(notebook: Open, path: Path) -> None:
    """A write-ahead log wants memory that programs share, which a network share cannot give."""
    book = notebook()
    book.write(row(1))
    wait_until(lambda: path.exists() and book.outcomes(), "the first row is there")
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        reader.execute("SELECT * FROM rows").fetchall()
        book.write(row(2))
        wait_until(lambda: len(book.outcomes()) == 2, "the second row is there")
        assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_history_with_a_write_ahead_log_gives_it_up_and_loses_no_row(
    notebook: Open, path: Path, tmp_path: Path
) -> None:
    book = notebook()
    book.write(row(1))
    book.close()
    with closing(sqlite3.connect(path)) as killed:
        killed.execute("PRAGMA journal_mode = WAL")
        killed.execute("UPDATE rows SET outcome = 'skipped'")
        killed.commit()
        copy = tmp_path / "copy"
        shutil.copytree(path.parent, copy)  # as a kill would leave it
    assert (copy / "history.sqlite3-wal").stat().st_size

    assert [each.outcome for each in rows.read(copy / path.name, None)] == ["skipped"]
    assert [each.name for each in copy.iterdir()] == [path.name]


def test_a_log_of_another_generation_is_set_aside_and_not_read_into_a_restored_file(
    notebook: Open, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    book = notebook()
    book.write(row(1))
    book.close()
    backup = path.read_bytes()
    with closing(sqlite3.connect(path)) as later:
        later.execute("PRAGMA journal_mode = WAL")
        later.executemany("UPDATE rows SET routine = ?", [(f"{number}" * 900,) for number in range(20)])
        later.commit()
        left_over = {each.name: each.read_bytes() for each in path.parent.iterdir() if each != path}
    path.write_bytes(backup)
    for name, content in left_over.items():
        (path.parent / name).write_bytes(content)

    again = notebook()
    again.write(row(2))
    again.close()

    assert [each.routine for each in rows.read(path, None)] == ["reach", "reach"]
    aside = path.parent / "history.sqlite3-wal.left-over"
    assert aside.read_bytes() == left_over["history.sqlite3-wal"]
    assert aside.name in caplog.text
    assert again.problems == []


BREAKS_OFF = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN")
connection.execute("UPDATE rows SET routine = 'never'")
os._exit(9)
"""
"""Killed within a transaction that has reached the disk."""


def breaks_off(path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", BREAKS_OFF, str(path)], check=False)
    assert killed.returncode == 9
    assert path.with_name(f"{path.name}-journal").stat().st_size


def test_what_a_kill_left_half_done_is_undone(path: Path) -> None:
    with schema.opened(path) as connection:
        rows.write(connection, [row(number) for number in range(300)])
    breaks_off(path)

    assert {each.routine for each in rows.read(path, None)} == {"reach"}
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_a_kill_left_half_done_is_not_undone_in_a_backup_that_came_back_meanwhile(
    notebook: Open, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with schema.opened(path) as connection:
        rows.write(connection, [row(number) for number in range(100)])
    backup = path.read_bytes()
    with schema.opened(path) as connection:
        rows.write(connection, [row(number) for number in range(100, 300)])
    breaks_off(path)

    path.write_bytes(backup)
    book = notebook()
    book.write(row(1000, outcome=Outcome.SKIPPED))
    book.close()

    assert book.problems == []
    assert len(book.outcomes()) == 101
    assert "belonged to another history" in caplog.text
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_backup_that_comes_back_while_it_runs_goes_on_from_there(notebook: Open, path: Path) -> None:
    book = notebook()
    book.write(row(1, outcome=Outcome.SKIPPED))
    wait_until(lambda: path.exists() and book.outcomes(), "the first row is there")
    backup = path.read_bytes()
    book.write(row(2))
    wait_until(lambda: len(book.outcomes()) == 2, "the second row is there")

    path.write_bytes(backup)
    book.write(row(3, outcome=None))
    book.close()

    assert book.outcomes() == ["skipped", None]
    assert book.problems == []


def test_another_file_put_in_its_place_is_looked_at_before_it_is_written(notebook: Open, path: Path) -> None:
    other = path.with_name("other.sqlite3")
    path.parent.mkdir()
    with schema.opened(other) as connection:
        rows.write(connection, [row(number) for number in range(500)])
    with other.open("r+b") as file:
        file.seek(4096 * 12)  # where the next row is not written
        file.write(os.urandom(4096))
    book = notebook()
    book.write(row(1))
    wait_until(lambda: path.exists() and book.outcomes(), "the first row is there")

    other.replace(path)
    book.write(row(1000))
    book.close()

    assert book.outcomes() == ["completed"]
    assert "set aside" in book.problems[-1]


def test_what_belongs_to_a_damaged_file_goes_with_it(path: Path) -> None:
    path.parent.mkdir()
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).write_text(suffix)

    aside = schema.set_aside(path, NOON)

    assert {each.name: each.read_text() for each in path.parent.iterdir()} == {
        aside.name + suffix: suffix for suffix in ("", "-journal", "-wal", "-shm")
    }


def test_a_damaged_file_is_set_aside_by_name_and_a_new_one_begun(notebook: Open, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this was a history once" * 100)
    book = notebook()
    book.write(row())
    book.close()
    assert book.outcomes() == ["completed"]
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.name == "history.sqlite3.damaged-20261123T143000"
    assert aside.read_bytes().startswith(b"this was a history once")
    (problem,) = book.problems
    assert aside.name in problem
    assert "damaged" in problem


def test_pages_that_do_not_fit_together_are_found_before_they_are_written_to(
    notebook: Open, path: Path
) -> None:
    first = notebook()
    first.write(*(row(number) for number in range(500)))
    first.close()
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 4))
    second = notebook()
    second.write(row(501, outcome=Outcome.SKIPPED))
    second.close()
    assert second.outcomes() == ["skipped"]
    assert len(list(path.parent.glob("*.damaged-*"))) == 1


def test_a_second_damage_in_the_same_second_keeps_both(path: Path) -> None:
    path.parent.mkdir()
    for content in (b"first", b"second"):
        path.write_bytes(content)
        schema.set_aside(path, NOON)
    kept = sorted(each.read_bytes() for each in path.parent.glob("*.damaged-*"))
    assert kept == [b"first", b"second"]


def test_reading_a_damaged_file_says_so_and_leaves_it(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this was a history once" * 100)
    with pytest.raises(Damaged, match="is damaged"):
        rows.read(path, None)
    assert path.exists()


def test_a_file_from_a_newer_version_is_left_alone(notebook: Open, path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as future:
        future.execute("CREATE TABLE of_the_future (x)")
        future.execute(f"PRAGMA user_version = {len(schema.STEPS) + 1}")
        future.commit()
    before = path.read_bytes()
    book = notebook()
    book.write(row())
    book.close()
    (problem,) = book.problems
    assert "newer Deskbreak" in problem
    assert path.read_bytes() == before
    with pytest.raises(FromNewer):
        rows.read(path, None)


def test_steps_bring_an_older_file_up_to_date_and_keep_its_rows(
    notebook: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = notebook()
    first.write(row())
    first.close()
    step = ("ALTER TABLE rows ADD COLUMN mood TEXT", "UPDATE rows SET mood = 'fine'")
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, step))
    with schema.opened(path) as connection:
        assert connection.execute("SELECT outcome, mood FROM rows").fetchall() == [("completed", "fine")]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.STEPS),)


def test_a_step_that_fails_leaves_the_version_before(
    notebook: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = notebook()
    first.write(row())
    first.close()
    step = ("ALTER TABLE rows ADD COLUMN mood TEXT", "NOT SQL")
    with monkeypatch.context() as patched, pytest.raises(Unreachable):  # noqa: PT012  the patch ends here
        patched.setattr(schema, "STEPS", (*schema.STEPS, step))
        with schema.opened(path):
            pass
    assert [each.outcome for each in rows.read(path, None)] == ["completed"]


def test_two_processes_may_begin_the_same_history(path: Path) -> None:
    begin = (
        "import sys; from pathlib import Path; from deskbreak.history import schema\n"
        "with schema.opened(Path(sys.argv[1])) as c: print(c.execute('SELECT count(*) FROM rows').fetchone())"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", begin, str(path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [each.communicate(timeout=60)[0].strip() for each in both] == ["(0,)", "(0,)"]


def test_rows_wait_in_memory_while_the_disk_refuses_and_are_written_when_it_can(
    notebook: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "RETRY_S", 0.05)
    path.parent.parent.joinpath("deskbreak").write_text("a file where the directory should be")
    book = notebook()
    today = NOON.astimezone().date()
    book.write(row(1), row(2, outcome=Outcome.SKIPPED))
    assert book.counts(today) == {"completed": 1, "skipped": 1}
    wait_until(lambda: book.problems, "the problem is told", 10)
    assert "kept in memory" in book.problems[0]
    path.parent.unlink()
    wait_until(lambda: book.problems[-1] == "", "all is well again", 10)
    assert book.outcomes() == ["completed", "skipped"]
    assert len(book.problems) == 2


def test_a_reader_that_holds_the_file_delays_rows_and_loses_none(
    notebook: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "RETRY_S", 0.05)
    monkeypatch.setattr(schema, "BUSY_S", 0.05)
    book = notebook()
    book.write(row(1))
    wait_until(lambda: path.exists() and book.outcomes(), "the first row is there", 10)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        book.write(row(2))
        wait_until(lambda: book.problems, "the problem is told", 10)
        other.execute("ROLLBACK")
    wait_until(lambda: book.problems[-1] == "", "all is well again", 10)
    assert book.outcomes() == ["completed", "completed"]


def test_memory_is_bounded_and_what_is_given_up_is_said(
    notebook: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "REMEMBERED", 3)
    path.parent.write_text("a file where the directory should be")
    book = notebook()
    book.write(*(row(number) for number in range(5)))
    wait_until(lambda: book.problems and "2 older rows" in book.problems[-1], "the loss is told", 10)
    path.parent.unlink()
    book.close()
    assert [each.reminder_id for each in rows.read(path, None)] == [2, 3, 4]


def test_a_burst_of_rows_is_no_reason_to_give_any_up(notebook: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "REMEMBERED", 10)
    book = notebook()
    book.write(*(row(number) for number in range(200)))
    book.close()
    assert len(book.outcomes()) == 200
    assert book.problems == []


def test_giving_a_row_does_not_wait_for_the_disk(notebook: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = threading.Event()
    monkeypatch.setattr(schema, "check", lambda *_: disk.wait(20))
    book = notebook()
    before_s = seconds_now()
    book.write(*(row(number) for number in range(50)))
    took_s = seconds_now() - before_s
    disk.set()
    book.close()
    assert took_s < 2
    assert len(book.outcomes()) == 50


def test_a_listener_that_fails_stops_no_rows(notebook: Open, caplog: pytest.LogCaptureFixture) -> None:
    def stumble(_counts: dict[str, int]) -> None:
        raise LookupError("a defect of ours")

    book = notebook()
    book.writer.count_day(NOON.date(), stumble)
    book.write(row())
    book.close()
    assert book.outcomes() == ["completed"]
    assert "a defect of ours" in caplog.text


def test_the_resident_process_learns_of_sqlite_only_with_its_first_row(tmp_path: Path) -> None:
    story = """
import sys
from pathlib import Path
from deskbreak.clock import SystemClock
from deskbreak.history.writer import HistoryWriter
book = HistoryWriter(Path(sys.argv[1]), SystemClock(), print)
heavy = {"sqlite3", "rich", "click", "pydantic", "asyncio"} & set(sys.modules)
book.close()
print(sorted(heavy))
"""
    told = subprocess.run(
        [sys.executable, "-c", story, str(tmp_path / "h.sqlite3")],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout.strip() == "[]"


def test_who_reads_while_a_row_is_written_sees_its_journal_come_and_go(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    journal = beside(path, "-journal")
    over = threading.Event()

    def writes() -> None:
        while not over.is_set():
            journal.write_bytes(b"")
            journal.unlink()

    writer = threading.Thread(target=writes)
    writer.start()
    try:
        for _look in range(4_000):
            put_right(path)
    finally:
        over.set()
        writer.join()
