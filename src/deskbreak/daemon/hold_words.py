"""What holds a reminder, in words. Everything that people read about holds says it with these."""

from collections.abc import Collection, Mapping, Sequence

from deskbreak.core.rules import MINUTE_MS, Hold
from deskbreak.language import _

CALL = frozenset({Hold.MICROPHONE, Hold.CAMERA})
"""Both together are one thing to people: a call in which they are seen."""

MOST_CLAUSES = 2


def name(hold: Hold) -> str:
    """ "microphone": the thing itself, for a list or a table."""
    names = {
        Hold.MICROPHONE: _("microphone"),
        Hold.CAMERA: _("camera"),
        Hold.FULLSCREEN: _("full screen"),
        Hold.DO_NOT_DISTURB: _("Do Not Disturb"),
        Hold.PRESENTING: _("presenting"),
    }
    return names[hold]


def waiting(reasons: Collection[Hold]) -> str:
    """ "Waiting: your microphone is in use", a heading."""
    return _("Waiting: {reasons}").format(reasons=_now_on(reasons))


def since_until(since: str, until: str) -> str:
    """ "Since 14:02, until 14:35 at the latest.", the line below it; the times are ready to read."""
    return _("Since {since}, until {until} at the latest.").format(since=since, until=until)


def waited_enough(reasons: Collection[Hold], since: str) -> str:
    """Why only the icon reminds, once the wait was too long."""
    return _("Nothing pops up for now: {reasons} (since {since}).").format(
        reasons=_now_on(reasons), since=since
    )


def waited(held_ms: int, reasons: Collection[Hold]) -> str:
    """ "Waited 12 min: your microphone was in use.", for the prompt that comes at last.

    Empty below a minute: nobody noticed that.
    """
    if held_ms < MINUTE_MS or not reasons:
        return ""
    return _("Waited {length}: {reasons}.").format(length=_length(held_ms), reasons=_was_on(reasons))


def _now_on(holds: Collection[Hold]) -> str:
    clauses = {
        CALL: _("your microphone and your camera are in use"),
        frozenset({Hold.MICROPHONE}): _("your microphone is in use"),
        frozenset({Hold.CAMERA}): _("your camera is in use"),
        frozenset({Hold.FULLSCREEN}): _("a program fills the screen"),
        frozenset({Hold.DO_NOT_DISTURB}): _("Do Not Disturb is on"),
        frozenset({Hold.PRESENTING}): _("you are presenting"),
    }
    return _joined(holds, clauses, _("{things} are on"))


def _was_on(holds: Collection[Hold]) -> str:
    clauses = {
        CALL: _("your microphone and your camera were in use"),
        frozenset({Hold.MICROPHONE}): _("your microphone was in use"),
        frozenset({Hold.CAMERA}): _("your camera was in use"),
        frozenset({Hold.FULLSCREEN}): _("a program filled the screen"),
        frozenset({Hold.DO_NOT_DISTURB}): _("Do Not Disturb was on"),
        frozenset({Hold.PRESENTING}): _("you were presenting"),
    }
    return _joined(holds, clauses, _("{things} were on"))


def _joined(holds: Collection[Hold], clauses: Mapping[frozenset[Hold], str], many: str) -> str:
    """A list of names where it would be more than two clauses. What only a newer Deskbreak knows, nobody
    here can name."""
    left, told = set(holds), list[str]()
    for things, clause in clauses.items():
        if things <= left:
            told.append(clause)
            left -= things
    if len(told) > MOST_CLAUSES:
        return many.format(things=_and([name(hold) for hold in Hold if hold in holds]))
    return _and(told or [_("something is on that reminders wait for")])


def _and(parts: Sequence[str]) -> str:
    *before, last = parts
    return _("{first} and {last}").format(first=", ".join(before), last=last) if before else last


def _length(length_ms: int) -> str:
    hours, minutes = divmod(length_ms // MINUTE_MS, 60)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    if not minutes:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
