"""A document that does not fit is refused with file, line, key and reason, everything at once."""

import gettext
from pathlib import Path

import pytest

from deskbreak import language
from deskbreak.content import advice, checklist, routines
from deskbreak.content.checklist import ChecklistDocument
from deskbreak.content.documents import ContentError, packaged, read
from deskbreak.content.extraction import extract
from deskbreak.content.routines import RoutineDocument


def problems(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read(file, ChecklistDocument)
    return refused.value.problems


def test_every_problem_is_named_at_its_line(tmp_path: Path) -> None:
    good = packaged("checklist.yaml").read_text("utf-8")
    bad = good.replace("    good: Easy", "    goood: Easy").replace("need: A mouse", "need: 7")
    file = tmp_path / "checklist.yaml"
    lines = [
        number for number, line in enumerate(bad.splitlines(), 1) if "goood" in line or "need: 7" in line
    ]

    found = problems(file, bad)

    assert len(found) == 3
    assert [each for each in found if each.startswith(f"{file}:{lines[0]}: items.laptop.goood: ")]
    assert [each for each in found if each.startswith(f"{file}:{lines[1]}: items.mouse.need: ")]
    assert [each for each in found if ": items.laptop.good: Field required" in each]


def test_a_document_that_is_not_yaml_says_where(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "checklist.yaml", "title: Desk\ntitle: Twice\n")

    assert problem.startswith(f"{tmp_path / 'checklist.yaml'}:2: not YAML: found duplicate key")


def test_a_missing_document_says_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"none\.yaml: cannot be read"):
        read(tmp_path / "none.yaml", ChecklistDocument)


@pytest.mark.parametrize(
    ("change", "to", "says"),
    [
        ("  20: That was twenty.\n", "", "closing: one line for each of 3 to 20 breaths"),
        ("movement: last", "movement: rest", "variants.standing.movements: rest is missing"),
        ("full: overhead,", "", "variants.standing.movements.overhead.0.full: Field required"),
    ],
)
def test_a_routine_that_is_not_whole_is_refused(tmp_path: Path, change: str, to: str, says: str) -> None:
    file = tmp_path / "reach.yaml"
    file.write_text(packaged("routines", "reach.yaml").read_text("utf-8").replace(change, to, 1), "utf-8")

    with pytest.raises(ContentError) as refused:
        read(file, RoutineDocument)

    assert says in str(refused.value)


class Shouting(gettext.NullTranslations):
    """A language in which everything is said in capitals; it remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message.upper()


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> Shouting:
    there = Shouting()
    monkeypatch.setattr(language, "_translations", there)
    return there


def extracted() -> set[str]:
    found = set()
    for file in packaged().rglob("*.yaml"):
        with file.open("rb") as opened:
            found |= {message for _, _, message, _ in extract(opened, {}, [], {})}
    return found


def test_what_is_extracted_is_exactly_what_is_translated(shouting: Shouting) -> None:
    checklist.load()
    advice.see_somebody()
    advice.when_to_stop()
    routines.names()
    for name in routines.names():
        for variant in routines.variants(name):
            for breaths in range(3, 21):
                routines.load(name, variant, breaths, 4_000, 6_000)

    assert shouting.asked == extracted()


def test_a_text_is_found_on_its_own_line() -> None:
    file = packaged("checklist.yaml")
    with file.open("rb") as opened:
        lines = {message: line for line, _, message, _ in extract(opened, {}, [], {})}

    assert "A footrest" in file.read_text("utf-8").splitlines()[lines["A footrest"] - 1]


def test_the_reader_gets_their_own_language(shouting: Shouting) -> None:  # noqa: ARG001
    assert checklist.load().items["laptop"][0].area == "LAPTOP"
    assert routines.load("reach", "standing", 10, 4_000, 6_000).breaths[0].words_in == "LET THE ARMS RISE"
