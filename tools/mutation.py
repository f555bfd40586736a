"""``dev.py mutate``: how many small faults in the mind its own tests notice.

mutmut makes one small fault after the other in ``src/deskbreak/core`` and runs the tests of ``tests/core``
that reach it. A fault that no test notices has survived: a test is missing, or the fault changes nothing
that anybody could notice. Why, stands in a table of ``docs/mutation.md``, under the changed line itself,
because mutmut's own numbers move with every edit.
"""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.places import in_venv
from tools.trouble import Trouble

ENOUGH_PERCENT = 90
ROOM = "deskbreak.core"
NOTICED = ("killed", "timeout")
REASONS = Path("docs") / "mutation.md"
WORK = "mutants"
"""Where mutmut keeps the changed code, beside ``src``."""
BAR = "\\|"
"""A bar within a cell of a Markdown table."""
REASON = re.compile(r"^(\| `[^`\n]+` \| `[^`\n]+` \| `[^`\n]+` \|) (.*\S) *\|$", re.MULTILINE)
NOTHING = "(nothing)"
SPINNER = tuple("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
"""How a line begins that mutmut paints over again and again."""
LAST_LINES = 60


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small fault. ``module`` is the file's name in the room, ``status`` mutmut's word for it."""

    name: str
    module: str
    status: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a mutant changed: ``where`` is ``module.function`` or ``module.Class.method``."""

    where: str
    was: str
    became: str

    def __str__(self) -> str:
        """As a row of the table of reasons begins."""
        cells = (self.where, self.was, self.became)
        return "| " + " | ".join(f"`{cell.replace('|', BAR)}`" for cell in cells) + " |"


def mutate(project: Path, modules: Sequence[str]) -> int:
    """Make the faults of ``modules``, or of the whole room, and print how they went.

    Returns 0 where at least :data:`ENOUGH_PERCENT` were noticed. Raises :class:`Trouble` when mutmut fails.
    """
    _refuse_unknown(project, modules)
    _run_mutmut(project, modules)
    mutants = [
        each
        for each in read_results(_ask_mutmut(project, "results", "--all", "true"))
        if not modules or each.module in modules
    ]
    if not mutants:
        raise Trouble("mutmut made no mutant. Look at [tool.mutmut] in pyproject.toml.")
    print("\n" + table(mutants))
    unnoticed = [_change_of(project, each) for each in mutants if each.status not in NOTICED]
    reasons = (project / REASONS).read_text() if (project / REASONS).is_file() else ""
    print("\n" + told(unnoticed, reasons, {each.module for each in mutants}))
    return 0 if percent(mutants) >= ENOUGH_PERCENT else 1


def percent(mutants: Sequence[Mutant]) -> float:
    """The share that was noticed. What no test reaches was not; an endless loop was."""
    return 100 * sum(each.status in NOTICED for each in mutants) / len(mutants)


def read_results(text: str) -> list[Mutant]:
    """The lines of ``mutmut results``."""
    mutants = []
    for line in text.splitlines():
        name, colon, status = line.strip().rpartition(": ")
        if colon and name.startswith(f"{ROOM}."):
            mutants.append(Mutant(name, name.removeprefix(f"{ROOM}.").split(".")[0], status))
    return mutants


def table(mutants: Sequence[Mutant]) -> str:
    """How it went, module by module, as Markdown."""
    rows = [_row(module, of_module) for module, of_module in sorted(_by_module(mutants).items())]
    head = "| module | mutants | killed | timeouts | survived | no test reaches it | noticed |"
    return "\n".join([head, "|---|---|---|---|---|---|---|", *rows, _row("**all**", mutants)])


def told(unnoticed: Iterable[Change], document: str, modules: Iterable[str]) -> str:
    """What ``document`` says of the faults that nobody noticed, and does not say, as rows to paste."""
    starts = tuple(f"| `{module}." for module in modules)
    there = {row: reason for row, reason in REASON.findall(document) if row.startswith(starts)}
    rows = sorted(map(str, unnoticed))
    without = sorted({row for row in rows if row not in there})
    gone = sorted(set(there) - set(rows))
    parts = [
        f"{len(rows)} were not noticed; {sum(row in there for row in rows)} have their reason in {REASONS}."
    ]
    if without:
        parts += ["These have none. Write a test, or the reason:", *(f"{row}  |" for row in without)]
    if gone:
        parts += ["These reasons are not needed any more:", *gone]
    return "\n".join(parts)


def change_in(where: str, difference: str) -> Change:
    """What a unified ``difference`` of one mutant changed."""
    lines = [line for line in difference.splitlines() if not line.startswith(("---", "+++", "@@", "#"))]
    was = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
    became = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
    return Change(where, was or NOTHING, became or NOTHING)


def place_of(mutant: str) -> str:
    """Where it is, in words that people use: ``lull.WantedPause.met_at``."""
    module, _, function = mutant.removeprefix(f"{ROOM}.").partition("__mutmut_")[0].partition(".")
    parts = function.removeprefix("x").split("ǁ") if "ǁ" in function else [function.removeprefix("x_")]
    return ".".join([module, *(part for part in parts if part)])


def _refuse_unknown(project: Path, modules: Sequence[str]) -> None:
    if sys.platform == "win32":
        raise Trouble("mutmut needs a system that can fork. Run it under Linux, macOS or WSL.")
    there = {path.stem for path in (project / "src" / Path(*ROOM.split("."))).glob("*.py")}
    for module in modules:
        if module not in there:
            raise Trouble(f"{ROOM} has no module {module!r}. It has: {', '.join(sorted(there))}")


def _run_mutmut(project: Path, modules: Sequence[str]) -> None:
    """From the beginning each time: mutmut would keep a verdict that new tests may have overturned."""
    shutil.rmtree(project / WORK, ignore_errors=True)
    (project / WORK).mkdir()
    patterns = [f"{ROOM}.{module}.*" for module in modules]
    # It takes minutes, and whoever started it goes on working beside it.
    command = ["nice", "-n", "15", str(in_venv("python")), "-m", "mutmut", "run", *patterns]
    if sys.stdout.isatty():
        code, said = subprocess.run(command, cwd=project, check=False).returncode, ""
    else:
        answer = subprocess.run(
            command, cwd=project, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        lines = [line for line in answer.stdout.splitlines() if not line.startswith(SPINNER)]
        code, said = answer.returncode, "\n".join(lines[-LAST_LINES:]) + "\n\n"
    if code != 0:
        raise Trouble(f"{said}mutmut could not try the mutants.")


def _ask_mutmut(project: Path, *words: str) -> str:
    command = [str(in_venv("python")), "-m", "mutmut", *words]
    answer = subprocess.run(command, cwd=project, check=False, capture_output=True, text=True)
    if answer.returncode != 0:
        raise Trouble(f"{answer.stderr}\nThis failed: {' '.join(command)}")
    return answer.stdout


def _change_of(project: Path, mutant: Mutant) -> Change:
    return change_in(place_of(mutant.name), _ask_mutmut(project, "show", mutant.name))


def _by_module(mutants: Iterable[Mutant]) -> Mapping[str, list[Mutant]]:
    by_module: dict[str, list[Mutant]] = {}
    for each in mutants:
        by_module.setdefault(each.module, []).append(each)
    return by_module


def _row(title: str, mutants: Sequence[Mutant]) -> str:
    counted = Counter(each.status for each in mutants)
    others = len(mutants) - sum(counted[each] for each in (*NOTICED, "no tests"))
    cells = (len(mutants), counted["killed"], counted["timeout"], others, counted["no tests"])
    return f"| {title} | {' | '.join(map(str, cells))} | {percent(mutants):.1f} % |"
