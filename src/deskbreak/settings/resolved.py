"""Settings as the resident process keeps them: plain values, where each came from, what is wrong.

Standard library only. ``settings/resolve.py`` makes one of these in a process of its own, so that
the parser and the model never live in the daemon.
"""

from dataclasses import dataclass, field
from typing import Any

from deskbreak.core.rules import Rules


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from: a layer (``default``, ``user``, ``environment``, ``command line``) and,
    for a file, which one and which line."""

    layer: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the settings: where, what, and what to do instead."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        return ": ".join(part for part in (place, self.key, self.message) if part)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Every setting by its dotted key, durations in ms; ``rules`` is the mind's share of them."""

    rules: Rules
    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
