#!/usr/bin/env python3
"""What Deskbreak costs beside Workrave, Safe Eyes and RSIBreak, in one run on one desktop.

All four run at the same time on a virtual desktop, so that each is given the very same keys and the
very same mouse. Type ``python benchmarks/footprint.py --help`` for how long.
"""

import argparse
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import meter, office  # noqa: E402  found only from here on
from benchmarks.first_paint import first_paints  # noqa: E402
from support import processes, tray_client  # noqa: E402
from support.desktop import Desktop, whole_desktop  # noqa: E402
from support.program import DESKBREAK, Program  # noqa: E402
from support.waiting import let_pass, seconds_now, wait_until  # noqa: E402

LOOKS_EVERY_S = 0.002
STARTS_WITHIN_S = 30.0
ASKS = 9


@dataclass(frozen=True, slots=True)
class Contender:
    """A break reminder: how people call it, and how it is started."""

    title: str
    command: tuple[str, ...]
    docks_as: str = ""
    """The program name of its icon's window, where it has one of the old kind (XEmbed)."""


@dataclass(slots=True)
class Measured:
    """What was found out about one contender."""

    contender: Contender
    process: int
    icon_up_s: float
    costs: list[meter.Cost] = field(default_factory=list)
    memory_mib: float = 0.0

    def row(self) -> str:
        """Its line of the table."""
        costs = " | ".join(map(str, self.costs))
        return f"| {self.contender.title} | {costs} | {self.memory_mib:.1f} MiB | {self.icon_up_s:.2f} s |"


DESKBREAK_ITSELF = Contender("**Deskbreak**", (*DESKBREAK, "run", "--set", "checklist.at_first_start=false"))
CONTENDERS = (
    Contender("Workrave", ("workrave",), docks_as="workrave"),
    Contender("RSIBreak", ("rsibreak",)),
    Contender("Safe Eyes", ("safeeyes",)),
    DESKBREAK_ITSELF,
)
STATES: dict[str, Callable[[Desktop, float], None]] = {
    "nobody there": lambda _, for_s: let_pass(for_s),
    "office use": lambda desktop, for_s: office.work(desktop.hands, for_s),
    "1000 Hz mouse": lambda desktop, for_s: office.shake(desktop.hands, for_s),
}
FIRST_MARK = "| *first mark* | 12 · 0.010 | 12 · 0.010 | 12 · 0.010 | 32.0 MiB | |"
GOAL = "| *goal* | 6 · 0.005 | 12 · 0.010 | 12 · 0.010 | 28.0 MiB | 0.30 s |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the table."""
    asked = _parser().parse_args(arguments)
    with whole_desktop() as desktop:
        _prepare(desktop)
        open_something_to_work_in(desktop)
        measured = [_start(desktop, contender) for contender in CONTENDERS]
        let_pass(asked.settle)
        for during in STATES.values():
            _measure(desktop, measured, during, asked.seconds)
        for each in measured:
            each.memory_mib = meter.memory_mib(each.process)
        answers_s = _status_answers_s(Program(desktop))
        paints_s = first_paints(desktop)

    print(f"| {asked.seconds:g} s each | {' | '.join(STATES)} | memory | icon up |")
    print("|---" * (len(STATES) + 3) + "|")
    print("\n".join([*(each.row() for each in measured), FIRST_MARK, GOAL]))
    print("\nContext switches of all threads a minute · seconds of CPU a minute; memory is PSS.")
    print(f"`deskbreak status`: {answers_s:.3f} s (mark 0.150)")
    for surface, seconds in paints_s.items():
        print(f"first paint of {surface}: {seconds:.2f} s (mark 0.60)")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=120.0, help="how long each state lasts (120)")
    parser.add_argument("--settle", type=float, default=10.0, help="time to settle after the start (10)")
    return parser


def _prepare(desktop: Desktop) -> None:
    """What the others need: a system bus, no word of welcome to click away, no break in the middle."""
    desktop.environment["DBUS_SYSTEM_BUS_ADDRESS"] = desktop.environment["DBUS_SESSION_BUS_ADDRESS"]
    welcomed = "[Notification Messages]\ndont_show_welcome_again_for_001=false\n"
    (desktop.home / ".config/rsibreakrc").write_text(welcomed)
    desktop.environment["GSETTINGS_BACKEND"] = "keyfile"
    settings = desktop.home / ".config/glib-2.0/settings/keyfile"
    settings.parent.mkdir(parents=True)
    settings.write_text("[org/workrave/timers/micro-pause]\nlimit=3600\n")


def open_something_to_work_in(desktop: Desktop) -> None:
    """A window that takes every key and every move, as browsers and editors do.

    Where nobody takes them, the server hands them to those who listen in on all input in large lumps,
    and listening in costs less than it does on real desktops.
    """
    desktop.start_program("work", "sh", "-c", "exec xev -geometry 1100x600+80+60 > /dev/null")
    wait_until(lambda: desktop.screen.windows(title="Event Tester"), "there is something to work in")
    desktop.hands.click(640, 400)


def _start(desktop: Desktop, contender: Contender) -> Measured:
    """Start it twice: the first time fills caches and writes what is only written once."""
    process, _ = _start_once(desktop, contender)
    processes.end(process)
    wait_until(
        lambda: not _has_icon(desktop, contender, process.pid), f"the icon of {contender.title} has gone", 10
    )
    process, icon_up_s = _start_once(desktop, contender)
    return Measured(contender, process.pid, icon_up_s)


def _start_once(desktop: Desktop, contender: Contender) -> tuple[subprocess.Popen[bytes], float]:
    begins_s = seconds_now()
    process = desktop.start_program(contender.title.strip("*"), *contender.command)
    wait_until(
        lambda: _has_icon(desktop, contender, process.pid),
        f"the icon of {contender.title} is in the panel",
        STARTS_WITHIN_S,
        every_s=LOOKS_EVERY_S,
        story=desktop.logged,
    )
    return process, seconds_now() - begins_s


def _has_icon(desktop: Desktop, contender: Contender, process: int) -> bool:
    """Whether the panel shows an icon of ``process``, the new way or the old."""
    if contender.docks_as:
        return desktop.screen.has_docked(contender.docks_as)
    return process in tray_client.icon_owners(desktop.bus)


def _measure(
    desktop: Desktop, measured: Sequence[Measured], during: Callable[[Desktop, float], None], for_s: float
) -> None:
    before = [meter.read(each.process) for each in measured]
    during(desktop, for_s)
    for each, reading in zip(measured, before, strict=True):
        each.costs.append(reading.until(meter.read(each.process)))


def _status_answers_s(deskbreak: Program) -> float:
    taken_s = []
    for _ in range(ASKS):
        begins_s = seconds_now()
        answer = deskbreak.command("status")
        taken_s.append(seconds_now() - begins_s)
        if answer.returncode:
            raise RuntimeError(f"deskbreak status: {answer.stderr.strip()}")
    return statistics.median(taken_s)


if __name__ == "__main__":
    sys.exit(main())
