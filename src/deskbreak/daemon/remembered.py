"""A memory out of the state file, if it can be one: a damaged file must not become a false past.

Each of these raises :class:`ValueError`, :class:`KeyError`, :class:`TypeError` or
:class:`AttributeError` for anything else.
"""

from dataclasses import MISSING, Field, fields
from datetime import date, datetime, time
from typing import Any

from deskbreak.core.commands import Kind
from deskbreak.core.memory import Memory, ReminderMemory

SIGNED = {"opens_in_ms", "closes_in_ms", "base_ago_ms"}
TRUTHS = {"silent", "first"}


def memory_of(document: dict[str, Any]) -> Memory:
    """What ``asdict`` made of a :class:`Memory`."""
    reminder, paused_for_ms, paused_until = (
        document[each] for each in ("reminder", "paused_for_ms", "paused_until")
    )
    return Memory(
        None if reminder is None else _reminder_of(reminder),
        None if paused_for_ms is None else whole(paused_for_ms),
        None if paused_until is None else time_of(paused_until),
        _dates_of(document.get("anchors_asked_on", {})),
    )


def whole(number: object) -> int:
    """A whole number that is not negative."""
    if type(number) is not int or number < 0:
        raise ValueError(f"{number!r} is no length of time")
    return number


def time_of(text: str) -> datetime:
    """A time that knows its zone."""
    known = datetime.fromisoformat(text)
    if known.tzinfo is None:
        raise ValueError(f"{text!r} has no zone")
    return known


def _reminder_of(document: dict[str, Any]) -> ReminderMemory:
    known = {each.name: document[each.name] for each in fields(ReminderMemory) if _is_told(each, document)}
    values = {name: _value_of(name, value) for name, value in known.items()}
    reminder = ReminderMemory(**values)
    if reminder.opens_in_ms > reminder.closes_in_ms:
        raise ValueError("its window closes before it opens")
    return reminder


def _is_told(field: Field[Any], document: dict[str, Any]) -> bool:
    """Whether the file has to say it: what an earlier Deskbreak did not know yet may be missing."""
    return field.name in document or field.default is MISSING


def _dates_of(asked_on: Any) -> dict[str, tuple[str, ...]]:
    dates = {str(at): tuple(str(date.fromisoformat(each)) for each in days) for at, days in asked_on.items()}
    for at in dates:
        time.fromisoformat(at)
    return dates


def _value_of(name: str, value: Any) -> Any:
    if name == "due":
        return None if value is None else time_of(value)
    if name == "kind":
        return Kind(value)
    if name == "routine":
        return None if value is None else str(value)
    if name in TRUTHS:
        if type(value) is not bool:
            raise ValueError(f"{name} is {value!r}")
        return value
    if name in SIGNED and type(value) is int:
        return value
    return whole(value)
