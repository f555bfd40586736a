"""What a running program costs, as the kernel counts it."""

import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from support.waiting import seconds_now

NS_PER_S = 1_000_000_000
KIB_PER_MIB = 1024
PROCESS_CPU_CLOCK = 2
"""The kernel's number for the clock that counts a whole process's time on a processor, in ns."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What happened between two readings, brought to one minute."""

    wakeups: float
    cpu_s: float

    def __str__(self) -> str:
        return f"{self.wakeups:,.0f} · {self.cpu_s:.3f}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The counters of one program, with all that it has running, at one time."""

    at_s: float
    switches: dict[tuple[int, int], int]
    """Context switches of each (process, thread), wanted and unwanted."""
    cpu_ns: int

    def until(self, later: "Reading") -> Cost:
        """What it cost from here to ``later``. A thread that ended in between takes its count with it."""
        minutes = (later.at_s - self.at_s) / 60
        woken = sum(count - self.switches.get(thread, 0) for thread, count in later.switches.items())
        return Cost(woken / minutes, (later.cpu_ns - self.cpu_ns) / NS_PER_S / minutes)


def read(process: int) -> Reading:
    """Everything that ``process`` and what it started have cost so far."""
    family = with_descendants(process)
    switches: dict[tuple[int, int], int] = {}
    for member in family:
        for task in Path(f"/proc/{member}/task").iterdir():
            with suppress(OSError):  # a thread may end while we look
                switches[member, int(task.name)] = _switches((task / "status").read_text())
    return Reading(seconds_now(), switches, sum(map(_cpu_ns, family)))


def memory_mib(process: int) -> float:
    """Proportional set size: what would be free again if ``process`` and what it started were gone."""
    rollups = [Path(f"/proc/{member}/smaps_rollup").read_text() for member in with_descendants(process)]
    kib = [int(line.split()[1]) for text in rollups for line in text.splitlines() if line.startswith("Pss:")]
    return sum(kib) / KIB_PER_MIB


def with_descendants(process: int) -> list[int]:
    """``process`` and all that it started and that still runs."""
    family = [process]
    for member in family:
        for task in Path(f"/proc/{member}/task").glob("*/children"):
            with suppress(OSError):
                family += map(int, task.read_text().split())
    return family


def _switches(status: str) -> int:
    return sum(int(line.split()[1]) for line in status.splitlines() if "ctxt_switches" in line)


if sys.platform != "win32":

    def _cpu_ns(process: int) -> int:
        """Time on a processor: its own to the nanosecond, its ended children's to the kernel's tick."""
        own = time.clock_gettime_ns((~process << 3) | PROCESS_CPU_CLOCK)  # noqa: TID251  a meter reads real clocks
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[13]) + int(fields[14])
        return int(own + ticks * NS_PER_S / os.sysconf("SC_CLK_TCK"))

else:

    def _cpu_ns(process: int) -> int:
        raise OSError(f"process {process}: these counters are the Linux kernel's")
