"""What somebody chose, in tray, window or letterbox, as an event for the mind."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskbreak.core import events as on
from deskbreak.core.rules import MINUTE_MS
from deskbreak.core.suspension import tomorrow
from deskbreak.daemon import actions
from deskbreak.language import _
from deskbreak.ports.tray import LEFT_CLICK

ANSWERS = {
    actions.START: on.Answer.START,
    LEFT_CLICK: on.Answer.START,
    actions.SNOOZE: on.Answer.SNOOZE,
    actions.SKIP: on.Answer.SKIP,
    actions.STOOD: on.Answer.STOOD,
}
PAUSES_MS = {actions.PAUSE_30_MIN: 30 * MINUTE_MS, actions.PAUSE_1_HOUR: 60 * MINUTE_MS}
LONGEST_MS = 366 * 24 * 60 * MINUTE_MS


class UnknownAction(ValueError):
    """Nobody here knows such an action."""


class BadDetails(ValueError):
    """The action is known, and what came with it cannot be; the text says what."""


def event_of(action: str, details: Mapping[str, Any], wall: datetime) -> on.Event:
    """Raises :class:`UnknownAction` or :class:`BadDetails`."""
    if action in ANSWERS:
        routine, variant = _name(details, "routine"), _name(details, "variant")
        return on.Chose(ANSWERS[action], _length_ms(details.get("for_ms")), routine, variant)
    if action == actions.PAUSE_UNTIL_TOMORROW:
        return on.Suspended(until=tomorrow(wall))
    if action == actions.RESUME:
        return on.Resumed()
    if action.startswith("pause:"):
        for_ms = _length_ms(details.get("for_ms", PAUSES_MS.get(action)))
        if for_ms is not None:
            return on.Suspended(for_ms=for_ms)
    raise UnknownAction(action)


def _length_ms(length: object) -> int | None:
    if length is None:
        return None
    if type(length) is not int or not 0 < length <= LONGEST_MS:
        raise BadDetails(
            _("«{length}» is no length of time: more than nothing, a year at most.").format(length=length)
        )
    return length


def _name(details: Mapping[str, Any], key: str) -> str | None:
    name = details.get(key)
    if name is not None and not (isinstance(name, str) and name):
        raise BadDetails(_("«{name}» is no name.").format(name=name))
    return name
