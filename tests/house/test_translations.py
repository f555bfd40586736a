"""Every translation says what the English says, and is what people get."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from deskbreak import language
from deskbreak.content import routines
from tools.documents.catalogue import LOCALE, TRANSLATIONS
from tools.places import ROOT

PLACES = sorted((ROOT / LOCALE).glob(TRANSLATIONS))
FIELD = re.compile(r"\{[^{}]*\}")


def translated(place: Path) -> list[Message]:
    with place.open("rb") as file:
        return [message for message in read_po(file) if message.id and message.string]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.parent.parent.name)
def test_what_is_put_into_a_text_is_put_into_its_translation(place: Path) -> None:
    wrong = []
    for message in translated(place):
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        allowed = [sorted(FIELD.findall(original)) for original in originals]
        wrong += [text for text in strings if text and sorted(FIELD.findall(text)) not in allowed]
    assert wrong == []


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_translations", language._translations)
    language.choose("de")


@pytest.mark.usefixtures("german")
def test_who_chooses_german_reads_german() -> None:
    assert language._("Quit") == "Beenden"
    assert language.ngettext("{count} break", "{count} breaks", 1) == "{count} Pause"
    assert language.ngettext("{count} break", "{count} breaks", 2) == "{count} Pausen"


@pytest.mark.usefixtures("german")
def test_a_routine_is_led_in_german() -> None:
    first = routines.load("reach", "standing", 3, 4000, 6000).breaths[0]

    assert (first.words_in, first.words_out) == ("Ganz groß, der rechte Arm oben", "Hinüber nach links")


def test_the_environment_is_asked_for_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_translations", language._translations)
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    language.choose("auto")

    assert language._("Quit") == "Beenden"


def test_a_language_that_nobody_translated_reads_as_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_translations", language._translations)
    language.choose("tlh")

    assert language._("Quit") == "Quit"
