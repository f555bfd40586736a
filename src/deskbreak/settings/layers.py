"""Layers: settings as a file, the environment or the command line gives them, each with its origin."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from deskbreak.language import _
from deskbreak.settings.model import KEYS, NOT_YET, section_of
from deskbreak.settings.resolved import Origin, Problem
from deskbreak.settings.yaml_file import Document, Place, Steps, key_text, read_text

VARIABLES = "DESKBREAK_"
OPTION = "--set"
MOST_PROBLEMS = 100


class LayerName(StrEnum):
    """Whose values these are; a later one wins over an earlier one."""

    DEFAULT = "default"
    USER = "user"
    ENVIRONMENT = "environment"
    COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value as it was given, and where it, and each part of it, stands."""

    value: Any
    origin: Origin
    column: int = 0
    parts: Mapping[Steps, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one source says, by dotted key, before its values are checked; ``source`` is what to call it,
    empty where it says nothing."""

    name: LayerName
    entries: dict[str, Entry]
    problems: tuple[Problem, ...] = ()
    source: str = ""


def of_document(document: Document) -> Layer:
    """The layer of a settings file."""
    found = _Entries(document)
    return Layer(LayerName.USER, dict(found.entries()), (*document.problems, *found.problems), document.name)


def of_environment(environment: Mapping[str, str]) -> Layer:
    """The layer of variables like ``DESKBREAK_REMINDER__EARLIEST``; an empty one counts as not set."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for variable, text in sorted(environment.items()):
        if not variable.startswith(VARIABLES) or not text.strip():
            continue
        key = variable.removeprefix(VARIABLES).lower().replace("__", ".")
        if key not in KEYS and not is_not_yet(key) and "." not in key and not likely(key):
            continue  # DESKBREAK_ANYTHING may belong to another program
        given = _given(key, text, Origin(LayerName.ENVIRONMENT, variable))
        if isinstance(given, Entry):
            entries[key] = given
        else:
            problems += given
    return Layer(LayerName.ENVIRONMENT, entries, tuple(problems), "environment" if entries else "")


def of_assignments(assignments: Iterable[str]) -> Layer:
    """The layer of ``KEY=VALUE`` texts; the last of the same key wins."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        key = key.strip()
        if not equals or not key:
            message = _("this is not KEY=VALUE; write for example reminder.earliest=20m")
            problems.append(Problem(OPTION, 0, key_text((assignment,)), message))
            continue
        given = _given(key, text, Origin(LayerName.COMMAND_LINE))
        if isinstance(given, Entry):
            entries[key] = given
        else:
            problems += given
    return Layer(LayerName.COMMAND_LINE, entries, tuple(problems), "command line" if entries else "")


def is_not_yet(key: str) -> bool:
    """Whether ``key`` is a setting, or in a group, that nothing in this version acts upon."""
    return any(key == known or key.startswith((f"{known}.", f"{known}[")) for known in NOT_YET)


def likely(key: str) -> str:
    """The key that was probably meant by ``key``; empty where nobody can tell."""
    lowered = key.lower().replace("-", "_").replace("__", ".")
    if lowered in KEYS:
        return lowered
    last = lowered.rpartition(".")[2]
    same_ending = [known for known in KEYS if known.rpartition(".")[2] == last]
    if len(same_ending) == 1:
        return same_ending[0]
    near = difflib.get_close_matches(lowered[:80], KEYS, n=1, cutoff=0.75)
    if not near and "." not in lowered:
        endings = {known.rpartition(".")[2]: known for known in KEYS}
        near = [endings[each] for each in difflib.get_close_matches(last[:80], endings, n=1, cutoff=0.75)]
    return near[0] if near else ""


def unknown(key: str) -> tuple[str, bool]:
    """What to say about ``key``, which is no setting, and whether it is a mere warning."""
    if is_not_yet(key):
        return _("known, but not yet in this version: it has no effect"), True
    meant = likely(key)
    if meant:
        return _("there is no such setting; did you mean {key}?").format(key=meant), False
    return _('there is no such setting; "deskbreak config example" lists all'), False


def _given(key: str, text: str, origin: Origin) -> Entry | list[Problem]:
    """One value from outside a file. It is read as YAML, so that it means what it means in a file."""
    place = origin.file or OPTION
    if key not in KEYS:
        if section_of(key) is not None:
            return [Problem(place, 0, key, _group_has(key))]
        message, warning = unknown(key)
        return [Problem(place, 0, key_text((key,)), message, warning=warning)]
    document = read_text(place, f"{{value: {text}\n}}" if _is_flow(text) else f"value: {text}")
    if document.problems:
        return [Problem(place, 0, key, each.message) for each in document.problems]
    if set(document.tree) != {"value"}:
        return [Problem(place, 0, key, _("this is more than one value"))]
    return Entry(document.tree["value"], origin)


def _is_flow(text: str) -> bool:
    return bool(re.match(r"\s*[\[{]", text))


def _group_has(name: str) -> str:
    section = section_of(name)
    keys = ", ".join(f"{name}.{key}" for key in (section.model_fields if section else ()))
    return _("this is a group of settings, without a value of its own; it has {keys}").format(keys=keys)


class _Entries:
    """Goes through a document's tree and sorts it into settings and problems."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.problems: list[Problem] = []
        self._seen = 0

    def entries(self) -> Iterator[tuple[str, Entry]]:
        for name, value in self._document.tree.items():
            if section_of(name) is None:
                yield from self._entry((name,), value)
            elif isinstance(value, dict):
                for key, inner in value.items():
                    yield from self._entry((name, key), inner)
            elif value is not None:  # a group whose lines are all commented out is an empty one
                self._complain((name,), _group_has(name))

    def _entry(self, steps: Steps, value: Any) -> Iterator[tuple[str, Entry]]:
        key = key_text(steps)
        if key not in KEYS or "." in str(steps[0]):
            self._seen += 1
            if self._seen <= MOST_PROBLEMS:  # a file of noise has more than anybody reads
                message, warning = unknown(key)
                self._complain(steps, message, warning=warning)
            return
        place = self._document.places[steps]
        origin = Origin(LayerName.USER, self._document.name, place.line)
        parts = {
            path[len(steps) :]: each
            for path, each in self._document.places.items()
            if path[: len(steps)] == steps
        }
        yield key, Entry(value, origin, place.column, parts)

    def _complain(self, steps: Steps, message: str, *, warning: bool = False) -> None:
        place = self._document.places[steps]
        name = self._document.name
        self.problems.append(Problem(name, place.line, key_text(steps), message, place.column, warning))
