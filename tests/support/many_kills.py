"""``python -m support.many_kills DIRECTORY --kills N``: a daemon's mind and memory, killed again and again.

Each life is a process: the real mind, state file and history, at a simulated desk whose time runs as fast
as it can. It tells through a pipe what it is about to do and what is done; the parent, which has loaded
everything beforehand, kills it at a random moment, reads the files, and lets the next life begin from them.
Ends with 0 if nothing was lost, doubled or invented, and prints figures; otherwise says what was.
"""

import argparse
import json
import os
import random
import select
import sqlite3
import sys
import threading
import traceback
from collections import Counter
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from deskbreak.clock import SystemClock
from deskbreak.core.commands import Outcome, Prompt, Record
from deskbreak.core.events import Answer, Event, Resumed, Suspended
from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.core.reminder import NotNow
from deskbreak.core.rules import Rules
from deskbreak.core.view import State
from deskbreak.daemon import state_writer
from deskbreak.daemon.remembering import Remembering
from deskbreak.daemon.state_file import StateFile
from deskbreak.daemon.state_writer import ALIVE_EVERY_MS, StateWriter
from deskbreak.history import rows
from deskbreak.history.row_time import time_of
from deskbreak.history.writer import HistoryWriter
from support import far_off, processes, written_by_script
from support.frozen_clock import FrozenClock
from support.simulated_desk import MINUTE, SECOND, SimulatedDesk
from support.waiting import let_pass

assert sys.platform != "win32", "Windows cannot fork"

