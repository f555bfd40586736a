"""Checks a layer's values against the model, and says in plain words what is allowed instead."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from deskbreak.core.hours import DAYS
from deskbreak.language import _
from deskbreak.settings import durations
from deskbreak.settings.layers import OPTION, Entry, Layer, LayerName
from deskbreak.settings.model import KEYS, Duration, Hours, Settings
from deskbreak.settings.resolved import Origin, Problem
from deskbreak.settings.yaml_file import Steps, key_text

Contradiction = Mapping[str, str]
"""Settings that cannot all hold, each with what to say where that one is to blame."""

LONGEST_SHOWN = 40
DURATION = get_args(Duration)[1]
SIMPLE: dict[Any, str] = {bool: "true or false", str: 'auto, or a code like "en" or "pt_BR"'}
SPELLED_BOOLEANS = {
    **dict.fromkeys(("yes", "y", "on", "1", "true"), "true"),
    **dict.fromkeys(("no", "n", "off", "0", "false"), "false"),
}


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
    try:
        settings = Settings.model_validate(nested(given))
        wrong: set[str] = set()
    except ValidationError as error:
        wrong = set()
        for details in error.errors(include_url=False):
            key, steps = _located(details["loc"])
            wrong.add(key)
            problems.append(
                _problem(
                    key,
                    layer.entries[key],
                    steps,
                    _message(details, KEYS[key], _part(layer.entries[key].value, steps)),
                )
            )
        settings = Settings.model_validate(nested({key: given[key] for key in given.keys() - wrong}))
    values = flat(settings)
    return {key: values[key] for key in given if key not in wrong}, problems


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


def allowed(field: FieldInfo) -> str:
    """What may stand there, in words."""
    choices = _choices(field.annotation)
    if choices:
        named = ", ".join(choices)
        return _("one of {choices}").format(choices=named) if len(choices) > 1 else named
    least, most = _limit(field, "ge"), _limit(field, "le")
    if is_duration(field):
        return _("a duration from {least} to {most}").format(
            least=durations.text_of(least), most=durations.text_of(most)
        )
    if field.annotation is int:
        return _("a whole number from {least} to {most}").format(least=least, most=most)
    if field.annotation in SIMPLE:
        return _(SIMPLE[field.annotation])
    return _('a list like [{days: [mon, tue], from: "09:00", to: "17:30"}]')


def _limit(field: FieldInfo, name: str) -> int:
    return next((int(getattr(each, name)) for each in field.metadata if hasattr(each, name)), 0)


def is_duration(field: FieldInfo) -> bool:
    """Whether ``field`` is written as a duration."""
    return DURATION in field.metadata


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


def _problem(key: str, entry: Entry, steps: Steps, message: str) -> Problem:
    place = next(
        (entry.parts[steps[:end]] for end in range(len(steps), 0, -1) if steps[:end] in entry.parts), None
    )
    line = place.line if place is not None else entry.origin.line
    column = place.column if place is not None else entry.column
    return Problem(entry.origin.file or OPTION, line, key_text((key, *steps)), message, column)


def _message(details: ErrorDetails, field: FieldInfo, given: Any) -> str:
    kind, steps = details["type"], details["loc"]
    if kind == "value_error":
        return str(details["ctx"]["error"])
    if kind == "missing":
        return _("{key} is missing here").format(key=steps[-1])
    if kind == "extra_forbidden":
        names = [each.alias or name for name, each in Hours.model_fields.items()]
        message = _("this is not one of {names}").format(names=", ".join(names))
        return message + _meant(_near(str(steps[-1]), names))
    if kind == "too_short":
        return _("{key} needs at least one day").format(key=steps[-1])
    if steps[-2:-1] == ("days",):
        return _refusal(given, _("one of {choices}").format(choices=", ".join(DAYS))) + _meant(
            _near(str(given)[:3], list(DAYS))
        )
    choices = _choices(field.annotation)
    if field.annotation is bool:
        choices = []
        meant = SPELLED_BOOLEANS.get(str(given).lower(), "")
    elif field.annotation is int:
        meant = str(given).strip() if isinstance(given, str) and given.strip().isdecimal() else ""
    else:
        meant = _near(str(given), choices)
    return _refusal(given, allowed(field)) + _meant(meant)


def _refusal(given: Any, wanted: str) -> str:
    return _("{value} is not allowed here; it has to be {allowed}").format(
        value=_shown(given), allowed=wanted
    )


def _meant(guess: str) -> str:
    return _("; did you mean {guess}?").format(guess=guess) if guess else ""


def _near(text: str, choices: list[str]) -> str:
    wanted = text[:LONGEST_SHOWN].lower().replace(" ", "_")
    return next(iter(difflib.get_close_matches(wanted, choices, n=1)), "")


def _choices(annotation: Any) -> list[str]:
    return [str(each) for each in get_args(annotation)] if get_origin(annotation) is Literal else []


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return _("a list or group")
    text = value if isinstance(value, str) and value.isprintable() and value else repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
