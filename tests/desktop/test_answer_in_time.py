"""What may never answer is asked without waiting for ever."""

import threading

import pytest

from deskbreak.desktop.portable.answer_in_time import answer_in_time
from support.waiting import wait_until


def test_an_answer_in_time_is_handed_on() -> None:
    assert answer_in_time(5, lambda: "here") == "here"


def test_a_refusal_is_raised_as_it_is() -> None:
    def refuse() -> None:
        raise PermissionError("not you")

    with pytest.raises(PermissionError, match="not you"):
        answer_in_time(5, refuse)


def test_an_answer_that_comes_too_late_is_let_go_of() -> None:
    asked = threading.Event()
    discarded: list[str] = []

    def answer_late() -> str:
        asked.wait(10)
        return "late"

    with pytest.raises(TimeoutError):
        answer_in_time(0.05, answer_late, discarded.append)
    asked.set()
    wait_until(lambda: discarded, "the late answer to be let go of", every_s=0.01)
    assert discarded == ["late"]
