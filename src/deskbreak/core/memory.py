"""What the mind has to remember over a restart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from deskbreak.core.commands import Kind
from deskbreak.core.rules import Hold


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
    latest_in_ms: int | None = None
    """When it should have been asked at the latest; ``None`` where an older Deskbreak did not say."""
    held_ms: int = 0
    held_reasons: tuple[Hold, ...] = ()
    """How long, and because of what, it has waited since it was due or last asked."""
    shown_ago_ms: int | None = None
    """How long ago a call or a film showed last that somebody is there, where one did."""


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
