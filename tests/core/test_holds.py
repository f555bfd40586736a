"""Calls, films, talks and the wish not to be disturbed: a reminder waits for them and says why, and who sits
through one has been sitting."""

import pytest

from deskbreak.core.commands import Outcome, Prompt, ShowSign, WatchHolds
from deskbreak.core.events import Answer, Held, Locked, RulesChanged, ScreenKept, Suspended, Unlocked
from deskbreak.core.rules import Hold, Rules
from deskbreak.core.view import State
from support.simulated_desk import HOUR, MINUTE, SECOND, SimulatedDesk

CALLS = (Hold.MICROPHONE, Hold.CAMERA, Hold.PRESENTING)


def shown(desk: SimulatedDesk) -> list[Prompt]:
    return [said for _, said in desk.said if isinstance(said, Prompt)]


def signs(desk: SimulatedDesk) -> list[tuple[float, bool]]:
    return [(round(at / MINUTE, 2), said.shown) for at, said in desk.said if isinstance(said, ShowSign)]


def looks(desk: SimulatedDesk) -> list[tuple[float, bool]]:
    return [(round(at / SECOND, 2), said.wanted) for at, said in desk.said if isinstance(said, WatchHolds)]


# --- waiting ------------------------------------------------------------------------


@pytest.mark.parametrize("hold", Hold)
def test_nobody_is_asked_while_something_holds_and_the_prompt_says_so_afterwards(hold: Hold) -> None:
    desk = SimulatedDesk().holds().types(29 * MINUTE)
    desk.holds(hold).types(12 * MINUTE)
    assert (desk.state(), desk.prompts) == (State.HELD, [])
    desk.holds().types(10 * SECOND - 1)
    assert desk.state() is State.HELD
    desk.pauses(MINUTE)
    assert [(each.held_ms, each.held_reasons) for each in shown(desk)] == [
        (11 * MINUTE + 10 * SECOND, (hold,))
    ]
    assert desk.rows[0].held_ms == 11 * MINUTE + 10 * SECOND


def test_while_it_waits_it_says_why_since_when_and_until_when() -> None:
    desk = SimulatedDesk().holds(Hold.CAMERA).types(20 * MINUTE)
    assert (desk.view.held, desk.view.holds_active) == (None, (Hold.CAMERA,))
    desk.holds(Hold.MICROPHONE, Hold.CAMERA).types(20 * MINUTE)
    waiting = desk.view.held
    assert waiting is not None
    assert waiting.reasons == (Hold.MICROPHONE, Hold.CAMERA)
    assert (waiting.since, waiting.until) == (desk.clock_at(30 * MINUTE), desk.clock_at(75 * MINUTE))


def test_what_nobody_can_tell_never_holds_and_says_so() -> None:
    desk = SimulatedDesk().holds()
    desk.tell(Held(Hold.CAMERA, None))
    desk.works(31 * MINUTE).pauses(MINUTE)
    assert desk.view.holds_unknown == (Hold.CAMERA,)
    assert len(desk.prompts) == 1


def test_what_is_switched_off_does_not_hold() -> None:
    desk = SimulatedDesk(Rules(holds=frozenset(Hold) - {Hold.CAMERA})).holds(Hold.CAMERA)
    desk.types(31 * MINUTE).pauses(MINUTE)
    assert (desk.view.holds_active, len(desk.prompts)) == ((), 1)
    desk = SimulatedDesk().holds(Hold.CAMERA).types(31 * MINUTE)
    desk.tell(RulesChanged(Rules(holds=frozenset())))
    assert desk.types(15 * MINUTE).prompts == [(45.0, "latest")]


@pytest.mark.parametrize("silence", [False, None])
def test_a_call_that_is_off_for_a_moment_is_not_over(silence: bool | None) -> None:
    desk = SimulatedDesk().holds(Hold.MICROPHONE).types(44 * MINUTE)
    for _ in range(8):
        desk.tell(Held(Hold.MICROPHONE, silence))
        desk.types(9 * SECOND)
        desk.tell(Held(Hold.MICROPHONE, on=True))
        desk.types(20 * SECOND)
    assert desk.prompts == []


def test_a_first_window_that_is_still_open_simply_goes_on() -> None:
    desk = SimulatedDesk().holds(Hold.MICROPHONE).types(35 * MINUTE)
    desk.holds().types(9 * MINUTE)
    assert desk.prompts == []
    assert desk.types(MINUTE).prompts == [(45.0, "latest")]


def test_after_a_long_call_a_short_pause_is_enough_and_it_is_asked_within_five_minutes() -> None:
    desk = SimulatedDesk().holds(Hold.MICROPHONE).types(60 * MINUTE)
    desk.holds().types(5 * MINUTE + 9 * SECOND)
    assert desk.prompts == []
    assert desk.types(SECOND).prompts == [(65.17, "latest")]


