"""How well the moments were chosen, on one day or on many.

The shares are of first prompts: each reminder's first, so a reminder that a rest ended before it was shown
is in none of them. They are the figures that the rule for the wanted pause is measured by (``core/lull.py``).
"""

from array import array
from dataclasses import dataclass, field
from typing import TypedDict

from deskbreak.core.commands import Why

SOON_MS = 2_000
"""Who touches something sooner than this after a prompt was interrupted."""
ENOUGH_MS = 30_000
"""A pause that goes on for so long was worth asking in."""


class Summary(TypedDict):
    """The figures as ``replay --json`` gives them.

    ``prompts`` and ``rests`` are counts. ``at_pause``, ``busy_at_latest``, ``input_within_2s`` and
    ``pause_left_30s`` are shares of first prompts, from 0 to 1; ``fire_…`` is the sitting at which they came.
    Where there was no first prompt these are ``None``.
    """

    prompts: int
    at_pause: float | None
    busy_at_latest: float | None
    input_within_2s: float | None
    pause_left_30s: float | None
    fire_p50_s: float | None
    fire_p90_s: float | None
    longest_sitting_s: float
    rests: int


@dataclass
class Figures:
    """Counted as a day goes by; :meth:`add` joins days."""

    prompts: int = 0
    at_pause: int = 0
    soon_busy: int = 0
    enough_left: int = 0
    fires_ms: "array[int]" = field(default_factory=lambda: array("q"))
    """The sitting at which each first prompt came."""
    longest_sitting_ms: int = 0
    rests: int = 0

    def first_prompt(self, why: Why, fire_ms: int) -> None:
        """A reminder asked for the first time, after ``fire_ms`` of sitting."""
        self.fires_ms.append(fire_ms)
        self.at_pause += why is Why.PAUSE

    def went_on(self, quiet_ms: int, *, known: bool) -> None:
        """After a first prompt there was no input for so long; then there was some, or, where that is not
        ``known``, the trace says no more."""
        self.soon_busy += known and quiet_ms <= SOON_MS
        self.enough_left += quiet_ms >= ENOUGH_MS

    def add(self, other: "Figures") -> None:
        """Count the days of ``other`` as well."""
        self.prompts += other.prompts
        self.at_pause += other.at_pause
        self.soon_busy += other.soon_busy
        self.enough_left += other.enough_left
        self.fires_ms += other.fires_ms
        self.longest_sitting_ms = max(self.longest_sitting_ms, other.longest_sitting_ms)
        self.rests += other.rests

    def summary(self) -> Summary:
        """As shares and seconds."""
        firsts = len(self.fires_ms)
        return Summary(
            prompts=self.prompts,
            at_pause=_share(self.at_pause, firsts),
            busy_at_latest=_share(firsts - self.at_pause, firsts),
            input_within_2s=_share(self.soon_busy, firsts),
            pause_left_30s=_share(self.enough_left, firsts),
            fire_p50_s=_quantile_s(self.fires_ms, 50),
            fire_p90_s=_quantile_s(self.fires_ms, 90),
            longest_sitting_s=seconds(self.longest_sitting_ms),
            rests=self.rests,
        )


def seconds(ms: int) -> float:
    """As JSON gets it: whole seconds without a fraction."""
    whole, rest = divmod(ms, 1000)
    return ms / 1000 if rest else whole


def _share(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None


def _quantile_s(values_ms: "array[int]", percent: int) -> float | None:
    """Between the two nearest values, in proportion."""
    if not values_ms:
        return None
    ordered = sorted(values_ms)
    whole, part = divmod((len(ordered) - 1) * percent, 100)
    below_ms, above_ms = ordered[whole], ordered[min(whole + 1, len(ordered) - 1)]
    return seconds(round(below_ms + (above_ms - below_ms) * part / 100))
