"""What to do. The mind answers with these; the daemon carries them out and may not block on any."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deskbreak.core.rules import Hold


class Why(StrEnum):
    """Why a prompt came just then."""

    PAUSE = "pause"
    LATEST = "latest"
    ASKED = "asked"


class Kind(StrEnum):
    """What a row of the history is about."""

    REMINDER = "reminder"
    ASKED = "asked"
    ANCHOR = "anchor"


class Outcome(StrEnum):
    """How a prompt, or a routine that was asked for, ended."""

    COMPLETED = "completed"
    PARTLY = "partly"
    WALKED_AWAY = "walked_away"
    SKIPPED = "skipped"
    SNOOZED = "snoozed"
    IGNORED = "ignored"
    WITHDRAWN = "withdrawn"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Watch:
    """Report idles of these lengths, and the first input after each; replaces the set before."""

    lengths_ms: frozenset[int]


@dataclass(frozen=True, slots=True)
class WatchHolds:
    """Whether to look at what may hold a reminder, and at whether the screen is kept on: from now on tell
    each change, beginning with how it is. While it is not ``wanted`` a change may be told as well."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """Ask. ``attempt`` counts from 1; ``snoozes_left`` is how often "later" may still be said.

    ``kind`` is ``REMINDER``, or ``ANCHOR`` where the time of day ``due`` is the reason. ``held_ms`` is how
    long it was due and waited because of ``held_reasons``.
    """

    reminder_id: int
    attempt: int
    why: Why
    sitting_ms: int
    snooze_ms: int
    snoozes_left: int
    routine: str
    variant: str
    breaths: int
    kind: Kind = Kind.REMINDER
    due: datetime | None = None
    held_ms: int = 0
    held_reasons: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take the prompt down."""


@dataclass(frozen=True, slots=True)
class OpenRoutine:
    """Lead through this routine."""

    routine: str
    variant: str
    breaths: int


@dataclass(frozen=True, slots=True)
class CloseRoutine:
    """Close the guide before its end: nobody can see it any more."""


@dataclass(frozen=True, slots=True)
class PaceRoutine:
    """Hands are busy (``waiting``), so the guide waits kindly; or calm again, so it goes on."""

    waiting: bool


@dataclass(frozen=True, slots=True)
class ShowSign:
    """Show the silent sign, the icon alone, or take it back."""

    shown: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the history; ``outcome`` is ``None`` while it is open, or when nobody can tell.

    ``(reminder_id, attempt)`` names the row: a later one of the same name replaces it. A reminder that
    waited because of a hold and was never shown has one row as well: ``attempt`` is then 0, ``prompted`` is
    ``None`` and ``outcome`` is ``HELD``.
    """

    reminder_id: int
    attempt: int
    kind: Kind
    due: datetime | None
    prompted: datetime | None
    ended: datetime | None
    outcome: Outcome | None
    why: Why | None
    routine: str
    variant: str
    breaths_done: int
    breaths: int
    sitting_ms: int
    held_ms: int = 0
    held_reasons: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class RestBegan:
    """A rest began at ``since_ms`` on the steady clock; it ended ``sitting_ms`` of sitting."""

    since_ms: int
    sitting_ms: int


@dataclass(frozen=True, slots=True)
class Record:
    """Write this row."""

    row: Row


Command = (
    Watch
    | WatchHolds
    | Prompt
    | Withdraw
    | OpenRoutine
    | CloseRoutine
    | PaceRoutine
    | ShowSign
    | RestBegan
    | Record
)
