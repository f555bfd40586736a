"""The checklist is remembered, answer by answer, and no file of it is ever lost."""

import json
import os
from pathlib import Path

import pytest

from deskbreak.content.answers import Answer
from deskbreak.history.checklist_store import ChecklistStore, NotSaved, Remembered


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "deskbreak" / "checklist.json"


def test_at_first_nothing_is_known(file: Path) -> None:
    assert ChecklistStore(file).read() == Remembered()
    assert not file.exists()


def test_each_answer_is_on_disk_at_once(file: Path) -> None:
    store = ChecklistStore(file)

    store.answer("laptop", "mouse", Answer.DONE)
    store.answer("laptop", "feet", Answer.NEED_EQUIPMENT)

    again = ChecklistStore(file).read()
    assert again.desk == "laptop"
    assert again.at("laptop") == {"mouse": Answer.DONE, "feet": Answer.NEED_EQUIPMENT}
    assert json.loads(file.read_text("utf-8"))["version"] == 1


def test_changing_the_desk_and_back_loses_nothing(file: Path) -> None:
    store = ChecklistStore(file)
    store.answer("laptop", "mouse", Answer.DONE)

    store.choose_desk("desktop")
    assert store.read().at("desktop") == {}
    remembered = store.choose_desk("laptop")

    assert remembered.at("laptop") == {"mouse": Answer.DONE}


def test_it_is_shown_by_itself_only_once(file: Path) -> None:
    store = ChecklistStore(file)
    assert not store.read().shown_at_first_start

    store.mark_shown()
    store.answer("laptop", "chair", Answer.NOT_YET)

    assert ChecklistStore(file).read().shown_at_first_start


def test_only_its_owner_can_look(file: Path) -> None:
    ChecklistStore(file).mark_shown()

    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "broken",
    [
        b"{",
        b"[]",
        b"\xff\xfe",
        b"",
        b'{"version": 1, "desk": null, "answers": {"a": {"b": "perhaps"}}, "shown_at_first_start": true}',
        b'{"version": 1, "desk": 7, "answers": {}, "shown_at_first_start": true}',
        b'{"version": 1, "desk": null, "answers": {}}',
    ],
)
def test_a_broken_file_is_set_aside_and_named(file: Path, broken: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(broken)
    file.with_name("checklist.json.broken").write_text("an older one", "utf-8")
    store = ChecklistStore(file)

    remembered = store.read()

    assert remembered.answers == {}
    assert str(file.with_name("checklist.json.broken-2")) in remembered.problem
    assert file.with_name("checklist.json.broken-2").read_bytes() == broken
    assert file.with_name("checklist.json.broken").read_text("utf-8") == "an older one"
    store.answer("laptop", "mouse", Answer.DONE)
    assert store.read().at("laptop") == {"mouse": Answer.DONE}


def test_what_cannot_be_written_says_so_and_leaves_the_file_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ChecklistStore(file)
    store.answer("laptop", "mouse", Answer.DONE)
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSaved, match=r"could not be saved: .*checklist\.json: No space left"):
        store.answer("laptop", "feet", Answer.DONE)

    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == ["checklist.json"]


def test_a_file_that_cannot_be_read_just_now_is_not_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ChecklistStore(file)
    store.answer("laptop", "mouse", Answer.DONE)
    before = file.read_bytes()

    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, os.strerror(13))

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refused)
        assert "Permission denied" in store.read().problem
        with pytest.raises(NotSaved, match="Permission denied"):
            store.answer("laptop", "feet", Answer.DONE)

    assert file.read_bytes() == before
