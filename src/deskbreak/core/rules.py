"""The settings that the mind knows. ``settings/`` builds them; everything is in milliseconds."""

from dataclasses import dataclass
from enum import StrEnum

from deskbreak.core.anchors import Anchor
from deskbreak.core.hours import WorkingHours

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS


class Hold(StrEnum):
    """What may make a reminder wait, by the name of its setting ``hold.…``."""

    MICROPHONE = "microphone"
    CAMERA = "camera"
    FULLSCREEN = "fullscreen"
    DO_NOT_DISTURB = "do_not_disturb"
    PRESENTING = "presenting"


@dataclass(frozen=True, slots=True)
class Rules:
    """When to remind, what counts as a rest, and how long the routine is.

    Raises :class:`ValueError` where ``earliest_ms`` lies after ``latest_ms`` or a length is not positive.
    """

    earliest_ms: int = 30 * MINUTE_MS
    latest_ms: int = 45 * MINUTE_MS
    patience_ms: int = 2 * MINUTE_MS
    snooze_ms: int = 5 * MINUTE_MS
    snoozes: int = 3
    rest_after_idle_ms: int = 5 * MINUTE_MS
    rest_after_lock_ms: int = 2 * MINUTE_MS
    holds: frozenset[Hold] = frozenset(Hold)
    """Those that count; the others are not looked at."""
    hold_at_most_ms: int = 30 * MINUTE_MS
    hours: tuple[WorkingHours, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    routine: str = "reach"
    variant: str = "standing"
    breaths: int = 10

    def __post_init__(self) -> None:
        if self.earliest_ms > self.latest_ms:
            raise ValueError(f"earliest ({self.earliest_ms} ms) is after latest ({self.latest_ms} ms)")
        lengths = (
            self.earliest_ms,
            self.patience_ms,
            self.snooze_ms,
            self.rest_after_idle_ms,
            self.rest_after_lock_ms,
            self.hold_at_most_ms,
            self.breaths,
        )
        if min(lengths) <= 0 or self.snoozes < 0:
            raise ValueError("every length is more than nothing, and snoozes is not negative")
