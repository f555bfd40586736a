"""A memory out of the state file, if it can be one: a damaged file must not become a false past.

Each of these raises :class:`ValueError`, :class:`KeyError`, :class:`TypeError` or
:class:`AttributeError` for anything else.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, replace
from datetime import date, datetime, time
from types import UnionType
from typing import Any

from deskbreak.core.commands import Kind
from deskbreak.core.memory import Memory, ReminderMemory
from deskbreak.core.rules import Hold, Rules

LONGEST_MS = 200 * 365 * 24 * 3_600_000
"""Two hundred years: whatever is longer was never measured, and no calendar could be reckoned with it."""
YEARS = range(1900, 9000)
"""A clock may be far off; beyond these, one step more would leave the calendar."""
LARGEST_ID = 1 << 62
"""What the history can still number."""

SIGNED = {"opens_in_ms", "closes_in_ms", "base_ago_ms", "latest_in_ms"}
OR_NOTHING = {"due", "latest_in_ms", "shown_ago_ms"}
PLAIN: dict[str, type | UnionType] = {"silent": bool, "first": bool, "routine": str | None}


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


def with_known_routine(memory: Memory, rules: Rules) -> Memory:
    """``memory``, its reminder with a routine that ``rules`` know: another version may have known others."""
    reminder = memory.reminder
    if reminder is None or reminder.routine in {None, *(anchor.routine for anchor in rules.anchors)}:
        return memory
    return replace(memory, reminder=replace(reminder, routine=None))


def whole(number: object) -> int:
    """A whole number that is not negative."""
    if type(number) is not int or not 0 <= number <= LONGEST_MS:
        raise ValueError(f"{_short(number)} is no length of time")
    return number


def time_of(text: str) -> datetime:
    """A time that knows its zone."""
    known = datetime.fromisoformat(text)
    if known.tzinfo is None:
        raise ValueError(f"{text!r} has no zone")
    if known.year not in YEARS:
        raise ValueError(f"{text!r} is no time of ours")
    return known


def _short(value: object) -> str:
    return ascii(value)[:60]


MADE: dict[str, Callable[[Any], object]] = {
    "due": time_of,
    "kind": Kind,
    "held_reasons": lambda names: tuple(Hold(name) for name in names),
}


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
    if name in OR_NOTHING and value is None:
        return None
    if name in MADE:
        return MADE[name](value)
    if name in PLAIN:
        if not isinstance(value, PLAIN[name]):
            raise ValueError(f"{name} is {_short(value)}")
        return value
    if name == "reminder_id" and type(value) is int and 0 <= value < LARGEST_ID:
        return value
    if name in SIGNED and type(value) is int and value < 0:
        return -whole(-value)
    return whole(value)
