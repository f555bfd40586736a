"""``dev.py mutate``: faults that tests notice, faults that they do not, and why not."""

import sys
from pathlib import Path

import pytest

from tools import mutation
from tools.mutation import Change, Mutant
from tools.trouble import Trouble

needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="mutmut needs a system that can fork")

MIND = """
def half(count):
    return count // 2

def nobody_tests(count):
    return count + 1
"""
TESTS = """
from deskbreak.core.sums import half

def test_half():
    assert half(2) == 1
"""
PROJECT = """
[tool.mutmut]
source_paths = ["src"]
pytest_add_cli_args = ["-p", "no:cacheprovider"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in {
        "src/deskbreak/__init__.py": "",
        "src/deskbreak/core/__init__.py": "",
        "src/deskbreak/core/sums.py": MIND,
        "src/deskbreak/core/other.py": "def other():\n    return 1\n",
        "tests/test_sums.py": TESTS,
        "pyproject.toml": PROJECT,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@needs_fork
def test_a_fault_that_no_test_notices_is_shown_with_the_line_it_changed(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert mutation.mutate(project, ["sums"]) == 1  # too few

    said = capfd.readouterr().out
    assert "| sums | 4 | 1 | 0 | 1 | 2 | 25.0 % |" in said
    assert "| other |" not in said
    assert "| `sums.half` | `return count // 2` | `return count / 2` |  |" in said
    assert "| `sums.nobody_tests` | `return count + 1` | `return count - 1` |  |" in said


@needs_fork
def test_tests_that_fail_without_any_fault_are_trouble(project: Path) -> None:
    (project / "tests/test_sums.py").write_text(TESTS.replace("== 1", "== 2"))

    with pytest.raises(Trouble, match=r"(?s)assert.*mutmut could not try the mutants"):
        mutation.mutate(project, [])


@needs_fork
def test_a_module_that_is_not_there_is_named_beside_those_that_are(project: Path) -> None:
    with pytest.raises(Trouble, match=r"'summs'.*other, sums"):
        mutation.mutate(project, ["summs"])


# --- what mutmut says --------------------------------------------------------------------


def test_results_become_mutants_with_their_module() -> None:
    text = (
        "    deskbreak.core.lull.xǁWantedPauseǁmet_at__mutmut_12: survived\n"
        "    deskbreak.core.hours.x_is_working__mutmut_1: no tests\n"
        "something else\n"
    )
    assert mutation.read_results(text) == [
        Mutant("deskbreak.core.lull.xǁWantedPauseǁmet_at__mutmut_12", "lull", "survived"),
        Mutant("deskbreak.core.hours.x_is_working__mutmut_1", "hours", "no tests"),
    ]


def test_a_place_is_told_in_words_that_people_use() -> None:
    assert mutation.place_of("deskbreak.core.lull.xǁWantedPauseǁ_met__mutmut_12") == "lull.WantedPause._met"
    assert mutation.place_of("deskbreak.core.hours.x_is_working__mutmut_1") == "hours.is_working"
    assert mutation.place_of("deskbreak.core.lull.x__wanted_pause__mutmut_7") == "lull._wanted_pause"


def test_what_is_noticed_and_what_is_not() -> None:
    statuses = ("killed", "timeout", "survived", "no tests")
    mutants = [Mutant("", "lull", status) for status in statuses]
    assert mutation.percent(mutants) == 50
    assert "| lull | 4 | 1 | 1 | 1 | 1 | 50.0 % |" in mutation.table(mutants)


# --- the reasons ---------------------------------------------------------------------------

HALVES = Change("sums.half", "return count // 2", "return count / 2")
EITHER = Change("sums.half", "return a | b", "return a & b")
GONE = "| `sums.old` | `x = 1` | `x = 2` | it is never read |\n"
ELSEWHERE = "| `other.one` | `x = 1` | `x = 2` | it is never read |\n"


def test_a_survivor_with_its_reason_is_only_counted() -> None:
    document = f"| where | was | became | why |\n|---|---|---|---|\n{HALVES} nobody has half a breath |\n"
    assert mutation.told([HALVES], document, ["sums"]) == (
        "1 were not noticed; 1 have their reason in docs/mutation.md."
    )


def test_a_survivor_without_one_is_a_row_to_fill_in() -> None:
    said = mutation.told([HALVES, EITHER], f"{HALVES}  |\n", ["sums"])
    assert said.splitlines()[1:] == [
        "These have none. Write a test, or the reason:",
        "| `sums.half` | `return a \\| b` | `return a & b` |  |",
        "| `sums.half` | `return count // 2` | `return count / 2` |  |",
    ]


def test_a_row_that_was_pasted_and_filled_in_is_known_again() -> None:
    document = f"{EITHER} both are the same here |\n"
    assert "1 have their reason" in mutation.told([EITHER], document, ["sums"])


def test_a_reason_for_what_is_noticed_meanwhile_is_told_within_the_modules_that_were_tried() -> None:
    said = mutation.told([], GONE + ELSEWHERE, ["sums"])
    assert said.splitlines()[1:] == [
        "These reasons are not needed any more:",
        "| `sums.old` | `x = 1` | `x = 2` |",
    ]


def test_a_fault_that_takes_a_line_away_leaves_nothing() -> None:
    difference = "# name: survived\n--- a\n+++ b\n@@ -1,2 +1 @@\n same\n-    gone,\n"
    assert mutation.change_in("sums.half", difference) == Change("sums.half", "gone,", "(nothing)")
