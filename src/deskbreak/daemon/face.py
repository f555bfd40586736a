"""What the tray shows: the view as an icon, a tooltip and a menu."""

from collections.abc import Mapping
from datetime import datetime

from deskbreak.core.moments import Moment
from deskbreak.core.rules import MINUTE_MS
from deskbreak.core.view import State, View
from deskbreak.daemon import actions, words
from deskbreak.language import _, ngettext
from deskbreak.ports.tray import RING_STEPS, Face, MenuItem, Sign
from deskbreak.window import phrases

SIGNS = {
    State.SITTING: Sign.SITTING,
    State.RESTING: Sign.SITTING,
    State.DUE: Sign.DUE,
    State.SNOOZED: Sign.DUE,
    State.HELD: Sign.HELD,
    State.PROMPTING: Sign.PROMPTING,
    State.ROUTINE: Sign.PROMPTING,
    State.SILENT: Sign.PROMPTING,
    State.PAUSED: Sign.PAUSED,
    State.OFF_HOURS: Sign.OFF_HOURS,
    State.UNKNOWN: Sign.UNKNOWN,
}
DONE = ("completed", "partly", "walked_away")
"""The outcomes that count as having been up."""


def face(
    view: View,
    now: Moment,
    today: Mapping[str, int],
    why_unknown: str,
    problem: str,
    *,
    recording_since: datetime | None = None,
) -> Face:
    """The tray at this moment. ``problem`` is what is wrong and what to do, where something is."""
    told = words.of(view, now, why_unknown)
    lines = [told.title, told.detail]
    if view.state not in (State.RESTING, State.UNKNOWN):
        lines.insert(0, words.minutes_at_the_desk(_as_finely_as_the_ring(view)))
    if recording_since is not None:
        lines.append(words.recording(recording_since))
    if problem:
        lines.append(problem)
    return Face(
        sign=SIGNS[view.state],
        filled=_filled(view),
        title="Deskbreak",
        text="\n".join(lines),
        menu=_menu(view, now, today, problem, recording=recording_since is not None),
    )


def done_today(today: Mapping[str, int]) -> int:
    """How often somebody was up today."""
    return sum(today.get(outcome, 0) for outcome in DONE)


def _as_finely_as_the_ring(view: View) -> int:
    """So that icon and tooltip change together, and the panel is woken once for both."""
    return view.sitting_ms - view.sitting_ms % max(1, view.latest_ms // RING_STEPS)


def _filled(view: View) -> int:
    if view.state is not State.SITTING:
        return 0
    return min(RING_STEPS - 1, view.sitting_ms * RING_STEPS // view.latest_ms)


def _menu(
    view: View, now: Moment, today: Mapping[str, int], problem: str, *, recording: bool
) -> tuple[MenuItem, ...]:
    told = words.of(view, now)
    items = [MenuItem(told.title, enabled=False)]
    if view.held is not None or view.planned_for is not None:
        # Few panels show a tooltip to everybody; why it waits is told here as well.
        items.append(MenuItem(told.detail.removesuffix("."), enabled=False))
    items += [
        MenuItem(),
        MenuItem(phrases.start(view.routine), actions.START),
    ]
    if view.state is State.PROMPTING:
        if view.snoozes_left:
            minutes = max(1, round(view.snooze_ms / MINUTE_MS))
            later = ngettext("In {minutes} minute", "In {minutes} minutes", minutes).format(minutes=minutes)
            items.append(MenuItem(later, actions.SNOOZE))
        items.append(MenuItem(_("Skip"), actions.SKIP))
    items.append(MenuItem(_("I already stood"), actions.STOOD))
    items.append(MenuItem())
    if view.paused_until is None:
        items.append(
            MenuItem(
                _("Pause"),
                children=(
                    MenuItem(_("For 30 minutes"), actions.PAUSE_30_MIN),
                    MenuItem(_("For an hour"), actions.PAUSE_1_HOUR),
                    MenuItem(_("Until tomorrow"), actions.PAUSE_UNTIL_TOMORROW),
                ),
            )
        )
    else:
        items.append(MenuItem(_("Resume reminders"), actions.RESUME))
    if recording:
        items.append(MenuItem(_("Stop recording"), actions.STOP_RECORDING))
    items += [
        MenuItem(_("Desk checklist"), actions.CHECKLIST),
        MenuItem(_("A problem: look at Deskbreak") if problem else _("Open Deskbreak"), actions.HOME),
        MenuItem(),
        MenuItem(_today(today), enabled=False),
        MenuItem(_("Quit"), actions.QUIT),
    ]
    return tuple(items)


def _today(today: Mapping[str, int]) -> str:
    times = done_today(today)
    return ngettext("Today: {times} time up", "Today: {times} times up", times).format(times=times)
