#!/usr/bin/env python3
"""Which of Deskbreak's threads wake up in each minute, alone on a virtual desktop.

Type ``python benchmarks/wakeups.py --help`` for what may happen meanwhile. Threads have their names where
py-spy is installed, otherwise their numbers.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import meter, office  # noqa: E402  found only from here on
from benchmarks.footprint import DESKBREAK_ITSELF, open_something_to_work_in  # noqa: E402
from support.desktop import Desktop, whole_desktop  # noqa: E402
from support.waiting import let_pass  # noqa: E402

SETTLES_S = 10.0
MINUTE_S = 60.0
STATES: dict[str, Callable[[Desktop], None]] = {
    "nobody": lambda _desktop: let_pass(MINUTE_S),
    "office": lambda desktop: office.work(desktop.hands, MINUTE_S),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a line a minute and one for all."""
    asked = _parser().parse_args(arguments)
    with whole_desktop() as desktop:
        open_something_to_work_in(desktop)
        process = desktop.start_program("deskbreak", *DESKBREAK_ITSELF.command).pid
        let_pass(SETTLES_S)
        names, everything = _names(process), Counter[str]()
        for minute in range(asked.minutes):
            before = meter.read(process)
            STATES[asked.state](desktop)
            woken = _woken(before, meter.read(process), names)
            everything += woken
            print(f"{minute + 1}: {_line(woken)}", flush=True)
        mean = ", ".join(f"{name} {count / asked.minutes:.1f}" for name, count in everything.most_common())
        print(f"{asked.state}, a minute: {everything.total() / asked.minutes:.1f} ({mean})")
        print(f"memory: {meter.memory_mib(process):.1f} MiB")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("state", choices=STATES, help="what happens meanwhile")
    parser.add_argument("--minutes", type=int, default=6, help="how long it is looked at (6)")
    return parser


def _names(process: int) -> dict[int, str]:
    spy = shutil.which("py-spy") or shutil.which("py-spy", path=str(Path(sys.executable).parent))
    if spy is None:
        return {}
    dump = subprocess.run([spy, "dump", "--pid", str(process)], capture_output=True, text=True, check=False)
    return {int(number): name for number, name in re.findall(r'Thread (\d+) \(\S+\): "(.*)"', dump.stdout)}


def _woken(before: meter.Reading, after: meter.Reading, names: dict[int, str]) -> Counter[str]:
    woken = Counter[str]()
    for (process, thread), count in after.switches.items():
        woken[names.get(thread, str(thread))] += count - before.switches.get((process, thread), 0)
    return +woken


def _line(woken: Counter[str]) -> str:
    return f"{woken.total()} ({', '.join(f'{name} {count}' for name, count in woken.most_common())})"


if __name__ == "__main__":
    sys.exit(main())
