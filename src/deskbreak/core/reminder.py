"""The reminder's states, and the one table of how they follow each other.

=============  ================================================================
phase          means
=============  ================================================================
sitting        somebody is at the desk; the asking window lies ahead
due            the window is open (or has closed while nobody could be asked)
prompting      the question stands on the screen
taken_down     a lock, a sleep, a hold, a pause or the end of the day took it down
silent         asked often enough: only the icon says so, until a rest
routine        the guide leads through the breaths
resting        nobody is at the desk
=============  ================================================================

The state diagram in the documentation is drawn from :data:`TRANSITIONS`.
"""

from enum import StrEnum


class Phase(StrEnum):
    """Where a reminder is."""

    SITTING = "sitting"
    DUE = "due"
    PROMPTING = "prompting"
    TAKEN_DOWN = "taken_down"
    SILENT = "silent"
    ROUTINE = "routine"
    RESTING = "resting"


class Trigger(StrEnum):
    """What moves a reminder on."""

    WINDOW_OPENS = "the window opens"
    ANCHOR_COMES = "an anchor's time of day comes"
    ASKS = "a pause, or the window's close"
    STARTS = "start"
    PUTS_OFF = "snoozed or ignored"
    PUTS_OFF_LAST = "the last ask snoozed or ignored"
    SKIPS = "skip"
    STOOD = "I already stood"
    BLOCKED = "locked, asleep, paused, off hours, held"
    UNBLOCKED = "not any more"
    FAILS = "the window's process is gone"
    FINISHES = "half the breaths or more"
    BREAKS_OFF = "stopped before half"
    BREAKS_OFF_LAST = "stopped before half, the last ask"
    BREAKS_OFF_RESTING = "stopped before half, and nobody there"
    RESTS = "a rest begins"
    RETURNS = "back at the desk"
    FORGETS = "long unknown time"
    RESCHEDULES = "the rules changed"


class NotNow(Exception):
    """What was chosen does not fit what is going on; nothing was changed."""

    def __init__(self, phase: Phase, trigger: Trigger) -> None:
        super().__init__(f"cannot do «{trigger.value}» while {phase.value}")
        self.phase = phase
        self.trigger = trigger


TRANSITIONS: dict[tuple[Phase, Trigger], Phase] = {
    (Phase.SITTING, Trigger.WINDOW_OPENS): Phase.DUE,
    (Phase.SITTING, Trigger.ANCHOR_COMES): Phase.DUE,
    (Phase.DUE, Trigger.ANCHOR_COMES): Phase.DUE,
    (Phase.DUE, Trigger.ASKS): Phase.PROMPTING,
    (Phase.DUE, Trigger.RESCHEDULES): Phase.SITTING,
    (Phase.PROMPTING, Trigger.PUTS_OFF): Phase.SITTING,
    (Phase.PROMPTING, Trigger.PUTS_OFF_LAST): Phase.SILENT,
    (Phase.PROMPTING, Trigger.BLOCKED): Phase.TAKEN_DOWN,
    (Phase.PROMPTING, Trigger.FAILS): Phase.SITTING,
    (Phase.TAKEN_DOWN, Trigger.UNBLOCKED): Phase.DUE,
    (Phase.ROUTINE, Trigger.FINISHES): Phase.SITTING,
    (Phase.ROUTINE, Trigger.BREAKS_OFF): Phase.SITTING,
    (Phase.ROUTINE, Trigger.BREAKS_OFF_LAST): Phase.SILENT,
    (Phase.ROUTINE, Trigger.BREAKS_OFF_RESTING): Phase.RESTING,
    (Phase.ROUTINE, Trigger.RESTS): Phase.ROUTINE,
    (Phase.ROUTINE, Trigger.RETURNS): Phase.ROUTINE,
    (Phase.ROUTINE, Trigger.FORGETS): Phase.ROUTINE,
    (Phase.RESTING, Trigger.RETURNS): Phase.SITTING,
    (Phase.RESTING, Trigger.STARTS): Phase.ROUTINE,
    **{
        (phase, Trigger.STARTS): Phase.ROUTINE
        for phase in (Phase.SITTING, Phase.DUE, Phase.PROMPTING, Phase.SILENT)
    },
    **{(phase, Trigger.SKIPS): Phase.SITTING for phase in (Phase.DUE, Phase.PROMPTING, Phase.TAKEN_DOWN)},
    **{
        (phase, trigger): after
        for phase in (Phase.SITTING, Phase.DUE, Phase.PROMPTING, Phase.TAKEN_DOWN, Phase.SILENT)
        for trigger, after in (
            (Trigger.STARTS, Phase.ROUTINE),
            (Trigger.STOOD, Phase.SITTING),
            (Trigger.RESTS, Phase.RESTING),
            (Trigger.FORGETS, Phase.SITTING),
        )
    },
}


def follow(phase: Phase, trigger: Trigger) -> Phase:
    """The phase after ``trigger``. Raises :class:`NotNow` where the table has none."""
    try:
        return TRANSITIONS[phase, trigger]
    except KeyError:
        raise NotNow(phase, trigger) from None
