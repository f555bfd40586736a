"""What is known of calls, films and the wish not to be disturbed: what holds a reminder, what shows that
somebody is there.

What is known to be on holds; what nobody can tell is unknown and never does. A hold has ended once it was
off, or unknown, for 10 s: a call that is handed over and a film between two parts are off for a moment too.

Who is in a call, presents, or has a program that keeps the screen on is at the desk, also where the hands
are still. So is who has a full screen, unless it is known that nothing keeps the screen on: the film is
paused. Who does not want to be disturbed may be anywhere.
"""

from deskbreak.core.rules import SECOND_MS, Hold, Rules

HOLD_ENDS_MS = 10 * SECOND_MS
"""So long a hold has to be off before it is over."""
SHOWS_SOMEBODY = frozenset({Hold.MICROPHONE, Hold.CAMERA, Hold.PRESENTING})


class Holds:
    """What was told last. All times are on the steady clock."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._on: dict[Hold, bool | None] = dict.fromkeys(Hold)
        self._screen_kept: bool | None = None
        self._over_ms: dict[Hold, int] = {}
        """When those that were on are over, or were."""
        self._any_on = False
        self._quiet_from_ms = 0
        """When all of them are, where none is on."""

    def held(self, hold: Hold, on: bool | None, now_ms: int) -> None:
        """``hold`` is on, off, or cannot be told."""
        if self._on[hold] and not on:
            self._over_ms[hold] = now_ms + HOLD_ENDS_MS
        self._on[hold] = on
        self._any_on = any(self._on.values())
        self._quiet_from_ms = max(self._over_ms.values(), default=0)

    def screen_kept(self, on: bool | None) -> None:
        """A program keeps the screen on, or none does, or nobody can tell."""
        self._screen_kept = on

    def active(self, now_ms: int) -> tuple[Hold, ...]:
        """What holds: on, or not yet over."""
        if now_ms >= self._quiet_from_ms and not self._any_on:
            return ()  # as nearly always, and asked at every step
        return tuple(each for each in Hold if each in self.rules.holds and self._holds(each, now_ms))

    @property
    def unknown(self) -> tuple[Hold, ...]:
        """What would hold, but cannot be told."""
        return tuple(each for each in Hold if each in self.rules.holds and self._on[each] is None)

    @property
    def show_somebody(self) -> bool:
        """Whether somebody is taken to be at the desk without touching anything."""
        on = {hold for hold in self.rules.holds if self._on[hold]}
        film = Hold.FULLSCREEN in on and self._screen_kept is not False
        return bool(self._screen_kept) or film or not SHOWS_SOMEBODY.isdisjoint(on)

    def dues_ms(self) -> list[int]:
        """When something is over."""
        return list(self._over_ms.values())

    def _holds(self, hold: Hold, now_ms: int) -> bool:
        return bool(self._on[hold]) or now_ms < self._over_ms.get(hold, now_ms)
