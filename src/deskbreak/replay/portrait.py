"""What a picture of a day needs: how sitting grew, and what went on meanwhile."""

from dataclasses import dataclass, field

from deskbreak.core.rules import MINUTE_MS

SEEN_MS = MINUTE_MS
"""A pause shorter than this is not seen in a picture of a day."""


@dataclass(frozen=True, slots=True)
class Span:
    """``kind`` is one of the trace's own words, or :data:`UNKNOWN`."""

    kind: str
    begins_ms: int
    ends_ms: int


UNKNOWN = "unknown"
IDLE = "idle"


@dataclass
class Portrait:
    """Filled as the day is played. Times are the trace's own."""

    begins_ms: int = 0
    ends_ms: int = 0
    stretches: list[list[tuple[int, int]]] = field(default_factory=list)
    """How sitting grew: ``(when, how much)`` in ms, straight from one to the next; each begins at nothing."""
    rests: list[Span] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    """Everything but input: idle from :data:`SEEN_MS` on, locked, asleep, unknown, paused, holds."""
    _goes_on: bool = False
    """Whether the last stretch does."""
    _resting_since_ms: int | None = None

    def sat(self, t_ms: int, sitting_ms: int) -> None:
        """By then somebody had sat for so long."""
        if self._goes_on:
            if self.stretches[-1][-1] != (t_ms, sitting_ms):
                self.stretches[-1].append((t_ms, sitting_ms))
        elif sitting_ms > 0:
            began_ms = t_ms - sitting_ms
            if self.stretches and began_ms < self.stretches[-1][-1][0]:
                # Walking away from a prompt began it anew; the rest tells how long it really was.
                self.stretches[-1].append((t_ms, sitting_ms))
                return
            self._end_rest(began_ms)
            self.stretches.append([(began_ms, 0), (t_ms, sitting_ms)])
            self._goes_on = True

    def began_anew(self) -> None:
        """Sitting is nothing again."""
        self._goes_on = False

    def rested(self, since_ms: int, sitting_ms: int) -> None:
        """A rest began then, and ended so much sitting: what seemed to be sitting since was none."""
        if self.stretches:
            last_ms, sat_ms = self.stretches[-1][-1]
            if last_ms > since_ms:
                before = [point for point in self.stretches[-1] if point[0] < since_ms]
                self.stretches[-1] = [*before, (since_ms, max(0, sat_ms - (last_ms - since_ms)))]
        self.sat(since_ms, sitting_ms)
        self._end_rest(since_ms)
        self._resting_since_ms = since_ms

    def went_on(self, t_ms: int, sitting_ms: int) -> None:
        """After unknown time somebody has sat for so long."""
        if sitting_ms:
            self.sat(t_ms, sitting_ms)
        else:
            self.began_anew()

    def paused_hands(self, from_ms: int, to_ms: int) -> None:
        """There was no input from then to then."""
        if to_ms - from_ms >= SEEN_MS:
            self.lasted(IDLE, from_ms, to_ms)

    def lasted(self, kind: str, from_ms: int, to_ms: int) -> None:
        """That went on from then to then."""
        if to_ms > from_ms:
            self.spans.append(Span(kind, from_ms, to_ms))

    def ended(self, t_ms: int) -> None:
        """The day is over."""
        self.ends_ms = t_ms
        self._end_rest(t_ms)

    def _end_rest(self, t_ms: int) -> None:
        if self._resting_since_ms is not None:
            self.rests.append(Span("rest", self._resting_since_ms, max(t_ms, self._resting_since_ms)))
            self._resting_since_ms = None
