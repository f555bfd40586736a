"""Settings as the resident process keeps them: plain values, where each came from, what is wrong.

Standard library only. ``settings/resolve.py`` makes one of these in a process of its own, so that
the parser and the model never live in the daemon.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import time
from typing import Any

from deskbreak.core.anchors import Anchor
from deskbreak.core.hours import WorkingHours
from deskbreak.core.rules import Hold, Rules
from deskbreak.language import _

VERSION = 1
MIDNIGHT = "24:00"

RULES_KEYS = {
    "reminder.earliest": "earliest_ms",
    "reminder.latest": "latest_ms",
    "reminder.patience": "patience_ms",
    "reminder.snooze": "snooze_ms",
    "reminder.snoozes": "snoozes",
    "rest.after_idle": "rest_after_idle_ms",
    "rest.after_lock": "rest_after_lock_ms",
    "hold.at_most": "hold_at_most_ms",
    "routine.name": "routine",
    "routine.variant": "variant",
    "routine.breaths": "breaths",
}
"""Which field of :class:`Rules` each setting of the mind becomes."""


class NotResolved(ValueError):
    """A text that is not what ``settings/resolve.py`` prints."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from: a layer (``default``, ``user``, ``environment``, ``command line``) and,
    for a file, which one and which line; for the environment, ``file`` is the variable's name."""

    layer: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the settings: where, what, and what to do instead.

    A ``warning`` changes nothing; anything else means that its file, variable or option is not used.
    """

    file: str
    line: int
    key: str
    message: str
    column: int = 0
    warning: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        weight = _("warning") if self.warning else ""
        return ": ".join(part for part in (place, weight, self.key, self.message) if part)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Every setting by its dotted key, durations in ms; ``rules`` is the mind's share of them.

    ``refused`` says that a file which was named, or a value given on the command line, is not valid:
    a program that was started with it ends with exit code 3. ``broken_file`` is a settings file that
    is not used because of its problems, empty where there is none.
    """

    rules: Rules
    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: bool = False
    broken_file: str = ""


def after_edit(before: Resolved, now: Resolved) -> Resolved:
    """What a running program uses after its file was edited: a broken edit keeps the last good."""
    return replace(before, problems=now.problems, broken_file=now.broken_file) if now.broken_file else now


def rules_of(values: dict[str, Any]) -> Rules:
    """The mind's share of ``values``; a key that is not there keeps the mind's own default."""
    fields = {name: values[key] for key, name in RULES_KEYS.items() if key in values}
    return Rules(
        **fields,
        holds=frozenset(hold for hold in Hold if values.get(f"hold.{hold}", True)),
        hours=tuple(_stretch(each) for each in values.get("hours", ())),
        anchors=tuple(Anchor(_time_of(each["at"]), each["routine"]) for each in values.get("anchors", ())),
    )


def to_json(resolved: Resolved) -> str:
    """``resolved`` as one JSON document."""
    return json.dumps(
        {
            "version": VERSION,
            "values": resolved.values,
            "origins": {key: asdict(origin) for key, origin in resolved.origins.items()},
            "sources": resolved.sources,
            "problems": [asdict(problem) for problem in resolved.problems],
            "refused": resolved.refused,
            "broken_file": resolved.broken_file,
        }
    )


def from_json(text: str) -> Resolved:
    """What :func:`to_json` wrote. Raises :class:`NotResolved` for anything else."""
    try:
        document = json.loads(text)
        values = document["values"]
        return Resolved(
            rules=rules_of(values),
            values=values,
            origins={key: Origin(**origin) for key, origin in document["origins"].items()},
            sources=tuple(document["sources"]),
            problems=tuple(Problem(**problem) for problem in document["problems"]),
            refused=document["refused"],
            broken_file=document["broken_file"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotResolved(f"not settings: {text[:80]!r} ({error})") from error


def _stretch(entry: dict[str, Any]) -> WorkingHours:
    return WorkingHours(frozenset(entry["days"]), _time_of(entry["from"]), _time_of(entry["to"]))


def _time_of(text: str) -> time:
    return time.min if text == MIDNIGHT else time.fromisoformat(text)
