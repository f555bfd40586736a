"""A problem reaches the person once, even where notifications come late."""

from deskbreak.clock import SystemClock
from deskbreak.daemon.alarms import Alarms
from deskbreak.daemon.inbox import Inbox
from deskbreak.daemon.keeper import Keeper
from deskbreak.daemon.notices import REMEMBERED, Notices
from deskbreak.ports.notifier import Notifier
from deskbreak.ports.selection import Selection
from support.fakes.notifier import FakeNotifier


class Told:
    """Notices before a notifier that may come late."""

    def __init__(self) -> None:
        self.keeper: Keeper[Notifier] = Keeper("notifier", list, Inbox(), Alarms(), SystemClock())
        self.notices = Notices(self.keeper)
        self.notifier = FakeNotifier()

    def comes(self) -> None:
        self.keeper.take(Selection("notifier", "fake", self.notifier, (), ()))
        self.notices.hand_over()

    @property
    def texts(self) -> list[str]:
        return [notice.text for notice in self.notifier.notices]


def test_a_problem_is_told_once() -> None:
    told = Told()
    told.comes()
    told.notices.tell("Settings", "line 3 is wrong")
    told.notices.tell("Settings", "line 3 is wrong")
    assert told.texts == ["line 3 is wrong"]


def test_a_problem_waits_for_somebody_to_show_it() -> None:
    told = Told()
    told.notices.tell("Settings", "line 3 is wrong")
    assert told.texts == []
    told.comes()
    told.comes()
    assert told.texts == ["line 3 is wrong"]


def test_only_the_problem_that_still_stands_is_told_late() -> None:
    told = Told()
    told.notices.tell("Settings", "line 3 is wrong")
    told.notices.tell("Settings", "line 4 is wrong")
    told.notices.tell("The history", "it is damaged")
    told.notices.tell("The history", "")
    told.comes()
    assert told.texts == ["line 4 is wrong"]


def test_what_was_told_is_not_kept_for_ever() -> None:
    told = Told()
    told.comes()
    for number in range(REMEMBERED + 1):
        told.notices.tell("Settings", f"line {number} is wrong")
    told.notices.tell("Settings", f"line {REMEMBERED} is wrong")
    assert len(told.texts) == REMEMBERED + 1
    told.notices.tell("Settings", "line 0 is wrong")
    assert len(told.texts) == REMEMBERED + 2


def test_a_question_is_asked_each_time_and_never_late() -> None:
    told = Told()
    told.notices.ask("A good moment", "Stand up.")
    told.comes()
    assert told.texts == []
    told.notices.ask("A good moment", "Stand up.")
    told.notices.ask("A good moment", "Stand up.")
    assert told.texts == ["Stand up.", "Stand up."]
