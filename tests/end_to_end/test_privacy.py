"""What is typed stays with whom it was typed for."""

import pytest

from support.desktop import Desktop
from support.editor import Editor
from support.program import SOON, Program

pytestmark = pytest.mark.desktop

TYPED = "xylophonequartz"


def test_not_one_typed_word_is_in_any_file_after_a_whole_verbose_run(
    desktop: Desktop, deskbreak: Program
) -> None:
    editor = Editor(desktop)
    deskbreak.start(*SOON, arguments=("--verbose",))
    desktop.hands.keep_typing(lambda: deskbreak.state == "prompting", 30, f"{TYPED} ")
    desktop.hands.type(f"{TYPED}\n")
    deskbreak.command("now")
    deskbreak.until_state("routine")
    desktop.hands.type(f"{TYPED}\n")
    deskbreak.until_outcome("completed", within_s=60)
    assert deskbreak.end() == 0
    assert TYPED in editor.text, "the secret really was typed"

    files = [each for each in desktop.root.rglob("*") if each.is_file() and each.name != "typed.txt"]
    assert deskbreak.log_file in files
    telling = [each for each in files if TYPED.encode() in each.read_bytes().lower()]
    assert telling == []
    assert "Letter" not in deskbreak.log, "nor the title of a window"
