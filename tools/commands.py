"""The commands of ``dev.py``."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.checks import every_check, run_checks, write_documents
from tools.debian import PEERS, VIRTUAL_DESKTOP, WINDOWS, provide
from tools.environment import TO_DEVELOP, TO_RUN, prepare
from tools.mutation import mutate as mutate_core
from tools.places import BENCHMARKS, ROOT, in_venv
from tools.trouble import Trouble

LONG = "--long"
LONG_PATIENCE = "--timeout=1800"
"""Seconds for one test: ten thousand days take minutes, and longer beside other tests."""
USAGE = 2
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Command:
    """One word that can be typed after ``dev.py``."""

    arguments: str
    does: str
    act: Callable[[Sequence[str]], int]


SIDE_BY_SIDE = ("-n", "3", "--dist", "worksteal")
"""Most tests wait for a real desktop, so three at a time finish in half the time even on two cores."""


def run(arguments: Sequence[str]) -> int:
    """Start Deskbreak from this work tree."""
    if any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        provide(WINDOWS)
    prepare(TO_RUN)
    return _become([in_venv("python"), "-m", "deskbreak", "run", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Run the tests; with ``--long`` also those that take minutes, and each property on far more examples."""
    # A shell makes what it starts in the background ignore Ctrl-C; some tests send it to a program of theirs.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    provide(VIRTUAL_DESKTOP)
    prepare(TO_DEVELOP)
    pytest: list[str | Path] = [in_venv("python"), "-m", "pytest", *SIDE_BY_SIDE]
    if LONG in arguments:
        pytest += ["-m", "", "-p", "tools.long_tests", "--hypothesis-profile=long", LONG_PATIENCE]
    return _wait_for([*pytest, *(word for word in arguments if word != LONG)])


def check(arguments: Sequence[str]) -> int:
    """Run every check that is not a test; with ``--write``, make the documents from the code first."""
    if list(arguments) not in ([], ["--write"]):
        raise Trouble(f"dev.py check takes nothing but --write; it was given: {' '.join(arguments)}")
    prepare(TO_DEVELOP)
    if arguments:
        write_documents()
    return run_checks(every_check())


def mutate(arguments: Sequence[str]) -> int:
    """Make small faults in the mind, and count how many of them its tests notice."""
    prepare(TO_DEVELOP)
    return mutate_core(ROOT, arguments)


def bench(arguments: Sequence[str]) -> int:
    """Measure Deskbreak beside its peers."""
    provide(PEERS)
    prepare(TO_DEVELOP)
    return _wait_for([in_venv("python"), BENCHMARKS / "footprint.py", *arguments])


def icons(arguments: Sequence[str]) -> int:
    """Draw the program's icon and the tray's signs into ``icons/``."""
    if arguments:
        raise Trouble(f"dev.py icons takes nothing; it was given: {' '.join(arguments)}")
    prepare(TO_DEVELOP)
    return _wait_for([in_venv("python"), "-m", "tools.documents", "write", "icons"])


def tour(arguments: Sequence[str]) -> int:
    """Take the documentation's pictures."""
    if arguments:
        raise Trouble(f"dev.py tour takes nothing; it was given: {' '.join(arguments)}")
    provide(VIRTUAL_DESKTOP)
    prepare(TO_DEVELOP)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
    return _wait_for([in_venv("python"), "-m", "tools.tour"])


COMMANDS: Mapping[str, Command] = {
    "run": Command("[options of deskbreak run]", "start Deskbreak", run),
    "test": Command("[--long] [options of pytest]", "run the tests, on a virtual desktop of their own", test),
    "check": Command(
        "[--write]", "types, style, imports, documents; --write makes those from the code", check
    ),
    "mutate": Command(
        "[module of core]…",
        "make faults in the mind and count those that no test notices: about 20 min",
        mutate,
    ),
    "bench": Command("", "measure Deskbreak beside other break reminders", bench),
    "icons": Command("", "draw the program's icon and the tray's signs into icons/", icons),
    "tour": Command("", "take the documentation's pictures from the real program", tour),
}


def run_command(words: Sequence[str]) -> int:
    """Do what was typed. Returns the exit code."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(_help())
        return 0
    if words[0] not in COMMANDS:
        print(f"dev.py knows no command {words[0]!r}.\n\n{_help()}", file=sys.stderr)
        return USAGE
    try:
        return COMMANDS[words[0]].act(words[1:])
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def _help() -> str:
    rows = [(f"{name} {command.arguments}".strip(), command.does) for name, command in COMMANDS.items()]
    width = max(len(typed) for typed, _ in rows)
    return "\n".join(["python3 dev.py …", *(f"  {typed:{width}}  {does}" for typed, does in rows)])


def _become(command: Sequence[str | Path]) -> int:
    """Go on as ``command``, so that signals reach it and its exit code is ours."""
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execv(command[0], [str(part) for part in command])  # noqa: S606  the command is ours
    return _wait_for(command)  # Windows has no exec that keeps the terminal


def _wait_for(command: Sequence[str | Path]) -> int:
    """Run ``command`` to its end, also when Ctrl-C ends it. Returns its exit code."""
    sys.stdout.flush()
    with subprocess.Popen([str(part) for part in command], cwd=ROOT) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # it was told too, and ends by itself
