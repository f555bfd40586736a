"""What the mind has to remember over a restart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from deskbreak.core.commands import Kind


@dataclass(frozen=True, slots=True)
class ReminderMemory:
    """Sitting and its reminder as they stood at one moment; every length is counted from that moment.

    Somebody is taken to be at the desk again, unless the first look says that the idle is already a rest.
    ``opens_in_ms`` and ``closes_in_ms`` are the window's edges and may be negative, ``base_ago_ms`` is
    where it counts from. ``asks`` is how often was asked, ``attempt`` how many prompts were shown.
    """

    sitting_ms: int
    silent: bool
    opens_in_ms: int
    closes_in_ms: int
    base_ago_ms: int
    first: bool
    reminder_id: int
    asks: int
    attempt: int
    due: datetime | None
    kind: Kind = Kind.REMINDER
    routine: str | None = None
    """An anchor's own."""


@dataclass(frozen=True, slots=True)
class Memory:
    """``reminder`` is ``None`` in a rest, or where too much time is unknown; a pause goes on all the same:
    for ``paused_for_ms``, and no longer than until the wall clock shows ``paused_until``.

    ``anchors_asked_on`` are the last dates on which each anchor came: "12:30" to ISO dates.
    """

    reminder: ReminderMemory | None
    paused_for_ms: int | None = None
    paused_until: datetime | None = None
    anchors_asked_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
