"""The daemon's loop: takes what came, tells the mind, carries out its answers, waits for the deadline."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from deskbreak.clock import Clock
from deskbreak.control.protocol import Request
from deskbreak.control.server import Reply
from deskbreak.core import events as on
from deskbreak.core.engine import Engine
from deskbreak.core.moments import Moment
from deskbreak.core.reminder import NotNow
from deskbreak.core.view import View
from deskbreak.daemon import actions, inbox, status
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.choices import BadDetails, UnknownAction, event_of
from deskbreak.daemon.conduct import Conduct
from deskbreak.daemon.notices import Notices
from deskbreak.daemon.paint_watch import PaintWatch
from deskbreak.daemon.ports import Ports
from deskbreak.daemon.pruning import Pruning
from deskbreak.daemon.recording import Recording
from deskbreak.daemon.remembering import Remembering
from deskbreak.daemon.showing import Showing, Sight, facts_of
from deskbreak.daemon.state_writer import StateWriter
from deskbreak.daemon.surface import Surface
from deskbreak.daemon.today import Today
from deskbreak.history.writer import HistoryWriter
from deskbreak.language import _
from deskbreak.ports.selection import Selection
from deskbreak.ports.session import SessionEnd
from deskbreak.settings.resolved import Resolved, after_edit
from deskbreak.window import messages as say
from deskbreak.window import phrases

log = logging.getLogger(__name__)

LONGEST_WAIT_MS = 60_000
AFTER_FAULT_MS = 1_000
"""What cannot be done now is not tried again at once, over and over."""
UNREADABLE_NOTICE_MS = 20_000
"""An adapter that comes back within this time is not worth a notice."""


class Loop:
    """Owns the mind. Everything here runs in one worker thread; other threads post to the inbox."""

    def __init__(
        self,
        *,
        clock: Clock,
        box: inbox.Inbox,
        alarms: Alarms,
        engine: Engine,
        settings: Resolved,
        ports: Ports,
        surface: Surface,
        state: StateWriter,
        history: HistoryWriter,
        read_settings: Callable[[], None],
        settings_changed: Callable[[Resolved], None],
        calendar_due: Callable[[Moment], float],
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._box = box
        self._alarms = alarms
        self._engine = engine
        self._ports = ports
        self._surface = surface
        self._state = state
        self._history = history
        self._read_settings = read_settings
        self._settings_changed = settings_changed
        self._calendar_due = calendar_due
        self._today = Today(lambda day: history.count_day(day, lambda told: box.post(inbox.Counted(told))))
        self._conduct = Conduct(ports, surface, history, self._today, lambda: self.settings)
        self._now = clock.now()
        self._ending = False
        self._showing = Showing(ports.tray, surface)
        self._paint_watch = PaintWatch(surface, alarms)
        self._remembering = Remembering(engine, state)
        self._pruning = Pruning(history.prune, self._now)
        self._not_before_ms = 0
        self._history_problem = ""
        self._state_problem = ""
        self._settings_problem = ""
        self._window_problem = ""
        self._notices = Notices(ports.notifier)
        self._recording = Recording(lambda number: box.post(inbox.RecordingOver(number)))

    # --- the loop -----------------------------------------------------------------

    def run(self) -> None:
        """Until somebody asks to end. Raises nothing that an item may cause: that is logged."""
        self._ports.open()
        self._tell_settings_problems()
        while not self._ending:
            # Told one by one, shown and kept once: under load that is what costs.
            for item in self._box.take(self._wait_s()):
                self._safely(partial(self._take, item), type(item).__name__)
                if self._ending:
                    break
            self._safely(self._after, "what follows")
        self._close()

    def _safely(self, work: Callable[[], None], name: str) -> None:
        self._now = self._clock.now()
        try:
            work()
        except Exception:  # one broken item must not end the reminders
            log.exception("an item could not be handled: %s", name)
            self._not_before_ms = self._now.steady_ms + AFTER_FAULT_MS

    def _wait_s(self) -> float:
        dues = [self._remembering.due_ms, self._now.steady_ms + LONGEST_WAIT_MS]
        if self._alarms.next_ms is not None:
            dues.append(self._alarms.next_ms)
        return max(0, max(min(dues), self._not_before_ms) - self._clock.now().steady_ms) / 1000

    def _take(self, item: inbox.Item) -> None:  # noqa: PLR0912  one line a kind of item
        match item:
            case inbox.Seen(event, moment):
                self._tell(event, moment)
                if isinstance(event, on.FellAsleep):
                    self._keep_before_it_is_too_late()
                elif isinstance(event, on.Held | on.ScreenKept):
                    self._ports.holds.told(event)
            case inbox.SessionEnding(end):
                self._tell(on.Tick())
                self._keep_before_it_is_too_late()
                # Left behind, it would only keep the one out that the next session starts.
                self._ending = end is SessionEnd.HERE
            case inbox.Acted(action):
                self._act_kindly(action)
            case inbox.Asked(request, reply):
                self._answer(request, reply)
            case inbox.Said(message):
                self._said(message)
            case inbox.WindowGone(reason):
                self._window_gone(reason)
            case inbox.Selected(selection):
                self._selected(selection)
            case inbox.PortLost(port, reason):
                self._port_lost(port, reason)
            case inbox.PanelTold(reason):
                self._ports.tray.trouble = reason or ""
            case inbox.SettingsTouched():
                self._read_settings()
            case inbox.SettingsRead(resolved, reason):
                self._settings_read(resolved, reason)
            case inbox.HistoryTold(problem):
                self._history_problem = problem
                self._notices.tell(_("The history"), problem)
            case inbox.StateTold(problem):
                self._state_problem = problem
                self._notices.tell(_("What Deskbreak remembers"), problem)
            case inbox.Counted(outcomes):
                self._today.counted(outcomes)
            case inbox.RecordingOver(number):
                self._recording.ended(number)
            case inbox.CalendarDue():
                self._run_calendar()
            case inbox.End():
                self._ending = True
                self._tell(on.Tick())  # the time until now is to be kept as well

    def _tell(self, event: on.Event, moment: Moment | None = None) -> None:
        for command in self._engine.handle(event, moment or self._now):
            try:
                self._conduct.carry_out(command)
            except Exception:  # the others are no less wanted, a row of the history least of all
                log.exception("a command could not be carried out: %s", type(command).__name__)

    def _after(self) -> None:
        """Do what is due by now, whatever came; show and keep what may have changed."""
        if self._remembering.due_ms <= self._now.steady_ms:
            self._tell(on.Tick())
        self._alarms.ring(self._now.steady_ms)
        self._today.look(self._now.wall.date())
        self._pruning.look(self._now, timedelta(milliseconds=self.settings.values["history.keep"]))
        self._paint_watch.look(self._now)
        self._showing.show(self._sight())
        self._remembering.look(self._now)

    def _keep_before_it_is_too_late(self) -> None:
        """The computer is about to sleep or to end, and waits a moment for us."""
        self._remembering.write(self._now, self._ports.let_session_go)

    @property
    def _view(self) -> View:
        return self._engine.view

    # --- what people do --------------------------------------------------------------

    def _act_kindly(self, action: str) -> None:
        """From tray or window, where a choice that no longer fits is nobody's mistake."""
        try:
            self._act(action, {})
        except NotNow as refusal:
            log.info("%s: %s", action, refusal)
        except UnknownAction:
            log.warning("no such action: %s", action)

    def _act(self, action: str, details: Mapping[str, Any]) -> None:
        """Raises :class:`NotNow`, :class:`UnknownAction` or :class:`BadDetails`; nothing was then changed."""
        match action:
            case actions.HOME:
                self._surface.show(facts_of(self._sight()), say.ShowHome())
            case actions.CHECKLIST:
                self._surface.show(say.ShowChecklist())
            case actions.SEE_SOMEBODY:
                self._surface.show(say.ShowSeeSomebody())
            case actions.STOP_RECORDING:
                self._recording.stop()
            case actions.QUIT:
                self._ending = True
            case _:
                self._choose(event_of(action, details, self._now.wall))

    def _choose(self, choice: on.Event) -> None:
        try:
            self._tell(choice)
        except NotNow:
            self._tell(on.Tick())  # what became due before the choice still has to be done
            raise

    def _answer(self, request: Request, reply: Reply) -> None:
        if request.do == "status":
            self._tell(on.Tick())
            problems = [each for each in self._own_problems() if each]
            reply.result(
                status.status(
                    view=self._view,
                    now=self._now,
                    keepers=self._ports.keepers,
                    today=self._today.outcomes,
                    settings=self.settings,
                    problems=problems,
                    recording_since=self._recording.since,
                )
            )
        elif request.do == "adapters":
            reply.result(status.adapters(self._ports.keepers))
        elif request.do == "record":
            self._recording.begin(reply, self._now.wall)
        elif request.do == "act":
            self._answer_act(str(request.args.get("action", "")), request.args, reply)
        else:
            reply.error("unknown_verb", _("This Deskbreak does not know «{verb}».").format(verb=request.do))

    def _answer_act(self, action: str, details: Mapping[str, Any], reply: Reply) -> None:
        try:
            self._act(action, details)
        except NotNow:
            reply.error("not_now", _not_now(action))
        except UnknownAction:
            reply.error("unknown_action", _("This Deskbreak does not know «{action}».").format(action=action))
        except BadDetails as refusal:
            reply.error("bad_request", str(refusal))
        except Exception:
            reply.error("failed", _("That did not work; the log of the running Deskbreak tells more."))
            raise
        else:
            reply.result({})

    # --- the window ------------------------------------------------------------------------

    def _said(self, message: say.FromWindow) -> None:
        match message:
            case say.Wanted(action):
                self._act_kindly(action)
            case say.BreathFinished(count):
                self._tell(on.BreathDone(count))
            case say.RoutineOver(variant):
                self._conduct.guiding = False
                self._tell(on.RoutineEnded(variant or None))
            case say.Closed("prompt") if self._conduct.prompting:
                self._act_kindly(actions.SNOOZE)
            case say.Painted(surface):
                self._surface.painted(surface)
                self._window_problem = ""
                self._notices.tell(_("A window cannot be shown"), "")
                log.info("%s was painted", surface)
            case _:
                pass

    def _window_gone(self, reason: str) -> None:
        self._surface.ended()
        self._showing.window_gone()
        asked, guided = self._conduct.prompting, self._conduct.guiding
        self._conduct.prompting = self._conduct.guiding = False
        if reason:
            log.warning("the window's process is gone: %s", reason)
            self._window_problem = _("A window could not be shown: {reason}").format(reason=reason)
        if asked or guided:
            if not reason:
                log.warning("the window's process ended while somebody was asked")
            self._tell(on.Failed())
        if asked:
            self._ask_by_notice()
        elif reason:
            self._notices.tell(_("A window cannot be shown"), self._window_problem)

    def _ask_by_notice(self) -> None:
        """As often as a window would have asked: the mind does not count what nobody could answer."""
        if self._conduct.attempt <= 1 + self.settings.rules.snoozes:
            told = _(
                "Deskbreak's window cannot be shown just now. Take a moment all the same;"
                " «deskbreak routine --terminal» leads you through it."
            )
            waited = self._conduct.waited
            self._notices.ask(
                phrases.good_moment(self._view.routine), f"{waited}\n{told}" if waited else told
            )

    def _sight(self) -> Sight:
        return Sight(
            self._view,
            self._now,
            self._today.outcomes,
            self._ports.activity.reason,
            self._problem(),
            self._recording.since,
        )

    # --- ports ---------------------------------------------------------------------------------

    def _selected(self, selection: Selection[Any]) -> None:
        self._tell_all(self._ports.take(selection))
        if selection.port == "notifier":
            self._notices.hand_over()
        self._notice_later_what_cannot_be_read()

    def _port_lost(self, port: str, reason: str) -> None:
        # A session that ends in disorder tells nobody: its bus and its display just go.
        self._tell_all([*self._ports.lost(port, reason), on.Tick()])
        self._notice_later_what_cannot_be_read()
        self._remembering.write(self._now, _nobody_waits)

    def _tell_all(self, events: Sequence[on.Event]) -> None:
        for event in events:
            self._tell(event)

    def _notice_later_what_cannot_be_read(self) -> None:
        if self._ports.activity.adapter is None:
            self._alarms.at(self._now.steady_ms + UNREADABLE_NOTICE_MS, self._notice_unreadable)

    def _notice_unreadable(self) -> None:
        if self._ports.activity.adapter is None:
            self._notices.tell(_("Deskbreak cannot tell whether you are there"), self._ports.activity.reason)

    # --- settings and calendar ---------------------------------------------------------------------

    def _settings_read(self, resolved: Resolved | None, reason: str) -> None:
        self._settings_problem = reason
        if resolved is None:
            log.warning("%s", reason)
            return
        before, self.settings = self.settings, after_edit(self.settings, resolved)
        self._tell_settings_problems()
        if self.settings.values != before.values:
            log.info("settings taken from %s", ", ".join(self.settings.sources) or "defaults")
            self._tell(on.RulesChanged(self.settings.rules))
            self._settings_changed(self.settings)
            self._tell_all(self._ports.settings_changed(before, self.settings))

    def _tell_settings_problems(self) -> None:
        told = "\n".join(str(problem) for problem in self.settings.problems)
        self._notices.tell(_("A problem with the settings"), told)

    def _problem(self) -> str:
        serious = [str(each) for each in self.settings.problems if not each.warning]
        return next((each for each in (*serious, *self._own_problems()) if each), "")

    def _own_problems(self) -> tuple[str, ...]:
        """What is wrong at present, in the order in which it matters; empty texts for what is well."""
        return self._settings_problem, self._history_problem, self._state_problem, self._window_problem

    def _run_calendar(self) -> None:
        wait_s = self._calendar_due(self._now)
        self._alarms.at(self._now.steady_ms + round(wait_s * 1000), self._run_calendar)
        self._tell(on.Tick())

    # --- the end ------------------------------------------------------------------------------------

    def _close(self) -> None:
        self._remembering.write(self._clock.now(), _nobody_waits)
        for close in (self._surface.close, *self._ports.closes(), self._history.close, self._state.close):
            try:
                close()
            except Exception:  # what comes after it has to be closed too
                log.exception("something did not end in order")


def _nobody_waits() -> None:
    """What told of it is gone already."""


def _not_now(action: str) -> str:
    match action:
        case actions.SNOOZE | actions.SKIP:
            return _("Nobody is asking just now, so there is nothing to put off.")
        case _:
            return _("The routine is open already.")
