"""Who wins: what becomes true by itself at one and the same moment settles in this order.

What is told at that moment comes after all of it, in the order in which it is told: a lock, a sleep, a hold,
an answer, a suspension, changed rules, a window that crashed. Afterwards everything settles once more, so a
screen that is locked as the question comes up takes it down at once.
"""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Something that may become true by time passing."""

    RETURN = "somebody is back, or bumped the desk"
    REST = "a rest begins"
    UNKNOWN = "nothing could be read for too long"
    NO_SLEEP = "an announced sleep did not come"
    RESUME = "a suspension is over"
    BLOCK = "locked, asleep, suspended, off hours or held: a prompt goes; or not any more"
    ANCHOR = "a time of the day comes"
    OPEN = "a window opens, a snooze is over"
    LOOK = "what may hold has to be known"
    WAIT = "what is due waits for a hold, or need not any more"
    ASK = "a pause is long enough, a window closes"
    LAPSE = "nobody answered"
    PACE = "hands are busy during the routine, or calm"
    SIGN = "the icon alone says so; nothing has to be looked at any more"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the order, and why it comes before the next."""

    step: Step
    because: str


ORDER: tuple[Place, ...] = (
    Place(Step.RETURN, "whether somebody is there decides everything else"),
    Place(Step.REST, "who has rested is not asked, and did not ignore"),
    Place(Step.UNKNOWN, "nobody is asked for time that nobody knows of"),
    Place(Step.NO_SLEEP, "who is not asleep can be asked"),
    Place(Step.RESUME, "what is over does not block"),
    Place(Step.BLOCK, "what must not stand goes before something new comes, or lapses"),
    Place(Step.ANCHOR, "it brings its own window"),
    Place(Step.OPEN, "only an open window asks"),
    Place(Step.LOOK, "nobody is asked before it is known what holds"),
    Place(Step.WAIT, "a wait that ends is part of what is asked"),
    Place(Step.ASK, "a question that comes now is not one that nobody answered"),
    Place(Step.LAPSE, "a prompt and a routine are never there together"),
    Place(Step.PACE, "it changes nothing that the last needs"),
    Place(Step.SIGN, "it follows from all of this"),
)
