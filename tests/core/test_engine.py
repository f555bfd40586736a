"""The mind as a whole: what it asks of its caller, and what comes first at one and the same moment."""

from deskbreak.core.commands import Prompt, Watch, Withdraw
from deskbreak.core.events import Answer, Sensing, Suspended, Tick
from deskbreak.core.rules import Rules
from deskbreak.core.view import State
from support.simulated_desk import HOUR, MINUTE, SECOND, SimulatedDesk


def test_what_to_watch_is_told_when_it_changes_and_not_again() -> None:
    desk = SimulatedDesk().types(10 * MINUTE)
    assert desk.engine.handle(Tick(), desk.moment) == []
    desk.steady_ms += 10 * SECOND
    assert desk.engine.handle(Tick(), desk.moment) == []
    desk.types(21 * MINUTE)
    assert desk.state() is State.DUE
    lengths = set(desk._watched)
    desk.types(10 * MINUTE)
    assert desk._watched != lengths  # the wanted pause has fallen


def test_where_nothing_can_be_read_nothing_is_watched() -> None:
    desk = SimulatedDesk().types(MINUTE)
    assert desk.engine.handle(Sensing(None), desk.moment) == []
    [command] = desk.engine.handle(Sensing(1), desk.moment)
    assert isinstance(command, Watch)


def test_what_is_due_at_the_moment_of_a_word_comes_before_the_word() -> None:
    desk = SimulatedDesk().types(45 * MINUTE - 1)
    desk.steady_ms += 1
    said = [type(each) for each in desk.engine.handle(Suspended(for_ms=HOUR), desk.moment)]
    assert said.index(Prompt) < said.index(Withdraw)


def test_a_pause_of_no_length_is_over_at_once() -> None:
    desk = SimulatedDesk().types(MINUTE)
    desk.tell(Suspended())
    assert desk.engine.view.state is State.SITTING


def test_an_open_prompt_follows_another_sense() -> None:
    rules = Rules(earliest_ms=20 * MINUTE, latest_ms=20 * MINUTE)
    desk = SimulatedDesk(rules).types(20 * MINUTE + 5 * SECOND)
    assert desk.state() is State.PROMPTING
    desk.tell(Sensing(10 * SECOND))
    desk.types(2 * MINUTE)
    assert min(desk._watched) == 10 * SECOND
    desk.chooses(Answer.STOOD)
