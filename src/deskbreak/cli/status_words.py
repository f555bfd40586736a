"""The daemon's state in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from deskbreak.core.rules import Hold
from deskbreak.daemon import hold_words
from deskbreak.language import _, ngettext

MINUTE_S = 60
HOUR_S = 60 * MINUTE_S

Status = Mapping[str, Any]
"""What ``status --json`` gives."""


def sentences(status: Status, wall: datetime) -> list[str]:
    """A line for each thing worth knowing, as of ``wall``."""
    return [
        *_state(status, wall),
        *_recording(status, wall),
        *_today(status),
        *_adapters(status),
        *_problems(status),
    ]


def length(seconds: int) -> str:
    """A length of time, as short as is useful."""
    if seconds < MINUTE_S:
        return _("{seconds} s").format(seconds=max(0, seconds))
    if seconds < HOUR_S:
        return _("{minutes} min").format(minutes=seconds // MINUTE_S)
    hours, left_s = divmod(seconds, HOUR_S)
    if left_s < MINUTE_S:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=left_s // MINUTE_S)


def time_of_day(then: datetime, wall: datetime) -> str:
    """When, as seen from ``wall``: the day is named where it is another one."""
    local = then.astimezone(wall.tzinfo)
    if local.date() == wall.date():
        return f"{local:%H:%M}"
    if local.date() == wall.date() + timedelta(days=1):
        return _("tomorrow, {time}").format(time=f"{local:%H:%M}")
    return f"{local:%Y-%m-%d %H:%M}"


def _state(status: Status, wall: datetime) -> Iterator[str]:
    tell = STATES.get(str(status.get("state")), _unheard_of)
    yield tell(status, wall)


def _at_the_desk(status: Status) -> str:
    return _("At the desk for {length}.").format(length=length(status["sitting_s"]))


def _planned(status: Status, wall: datetime) -> str:
    """The time of the day that the reminder is tied to; empty where sitting is its reason."""
    planned_for = status.get("planned_for")
    if not planned_for:
        return ""
    return _("Planned for {time}.").format(time=time_of_day(datetime.fromisoformat(planned_for), wall))


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _known(reasons: Iterable[str]) -> list[Hold]:
    """Those that this version knows; a daemon may be newer."""
    return [Hold(each) for each in reasons if each in set(Hold)]


def _window(status: Status, wall: datetime) -> tuple[str, str]:
    opens, closes = (
        time_of_day(wall + timedelta(seconds=status[name] or 0), wall)
        for name in ("opens_in_s", "closes_in_s")
    )
    return opens, closes


def _sitting(status: Status, wall: datetime) -> str:
    if status.get("opens_in_s") is None or status.get("closes_in_s") is None:
        return _at_the_desk(status)
    opens, closes = _window(status, wall)
    if opens == closes:
        ahead = _("The next reminder comes at a pause, at about {closes}.").format(closes=closes)
    else:
        ahead = _("The next reminder comes at a pause, between {opens} and {closes}.").format(
            opens=opens, closes=closes
        )
    return f"{_at_the_desk(status)} {ahead}"


def _due(status: Status, wall: datetime) -> str:
    if status.get("closes_in_s") is None:
        ahead = _("The next reminder waits for a pause.")
    else:
        _opens, closes = _window(status, wall)
        ahead = _("The next reminder waits for a pause, until {closes} at the latest.").format(closes=closes)
    return _joined(_at_the_desk(status), _planned(status, wall), ahead)


def _held(status: Status, wall: datetime) -> str:
    held = status.get("held")
    if not held:
        return _due(status, wall)
    since, until = (time_of_day(datetime.fromisoformat(held[each]), wall) for each in ("since", "until"))
    waiting = f"{hold_words.waiting(_known(held['reasons']))}."
    return _joined(
        _at_the_desk(status), _planned(status, wall), waiting, hold_words.since_until(since, until)
    )


def _prompting(status: Status, wall: datetime) -> str:
    asking = _("A reminder is on the screen.")
    return _joined(_at_the_desk(status), _planned(status, wall), asking)


def _snoozed(status: Status, wall: datetime) -> str:
    if status.get("opens_in_s") is None or status.get("closes_in_s") is None:
        return _at_the_desk(status)
    opens, closes = _window(status, wall)
    if opens == closes:
        ahead = _("The reminder comes again at a pause, at about {closes}.").format(closes=closes)
    else:
        ahead = _("The reminder comes again at a pause, between {opens} and {closes}.").format(
            opens=opens, closes=closes
        )
    return _joined(_at_the_desk(status), _planned(status, wall), ahead)


def _silent(status: Status, wall: datetime) -> str:
    held = status.get("held")
    if held:
        since = time_of_day(datetime.fromisoformat(held["since"]), wall)
        return _joined(_at_the_desk(status), hold_words.waited_enough(_known(held["reasons"]), since))
    quiet = _("No more questions: only the icon reminds, until you have had a rest.")
    return f"{_at_the_desk(status)} {quiet}"


def _routine(_status: Status, _wall: datetime) -> str:
    return _("The routine is running.")


def _resting(_status: Status, _wall: datetime) -> str:
    return _("Away from the desk. Sitting time begins anew when you are back.")


def _paused(status: Status, wall: datetime) -> str:
    until = status.get("paused_until")
    if until is None:
        paused = _("Reminders are paused.")
    else:
        paused = _("Reminders are paused until {until}.").format(
            until=time_of_day(datetime.fromisoformat(until), wall)
        )
    return f"{paused} {_at_the_desk(status)}"


def _off_hours(_status: Status, _wall: datetime) -> str:
    return _("Outside working hours: no reminders now.")


def _unknown(_status: Status, _wall: datetime) -> str:
    return _("No reminder comes as long as it cannot be told whether somebody is at the desk.")


def _unheard_of(status: Status, _wall: datetime) -> str:
    return _("State: {state}.").format(state=status.get("state"))


STATES: dict[str, Callable[[Status, datetime], str]] = {
    "sitting": _sitting,
    "due": _due,
    "held": _held,
    "prompting": _prompting,
    "snoozed": _snoozed,
    "silent": _silent,
    "routine": _routine,
    "resting": _resting,
    "paused": _paused,
    "off_hours": _off_hours,
    "unknown": _unknown,
}


def _recording(status: Status, wall: datetime) -> Iterator[str]:
    recording = status.get("recording")
    if recording:
        since = time_of_day(datetime.fromisoformat(recording["since"]), wall)
        yield _("Recording since {time}: when there is input, never what it is.").format(time=since)


def hold_names(reasons: Iterable[str]) -> list[str]:
    """What holds a reminder, each by its name; one that only a newer Deskbreak knows, as it is stored."""
    return [hold_words.name(Hold(each)) if each in set(Hold) else each for each in reasons]


def outcome_word(outcome: str) -> str:
    """An outcome, as a person would say it."""
    words = {
        "completed": _("completed"),
        "partly": _("done in part"),
        "walked_away": _("walked away"),
        "skipped": _("skipped"),
        "snoozed": _("later"),
        "ignored": _("no answer"),
        "withdrawn": _("withdrawn"),
        "held": _("held back"),
    }
    return words.get(outcome, outcome)


DONE = ("completed", "partly", "walked_away")


def _today(status: Status) -> Iterator[str]:
    counts: Mapping[str, int] = status.get("today") or {}
    done = sum(counts.get(outcome, 0) for outcome in DONE)
    breaks = ngettext("{count} break", "{count} breaks", done).format(count=done)
    others = [f"{count} {outcome_word(outcome)}" for outcome, count in counts.items() if outcome not in DONE]
    yield _("Today: {parts}.").format(parts=", ".join([breaks, *others]))


def _adapters(status: Status) -> Iterator[str]:
    adapters: Mapping[str, Any] = status.get("adapters") or {}
    reasons: Mapping[str, str] = status.get("reasons") or {}
    missing = {
        "activity": _("It cannot be told whether somebody is there."),
        "tray": _("No icon can be seen; 'deskbreak home' opens the window."),
        "notifier": _("No notices can be shown."),
    }
    more = _("More: deskbreak doctor")
    for port, text in missing.items():
        if port not in adapters:
            continue
        if adapters[port] is None:
            yield f"{text} {more}"
        elif reasons.get(port):
            yield f"{text} {reasons[port]} {more}"
    unseen = [each for each in status.get("holds_unknown") or () if reasons.get(each)]
    if unseen:
        things = ", ".join(hold_names(unseen))
        nothing = _("Not noticed here, so no reminder waits for it: {things}.").format(things=things)
        yield f"{nothing} {more}"


def _problems(status: Status) -> Iterator[str]:
    settings: Mapping[str, Any] = status.get("settings") or {}
    for problem in settings.get("problems") or ():
        yield _("Problem: {problem}").format(problem=problem)
