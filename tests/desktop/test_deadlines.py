"""What a thread does later, without a further thread."""

from deskbreak.core.moments import Moment
from deskbreak.desktop.freedesktop.deadlines import Deadlines
from support.frozen_clock import FrozenClock


class HandMovedClock:
    """Goes on when told to."""

    def __init__(self) -> None:
        self._now = FrozenClock().now()

    def now(self) -> Moment:
        return self._now

    def passes(self, ms: int) -> None:
        self._now = self._now.at(self._now.steady_ms + ms)


def test_each_is_due_once_at_its_time_and_the_earliest_first() -> None:
    clock, done = HandMovedClock(), list[str]()
    deadlines = Deadlines(clock)
    assert deadlines.left_s is None
    deadlines.after(2.0, lambda: done.append("late"))
    deadlines.after(0.5, lambda: done.append("soon"))
    assert deadlines.left_s == 0.5
    clock.passes(499)
    assert deadlines.due() == []
    clock.passes(1_501)
    assert deadlines.left_s == 0
    for job in deadlines.due():
        job()
    assert done == ["soon", "late"]
    assert deadlines.left_s is None
    assert deadlines.due() == []


def test_one_that_is_taken_back_is_never_due() -> None:
    clock = HandMovedClock()
    deadlines = Deadlines(clock)
    deadline = deadlines.after(1.0, lambda: None)
    deadline.cancel()
    deadline.cancel()
    assert deadlines.left_s is None
    clock.passes(2_000)
    assert deadlines.due() == []
