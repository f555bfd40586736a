"""What of an idle is still to be told. Every adapter of the activity port keeps one of these."""

from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment

JITTER_MS = 50
"""Two readings of one idle may differ by this much: both sides round, and an answer takes its time."""
DRIFT = 1000
"""And by one part in this many: behind a remote display is another machine's clock."""


class IdleLedger:
    """Turns readings of "no input for so long" into the events of the activity port.

    Readings are on the awake clock, as idle counters are; what is reported is on the steady clock.
    For one thread only.
    """

    def __init__(self) -> None:
        self._lengths_ms: frozenset[int] = frozenset()
        self._input_awake_ms: int | None = None
        self._input_steady_ms = 0
        self._reported_ms: int | None = None

    @property
    def awaits_return(self) -> bool:
        """Whether the first input is to be reported."""
        return self._reported_ms is not None

    @property
    def next_length_ms(self) -> int | None:
        """The shortest length that this idle has still to reach, or the next one if there is none now."""
        return min(self._unreported(), default=None)

    def watch(self, lengths_ms: frozenset[int]) -> None:
        """Replace the lengths."""
        self._lengths_ms = lengths_ms

    def read(self, idle_ms: int, at: Moment, first_input_ms: int | None = None) -> list[Active | Idle]:
        """What to report when ``at`` there was no input for ``idle_ms``.

        ``first_input_ms`` is, on the steady clock, the first of several inputs since the last reading,
        where that is known.
        """
        events: list[Active | Idle] = []
        input_awake_ms = at.awake_ms - idle_ms
        later_ms = None if self._input_awake_ms is None else input_awake_ms - self._input_awake_ms
        if later_ms is None or later_ms > JITTER_MS + idle_ms // DRIFT:
            # The steady time is fixed here: a sleep that comes later would shift the reckoning.
            self._input_awake_ms = input_awake_ms
            self._input_steady_ms = at.steady_ms - idle_ms
            if self._reported_ms is not None:
                first_ms = self._input_steady_ms if first_input_ms is None else first_input_ms
                events.append(Active(min(first_ms, self._input_steady_ms)))
                self._reported_ms = None
        elif later_ms > 0 and self._reported_ms is None:
            self._input_awake_ms = input_awake_ms
            self._input_steady_ms += later_ms
        reached = [length_ms for length_ms in self._unreported() if length_ms <= idle_ms]
        if reached:
            events.append(Idle(min(self._input_steady_ms, at.steady_ms - max(reached))))
            self._reported_ms = idle_ms
        return events

    def _unreported(self) -> list[int]:
        reported_ms = self._reported_ms
        return [length for length in self._lengths_ms if reported_ms is None or length > reported_ms]
