"""What can be wrong with anchors that are well-formed each: two at one time, one that never comes."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from deskbreak.core.hours import DAYS, is_working, next_edge
from deskbreak.core.rules import Rules
from deskbreak.language import _
from deskbreak.settings.yaml_file import Steps

KEY = "anchors"
A_WEEK = tuple(date(2001, 1, 1) + timedelta(days=day) for day in range(7))
"""Any week will do: working hours are the same in each."""


def doubles(value: Any) -> Iterator[tuple[Steps, str]]:
    """Where in ``value``, as it was given, an anchor has the time of an earlier one, and what to say."""
    first: dict[str, int] = {}
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        at = entry.get("at") if isinstance(entry, dict) else None
        if not isinstance(at, str):
            continue
        if at in first:
            message = _('{other} is at "{time}" as well; keep one of them, or give it another time')
            yield (index, "at"), message.format(other=f"{KEY}[{first[at]}]", time=at)
        first.setdefault(at, index)


def never_coming(rules: Rules) -> Iterator[tuple[Steps, str]]:
    """Which anchors no working hours ever let come, and what to say."""
    waits = timedelta(milliseconds=rules.latest_ms - rules.earliest_ms)
    for index, anchor in enumerate(rules.anchors):
        if not any(_comes(rules, datetime.combine(day, anchor.at), waits) for day in A_WEEK):
            yield (
                (index, "at"),
                _("this lies outside all working hours, so it never comes; change it, or the hours"),
            )


def _comes(rules: Rules, local: datetime, waits: timedelta) -> bool:
    """Whether reminders may come at ``local``, or soon enough afterwards on a working day."""
    if is_working(rules.hours, local):
        return True
    edge = next_edge(rules.hours, local)
    is_working_day = any(DAYS[local.weekday()] in each.days for each in rules.hours)
    return is_working_day and edge is not None and edge - local <= waits