def test_who_is_quiet_as_the_call_ends_is_asked_then() -> None:
    desk = SimulatedDesk().holds(Hold.MICROPHONE).types(40 * MINUTE).pauses(10 * MINUTE)
    assert desk.holds().pauses(9 * SECOND).prompts == []
    assert desk.pauses(2 * SECOND).prompts == [(50.17, "pause")]


def test_a_hold_that_begins_takes_the_prompt_down_which_counts_for_nothing() -> None:
    desk = SimulatedDesk().holds().types(45 * MINUTE)
    desk.types(30 * SECOND).holds(Hold.MICROPHONE).types(2 * MINUTE)
    assert (desk.outcomes, desk.state(), desk.view.snoozes_left) == (["withdrawn"], State.HELD, 3)
    desk.holds().types(6 * MINUTE)
    assert [each.held_ms for each in shown(desk)] == [0, 2 * MINUTE + 10 * SECOND]


def test_who_comes_back_to_the_locked_screen_for_a_call_did_not_walk_away() -> None:
    desk = SimulatedDesk().holds().types(45 * MINUTE)
    desk.tell(Locked())
    desk.pauses(MINUTE).holds(Hold.MICROPHONE)
    desk.tell(Unlocked())
    assert desk.outcomes == ["withdrawn"]


def test_a_routine_that_leads_is_nobody_elses_business() -> None:
    desk = SimulatedDesk().holds().types(45 * MINUTE).chooses(Answer.START)
    desk.holds(Hold.MICROPHONE).pauses(MINUTE)
    assert desk.state() is State.ROUTINE


def test_what_a_call_took_down_can_be_skipped_all_the_same() -> None:
    desk = SimulatedDesk().holds().types(45 * MINUTE)
    desk.holds(Hold.MICROPHONE).chooses(Answer.SKIP)
    assert (desk.state(), desk.outcomes) == (State.SITTING, ["withdrawn"])
    assert desk.holds().types(29 * MINUTE).prompts == [(45.0, "latest")]


def test_each_ask_says_its_own_wait() -> None:
    desk = SimulatedDesk().holds(Hold.MICROPHONE).types(46 * MINUTE)
    desk.holds().types(6 * MINUTE).chooses(Answer.SNOOZE)
    desk.types(6 * MINUTE).pauses(20 * SECOND)
    assert [each.held_reasons for each in shown(desk)] == [(Hold.MICROPHONE,), ()]


# --- for how long ---------------------------------------------------------------------


@pytest.mark.parametrize("holds", [(each,) for each in Hold if each is not Hold.FULLSCREEN] + [tuple(Hold)])
def test_past_its_limit_the_icon_says_so_until_the_hold_ends(holds: tuple[Hold, ...]) -> None:
    desk = SimulatedDesk().holds(*holds).types(75 * MINUTE - 1)
    assert (desk.state(), signs(desk)) == (State.HELD, [])
    desk.types(30 * MINUTE)
    assert (desk.state(), signs(desk), desk.prompts) == (State.SILENT, [(75.0, True)], [])
    assert desk.view.held is not None
    desk.holds().types(6 * MINUTE)
    assert signs(desk) == [(75.0, True), (105.17, False)]
    assert desk.prompts == [(110.17, "latest")]


def test_a_full_screen_alone_is_interrupted_in_the_end() -> None:
    desk = SimulatedDesk().holds(Hold.FULLSCREEN).types(75 * MINUTE - 1)
    assert desk.prompts == []
    assert desk.types(6 * MINUTE).prompts == [(80.0, "latest")]
    assert (desk.state(), signs(desk)) == (State.PROMPTING, [])


def test_a_film_without_a_hand_on_the_keys_is_interrupted_in_the_end() -> None:
    desk = SimulatedDesk().holds(Hold.FULLSCREEN, screen_kept=True).types(MINUTE)
    assert desk.pauses(76 * MINUTE).prompts == [(75.0, "pause")]


def test_a_reminder_that_was_held_to_its_end_is_remembered() -> None:
    desk = SimulatedDesk().holds(Hold.DO_NOT_DISTURB).types(50 * MINUTE).pauses(6 * MINUTE)
    (row,) = desk.rows
    assert (row.outcome, row.attempt, row.prompted, row.why) == (Outcome.HELD, 0, None, None)
    assert (row.held_ms, row.held_reasons) == (20 * MINUTE, (Hold.DO_NOT_DISTURB,))
    assert (row.due, row.ended) == (desk.clock_at(30 * MINUTE), desk.clock_at(50 * MINUTE))
    assert row.sitting_ms == 50 * MINUTE


