"""The documents are made from the model, and are as it is."""

from pathlib import Path
from typing import get_args

import pytest

from deskbreak.content import routines
from deskbreak.core.hours import DAYS
from deskbreak.core.rules import Rules
from deskbreak.settings import checking, documents, layers, plain_yaml
from deskbreak.settings.model import KEYS, NOT_YET, Day
from deskbreak.settings.resolve import checked_file, resolve
from deskbreak.settings.yaml_file import read_text

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("place", "document"), [("config.example.yaml", "example"), ("docs/settings.md", "reference")]
)
def test_the_documents_in_the_project_are_the_ones_that_the_model_makes(place: str, document: str) -> None:
    made = documents.DOCUMENTS[document]()

    assert (PROJECT / place).read_text(encoding="utf-8") == made, (
        f"{place} is stale; run: python -m deskbreak.settings.documents {document} > {place}"
    )


def test_the_example_is_valid_names_every_setting_and_is_what_holds_anyway() -> None:
    document = read_text("config.example.yaml", documents.example())
    layer = layers.of_document(document)
    now = checked_file(document)

    assert list(layer.entries) == list(KEYS)
    assert now.problems == ()
    assert now.values == checking.defaults()


def test_every_setting_and_group_in_the_example_is_explained_right_above() -> None:
    lines = documents.example().splitlines()

    for line, above in zip(lines[1:], lines, strict=False):
        if line.strip() and not line.lstrip().startswith("#"):
            assert above.lstrip().startswith("#"), line


@pytest.mark.parametrize("key", KEYS)
def test_every_example_passes_its_own_rule_and_differs_from_the_default(key: str) -> None:
    example = plain_yaml.inline(documents.example_value(KEYS[key]))
    companion = ["reminder.latest=12h"] if key != "reminder.latest" else []

    now = resolve(None, [*companion, f"{key}={example}"], environment={}, usual=Path("/nonexistent"))

    assert now.problems == ()
    assert key == "routine.name" or now.values[key] != checking.defaults()[key]


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_has_its_variable(key: str) -> None:
    text = plain_yaml.inline(plain_yaml.as_written(key, checking.defaults()[key]))

    now = resolve(environment={documents.variable(key): text}, usual=Path("/nonexistent"))

    assert now.origins[key].file == documents.variable(key)
    assert now.values == checking.defaults()


def test_the_defaults_are_those_of_the_mind() -> None:
    assert resolve(environment={}, usual=Path("/nonexistent")).rules == Rules()


def test_no_setting_is_both_here_and_not_yet() -> None:
    assert not [key for key in KEYS if layers.is_not_yet(key)]
    assert layers.is_not_yet("fleet.url")
    assert not layers.is_not_yet("fleets")
    assert len(set(NOT_YET)) == len(NOT_YET)


def test_names_of_days_routines_and_variants_are_those_of_the_rooms_below() -> None:
    assert get_args(Day) == DAYS
    assert get_args(KEYS["routine.name"].annotation) == tuple(routines.names())
    for name in routines.names():
        assert get_args(KEYS["routine.variant"].annotation) == tuple(routines.variants(name))
