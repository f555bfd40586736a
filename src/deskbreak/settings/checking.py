"""Checks a layer's values against the model; each problem has its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from deskbreak.language import _
from deskbreak.settings import anchors, durations, refusals
from deskbreak.settings.layers import OPTION, Entry, Layer, LayerName
from deskbreak.settings.model import KEYS, Settings
from deskbreak.settings.resolved import Origin, Problem, rules_of
from deskbreak.settings.yaml_file import Steps, key_text

Contradiction = Mapping[str, str]
"""Settings that cannot all hold, each with what to say where that one is to blame."""


def checked(layer: Layer) -> tuple[dict[str, Any], list[Problem]]:
    """The values of ``layer`` that are right, as the rest of the program wants them, and every problem."""
    problems = list(layer.problems)
    given: dict[str, Any] = {}
    for key, entry in layer.entries.items():
        if entry.value is None:
            message = _("this has no value; give it one, or remove it to have the default")
            problems.append(_problem(key, entry, (), message))
        else:
            given[key] = entry.value
    wrong: set[str] = set()
    try:
        settings = Settings.model_validate(nested(given))
    except ValidationError as error:
        for details in error.errors(include_url=False):
            key, steps = _located(details["loc"])
            wrong.add(key)
            entry = layer.entries[key]
            message = refusals.message(details, KEYS[key], _part(entry.value, steps))
            problems.append(_problem(key, entry, steps, message))
        settings = Settings.model_validate(nested({key: given[key] for key in given.keys() - wrong}))
    if anchors.KEY in given:
        for steps, message in anchors.doubles(given[anchors.KEY]):
            wrong.add(anchors.KEY)
            problems.append(_problem(anchors.KEY, layer.entries[anchors.KEY], steps, message))
    values = flat(settings)
    return {key: values[key] for key in given if key not in wrong}, problems


def without_effect(entry: Entry, values: Mapping[str, Any]) -> list[Problem]:
    """Warnings about the anchors of ``entry`` that never come, with ``values`` for all the rest."""
    found = anchors.never_coming(rules_of(dict(values)))
    return [_problem(anchors.KEY, entry, steps, message, warning=True) for steps, message in found]


def defaults() -> dict[str, Any]:
    """Every setting's default."""
    return flat(Settings())


def contradictions(values: Mapping[str, Any], origins: Mapping[str, Origin]) -> Iterator[Contradiction]:
    """Whatever cannot hold together."""
    earliest, latest = "reminder.earliest", "reminder.latest"
    if values[earliest] > values[latest]:
        words = {
            "earliest": durations.text_of(values[earliest]),
            "earliest_place": place_of(origins[earliest]),
            "latest": durations.text_of(values[latest]),
            "latest_place": place_of(origins[latest]),
        }
        too_late = _(
            "{earliest} is more than reminder.latest, which is {latest} ({latest_place});"
            " lower this or raise that"
        )
        too_soon = _(
            "{latest} is less than reminder.earliest, which is {earliest} ({earliest_place});"
            " raise this or lower that"
        )
        yield {earliest: too_late.format(**words), latest: too_soon.format(**words)}


def place_of(origin: Origin) -> str:
    """Where a value came from, in words: ``config.yaml:3``, a variable's name, ``--set``, the default."""
    if origin.file:
        return f"{origin.file}:{origin.line}" if origin.line else origin.file
    return OPTION if origin.layer == LayerName.COMMAND_LINE else _("the default")


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` by dotted key as a tree, as it stands in a file."""
    tree: dict[str, Any] = {}
    for key, value in values.items():
        section, dot, name = key.rpartition(".")
        (tree.setdefault(section, {}) if dot else tree)[name] = value
    return tree


def flat(settings: Settings) -> dict[str, Any]:
    """Every setting by its dotted key: durations in ms, hours as plain dictionaries."""
    tree = settings.model_dump(by_alias=True)
    return {key: tree[key] if "." not in key else tree[key.split(".")[0]][key.split(".")[1]] for key in KEYS}


def _located(location: tuple[int | str, ...]) -> tuple[str, Steps]:
    """The setting that an error is about, and the part of its value."""
    first = str(location[0])
    if first in KEYS:
        return first, location[1:]
    return f"{first}.{location[1]}", location[2:]


def _part(value: Any, steps: Steps) -> Any:
    """The part of ``value`` at ``steps``, or what comes nearest where that is missing."""
    for step in steps:
        try:
            value = value[step]
        except (LookupError, TypeError):
            break
    return value


def _problem(key: str, entry: Entry, steps: Steps, message: str, *, warning: bool = False) -> Problem:
    place = next(
        (entry.parts[steps[:end]] for end in range(len(steps), 0, -1) if steps[:end] in entry.parts), None
    )
    line = place.line if place is not None else entry.origin.line
    column = place.column if place is not None else entry.column
    return Problem(entry.origin.file or OPTION, line, key_text((key, *steps)), message, column, warning)