def test_a_wait_goes_on_over_a_restart_though_nothing_is_known_of_it_at_first() -> None:
    desk = SimulatedDesk().holds(Hold.MICROPHONE).types(40 * MINUTE)
    desk.restarts(30 * SECOND, types=(0, 30 * SECOND)).holds(Hold.MICROPHONE).types(2 * MINUTE)
    assert desk.state() is State.HELD
    desk.holds().types(MINUTE).pauses(MINUTE)
    assert shown(desk)[0].held_ms == pytest.approx(12 * MINUTE + 10 * SECOND, abs=5)


# --- who is there without touching anything ---------------------------------------------


@pytest.mark.parametrize("hold", CALLS)
def test_listening_in_a_call_is_sitting(hold: Hold) -> None:
    desk = SimulatedDesk().holds(hold).types(MINUTE).pauses(20 * MINUTE)
    assert (desk.state(), desk.sitting_min) == (State.SITTING, 21)


def test_a_film_that_plays_is_sitting_and_a_rest_begins_as_it_ends() -> None:
    desk = SimulatedDesk().holds(screen_kept=True).types(MINUTE).pauses(20 * MINUTE)
    assert desk.sitting_min == 21
    desk.holds(screen_kept=False).pauses(5 * MINUTE - 1)
    assert desk.state() is State.SITTING
    assert desk.pauses(1).state() is State.RESTING


def test_a_film_that_is_paused_shows_nobody_also_in_full_screen() -> None:
    desk = SimulatedDesk().holds(Hold.FULLSCREEN, screen_kept=False).types(MINUTE).pauses(5 * MINUTE)
    assert desk.state() is State.RESTING
    unknown = SimulatedDesk().holds(Hold.FULLSCREEN).types(MINUTE).pauses(5 * MINUTE)
    assert unknown.state() is State.SITTING


def test_who_does_not_want_to_be_disturbed_may_be_anywhere() -> None:
    desk = SimulatedDesk().holds(Hold.DO_NOT_DISTURB).types(MINUTE).pauses(5 * MINUTE)
    assert desk.state() is State.RESTING


def test_after_two_hours_without_a_hand_nobody_is_there_any_more() -> None:
    desk = SimulatedDesk(Rules(earliest_ms=12 * HOUR, latest_ms=12 * HOUR)).holds(screen_kept=True)
    desk.types(MINUTE).pauses(2 * HOUR + 5 * MINUTE - 1)
    assert desk.state() is State.SITTING
    desk.pauses(1)
    assert (desk.state(), desk.engine.memory().reminder) == (State.RESTING, None)


def test_behind_a_lock_a_film_shows_nobody() -> None:
    desk = SimulatedDesk().holds(screen_kept=True).types(MINUTE).pauses(10 * MINUTE)
    desk.tell(Locked())
    assert desk.pauses(2 * MINUTE).state() is State.RESTING


def test_a_restart_in_the_midst_of_a_call_ends_no_sitting() -> None:
    desk = SimulatedDesk().holds(Hold.MICROPHONE).types(MINUTE).pauses(10 * MINUTE)
    desk.restarts(5 * SECOND).holds(Hold.MICROPHONE).pauses(5 * MINUTE)
    assert desk.sitting_min == pytest.approx(16, abs=0.2)


# --- when it is looked at -------------------------------------------------------------------


def test_holds_are_looked_at_shortly_before_a_window_opens_and_no_longer_than_it_is_open() -> None:
    desk = SimulatedDesk(Rules(earliest_ms=10 * MINUTE, latest_ms=10 * MINUTE, snoozes=0))
    desk.types(10 * MINUTE).chooses(Answer.STOOD)
    assert looks(desk) == [(590, True), (600, False)]


def test_they_are_looked_at_while_an_idle_lasts_that_a_film_may_explain() -> None:
    desk = SimulatedDesk().types(MINUTE).pauses(3 * MINUTE).types(MINUTE)
    assert looks(desk) == [(210, True), (243.25, False)]


def test_nobody_is_asked_before_it_was_looked() -> None:
    desk = SimulatedDesk().works(20 * MINUTE)
    desk.tell(Suspended(for_ms=11 * MINUTE))
    desk.works(10 * MINUTE).pauses(MINUTE)
    assert (looks(desk)[-1], desk.prompts) == ((1860.0, True), [])
    desk.tell(Held(Hold.CAMERA, on=True))
    assert desk.pauses(2 * SECOND).state() is State.HELD


def test_a_film_keeps_an_idle_from_being_a_rest_as_soon_as_it_is_told() -> None:
    desk = SimulatedDesk().types(MINUTE).pauses(3 * MINUTE)
    desk.tell(ScreenKept(on=True))
    assert desk.pauses(30 * MINUTE).prompts == [(30.0, "pause")]
