"""Documents made from the code say what the code says."""

import re

from deskbreak.core.reminder import TRANSITIONS, Phase, Trigger
from tools.documents import DOCUMENTS, catalogue, house_map, state_diagram
from tools.documents.every import MAKERS
from tools.places import ROOT

ARROW = re.compile(r"(\w+) --> (\w+) : (.+)")


def drawn() -> set[tuple[str, str, str]]:
    """Every arrow, with those from and into the frame told for each state inside it."""
    page = state_diagram.make()
    diagram = page[page.index("```mermaid") : page.index("```\n")]
    frame = diagram[diagram.index("{") : diagram.index("}")]
    inside = {name for before, after, _ in ARROW.findall(frame) for name in (before, after)}
    arrows: set[tuple[str, str, str]] = set()
    for before, after, labels in ARROW.findall(diagram):
        for label in labels.split("<br/>"):
            arrows |= {
                (each, label, after) for each in (inside if before == state_diagram.FRAME else {before})
            }
    for label, after in re.findall(r"^- from each state inside the frame: (.+) → (\w+)$", page, re.MULTILINE):
        arrows |= {(each, label, after) for each in inside}
    for state, label in re.findall(r"^- nothing moves, but it is noted: (\w+), (.+)$", page, re.MULTILINE):
        arrows.add((state, label, state))
    return arrows


def test_the_diagram_shows_every_transition_and_no_other() -> None:
    assert drawn() == {
        (before.value, trigger.value, after.value) for (before, trigger), after in TRANSITIONS.items()
    }


def test_a_transition_more_is_an_arrow_more() -> None:
    more = {**TRANSITIONS, (Phase.RESTING, Trigger.SKIPS): Phase.SILENT}

    before = "\n".join(state_diagram._diagram(TRANSITIONS))
    after = "\n".join(state_diagram._diagram(more))

    assert "resting --> silent : skip" in after
    assert "resting --> silent : skip" not in before


def test_the_map_names_every_module_with_what_it_is_for() -> None:
    page = house_map.make()

    for room in sorted((ROOT / "src/deskbreak").glob("*/__init__.py")):
        assert f"\n## `{room.parent.name}`\n" in page
    rows = re.findall(r"^\| \**`(.+?)`\** \| (.*) \|$", page, re.MULTILINE)
    modules = [path for path in (ROOT / "src/deskbreak").glob("*/**/*.py") if path.name != "__init__.py"]
    assert len([name for name, _ in rows if name.endswith(".py")]) == len(modules)
    assert [name for name, purpose in rows if not purpose] == []


def test_texts_are_found_in_code_in_settings_and_in_documents() -> None:
    template = catalogue.make()[catalogue.TEMPLATE].decode()

    assert 'msgid "Print one JSON document."' in template
    assert "src/deskbreak/content/data/checklist.yaml" in template
    assert 'msgid "When the reminder comes, and how often it asks."' in template
    assert "From this much sitting on" in template


def test_every_document_that_is_checked_can_be_made() -> None:
    assert set(DOCUMENTS) == set(MAKERS)
