"""Somebody at work: keys, pauses and a mouse at the rates of people, the same ones each time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, pi, sin
from threading import Event

from support.hands import Hands
from support.waiting import seconds_now

SEED = 1_000
WORDS = ("notes", "monday", "shared", "folder", "and", "the", "numbers", "look", "fine", "to", "me")
KEY_S, KEY_SPREAD = 0.17, 0.45
"""A key every 170 ms in the middle, now faster and now slower."""
MOUSE_S = 1 / 100
"""How often a usual mouse reports."""


@dataclass(frozen=True, slots=True)
class Step:
    """Wait, then do one small thing: tap a key, or move the pointer to a place, or click there."""

    after_s: float
    key: str = ""
    to: tuple[int, int] | None = None
    click: bool = False


def office_day(chance: random.Random) -> Iterator[Step]:
    """Writing, reading, pointing, without an end."""
    here = (500.0, 330.0)
    while True:
        for _ in range(chance.randint(2, 7)):
            yield from _word(chance)
        yield Step(min(20.0, chance.lognormvariate(1.0, 0.9)))
        if chance.random() < 0.6:
            there = (chance.uniform(420.0, 860.0), chance.uniform(260.0, 520.0))
            yield from _point(here, there, chance.uniform(0.4, 1.2))
            here = there
            yield Step(0.15, to=_whole(here), click=True)
            yield Step(min(8.0, chance.lognormvariate(0.3, 0.8)))


def work(hands: Hands, for_s: float) -> None:
    """Do a stretch of the office day on a real desktop, the same stretch each time."""
    pause, ends_s = Event(), seconds_now() + for_s
    for step in office_day(random.Random(SEED)):  # noqa: S311  the same "chance" each time is the point
        left_s = ends_s - seconds_now()
        if step.after_s >= left_s:
            pause.wait(max(0.0, left_s))
            return
        pause.wait(step.after_s)
        if step.key:
            hands.tap(step.key)
        if step.to is not None:
            hands.move(*step.to)
        if step.click:
            hands.press()


def shake(hands: Hands, for_s: float, rate_hz: int = 1_000) -> None:
    """Move the pointer without a stop, ``rate_hz`` reports a second, as a gaming mouse does."""
    pause, begins_s, sent = Event(), seconds_now(), 0
    while (passed_s := seconds_now() - begins_s) < for_s:
        while sent < passed_s * rate_hz:
            angle = 2 * pi * sent / rate_hz
            hands.move_soon(round(640 + 150 * sin(angle)), round(400 + 90 * sin(1.3 * angle)))
            sent += 1
        pause.wait(1 / rate_hz)


def _word(chance: random.Random) -> Iterator[Step]:
    for letter in (*chance.choice(WORDS), "space"):
        yield Step(KEY_S * exp(chance.gauss(0.0, KEY_SPREAD)), key=letter)


def _point(here: tuple[float, float], there: tuple[float, float], takes_s: float) -> Iterator[Step]:
    reports = round(takes_s / MOUSE_S)
    for report in range(1, reports + 1):
        share = (1 - sin(pi / 2 + pi * report / reports)) / 2
        x, y = (a + (b - a) * share for a, b in zip(here, there, strict=True))
        yield Step(MOUSE_S, to=_whole((x, y)))


def _whole(place: tuple[float, float]) -> tuple[int, int]:
    return round(place[0]), round(place[1])
