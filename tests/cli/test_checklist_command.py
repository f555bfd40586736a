"""``deskbreak checklist``: it opens somewhere, with or without a daemon and a display."""

import pytest

from deskbreak import paths
from deskbreak.content.answers import Answer
from deskbreak.history.checklist_store import ChecklistStore
from support.commands import deskbreak
from support.stand_in_daemon import StandInDaemon


def test_in_the_terminal_it_shows_what_was_answered(daemon: StandInDaemon) -> None:
    before = deskbreak("checklist", "--terminal")
    assert before.returncode == 0, before.stderr
    store = ChecklistStore(paths.of_this_person().checklist_file)
    store.answer("laptop", "feet", Answer.NEED_EQUIPMENT)
    after = deskbreak("checklist", "--terminal")
    assert after.stdout != before.stdout
    assert daemon.asked == [], "who asks for the terminal wants no window"


@pytest.mark.parametrize(
    ("environment", "reason"),
    [({}, "neither DISPLAY nor WAYLAND_DISPLAY is set"), ({"DISPLAY": ":987654"}, "nothing answers at")],
)
def test_without_a_display_it_opens_in_the_terminal_and_a_line_says_why(
    environment: dict[str, str], reason: str
) -> None:
    done = deskbreak("checklist", environment=environment)
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert reason in line
    assert done.stdout
