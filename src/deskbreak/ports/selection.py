"""Which adapter stands behind a port, and how every other candidate fared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Adapter = TypeVar("Adapter")


@dataclass(frozen=True, slots=True)
class Passed:
    """A way that was passed over."""

    name: str
    reason: str
    remedy: str


class Unavailable(Exception):
    """An adapter cannot work here: ``reason`` says why, ``remedy`` what a person can do, in plain words.

    One that joins several ways says it of each, in ``ways``.
    """

    def __init__(self, reason: str, remedy: str = "", ways: tuple[Passed, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.ways = ways


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Adapter]):
    """A way to fill a port. ``open`` raises :class:`Unavailable` and imports its toolkit inside itself."""

    name: str
    open: Callable[[], Adapter]


@dataclass(frozen=True, slots=True)
class Selection(Generic[Adapter]):
    """Who won, and why the others did not. ``name`` and ``adapter`` are ``None`` where nobody could."""

    port: str
    name: str | None
    adapter: Adapter | None
    passed: tuple[Passed, ...]
    untried: tuple[str, ...]


def select(port: str, candidates: Sequence[Candidate[Adapter]]) -> Selection[Adapter]:
    """Open the first candidate that can work."""
    passed: list[Passed] = []
    for index, candidate in enumerate(candidates):
        try:
            adapter = candidate.open()
        except Unavailable as refusal:
            passed += refusal.ways or (Passed(candidate.name, refusal.reason, refusal.remedy),)
            continue
        untried = tuple(other.name for other in candidates[index + 1 :])
        return Selection(port, candidate.name, adapter, tuple(passed), untried)
    return Selection(port, None, None, tuple(passed), ())
