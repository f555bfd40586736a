"""How things move: easing, and how far the guide is while somebody pauses it or it waits for them."""

from math import cos, pi

from deskbreak.window.figure.poses import Shares

ELBOW_TRAILS, WRIST_TRAILS = 0.06, 0.10
"""How much later than the shoulder, in shares of a phase: it gives the arm its weight."""

SETTLE_MS = 300
"""Pausing lets the body come to rest in this time, and going on lets it pick up again."""

LONGEST_STEP_MS = 2_000
"""Of a longer gap (the process was stopped, the computer slept) nobody breathed along: it is left out."""


def breathe(share: float) -> float:
    """The easing of a breath: it rests at each turn."""
    return (1 - cos(pi * max(0.0, min(1.0, share)))) / 2


def in_out(share: float) -> float:
    """Soft at both ends."""
    return breathe(share)


def body_shares(fraction: float) -> Shares:
    """How far trunk and shoulders, elbows and wrists are when this much of the phase has passed."""
    return Shares(
        trunk=breathe(fraction),
        elbow=breathe((fraction - ELBOW_TRAILS) / (1 - ELBOW_TRAILS)),
        wrist=breathe((fraction - WRIST_TRAILS) / (1 - WRIST_TRAILS)),
    )


class Pace:
    """The guide's own time: it stands while held, and eases into standing and out of it.

    ``settle_ms`` is 0 where motion is reduced.
    """

    def __init__(self, settle_ms: int = SETTLE_MS) -> None:
        self._settle_ms = settle_ms
        self._speed = 1.0
        self._elapsed_ms = 0.0
        self.held = False
        """Whether it is to stand still."""

    @property
    def elapsed_ms(self) -> int:
        """The guide's time since its start, the time held left out."""
        return int(self._elapsed_ms)

    @property
    def moving(self) -> bool:
        """Whether the time still moves: also while it settles."""
        return not self.held or self._speed > 0

    def advance(self, step_ms: float) -> None:
        """Let this much of real time pass."""
        step_ms = min(max(0.0, step_ms), LONGEST_STEP_MS)
        wanted = 0.0 if self.held else 1.0
        if self._speed == wanted:
            self._elapsed_ms += wanted * step_ms
            return
        if not self._settle_ms:
            self._speed = wanted
            self._elapsed_ms += wanted * step_ms
            return
        change = step_ms / self._settle_ms
        before = self._speed
        self._speed = max(wanted, before - change) if self.held else min(wanted, before + change)
        changing_ms = abs(before - self._speed) * self._settle_ms
        self._elapsed_ms += (before + self._speed) / 2 * changing_ms + wanted * (step_ms - changing_ms)
