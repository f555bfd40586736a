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


def test_who_breaks_off_keeps_the_breaths_that_were_done() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "deskbreak", *SHORT],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as guide:
        assert guide.stdout is not None
        assert guide.stderr is not None
        assert any("2 of 3" in line for line in guide.stdout)
        guide.send_signal(signal.SIGINT)
        assert guide.wait(30) == 0
        assert guide.stderr.read() == ""
    assert remembered() == [("asked", "partly", 1, 3)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nosuch",), "there is no routine 'nosuch'; there is: reach"),
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
