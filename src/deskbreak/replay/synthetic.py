"""Synthetic days: work and pauses drawn from how people were measured to pause.

The quantiles (``data/pauses.json``, which names its sources) are of four developers at keyboard and mouse,
whose logs show pauses from 15 s on, and of ten people with a mouse only, whose logs show those from 1 s on.
A day is stretches of sitting with natural breaks between them; a stretch is runs of activity, each followed
by a pause, until the stretch is as long as was drawn for it. Everything is drawn independently. Of the pauses
of a usual day

- one half lasts 15 s and more, after a run, both as drawn at keyboard and mouse,
- one half is shorter, after a run, both as drawn with the mouse.

Between two neighbouring quantiles runs, stretches and breaks are drawn evenly. Pauses are drawn by a power
law, because that is how they fall off: of pauses that were drawn evenly, too many would last a minute (of
those with the mouse 7.9 an hour, where 5.4 were measured and a power law gives 4.9).

On such days the pause that falls geometrically from 60 s to 5 s, the former rule of
:mod:`deskbreak.core.lull`, does what was published with the measurements: counted over stretches of 30 min
and more, 96.5 % of first prompts at a pause, 3.5 % still busy at the close, 9.6 % met by input within 2 s,
nine in ten asked by minute 39. (The replay also counts who has left for a break shortly before minute 30 and
is asked in it, one in twenty; so it says 8.8 %.) Real days are a little easier, because calm and busy times
come in spells.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise
from random import Random

from deskbreak.replay.trace import ACTIVE, IDLE, Interval

BEGINS_MS = 9 * 3_600_000
"""A day begins at 9, reckoned from midnight."""
DAY_MS = 8 * 3_600_000
"""Nobody sits down to another stretch after so long."""
LONG_PAUSE_S = 15.0
"""From here on the logs of keyboard and mouse show a pause."""
LONGEST_BREAK = 0.9
"""Of natural breaks, the longest tenth (from two hours on) are evenings and weekends."""

PIECES = 16
"""Into so many straight pieces the power law between two quantiles is cut, the same on every platform."""


class Kind(StrEnum):
    """What sort of days."""

    USUAL = "usual"
    KEYBOARD_AND_MOUSE = "keyboard-and-mouse"
    """Pauses under 15 s are unknown, so there are none: whoever is busy is busy without a breath."""
    MOUSE = "mouse"
    """Hands that are on the keys in between were not seen, so short pauses are overstated."""
    SMALL_PAUSES = "small-pauses"
    """Keyboard and mouse, each run of activity broken by the small pauses of the mouse."""


def days(count: int, seed: int, kind: Kind = Kind.USUAL) -> Iterator[Iterator[Interval]]:
    """``count`` days, the same for the same ``seed`` on every platform; each is drawn as it is gone through.

    The fifth day is the same one, however many are asked for.
    """
    for number in range(1, count + 1):
        # The "chance" has to be the same each time; nothing here is a secret.
        yield _day(Random(f"{seed}/{number}"), kind)  # noqa: S311


@dataclass(frozen=True, slots=True)
class _Quantiles:
    """A distribution, by what shares of it are at most how long."""

    shares: tuple[float, ...]
    seconds: tuple[float, ...]

    def at(self, share: float) -> float:
        """The length below which ``share`` of all lie."""
        index = max(1, bisect_left(self.shares, share))
        low, high = self.shares[index - 1], self.shares[index]
        shortest_s, longest_s = self.seconds[index - 1], self.seconds[index]
        return shortest_s + (longest_s - shortest_s) * (share - low) / (high - low)

    def share_below(self, length_s: float) -> float:
        """The share of all that are shorter than ``length_s``."""
        return _Quantiles(self.seconds, self.shares).at(length_s)

    def by_power_law(self) -> "_Quantiles":
        """The same, with more values between those that were measured: how many last longer falls off as a
        power of the length. The last piece ends at nobody, which no power does, and stays as it is."""
        shares, seconds = [self.shares[0]], [self.seconds[0]]
        for (low, high), (shortest_s, longest_s) in zip(
            pairwise(self.shares), pairwise(self.seconds), strict=True
        ):
            for part in range(1, PIECES):
                if high < 1.0:
                    left = (1 - low) * ((1 - high) / (1 - low)) ** (part / PIECES)
                    shares.append(round(1 - left, 9))
                    seconds.append(round(shortest_s * (longest_s / shortest_s) ** (part / PIECES), 6))
            shares.append(high)
            seconds.append(longest_s)
        return _Quantiles(tuple(shares), tuple(seconds))


@dataclass(frozen=True, slots=True)
class _People:
    """How one group of people was measured to pause."""

    pauses: _Quantiles
    runs: _Quantiles
    stretches: _Quantiles
    breaks: _Quantiles


@cache
def _measured(group: str) -> _People:
    text = resources.files("deskbreak.replay").joinpath("data", "pauses.json").read_text(encoding="utf-8")
    measured = json.loads(text)[group]

    def quantiles(name: str) -> _Quantiles:
        shares, seconds = zip(*measured[name], strict=True)
        return _Quantiles(shares, seconds)

    pauses = quantiles("pause_s").by_power_law()
    return _People(pauses, quantiles("run_s"), quantiles("stretch_s"), quantiles("break_s"))


def _day(chance: Random, kind: Kind) -> Iterator[Interval]:
    people = _measured("mouse" if kind is Kind.MOUSE else "keyboard_and_mouse")
    at_ms = BEGINS_MS
    while at_ms < BEGINS_MS + DAY_MS:
        stretch_ends_ms = at_ms + _ms(people.stretches.at(chance.random()))
        for run_s, pause_s in _spells(chance, kind):
            run_ends_ms = at_ms + _ms(run_s)
            yield Interval(ACTIVE, at_ms, run_ends_ms)
            if run_ends_ms >= stretch_ends_ms:
                pause_s = people.breaks.at(chance.random() * LONGEST_BREAK)  # noqa: PLW2901
            at_ms = run_ends_ms + _ms(pause_s)
            yield Interval(IDLE, run_ends_ms, at_ms)
            if run_ends_ms >= stretch_ends_ms:
                break


def _spells(chance: Random, kind: Kind) -> Iterator[tuple[float, float]]:
    """Runs of activity and the pauses after them, in seconds, without an end."""
    typing, pointing = _measured("keyboard_and_mouse"), _measured("mouse")
    short = pointing.pauses.share_below(LONG_PAUSE_S)
    while True:
        match kind:
            case Kind.USUAL if chance.random() < 0.5:
                yield pointing.runs.at(chance.random()), pointing.pauses.at(chance.random() * short)
            case Kind.USUAL | Kind.KEYBOARD_AND_MOUSE:
                yield typing.runs.at(chance.random()), typing.pauses.at(chance.random())
            case Kind.MOUSE:
                yield pointing.runs.at(chance.random()), pointing.pauses.at(chance.random())
            case Kind.SMALL_PAUSES:
                left_s = typing.runs.at(chance.random())
                run_s = pointing.runs.at(chance.random())
                pause_s = pointing.pauses.at(chance.random() * short)
                while run_s + pause_s < left_s:
                    yield run_s, pause_s
                    left_s -= run_s + pause_s
                    run_s = pointing.runs.at(chance.random())
                    pause_s = pointing.pauses.at(chance.random() * short)
                yield left_s, typing.pauses.at(chance.random())


def _ms(length_s: float) -> int:
    return max(0, round(length_s * 1_000))
