#!/usr/bin/env python3
"""How long a working year takes through the replay: a million inputs, on one core.

The days are synthetic ones whose runs of activity are filled with evenly spread keys, 4,000 a day. Each way
of keeping them is played by the real command, several times; the best time counts, and the most memory.
"""

import argparse
import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

if sys.platform != "linux":
    raise SystemExit("This reads the Linux kernel's own counters.")

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from deskbreak.replay.synthetic import days  # noqa: E402  found only from here on
from deskbreak.replay.trace import ACTIVE, INPUTS_HEADER, Interval  # noqa: E402

DAYS, INPUTS_A_DAY = 250, 4_000
DAY_MS = 24 * 3_600_000
HEADER = ",".join(INPUTS_HEADER) + "\n"
KINDS = ("key", "key", "key", "move", "move", "button", "wheel")


def inputs(day: list[Interval], count: int) -> Iterator[int]:
    """The times of ``count`` inputs, spread over the runs of activity; each run has its first and last."""
    runs = [run for run in day if run.kind == ACTIVE]
    left, left_ms = count - 2 * len(runs), sum(run.ends_ms - run.begins_ms for run in runs)
    for run in runs:
        length_ms = run.ends_ms - run.begins_ms
        between = round(left * length_ms / left_ms) if left_ms else left
        left, left_ms = left - between, left_ms - length_ms
        for number in range(between + 2):
            yield run.begins_ms + length_ms * number // (between + 1)


def rows(times_ms: Iterator[int]) -> str:
    """A trace's rows."""
    return "".join(
        f"{at_ms / 1000:.3f},{KINDS[number % len(KINDS)]}\n" for number, at_ms in enumerate(times_ms)
    )


def kept(place: Path, count: int) -> dict[str, list[Path]]:
    """A year, kept in each way."""
    files, packed = [], []
    with (place / "year.csv").open("w") as year:
        year.write(HEADER)
        for number, drawn in enumerate(days(count, seed=1)):
            day = list(drawn)
            files.append(place / f"{number:03}.csv")
            files[-1].write_text(HEADER + rows(inputs(day, INPUTS_A_DAY)))
            packed.append(place / f"{number:03}.csv.gz")
            packed[-1].write_bytes(gzip.compress(files[-1].read_bytes()))
            year.write(rows(at_ms + number * DAY_MS for at_ms in inputs(day, INPUTS_A_DAY)))
    return {"a file a day": files, "a packed file a day": packed, "one file": [place / "year.csv"]}


def cost(files: list[Path]) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and MiB that ``deskbreak replay`` takes for ``files``."""
    command = [sys.executable, "-m", "deskbreak", "replay", "--json", *map(str, files)]
    before = time.perf_counter()  # noqa: TID251  a benchmark reads real clocks
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _process, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the replay failed: {status}")
    took_s = time.perf_counter() - before  # noqa: TID251  as above
    return took_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="A working year through the replay.")
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with TemporaryDirectory() as place:
        print("| kept as | inputs | seconds | of CPU | MiB |\n|---|---|---|---|---|")
        for way, files in kept(Path(place), options.days).items():
            runs = [cost(files) for _ in range(options.runs)]
            took_s, cpu_s = min(run[0] for run in runs), min(run[1] for run in runs)
            mib = max(run[2] for run in runs)
            print(
                f"| {way} | {options.days * INPUTS_A_DAY:,} | {took_s:.2f} | {cpu_s:.2f} | {mib:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
