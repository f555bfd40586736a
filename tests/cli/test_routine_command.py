"""``deskbreak routine``: it leads, with or without a daemon, and what was done is remembered."""

import os
import signal
import subprocess
import sys

import pytest

from deskbreak import paths
from deskbreak.history import rows
from support.commands import deskbreak
from support.stand_in_daemon import StandInDaemon

SHORT = (
    "routine",
    "--terminal",
    *("--set", "routine.breaths=3"),
    *("--set", "routine.inhale=1s"),
    *("--set", "routine.exhale=1s"),
)


def remembered() -> list[tuple[str, str | None, int, int]]:
    found = rows.read(paths.of_this_person().history_file, None)
    return [(row.kind, row.outcome, row.breaths_done, row.breaths) for row in found]


def test_it_leads_in_the_terminal_and_the_daemon_hears_that_somebody_stood(daemon: StandInDaemon) -> None:
    done = deskbreak(*SHORT)
    assert done.returncode == 0, done.stderr
    assert "3 of 3" in done.stdout
    assert remembered() == [("asked", "completed", 3, 3)]
    assert daemon.acts == [{"action": "stood"}]


def begun(*arguments: str, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "deskbreak", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


def test_without_a_daemon_a_window_of_its_own_leads_and_breaking_off_keeps_the_breaths_done() -> None:
    in_a_window = (word for word in SHORT if word != "--terminal")
    with begun(*in_a_window, QT_QPA_PLATFORM="offscreen") as guide:
        with pytest.raises(subprocess.TimeoutExpired):
            guide.wait(10)
        guide.send_signal(signal.SIGINT)
        printed = guide.communicate(timeout=30)
    assert (guide.returncode, "".join(printed).strip()) == (130, "")
    ((kind, _outcome, done, breaths),) = remembered()
    assert (kind, breaths) == ("asked", 3)
    assert done >= 1


def test_where_no_display_answers_the_terminal_leads_and_a_line_says_why() -> None:
    in_a_window = (word for word in SHORT if word != "--terminal")
    with begun(*in_a_window, DISPLAY=":987654") as guide:
        assert guide.stdout is not None
        assert guide.stderr is not None
        assert "nothing answers at DISPLAY=:987654" in guide.stderr.readline()
        assert any("1 of 3" in line for line in guide.stdout)
        guide.send_signal(signal.SIGINT)
        guide.communicate(timeout=30)
    assert remembered() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nosuch",), "there is no routine 'nosuch'; there is: breathe, reach"),
        (("--variant", "floating"), "has no variant 'floating'; it has: standing, seated"),
        (("--set", "routine.breaths=90"), "from 3 to 20"),
        (("--config", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_what_there_is_not_is_code_3_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = deskbreak("routine", *arguments)
    assert done.returncode == 3
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert remembered() == []


def test_settings_of_ones_own_are_not_for_the_daemons_guide(daemon: StandInDaemon) -> None:
    assert deskbreak("routine", "--set", "routine.breaths=90").returncode == 3
    assert daemon.asked == []
