"""Asking windows: when a prompt may come. Sitting is a fact; when to ask is a separate thing."""

from dataclasses import dataclass

from deskbreak.core.rules import SECOND_MS, Rules

LATER_SHARE = 3
SHORTEST_LATER_MS = 5 * SECOND_MS


@dataclass(frozen=True, slots=True)
class Window:
    """From ``opens_ms`` to ``closes_ms`` on the steady clock.

    A ``first`` window lies ``earliest`` to ``latest`` after ``base_ms``, where its stretch of sitting
    began or the reminder before was skipped; a later one asks again.
    """

    opens_ms: int
    closes_ms: int
    base_ms: int
    first: bool

    def shifted(self, by_ms: int) -> "Window":
        """The same window, ``by_ms`` later: unknown time is left out of everything."""
        return Window(self.opens_ms + by_ms, self.closes_ms + by_ms, self.base_ms + by_ms, self.first)


def first_window(base_ms: int, rules: Rules) -> Window:
    """The window of a stretch of sitting that began at ``base_ms``."""
    return Window(base_ms + rules.earliest_ms, base_ms + rules.latest_ms, base_ms, first=True)


def later_window(opens_ms: int, rules: Rules) -> Window:
    """A window that asks again: a third as long as the first, at least 5 s."""
    length_ms = max(SHORTEST_LATER_MS, (rules.latest_ms - rules.earliest_ms) // LATER_SHARE)
    return Window(opens_ms, opens_ms + length_ms, opens_ms, first=False)
