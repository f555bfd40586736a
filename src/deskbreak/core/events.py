"""What happened. The mind is told these, each with the moment at which it happened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deskbreak.core.rules import Hold, Rules


@dataclass(frozen=True, slots=True)
class Active:
    """The first input after an idle that was reported, at ``at_ms`` on the steady clock."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Idle:
    """No input since ``since_ms`` on the steady clock, for at least one of the watched lengths."""

    since_ms: int


@dataclass(frozen=True, slots=True)
class Sensing:
    """Activity can be read from now on, to within ``resolution_ms``; ``None`` when it cannot."""

    resolution_ms: int | None


@dataclass(frozen=True, slots=True)
class Locked:
    """The screen was locked, or the session went to the background."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The screen was unlocked, or the session came back."""


@dataclass(frozen=True, slots=True)
class FellAsleep:
    """The computer said that it is about to sleep. It may still change its mind, and not say so."""


@dataclass(frozen=True, slots=True)
class Woke:
    """The computer said that it is awake again."""


@dataclass(frozen=True, slots=True)
class StoodStill:
    """Nothing is known of the time since ``since_ms``: neither sitting nor rest. A process that was stopped
    shows so by itself, by calling late; whoever knows it otherwise says so."""

    since_ms: int


@dataclass(frozen=True, slots=True)
class Held:
    """Whether ``hold`` is on; ``None`` where nobody can tell, as is taken until the first of these."""

    hold: Hold
    on: bool | None


@dataclass(frozen=True, slots=True)
class ScreenKept:
    """Whether a program keeps the screen on, as calls and films do while they play; ``None`` where nobody
    can tell, as is taken until the first of these."""

    on: bool | None


class Answer(StrEnum):
    """What somebody can say to a reminder, or say without being asked."""

    START = "start"
    SNOOZE = "snooze"
    SKIP = "skip"
    STOOD = "stood"


@dataclass(frozen=True, slots=True)
class Chose:
    """Somebody answered. ``for_ms`` is a snooze's length; ``routine`` and ``variant`` are a start's own."""

    answer: Answer
    for_ms: int | None = None
    routine: str | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Suspended:
    """ "Pause": no prompts for ``for_ms``, or until the wall clock shows ``until``."""

    for_ms: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """A pause was ended by hand."""


@dataclass(frozen=True, slots=True)
class BreathDone:
    """The guide finished breath number ``count``, counted from 1."""

    count: int


@dataclass(frozen=True, slots=True)
class RoutineEnded:
    """The guide was closed, at the end or before. ``variant`` is the one that it ended in, where it says so:
    who begins standing may go on seated."""

    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """What was shown is gone without an answer: the window's process ended by itself."""


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """The settings were changed."""

    rules: Rules


@dataclass(frozen=True, slots=True)
class Tick:
    """Nothing happened; time went on."""


Event = (
    Active
    | Idle
    | Sensing
    | Locked
    | Unlocked
    | FellAsleep
    | Woke
    | StoodStill
    | Held
    | ScreenKept
    | Chose
    | Suspended
    | Resumed
    | BreathDone
    | RoutineEnded
    | Failed
    | RulesChanged
    | Tick
)
