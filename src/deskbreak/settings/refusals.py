"""What may stand in a setting, and what to say to a value that may not."""

import difflib
from typing import Any, Literal, cast, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from deskbreak.core.hours import DAYS
from deskbreak.language import _
from deskbreak.settings import durations
from deskbreak.settings.model import Anchor, Duration, Hours, Section

LONGEST_SHOWN = 40
DURATION = get_args(Duration)[1]
ENTRIES: dict[type[Section], str] = {
    Hours: '{days: [mon, tue], from: "09:00", to: "17:30"}',
    Anchor: '{at: "12:30", routine: breathe}',
}
"""What the settings that are lists hold, each as somebody would write one."""
SPELLED_BOOLEANS = {
    **dict.fromkeys(("yes", "y", "on", "1", "true"), "true"),
    **dict.fromkeys(("no", "n", "off", "0", "false"), "false"),
}


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
    return _allowed_simply(field)


def _allowed_simply(field: FieldInfo) -> str:
    if field.annotation is bool:
        return _("true or false")
    if field.annotation is str:
        return _('auto, or a code like "en" or "pt_BR"')
    return _("a list like [{entry}]").format(entry=ENTRIES[_entry(field)])


def _entry(field: FieldInfo) -> type[Section]:
    (entry,) = get_args(field.annotation)
    return cast(type[Section], entry)


def _limit(field: FieldInfo, name: str) -> int:
    return next((int(getattr(each, name)) for each in field.metadata if hasattr(each, name)), 0)


def is_duration(field: FieldInfo) -> bool:
    """Whether ``field`` is written as a duration."""
    return DURATION in field.metadata


def message(details: ErrorDetails, field: FieldInfo, given: Any) -> str:
    """What to say about ``given``, a value of ``field`` or a part of it that the model refused."""
    kind, steps = details["type"], details["loc"]
    if kind == "value_error":  # ours, in words already
        return str(details["ctx"]["error"])
    if get_origin(field.annotation) is list and steps[1:]:
        return _about_entry(details, _entry(field), given)
    if kind == "too_long":
        return _too_many(details)
    return _refusal(given, allowed(field)) + _meant(_guess(field, given))


def _about_entry(details: ErrorDetails, entry: type[Section], given: Any) -> str:
    """The same for a part of an entry of a list."""
    kind, name = details["type"], str(details["loc"][-1])
    if kind == "missing":
        return _("{key} is missing here").format(key=name)
    if kind == "extra_forbidden":
        names = [each.alias or own for own, each in entry.model_fields.items()]
        return _("this is not one of {names}").format(names=", ".join(names)) + _meant(_near(name, names))
    if kind == "too_short":
        return _("{key} needs at least one day").format(key=name)
    if kind == "too_long":
        return _too_many(details)
    if kind == "literal_error":
        return _about_choice(details, entry, given)
    return _refusal(given, _("like {entry}").format(entry=ENTRIES[entry]))


def _about_choice(details: ErrorDetails, entry: type[Section], given: Any) -> str:
    """The same for a word of an entry, or of a list in it, that is none of those it could be."""
    if details["loc"][-2] == "days":
        wanted = _("one of {choices}").format(choices=", ".join(DAYS))
        return _refusal(given, wanted) + _meant(_near(str(given)[:3], list(DAYS)))
    field = entry.model_fields[str(details["loc"][-1])]
    return _refusal(given, allowed(field)) + _meant(_guess(field, given))


def _guess(field: FieldInfo, given: Any) -> str:
    """What was probably meant by ``given``; empty where nobody can tell."""
    text = str(given).strip().lower()
    if field.annotation is bool:
        return SPELLED_BOOLEANS.get(text, "")
    if field.annotation is int and not is_duration(field):
        return text if isinstance(given, str) and text.isdecimal() and len(text) < LONGEST_SHOWN else ""
    return _near(text, _choices(field.annotation))


def _too_many(details: ErrorDetails) -> str:
    return _("there are too many entries; {most} are the most").format(most=details["ctx"]["max_length"])


def _refusal(given: Any, wanted: str) -> str:
    shown = _shown(given)
    return _("{value} is not allowed here; it has to be {allowed}").format(value=shown, allowed=wanted)


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
    short = (
        value if not isinstance(value, str) or len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"
    )
    return f'"{short}"' if isinstance(short, str) and short.isprintable() else repr(short)
