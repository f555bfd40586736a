"""The checklist's pages in a terminal, painted without one."""

import pytest
from rich.cells import cell_len

from deskbreak.cli.terminal.checklist_page import Sheet, as_text, paint_desks, paint_sheet
from deskbreak.cli.terminal.look import LINES, PLAIN
from deskbreak.content import checklist
from deskbreak.content.answers import Answer

SIZES = [(80, 24), (60, 18), (30, 10), (1, 1)]
ANSWERS = {
    "laptop": Answer.DONE,
    "mouse": Answer.NEED_EQUIPMENT,
    "chair": Answer.NOT_YET,
    "feet": Answer.DOES_NOT_APPLY,
}


def sheet(place: int, desk: str = "laptop") -> Sheet:
    return Sheet(checklist.load(), desk, ANSWERS, place, "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", range(8))
def test_every_page_fits(place: int, size: tuple[int, int]) -> None:
    lines = paint_sheet(sheet(place), *size, LINES).plain.split("\n")

    assert len(lines) <= size[1]
    assert max(map(cell_len, lines)) <= size[0]


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
@pytest.mark.parametrize("desk", ["laptop", "docked", "desktop"])
def test_nothing_of_an_item_is_cut(desk: str, size: tuple[int, int]) -> None:
    for place, item in enumerate(checklist.load().items[desk]):
        words = " ".join(paint_sheet(sheet(place, desk), *size, LINES).plain.split())

        for said in (item.title, item.text, item.good, item.tiring, item.need, "1 ○ Done".replace("○ ", "")):
            assert " ".join(said.split()) in words.replace("○ ", "").replace("● ", "")
        assert "Not now" in words


def test_each_state_has_a_sign_of_its_own() -> None:
    words = paint_sheet(sheet(1), 80, 24, PLAIN).plain

    for said in ("x Laptop", "* Keyboard", "+ Mouse", "o Shoulders", ". Chair", "- Feet"):
        assert said in words


def test_the_end_has_the_list_to_copy() -> None:
    words = paint_sheet(sheet(7), 80, 24, LINES).plain

    assert "For my desk (A laptop on its own):\n- A mouse\n" in words.replace("  ", "")
    assert "3 things are still to look at." in words


def test_the_question_for_the_desk_names_all_three() -> None:
    words = paint_desks(checklist.load(), "", 80, 24).plain

    for said in ("1  A laptop on its own", "2  A docked laptop", "3  A desktop computer"):
        assert said in words


def test_as_plain_text_it_has_every_item_with_its_answer() -> None:
    text = as_text(sheet(0))

    assert "[Done] Laptop: The top of the screen at eye level" in text
    assert "[ ] Keyboard: A separate keyboard when the laptop is raised" in text
    assert text.endswith("For my desk (A laptop on its own):\n- A mouse")
