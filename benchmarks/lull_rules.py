#!/usr/bin/env python3
"""How well each rule for the wanted pause chooses its moments, on synthetic days of each kind.

The days are played by the replay itself, through the whole mind; only what ``core/lull.py`` says is another
for each rule. Type ``python benchmarks/lull_rules.py --help`` for how many days.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from deskbreak.core import asking  # noqa: E402  found only from here on
from deskbreak.core.lull import Piece, WantedPause, wanted_pause  # noqa: E402
from deskbreak.core.rules import MINUTE_MS, SECOND_MS, Rules  # noqa: E402
from deskbreak.core.windows import Window  # noqa: E402
from deskbreak.replay.diary import Diary  # noqa: E402
from deskbreak.replay.figures import Figures  # noqa: E402
from deskbreak.replay.player import Conditions, play  # noqa: E402
from deskbreak.replay.synthetic import Kind, days  # noqa: E402
from deskbreak.replay.trace import Interval, Intervals  # noqa: E402

Wanted = Callable[[Window, Rules, int], WantedPause]
SEEDS = (1, 2, 3)
USUAL = Rules()


@dataclass(frozen=True, slots=True)
class Contender:
    """A rule: how people call it, what it wants in a first window, and the rules around it."""

    title: str
    wanted: Wanted
    rules: Rules


def falling(window: Window, rules: Rules, resolution_ms: int) -> WantedPause:
    """The former rule: geometrically from 60 s to 5 s, and 2.5 s in the last minute."""
    if not window.first:
        return wanted_pause(window, rules, resolution_ms)
    last_ms = window.closes_ms - MINUTE_MS
    by_then_ms = 60_000 * (5 / 60) ** ((last_ms - window.opens_ms) / (window.closes_ms - window.opens_ms))
    return _in_pieces(
        window,
        Piece(window.opens_ms, last_ms, 60_000, by_then_ms),
        Piece(last_ms, window.closes_ms, 2_500, 2_500),
    )


def always(length_s: int) -> Wanted:
    """A pause of ``length_s``, from the first minute to the last."""

    def wanted(window: Window, rules: Rules, resolution_ms: int) -> WantedPause:
        if not window.first:
            return wanted_pause(window, rules, resolution_ms)
        length_ms = length_s * SECOND_MS
        return _in_pieces(window, Piece(window.opens_ms, window.closes_ms, length_ms, length_ms))

    return wanted


def _in_pieces(window: Window, *pieces: Piece) -> WantedPause:
    return WantedPause(
        opens_ms=window.opens_ms,
        closes_ms=window.closes_ms,
        pieces=pieces,
        floor_ms=SECOND_MS,
        ceiling_ms=150 * SECOND_MS,
        steps=tuple((at_ms, int(length_ms)) for piece in pieces for at_ms, length_ms in piece.steps()),
    )


TIMER_MS = 37 * MINUTE_MS + 30 * SECOND_MS
CONTENDERS = (
    Contender("a fixed timer at 37.5 min", wanted_pause, Rules(earliest_ms=TIMER_MS, latest_ms=TIMER_MS)),
    Contender("a pause of 5 s", always(5), USUAL),
    Contender("a pause of 15 s", always(15), USUAL),
    Contender("a pause of 60 s", always(60), USUAL),
    Contender("falling from 60 s to 5 s (the former rule)", falling, USUAL),
    Contender("**in steps from 60 s to 5 s**", wanted_pause, USUAL),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One rule on the days of one kind and one seed."""

    contender: int
    kind: Kind
    seed: int
    days: int

    def figures(self) -> Figures:
        """Play them."""
        contender = CONTENDERS[self.contender]
        return figures(contender.wanted, days(self.days, self.seed, self.kind), contender.rules)


def figures(wanted: Wanted, some: Iterator[Iterator[Interval]], rules: Rules = USUAL) -> Figures:
    """How well ``wanted`` chooses the moments on some days."""
    total = Figures()
    with patch.object(asking, "wanted_pause", wanted):
        for day in some:
            total.add(played(day, rules))
    return total


def played(day: Iterator[Interval], rules: Rules) -> Figures:
    """What the replay counts on a day."""
    diary = Diary()
    play(Intervals(day), Conditions(rules), diary)
    return diary.figures


def row(title: str, seeds: list[Figures]) -> str:
    """A line of the table: all seeds as one, and how far apart they lie where it matters."""
    total = Figures()
    for each in seeds:
        total.add(each)
    said = total.summary()
    soon = [each.summary()["input_within_2s"] or 0.0 for each in seeds]
    cells = (
        f"{100 * (said['at_pause'] or 0):.1f} %",
        f"{100 * (said['busy_at_latest'] or 0):.1f} %",
        f"{100 * (said['input_within_2s'] or 0):.1f} % ({100 * min(soon):.1f} to {100 * max(soon):.1f})",
        f"{100 * (said['pause_left_30s'] or 0):.0f} %",
        f"{(said['fire_p50_s'] or 0) / 60:.1f}, {(said['fire_p90_s'] or 0) / 60:.1f} min",
    )
    return f"| {title} | {' | '.join(cells)} |"


def tables(count: int) -> Iterator[str]:
    """One for each kind of days."""
    runs = [
        Run(index, kind, seed, count) for kind in Kind for index in range(len(CONTENDERS)) for seed in SEEDS
    ]
    with Pool() as pool:
        told = pool.imap(Run.figures, runs)
        for kind in Kind:
            yield f"\n**{kind.value}**, {count * len(SEEDS):,} days\n"
            yield "| | at a pause | busy at the close | input within 2 s | 30 s left | median, nine in ten |"
            yield "|---|---|---|---|---|---|"
            for contender in CONTENDERS:
                yield row(contender.title, [next(told) for _ in SEEDS])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=1_000, help="of each kind and seed")
    for line in tables(parser.parse_args().days):
        print(line, flush=True)


if __name__ == "__main__":
    main()
