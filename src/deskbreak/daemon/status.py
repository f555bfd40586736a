"""``status --json`` and what ``doctor`` asks, as the letterbox hands them out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deskbreak.core.moments import Moment
from deskbreak.core.rules import Hold
from deskbreak.core.view import View, Waiting
from deskbreak.daemon.keeper import Keeper
from deskbreak.ports.holds import SCREEN_KEPT
from deskbreak.settings.resolved import Resolved

VERSION = 1
HOLD_PORTS = frozenset({*(hold.value for hold in Hold), SCREEN_KEPT})
"""The ports that stand together, below ``adapters.holds``."""


def status(
    *,
    view: View,
    now: Moment,
    keepers: Sequence[Keeper[Any]],
    today: Mapping[str, int],
    settings: Resolved,
    problems: Sequence[str],
    recording_since: datetime | None,
) -> dict[str, Any]:
    """The whole state. ``problems`` come before the settings' own."""
    adapters: dict[str, Any] = {
        "activity": None,
        "session": None,
        "tray": None,
        "notifier": None,
        "holds": {keeper.port: keeper.working for keeper in keepers if keeper.port in HOLD_PORTS},
    }
    others = [keeper for keeper in keepers if keeper.port not in HOLD_PORTS]
    adapters.update({keeper.port: keeper.working for keeper in others})
    return {
        "version": VERSION,
        "state": view.state.value,
        "sitting_s": view.sitting_ms // 1000,
        "opens_in_s": _seconds(view.opens_in_ms),
        "closes_in_s": _seconds(view.closes_in_ms),
        "held": _held(view.held),
        "holds_active": [hold.value for hold in view.holds_active],
        "holds_unknown": [hold.value for hold in view.holds_unknown if not adapters["holds"].get(hold)],
        "planned_for": _iso(view.planned_for),
        "paused_until": _iso(view.paused_until),
        "snoozes_left": view.snoozes_left,
        "adapters": adapters,
        "reasons": {keeper.port: keeper.reason for keeper in keepers if keeper.reason},
        "today": dict(today),
        "recording": {"since": _iso(recording_since)} if recording_since else None,
        "settings": {
            "sources": list(settings.sources),
            "problems": [*problems, *(str(problem) for problem in settings.problems)],
        },
        "as_of": now.wall.isoformat(timespec="seconds"),
    }


def adapters(keepers: Sequence[Keeper[Any]]) -> list[dict[str, Any]]:
    """Every port: who works, who was passed over and why."""
    return [
        {
            "port": keeper.port,
            "name": keeper.name,
            "passed": [
                {"name": each.name, "reason": each.reason, "remedy": each.remedy} for each in keeper.passed
            ],
            "untried": list(keeper.selection.untried),
            "detail": keeper.reason,
        }
        for keeper in keepers
    ]


def _held(held: Waiting | None) -> dict[str, Any] | None:
    if held is None:
        return None
    return {
        "reasons": [hold.value for hold in held.reasons],
        "since": _iso(held.since),
        "until": _iso(held.until),
    }


def _iso(wall: datetime | None) -> str | None:
    return wall.isoformat(timespec="seconds") if wall else None


def _seconds(length_ms: int | None) -> int | None:
    return None if length_ms is None else length_ms // 1000
