"""What is going on, in words: for tray, home, ``status`` and notices."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbreak.core.moments import Moment
from deskbreak.core.rules import MINUTE_MS
from deskbreak.core.view import State, View, Waiting
from deskbreak.daemon import hold_words
from deskbreak.language import _, ngettext
from deskbreak.window import phrases

ASKING = frozenset({State.DUE, State.HELD, State.PROMPTING, State.SNOOZED})
"""The states in which there is a reminder to speak of."""


@dataclass(frozen=True, slots=True)
class Words:
    """A heading and the line below it."""

    title: str
    detail: str


def time_of_day(wall: datetime) -> str:
    """As the windows show it: 14:40."""
    return f"{wall:%H:%M}"


def minutes_at_the_desk(sitting_ms: int) -> str:
    """Whole minutes, in a phrase."""
    minutes = sitting_ms // MINUTE_MS
    return ngettext("At the desk for {minutes} minute", "At the desk for {minutes} minutes", minutes).format(
        minutes=minutes
    )


def opens_at(view: View, now: Moment) -> str:
    """When the asking window opens; empty where none is ahead."""
    return _time_in(view.opens_in_ms, now)


def closes_at(view: View, now: Moment) -> str:
    """When the asking window closes; empty where none is ahead."""
    return _time_in(view.closes_in_ms, now)


def paused_until(view: View, now: Moment) -> str:
    """A time of day, with the weekday where it is not today's."""
    if view.paused_until is None:
        return ""
    same_day = view.paused_until.date() == now.wall.date()
    return time_of_day(view.paused_until) if same_day else _("tomorrow")


def recording(since: datetime) -> str:
    """That somebody had input recorded, and what that is."""
    return _("Recording since {time}: when there is input, never what it is.").format(time=time_of_day(since))


def of(view: View, now: Moment, why_unknown: str = "") -> Words:
    """The state in words. A reminder that is tied to a time of the day says so."""
    told = _of_state(view, now, why_unknown)
    if view.planned_for is None or view.state not in ASKING:
        return told
    planned = phrases.reason(view.sitting_ms, time_of_day(view.planned_for))
    return Words(told.title, f"{planned} {told.detail}")


def _of_state(view: View, now: Moment, why_unknown: str) -> Words:  # noqa: PLR0911  one return a state
    opens, closes = opens_at(view, now), closes_at(view, now)
    match view.state:
        case State.PROMPTING:
            return Words(phrases.good_moment(view.routine), _("A few slow breaths, and back to it."))
        case State.ROUTINE:
            progress = _("{done} of {breaths} breaths").format(done=view.breaths_done, breaths=view.breaths)
            return Words(_("The routine is open"), progress)
        case State.PAUSED:
            until = paused_until(view, now)
            paused = _("Paused until {time}").format(time=until) if until else _("Paused")
            return Words(paused, _("Time at the desk goes on being counted."))
        case State.OFF_HOURS:
            return Words(_("Outside your working hours"), _("Reminders come again when they begin."))
        case State.UNKNOWN:
            return Words(_("Cannot tell whether somebody is there"), why_unknown or _("One moment, please."))
        case State.RESTING:
            return Words(_("Away from the desk"), _("Time starts again when you are back."))
        case State.HELD | State.SILENT if view.held is not None:
            return _of_wait(view.state, view.held)
        case State.SILENT:
            return Words(_("Whenever it suits you"), _("No more reminders until you have had a rest."))
        case State.DUE | State.HELD if view.closes_in_ms:
            latest = _("At the latest at {time}.").format(time=closes)
            return Words(_("A reminder comes at your next pause"), latest)
        case State.DUE | State.HELD:
            return Words(_("A reminder comes at your next pause"), _("It is due."))
        case State.SNOOZED:
            return Words(_("The reminder comes again at a pause"), _between(opens, closes))
        case _:
            return Words(_("The next reminder comes at a pause"), _between(opens, closes))


def _of_wait(state: State, held: Waiting) -> Words:
    since = time_of_day(held.since)
    if state is State.SILENT:
        return Words(_("Whenever it suits you"), hold_words.waited_enough(held.reasons, since))
    return Words(hold_words.waiting(held.reasons), hold_words.since_until(since, time_of_day(held.until)))


def _time_in(length_ms: int | None, now: Moment) -> str:
    return "" if length_ms is None else time_of_day(now.wall + timedelta(milliseconds=length_ms))


def _between(opens: str, closes: str) -> str:
    if not opens:
        return _("Not just now.")
    if opens == closes:
        return _("At {time}.").format(time=opens)
    return _("Between {opens} and {closes}.").format(opens=opens, closes=closes)
