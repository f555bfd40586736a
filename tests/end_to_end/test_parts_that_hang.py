"""A bus, a notification service, a disk that do not answer: the loop goes on, and prompts come."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support import processes
from support.desktop import Desktop
from support.machine import LOGIND, Machine
from support.program import CALM, DESKBREAK, Program
from support.pulse import pulse
from support.session_bus import DAEMON, SessionBus
from support.waiting import wait_until

pytestmark = pytest.mark.desktop

PATIENT = (*CALM, "reminder.earliest=3s", "reminder.latest=6s", "reminder.snooze=4s", "rest.after_idle=2m")
STOP, CONTINUE = (int(getattr(signal, name, 0)) for name in ("SIGSTOP", "SIGCONT"))
SLOW_S = 30
STALL_S = 10


@contextmanager
def hanging(*processes_: int) -> Iterator[None]:
    """They stand still: their sockets take what they are told, and nobody answers."""
    for each in processes_:
        os.kill(each, STOP)
    try:
        yield
    finally:
        for each in processes_:
            os.kill(each, CONTINUE)


def bus_of(bus: SessionBus) -> int:
    """The process of the bus itself."""
    return bus.process(str(DAEMON.bus_name))


def prompted(deskbreak: Program) -> None:
    deskbreak.until_state("prompting", within_s=30)
    deskbreak.until(deskbreak.windows, "the prompt shows", 20)


def test_both_buses_hang_and_go_on(desktop: Desktop, deskbreak: Program) -> None:
    machine = Machine(desktop)
    machine.start_bus()
    machine.start_logind()
    deskbreak.start(*PATIENT)
    deskbreak.until(lambda: deskbreak.status()["adapters"]["session"] == "logind", "logind tells")
    desktop.icon()

    with hanging(bus_of(desktop.bus), bus_of(machine.guest)), pulse(deskbreak):
        prompted(deskbreak)
        deskbreak.config_file.parent.mkdir(parents=True)
        deskbreak.config_file.write_text("reminder: {earliest: soon}\n")
        deskbreak.until(lambda: "a problem with the settings" in deskbreak.log.lower(), "a notice is tried")
        deskbreak.until(
            lambda: "does not answer" in deskbreak.status()["reasons"].get("tray", ""), "status says it", 30
        )

    assert "Quit" in desktop.icon().labels(), "the icon is as it was"
    deskbreak.until(lambda: deskbreak.status()["adapters"]["tray"], "status names the tray again")
    machine.says_locked(True)
    deskbreak.until(lambda: not deskbreak.windows(), "logind is heard again")
    assert machine.guest.owner(LOGIND)
    machine.close()
    assert deskbreak.end() == 0


@pytest.mark.long
def test_a_bus_that_hangs_at_the_start_brings_the_icon_when_it_goes_on(
    desktop: Desktop, deskbreak: Program
) -> None:
    with hanging(bus_of(desktop.bus)):
        deskbreak.start(*PATIENT)
        with pulse(deskbreak):
            prompted(deskbreak)
            why = deskbreak.until(
                lambda: deskbreak.status()["reasons"].get("notifier"), "status says why", 30
            )
            assert "session bus" in why
            assert "does not answer" in why

    deskbreak.until(lambda: deskbreak.status()["adapters"]["notifier"], "notices find their way", 60)
    assert "Quit" in desktop.icon(within_s=60).labels(), "and the icon has its menu"
    assert deskbreak.end() == 0


@pytest.mark.long
@pytest.mark.timeout(240)
def test_a_notification_service_that_answers_late_delays_nothing_and_piles_nothing_up(
    desktop: Desktop, deskbreak: Program
) -> None:
    desktop.stop_notifications()
    desktop.environment["PYTHONPATH"] = str(Path(__file__).parents[1])
    desktop.start_program("slow", sys.executable, "-m", "support.slow_notifications", str(SLOW_S))
    wait_until(lambda: desktop.bus.owner("org.freedesktop.Notifications"), "it is on the bus")
    deskbreak.start(*PATIENT)
    deskbreak.until(lambda: deskbreak.status()["adapters"]["notifier"], "there is a notifier", 30)

    deskbreak.config_file.parent.mkdir(parents=True)
    with pulse(deskbreak):
        for number in range(4):
            deskbreak.config_file.write_text(f"reminder: {{nonsense{number}: 1}}\n")
            told = f"nonsense{number}"
            deskbreak.until(lambda told=told: told in deskbreak.log, "it was told")  # type: ignore[misc]
        prompted(deskbreak)
        assert len(notices_of(deskbreak)) <= 4, "one process a notice"
        wait_until(
            lambda: not notices_of(deskbreak),
            "every notice's process has ended",
            60,
            story=lambda: str(notices_of(deskbreak)),
        )
    assert deskbreak.end() == 0


def notices_of(deskbreak: Program) -> list[str]:
    """The processes that show notices."""
    assert deskbreak.process is not None
    lines = map(processes.command_line, processes.children(deskbreak.process.pid))
    return [line for line in lines if "deskbreak.desktop." in line and "notifier" in line]


# --- a disk ------------------------------------------------------------------------------------------


def traced(*command: str) -> tuple[str, ...]:
    """Whatever Deskbreak has its disk keep stalls, whichever of its threads does it."""
    calls = "fsync,fdatasync,write,rename,renameat,renameat2"
    return (
        *("strace", "-f", "--quiet=all", "-o", "/dev/null", "-e", f"trace={calls}"),
        *("-e", f"inject={calls}:delay_enter={STALL_S * 1_000_000}"),
        *command,
    )


def may_trace() -> bool:
    """Whether the kernel lets one process look at another."""
    tried = subprocess.run(traced("true"), capture_output=True, check=False)
    return tried.returncode == 0


@pytest.mark.long
@pytest.mark.timeout(240)
def test_a_disk_that_stalls_delays_nothing(desktop: Desktop, deskbreak: Program) -> None:
    if not may_trace():
        pytest.skip("this kernel lets no process trace another, so no write can be made slow")
    deskbreak.start(*PATIENT)
    assert deskbreak.end() == 0  # its files are there now
    files = [
        deskbreak.log_file,
        deskbreak.state_dir,
        deskbreak.state_dir / "state.json",
        deskbreak.history_file,
        Path(f"{deskbreak.history_file}-wal"),
        Path(f"{deskbreak.history_file}-journal"),
    ]
    places = [word for file in files for word in ("-P", str(file))]
    chosen = [word for setting in PATIENT for word in ("--set", setting)]
    strace, *rest = traced()
    deskbreak.process = desktop.start_program("deskbreak", strace, *places, *rest, *DESKBREAK, "run", *chosen)
    deskbreak.until(lambda: deskbreak.state != "not_running", "the daemon answers", 90)

    with pulse(deskbreak):
        prompted(deskbreak)
        assert deskbreak.command("skip").returncode == 0
        deskbreak.until(lambda: not deskbreak.windows(), "the prompt goes")
        # Nobody can read the history while a write to it stalls.
        history = ("history", "--format", "json")
        deskbreak.until(
            lambda: '"skipped"' in deskbreak.command(*history).stdout, "the row is there at last", 150
        )
    deskbreak.command("quit")
    deskbreak.wait_for_end(60)