RULES = Rules(
    earliest_ms=2 * MINUTE, latest_ms=4 * MINUTE, patience_ms=20 * SECOND, snooze_ms=40 * SECOND, breaths=4
)
LONGEST_LIFE_S = 0.05
STALLS_S = (0, 0, 0.015)
"""How long a state waits for its disk: where that is slow, the history may be ahead of it."""
FIRST = Moment(900_000_000, 800_000_000, datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
RowName = tuple[int, str]
"""A reminder, and when its prompt was shown: what a row is about, whatever its number."""


# --- one life ---------------------------------------------------------------------------


class Pipe:
    """Where a life tells of itself; short lines arrive whole."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def say(self, *words: Any) -> None:
        os.write(self._descriptor, (json.dumps(words, default=str) + "\n").encode())


class ToldState(StateWriter):
    """Waits for the disk, which is quick beside a minute, but not beside a simulated one."""

    def __init__(self, file: StateFile, pipe: Pipe, stalls_s: float) -> None:
        self._pipe = pipe
        self._stalls_s = stalls_s
        super().__init__(file, lambda problem: pipe.say("problem", problem), FrozenClock())

    def write(self, memory: Memory, now: Moment, then: Any = state_writer._nothing) -> None:
        done = threading.Event()
        self._pipe.say("gives", as_written(memory), now.steady_ms)
        super().write(memory, now, done.set)
        done.wait()
        self._pipe.say("kept")
        then()

    def _write(self, job: Any) -> None:
        let_pass(self._stalls_s)
        super()._write(job)


class ToldHistory(HistoryWriter):
    """Says which rows are in the file for good."""

    def __init__(self, path: Path, pipe: Pipe) -> None:
        self._pipe = pipe
        super().__init__(path, FrozenClock(FIRST.wall), lambda problem: pipe.say("problem", problem))

    def _write_once(self) -> None:
        super()._write_once()
        for row in self._waiting.values():
            self._pipe.say("written", row.reminder_id, row.attempt, time_of(row), row.outcome)


class Life(SimulatedDesk):
    """A desk whose mind is remembered as the daemon's is."""

    def __init__(
        self, place: "Place", born: Moment, memory: Memory | None, pipe: Pipe, stalls_s: float
    ) -> None:
        self._pipe = pipe
        self._remembering: Remembering | None = None
        self._heard = 0
        far_off._beginning = lambda _seed: born  # type: ignore[assignment]  # this process is this life
        super().__init__(RULES, wall=born.wall, memory=memory, wake_also=self._until_alive_ms)
        self.history = ToldHistory(place.history, pipe)
        self.state = ToldState(place.file(), pipe, stalls_s)  # type: ignore[method-assign, assignment]  # the view says the state
        self._remembering = Remembering(self.engine, self.state)  # type: ignore[arg-type]
        self._look()

    def tell(self, event: Event) -> None:
        super().tell(event)
        if self._remembering is not None:
            self._look()

    def _look(self) -> None:
        """What the daemon's loop does after each item."""
        assert self._remembering is not None
        view = self.engine.view
        self._pipe.say("sits", self.steady_ms, view.sitting_ms, view.state)
        for _at_ms, command in self.said[self._heard :]:
            if isinstance(command, Prompt):
                self._pipe.say("prompt", command.reminder_id, command.attempt)
            elif isinstance(command, Record):
                row = command.row
                self._pipe.say("row", row.reminder_id, row.attempt, time_of(row), row.outcome)
                self.history.record(row)
        self._heard = len(self.said)
        self._remembering.look(self.moment)
        self._pipe.say("settled")

    def _until_alive_ms(self, now_ms: int) -> int:
        return max(0, self._remembering.due_ms - now_ms) if self._remembering else MINUTE

    def goes_on(self, chance: random.Random) -> None:
        """Something that a person does."""
        answer = chance.choice([None, None, *Answer])
        if self.engine.view.state is State.PROMPTING and answer is not None:
            with suppress(NotNow):
                self.chooses(answer)
        if self.engine.view.state is State.ROUTINE:
            self.breathes(chance.choice([1, 4]), SECOND)
        doing = chance.random()
        if doing < 0.5:
            self.works(chance.randrange(1, 60) * SECOND, every_ms=20 * SECOND)
        elif doing < 0.8:
            self.pauses(chance.randrange(1, 40) * SECOND)
        elif doing < 0.84:
            self.pauses(chance.randrange(4, 9) * MINUTE)
        elif doing < 0.88:
            self.locks(chance.randrange(5, 200) * SECOND)
        elif doing < 0.89:
            self.tell(Suspended(for_ms=chance.randrange(1, 5) * MINUTE))
        elif doing < 0.9:
            self.tell(Resumed())
        else:
            with suppress(NotNow):
                self.chooses(Answer.STOOD)


def live(place: "Place", born: Moment, memory: Memory | None, seed: int, descriptor: int) -> None:
    """Until somebody kills this process."""
    pipe = Pipe(descriptor)
    try:
        chance = random.Random(seed)  # noqa: S311  no secret
        life = Life(place, born, memory, pipe, chance.choice(STALLS_S))
        while True:
            life.goes_on(chance)
    except BaseException:
        pipe.say("died", traceback.format_exc())
        raise


# --- what the parent knows ---------------------------------------------------------------------------


def as_written(memory: Memory) -> Any:
    return json.loads(json.dumps(asdict(memory), default=datetime.isoformat))


class Place:
    """The files, and the machine that they are of."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.history = directory / "history.sqlite3"
        self.boots = 1

    def file(self) -> StateFile:
        return StateFile(self.directory / "state.json", "desk", f"boot {self.boots}")

    def part(self) -> dict[str, Any]:
        """What the state file says, as it is."""
        try:
            text = (self.directory / "state.json").read_text()
        except FileNotFoundError:
            return {"memory": None, "seen_alive_ms": 0}
        return dict(json.loads(text)["machines"]["desk"])

    def rows(self) -> dict[RowName, tuple[int, str | None]]:
        """The attempt and the outcome of each."""
        found = rows.read(self.history, None)
        named = {
            (each.reminder_id, each.prompted or str(each.due)): (each.attempt, each.outcome) for each in found
        }
        assert len(named) == len(found), "a prompt has two rows"
        return named


class Wrong(AssertionError):
    """Something was lost, doubled or invented."""


def require(fact: object, *words: object) -> None:
    if not fact:
        raise Wrong(" ".join(map(str, words)))


@dataclass
class Ledger:
    """What all the lives have told so far."""

    given: dict[RowName, set[str | None]] = field(default_factory=dict)
    names: dict[RowName, int] = field(default_factory=dict)
    written: dict[RowName, str | None] = field(default_factory=dict)
    over: set[tuple[int, int]] = field(default_factory=set)
    """Prompts that were answered, which the state file knows: they must not come again."""
    figures: Counter[str] = field(default_factory=Counter)

    def hears(self, lines: list[list[Any]], before: dict[str, Any]) -> "Reckoning":
        reckoning = Reckoning(before["memory"], before["seen_alive_ms"])
        ended: set[tuple[int, int]] = set()
        for kind, *words in lines:
            match kind, words:
                case "sits", [at_ms, sitting_ms, state]:
                    reckoning.sits(at_ms, sitting_ms, state)
                case "settled", []:
                    reckoning.settled = True
                case "prompt", [reminder_id, attempt]:
                    self.figures["prompts"] += 1
                    require((reminder_id, attempt) not in self.over, "asked twice:", reminder_id, attempt)
                case "row", [reminder_id, attempt, prompted, outcome]:
                    name = named(reminder_id, prompted)
                    self.given.setdefault(name, set()).add(outcome)
                    self.names[name] = attempt
                    if outcome and outcome != Outcome.WITHDRAWN:
                        ended.add((reminder_id, attempt))
                case "written", [reminder_id, _attempt, prompted, outcome]:
                    self.written[named(reminder_id, prompted)] = outcome
                case "gives", [memory, at_ms]:
                    reckoning.gives(memory, at_ms)
                    about_to_be_over = set(ended)
                case "kept", []:
                    reckoning.kept()
                    self.over |= about_to_be_over
                    self.figures["states kept"] += 1
                case _:
                    raise Wrong(kind, *words)
        return reckoning

    def looks_into(self, found: dict[RowName, tuple[int, str | None]]) -> None:
        for name, (_attempt, outcome) in found.items():
            require(outcome in self.given.get(name, ()), "a row that nobody gave:", name, outcome)
        for name, outcome in self.written.items():
            if name in found:
                its = found[name][1]
                require(its == outcome or its is not None, "an outcome is lost:", name, outcome, its)
            else:
                require(outcome is None and self._was_asked_again(name), "a row is lost:", name, outcome)

    def _was_asked_again(self, name: RowName) -> bool:
        """In a later life, as the same row, which then says when it was asked last."""
        number = (name[0], self.names[name])
        return any((other[0], attempt) == number and other > name for other, attempt in self.names.items())


def named(reminder_id: int, prompted: str) -> RowName:
    return reminder_id, datetime.fromisoformat(prompted).isoformat(timespec="seconds")


class Reckoning:
    """What one life says that it has sat, beside what the state file may say."""

    def __init__(self, memory: Any, seen_ms: int) -> None:
        self.taken, self.seen_ms = memory, seen_ms
        self.on_its_way: tuple[Any, int] | None = None
        self.settled = True
        self.at_ms = self.sitting_ms = 0
        self._state = ""
        self._before: tuple[int, int] = (0, 0)
        self._began = False

    def sits(self, at_ms: int, sitting_ms: int, state: str) -> None:
        if self._began and self._state != State.RESTING:
            age_ms = at_ms - self.seen_ms
            require(age_ms <= ALIVE_EVERY_MS, "no sign of life for", age_ms, "ms", self._state)
        self._before = (self.at_ms, self.sitting_ms)
        self.at_ms, self.sitting_ms, self._state = at_ms, sitting_ms, state
        self.settled = False

    def gives(self, memory: Any, at_ms: int) -> None:
        self.on_its_way = (memory, at_ms)

    def kept(self) -> None:
        assert self.on_its_way is not None
        self.taken, self.seen_ms = self.on_its_way
        self.on_its_way = None
        self._began = True

    def looks_into(self, part: dict[str, Any], figures: Counter[str]) -> None:
        found = part["memory"]
        possible = [self.taken, *([self.on_its_way[0]] if self.on_its_way else [])]
        require(found in possible, "the state is neither the one before nor the one after:", found, possible)
        if self.on_its_way:
            figures["killed while the state was written"] += 1
        if not self._began or not self.settled:
            return
        reminder = found["reminder"]
        sat_ms = reminder["sitting_ms"] if reminder else 0
        require(sat_ms <= self.sitting_ms, "invented:", sat_ms, "of", self.sitting_ms)
        lost_ms = self.sitting_ms - sat_ms
        require(lost_ms <= ALIVE_EVERY_MS, "lost:", lost_ms, "ms", self._state)
        figures["longest sitting lost, ms"] = max(figures["longest sitting lost, ms"], lost_ms)


# --- lives, one after the other ------------------------------------------------------------------


def one_life(place: Place, born: Moment, memory: Memory | None, chance: random.Random) -> list[list[Any]]:
    """All that it told until it was killed."""
    reading, writing = os.pipe()
    seed = chance.randrange(1 << 30)
    child = os.fork()
    if child == 0:
        os.close(reading)
        live(place, born, memory, seed, writing)
    os.close(writing)
    clock = SystemClock()
    end_ms = clock.now().awake_ms + chance.uniform(0, LONGEST_LIFE_S) * 1000
    told = bytearray()
    while (left_ms := end_ms - clock.now().awake_ms) > 0:
        ready, _, _ = select.select([reading], [], [], left_ms / 1000)
        if ready:
            chunk = os.read(reading, 1 << 16)
            if not chunk:
                break
            told += chunk
    os.kill(child, processes.KILL)
    while chunk := os.read(reading, 1 << 16):
        told += chunk
    os.close(reading)
    _, status = os.waitpid(child, 0)
    lines = [json.loads(line) for line in told.decode().splitlines() if line.endswith("]")]
    require(os.waitstatus_to_exitcode(status) == -processes.KILL, "it ended by itself:", lines[-1:])
    return lines


def next_birth(place: Place, last: Moment, chance: random.Random) -> Moment:
    """Mostly soon, sometimes after longer than a rest, sometimes after a start of the machine."""
    kind = chance.random()
    gap_ms = chance.randrange(SECOND, 3 * MINUTE) if kind < 0.85 else chance.randrange(6, 90) * MINUTE
    if kind < 0.95:
        return last.at(last.steady_ms + gap_ms)
    place.boots += 1
    up_ms = chance.randrange(SECOND, 10 * MINUTE)
    return Moment(up_ms, up_ms, last.wall + timedelta(milliseconds=gap_ms))


def kill_again_and_again(directory: Path, kills: int, chance: random.Random) -> Ledger:
    place, ledger, born = Place(directory), Ledger(), FIRST
    for _each in range(kills):
        before = place.part()
        memory = place.file().read(born, RULES.rest_after_idle_ms)
        require_honest(before, memory, born, place)
        lines = one_life(place, born, memory, chance)
        ledger.figures["hot journals"] += (directory / "history.sqlite3-journal").exists()
        ledger.figures["halves of a state"] += (directory / "state.json.desk.new").exists()
        reckoning = ledger.hears(lines, before)
        reckoning.looks_into(place.part(), ledger.figures)
        ledger.looks_into(place.rows())
        ledger.figures["lives that sat"] += bool(lines)
        at_ms = max(reckoning.at_ms, born.steady_ms)
        ledger.figures["simulated hours"] += at_ms - born.steady_ms
        born = next_birth(place, born.at(at_ms), chance)
    ledger.figures["simulated hours"] //= 60 * MINUTE
    found = place.rows()
    ledger.figures["rows"] = len(found)
    ledger.figures["rows left open"] = sum(outcome is None for _attempt, outcome in found.values())
    ends_in_order(place, born)
    return ledger


def require_honest(before: dict[str, Any], memory: Memory | None, born: Moment, place: Place) -> None:
    """Sitting goes on only within one start of the machine, and after less than a rest."""
    if memory is None:
        return
    gap_ms = born.steady_ms - before["seen_alive_ms"]
    goes_on = before["boot"] == f"boot {place.boots}" and gap_ms < RULES.rest_after_idle_ms
    sat = before["memory"]["reminder"]
    require((memory.reminder is not None) == (goes_on and sat is not None), "sitting goes on:", memory)
    if memory.reminder is not None:
        require(memory.reminder.sitting_ms == sat["sitting_ms"], "sitting is another:", memory, sat)


def ends_in_order(place: Place, born: Moment) -> None:
    """One last writing of both, after which nothing else may lie there."""
    place.file().write(Memory(None), born)
    rows.record(place.history, written_by_script.row(1, Outcome.SKIPPED))
    with closing(sqlite3.connect(place.history)) as connection:
        require(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "it is damaged")
    left = sorted(each.name for each in place.directory.iterdir())
    require(left == ["history.sqlite3", "state.json"], "left behind:", left)


def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("directory", type=Path)
    words.add_argument("--kills", type=int, default=1000)
    words.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    chosen = words.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    try:
        ledger = kill_again_and_again(chosen.directory, chosen.kills, random.Random(chosen.seed))  # noqa: S311
    except AssertionError as wrong:
        print(f"WRONG: {wrong}")
        return 1
    print(f"{chosen.kills} kills")
    for name, figure in ledger.figures.items():
        print(f"{name}: {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
