"""What may hold a reminder, and what shows that somebody is there without touching anything: as naive as
:mod:`support.naive_reminder`, which asks this."""

from dataclasses import dataclass, field

from deskbreak.core.rules import Hold, Rules

SECOND = 1_000
HOLD_ENDS = 10 * SECOND
"""A hold that was off, or unknown, for this long has ended."""
KEEP_PRESENCE = frozenset({Hold.MICROPHONE, Hold.CAMERA, Hold.PRESENTING})


@dataclass
class NaiveHolds:
    """What was told of each, and when those that were on went off."""

    told: dict[Hold, bool | None] = field(default_factory=lambda: dict.fromkeys(Hold))
    went_off: dict[Hold, int] = field(default_factory=dict)
    screen_kept: bool | None = None

    def tells(self, hold: Hold, *, on: bool | None, now: int) -> None:
        if on:
            self.went_off.pop(hold, None)
        elif self.told[hold]:
            self.went_off[hold] = now
        self.told[hold] = on

    def holding(self, ms: int, rules: Rules) -> frozenset[Hold]:
        """Which hold at ``ms``, those that have only just gone off among them."""
        return frozenset(hold for hold in rules.holds if self.told[hold] or self._only_just_off(hold, ms))

    def unknown(self, rules: Rules) -> frozenset[Hold]:
        return frozenset(hold for hold in rules.holds if self.told[hold] is None)

    def show_somebody(self, rules: Rules) -> bool:
        """A call, a presentation or a film that runs."""
        on = {hold for hold in rules.holds if self.told[hold]}
        is_paused_film = self.screen_kept is False
        return bool(on & KEEP_PRESENCE or self.screen_kept or (Hold.FULLSCREEN in on and not is_paused_film))

    def _only_just_off(self, hold: Hold, ms: int) -> bool:
        return hold in self.went_off and ms < self.went_off[hold] + HOLD_ENDS
