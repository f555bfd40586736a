"""The desk checklist and the advice, as people get to read them."""

import pytest

from deskbreak.content import advice, checklist
from deskbreak.content.answers import Answer

AREAS = ["laptop", "keyboard", "mouse", "shoulders", "chair", "feet", "variety"]


def test_a_laptop_on_its_own_has_all_seven_areas() -> None:
    desk = checklist.load().items["laptop"]

    assert [item.key for item in desk] == AREAS
    assert [item.area for item in desk][:2] == ["Laptop", "Keyboard"]
    assert desk[0].title == "The top of the screen at eye level"


def test_each_kind_of_desk_has_items_of_its_own() -> None:
    items = checklist.load().items

    assert [item.key for item in items["docked"]] == AREAS
    assert [item.key for item in items["desktop"]] == [key for key in AREAS if key != "keyboard"]
    assert items["docked"][0].area == items["desktop"][0].area == "Screen"
    assert "laptop" not in items["desktop"][0].need.lower()


def test_need_equipment_adds_up_to_one_list_to_copy() -> None:
    everything = checklist.load()
    answers = {"mouse": Answer.NEED_EQUIPMENT, "laptop": Answer.NEED_EQUIPMENT, "feet": Answer.NOT_YET}

    needed = everything.needed("laptop", answers)

    assert needed == ("A laptop riser, or a separate screen", "A mouse")
    assert checklist.equipment_text(everything.desks["laptop"], needed) == (
        "For my desk (A laptop on its own):\n- A laptop riser, or a separate screen\n- A mouse\n"
    )


def test_what_another_desk_does_not_ask_is_not_on_its_list() -> None:
    answers = {"keyboard": Answer.NEED_EQUIPMENT}

    assert checklist.load().needed("desktop", answers) == ()


def test_the_signs_that_should_be_looked_at_first_are_all_there() -> None:
    page = advice.see_somebody()
    said = " ".join(point for group in page.groups for point in group.points).lower()

    for sign in (
        "saddle",
        "pass water",
        "weight",
        "fever",
        "accident",
        "weakness",
        "leg",
        "numbness",
        "walking",
    ):
        assert sign in said
    assert "more than a week" in said
    assert page.closing == "Deskbreak is a habit aid, not a medical device. It diagnoses nothing."


def test_when_to_stop_is_short_and_begins_with_pain() -> None:
    page = advice.when_to_stop()

    assert "pain climbs" in page.groups[0].points[0]
    assert len(page.groups) == 1
    assert len(page.groups[0].points) <= 3


@pytest.mark.parametrize("forbidden", ["bad posture", "correct posture", "damage", "must", "cure", "wrong"])
def test_no_word_blames_frightens_or_promises(forbidden: str) -> None:
    pages = [advice.see_somebody(), advice.when_to_stop()]
    said = [
        page.opening + page.closing + "".join("".join(each.points) for each in page.groups) for page in pages
    ]
    for items in checklist.load().items.values():
        said += [item.title + item.text + item.good + item.tiring for item in items]

    assert forbidden not in " ".join(said).lower()
