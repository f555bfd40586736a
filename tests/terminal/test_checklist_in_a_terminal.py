"""The checklist on a real pseudo-terminal: one key an answer, saved at once, gone on with later."""

import os
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="a pseudo-terminal is needed")
assert sys.platform != "win32"  # where mypy stops reading

from deskbreak.content.answers import Answer  # noqa: E402
from deskbreak.history.checklist_store import ChecklistStore  # noqa: E402
from support.terminal import Terminal, terminal_with  # noqa: E402  there is none on Windows

PROGRAM = """
import sys
from pathlib import Path
from deskbreak.cli.terminal import checklist
from deskbreak.history.checklist_store import ChecklistStore
checklist.run(ChecklistStore(Path(sys.argv[1])))
print("left")
"""


@pytest.fixture
def store(tmp_path: Path) -> ChecklistStore:
    return ChecklistStore(tmp_path / "data" / "checklist.json")


def checklist(tmp_path: Path) -> AbstractContextManager[Terminal]:
    return terminal_with("-c", PROGRAM, str(tmp_path / "data" / "checklist.json"))


def test_it_asks_for_the_desk_then_item_after_item_and_ends_with_the_list(
    tmp_path: Path, store: ChecklistStore
) -> None:
    with checklist(tmp_path) as terminal:
        before = terminal.modes()
        terminal.until("What is on your desk?")
        terminal.press("1")
        terminal.until("The top of the screen at eye level")
        terminal.press("4")
        terminal.until("A separate keyboard when the laptop is raised")
        assert store.read().at("laptop") == {"laptop": Answer.NEED_EQUIPMENT}
        terminal.press("112341")
        terminal.until("- A footrest")
        terminal.press("\r")

        assert terminal.ended() == 0
        assert terminal.is_as_before(before)
        printed = terminal.picture()[terminal.picture().rfind("For my desk") :]
    assert "- A laptop riser, or a separate screen\n" in printed
    assert printed.rstrip().endswith("left")
    assert store.read().at("laptop") == {
        "laptop": Answer.NEED_EQUIPMENT,
        "keyboard": Answer.DONE,
        "mouse": Answer.DONE,
        "shoulders": Answer.NOT_YET,
        "chair": Answer.DOES_NOT_APPLY,
        "feet": Answer.NEED_EQUIPMENT,
        "variety": Answer.DONE,
    }


def test_it_goes_on_where_it_was_left(tmp_path: Path, store: ChecklistStore) -> None:
    store.answer("docked", "laptop", Answer.DONE)
    store.answer("docked", "keyboard", Answer.DONE)
    with checklist(tmp_path) as terminal:
        assert "A docked laptop" in terminal.until("The mouse close by")
        terminal.press("\x1b[D")
        terminal.until("A separate keyboard")
        terminal.press("\x1b[C\r")
        terminal.until("Shoulders low")
        terminal.press("\x1b")

        assert terminal.ended() == 0
    assert "shoulders" not in store.read().at("docked")


def test_another_desk_has_other_items_and_keeps_its_own_answers(
    tmp_path: Path, store: ChecklistStore
) -> None:
    store.answer("laptop", "laptop", Answer.DONE)
    with checklist(tmp_path) as terminal:
        terminal.until("A separate keyboard")
        terminal.press("d")
        terminal.until("What is on your desk?")
        terminal.press("3")
        assert "Keyboard" not in terminal.until("Screen")
        terminal.press("q")

        assert terminal.ended() == 0
    assert store.read().desk == "desktop"
    assert store.read().at("laptop") == {"laptop": Answer.DONE}


def test_not_now_at_the_first_question_leaves_nothing_behind(tmp_path: Path, store: ChecklistStore) -> None:
    with checklist(tmp_path) as terminal:
        terminal.until("What is on your desk?")
        terminal.press("\x1b")

        assert terminal.ended() == 0
    assert store.read().desk is None


def test_a_broken_file_is_named_and_kept(tmp_path: Path, store: ChecklistStore) -> None:
    store.mark_shown()
    (tmp_path / "data" / "checklist.json").write_text("{", "utf-8")
    with checklist(tmp_path) as terminal:
        terminal.until("It was kept as")
        terminal.press("q")
        assert terminal.ended() == 0

    assert (tmp_path / "data" / "checklist.json.broken").read_text("utf-8") == "{"


def test_into_a_pipe_it_prints_the_list(tmp_path: Path, store: ChecklistStore) -> None:
    store.answer("laptop", "feet", Answer.NEED_EQUIPMENT)

    printed = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "data" / "checklist.json")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=True,
    ).stdout

    assert "[Need equipment] Feet: Feet flat on the floor" in printed
    assert "- A footrest\nleft\n" in printed
