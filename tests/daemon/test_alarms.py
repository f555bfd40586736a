"""Things to be done later: each once, in order, however often it was asked for."""

from deskbreak.daemon.alarms import Alarms


def test_nothing_is_ahead_until_something_was_set() -> None:
    assert Alarms().next_ms is None


def test_calls_come_in_the_order_of_their_times_and_not_before() -> None:
    alarms, made = Alarms(), list[str]()
    alarms.at(300, lambda: made.append("third"))
    alarms.at(100, lambda: made.append("first"))
    alarms.at(200, lambda: made.append("second"))
    assert alarms.next_ms == 100

    alarms.ring(99)
    assert made == []

    alarms.ring(200)
    assert made == ["first", "second"]
    assert alarms.next_ms == 300


def test_what_sets_itself_again_stays_one_alarm_however_often_others_set_it_too() -> None:
    alarms, rung = Alarms(), list[int]()
    now_ms = 0

    def minute() -> None:
        rung.append(now_ms)
        alarms.at(now_ms + 60, minute)

    for _ in range(10):  # ten edits of the settings, each of which wakes the calendar
        alarms.at(0, minute)
    for now_ms in range(0, 601, 10):
        alarms.ring(now_ms)

    assert rung == list(range(0, 601, 60))


def test_asked_for_twice_the_earlier_time_holds() -> None:
    alarms = Alarms()

    def call() -> None:
        """Nobody looks whether it is made."""

    alarms.at(500, call)
    alarms.at(100, call)
    alarms.at(900, call)

    assert alarms.next_ms == 100


def test_a_call_that_is_due_at_once_again_waits_for_the_next_ring() -> None:
    alarms, rung = Alarms(), list[int]()

    def eager() -> None:
        rung.append(1)
        alarms.at(0, eager)

    alarms.at(0, eager)
    alarms.ring(0)

    assert rung == [1]
    assert alarms.next_ms == 0


def test_a_call_that_fails_takes_no_other_with_it() -> None:
    alarms, made = Alarms(), list[str]()

    def fails() -> None:
        raise ZeroDivisionError

    alarms.at(1, fails)
    alarms.at(2, lambda: made.append("later"))
    try:
        alarms.ring(5)
    except ZeroDivisionError:
        alarms.ring(5)

    assert made == ["later"]
    assert alarms.next_ms is None
