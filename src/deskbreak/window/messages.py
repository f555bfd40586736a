"""What the daemon and the window's process tell each other: one JSON line each, over its standard
input and output. Standard library only, so that the resident process can import it."""

import json
from dataclasses import asdict, dataclass
from typing import ClassVar, TypeVar

# --- to the window -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowPrompt:
    """Ask, in the corner, without taking the focus."""

    kind: ClassVar[str] = "show_prompt"
    sitting_ms: int
    snooze_ms: int
    snoozes_left: int
    routine: str
    variant: str
    breaths: int
    waited: str = ""
    """Why it comes only now, ready to read; empty where it did not wait."""
    inhale_ms: int = 4_000
    exhale_ms: int = 6_000
    planned_for: str = ""
    """The time of day that it is tied to ("12:30"); empty where sitting is the reason."""


@dataclass(frozen=True, slots=True)
class ClosePrompt:
    """Fade the prompt, if it is open."""

    kind: ClassVar[str] = "close_prompt"


@dataclass(frozen=True, slots=True)
class ShowRoutine:
    """Open the guide and begin."""

    kind: ClassVar[str] = "show_routine"
    routine: str
    variant: str
    breaths: int
    inhale_ms: int
    exhale_ms: int
    motion: str
    """``full``, ``reduced`` or ``auto`` (as the desktop has it)."""


@dataclass(frozen=True, slots=True)
class CloseRoutine:
    """Close the guide before its end, without asking."""

    kind: ClassVar[str] = "close_routine"


@dataclass(frozen=True, slots=True)
class PaceRoutine:
    """Hands are busy: the guide waits kindly. Calm again: it goes on."""

    kind: ClassVar[str] = "pace_routine"
    waiting: bool


@dataclass(frozen=True, slots=True)
class ShowHome:
    """Open ``home``, or bring it to the front. A :class:`Facts` precedes it."""

    kind: ClassVar[str] = "show_home"


@dataclass(frozen=True, slots=True)
class ShowChecklist:
    """Open the desk checklist, or bring it to the front."""

    kind: ClassVar[str] = "show_checklist"


@dataclass(frozen=True, slots=True)
class ShowSeeSomebody:
    """Open "When to see somebody first", or bring it to the front."""

    kind: ClassVar[str] = "show_see_somebody"


@dataclass(frozen=True, slots=True)
class Facts:
    """What ``home`` and the end of the routine show; sent again whenever it changed.

    Times of day are ready to read ("14:40"), empty where there is none. ``state`` is a
    :class:`deskbreak.core.view.State`.
    """

    kind: ClassVar[str] = "facts"
    state: str
    sitting_ms: int
    earliest_ms: int
    latest_ms: int
    opens_at: str
    closes_at: str
    paused_until: str
    done_today: int
    skipped_today: int
    title: str
    """The state in words, a heading: "The next reminder comes at a pause"."""
    detail: str
    """The line below it: "Between 14:40 and 14:55."."""
    problem: str = ""
    """What is wrong and what to do, where something is; empty otherwise."""
    routine: str = "reach"
    """What starting starts."""
    recording_since: str = ""
    """Since when somebody has had input recorded; empty where nobody has."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Close everything and end."""

    kind: ClassVar[str] = "quit"


ToWindow = (
    ShowPrompt
    | ClosePrompt
    | ShowRoutine
    | CloseRoutine
    | PaceRoutine
    | ShowHome
    | ShowChecklist
    | ShowSeeSomebody
    | Facts
    | Quit
)

# --- from the window ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Painted:
    """``surface`` (prompt, routine, home, checklist, see_somebody) was painted for the first time, or was
    there already when it was asked for."""

    kind: ClassVar[str] = "painted"
    surface: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody pressed something. ``action`` is one of the tray menu's actions (``daemon/actions.py``)."""

    kind: ClassVar[str] = "wanted"
    action: str


@dataclass(frozen=True, slots=True)
class BreathFinished:
    """The guide finished breath number ``count``, counted from 1."""

    kind: ClassVar[str] = "breath_finished"
    count: int


@dataclass(frozen=True, slots=True)
class RoutineOver:
    """The guide reached its end (the closing line shows), or was stopped before."""

    kind: ClassVar[str] = "routine_over"
    variant: str = ""
    """The one that it was led through in at the end, where that can be changed on the way."""


@dataclass(frozen=True, slots=True)
class Closed:
    """``surface`` was closed by the person."""

    kind: ClassVar[str] = "closed"
    surface: str


FromWindow = Painted | Wanted | BreathFinished | RoutineOver | Closed

Message = TypeVar("Message")


class NotAMessage(ValueError):
    """A line that is not one of ours."""


def to_line(message: ToWindow | FromWindow) -> str:
    """One line of JSON, with its end."""
    return json.dumps({"kind": message.kind, **asdict(message)}) + "\n"


def _kinds(*types: type[Message]) -> dict[str, type[Message]]:
    return {str(getattr(each, "kind")): each for each in types}  # noqa: B009  ClassVar of a TypeVar


TO_WINDOW: dict[str, type[ToWindow]] = _kinds(
    ShowPrompt,
    ClosePrompt,
    ShowRoutine,
    CloseRoutine,
    PaceRoutine,
    ShowHome,
    ShowChecklist,
    ShowSeeSomebody,
    Facts,
    Quit,
)
FROM_WINDOW: dict[str, type[FromWindow]] = _kinds(Painted, Wanted, BreathFinished, RoutineOver, Closed)


def from_line(line: str, kinds: dict[str, type[Message]]) -> Message:
    """The message in ``line``. Raises :class:`NotAMessage` for anything else."""
    try:
        fields = json.loads(line)
        return kinds[fields.pop("kind")](**fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAMessage(f"not a message: {line[:80]!r} ({error})") from error
