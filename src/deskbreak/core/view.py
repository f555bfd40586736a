"""What can be seen of the mind: tray, ``status`` and windows all show this."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deskbreak.core.rules import Hold


class State(StrEnum):
    """The one word for what is going on, as ``status --json`` gives it."""

    SITTING = "sitting"
    DUE = "due"
    HELD = "held"
    PROMPTING = "prompting"
    SNOOZED = "snoozed"
    SILENT = "silent"
    ROUTINE = "routine"
    RESTING = "resting"
    PAUSED = "paused"
    OFF_HOURS = "off_hours"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reminder that is due and waits because of holds. At ``until`` it stops waiting, whatever holds: then
    the icon alone says so, or, where only a full screen holds, the prompt comes."""

    reasons: tuple[Hold, ...]
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class View:
    """The mind at one moment.

    ``opens_in_ms`` and ``closes_in_ms`` count to the asking window's edges, 0 when past;
    both are ``None`` where no window is ahead. ``earliest_ms`` and ``latest_ms`` are the rules' own,
    so that a ring can show the share of the sitting time that has passed.
    """

    state: State
    sitting_ms: int
    opens_in_ms: int | None
    closes_in_ms: int | None
    earliest_ms: int
    latest_ms: int
    snooze_ms: int
    snoozes_left: int
    paused_until: datetime | None
    attempt: int
    routine: str
    breaths_done: int
    breaths: int
    held: Waiting | None = None
    """Why a reminder that is due does not come."""
    holds_active: tuple[Hold, ...] = ()
    holds_unknown: tuple[Hold, ...] = ()
    """Which nobody can tell just now; those that are switched off are in neither."""
    planned_for: datetime | None = None
    """The time of day that the present reminder is tied to, where it is an anchor's."""
