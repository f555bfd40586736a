"""Shows how things are: the tray's face, and the facts for an open window; each only when it changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from deskbreak.core.moments import Moment
from deskbreak.core.view import View
from deskbreak.daemon import face, words
from deskbreak.daemon.keeper import Keeper
from deskbreak.daemon.surface import Surface
from deskbreak.ports.tray import Face, Tray
from deskbreak.window.messages import Facts


@dataclass(frozen=True, slots=True)
class Sight:
    """All there is to see at one moment. ``why_unknown`` and ``problem`` are ready to read, or empty."""

    view: View
    now: Moment
    today: Mapping[str, int]
    why_unknown: str
    problem: str
    recording_since: datetime | None


class Showing:
    """Remembers what was shown last."""

    def __init__(self, tray: Keeper[Tray], surface: Surface) -> None:
        self._tray = tray
        self._surface = surface
        self._shown: Face | None = None
        self._told: Facts | None = None

    def show(self, sight: Sight) -> None:
        """Bring tray and window up to date, where there are such."""
        self._show_face(sight)
        if self._surface.running:
            self._tell_facts(sight)

    def window_gone(self) -> None:
        """The next window knows nothing yet."""
        self._told = None

    def _show_face(self, sight: Sight) -> None:
        if self._tray.adapter is None:
            self._shown = None
            return
        now = face.face(
            sight.view,
            sight.now,
            sight.today,
            sight.why_unknown,
            sight.problem,
            recording_since=sight.recording_since,
        )
        if now != self._shown:
            self._shown = now
            self._tray.adapter.show(now)

    def _tell_facts(self, sight: Sight) -> None:
        facts = facts_of(sight)
        if facts != self._told:
            self._told = facts
            self._surface.tell(facts)


def facts_of(sight: Sight) -> Facts:
    """What ``home`` and the end of the routine show."""
    view, now = sight.view, sight.now
    told = words.of(view, now, sight.why_unknown)
    return Facts(
        state=view.state.value,
        sitting_ms=view.sitting_ms,
        earliest_ms=view.earliest_ms,
        latest_ms=view.latest_ms,
        opens_at=words.opens_at(view, now),
        closes_at=words.closes_at(view, now),
        paused_until=words.paused_until(view, now),
        done_today=face.done_today(sight.today),
        skipped_today=sight.today.get("skipped", 0),
        title=told.title,
        detail=told.detail,
        problem=sight.problem,
        routine=view.routine,
        recording_since=words.time_of_day(sight.recording_since) if sight.recording_since else "",
    )
