"""One reminder, from where its stretch of sitting began to its end: what it is about, when it may ask, how
often it did, and how long it waited."""

from datetime import datetime

from deskbreak.core.anchors import Come
from deskbreak.core.commands import Kind
from deskbreak.core.memory import ReminderMemory
from deskbreak.core.rules import Rules
from deskbreak.core.wait import Wait
from deskbreak.core.windows import Window, first_window, later_window


class Occasion:
    """Begun at ``from_ms`` on the steady clock."""

    def __init__(self, from_ms: int, rules: Rules) -> None:
        self.window = first_window(from_ms, rules)
        self.latest_ms = self.window.closes_ms
        """When it should have been asked at the latest; no hold makes it wait for much longer than this."""
        self.reminder_id = 0
        self.due: datetime | None = None
        self.kind = Kind.REMINDER
        self.anchored_routine: str | None = None
        self.asks = 0
        """How often was asked and put off."""
        self.attempt = 0
        """How many prompts were shown."""
        self.wait = Wait()

    def limit_ms(self, rules: Rules) -> int:
        """Past this a hold is not waited for in silence."""
        return self.latest_ms + rules.hold_at_most_ms

    def name(self, reminder_id: int, due: datetime) -> None:
        """It has become due."""
        self.reminder_id, self.due = reminder_id, due

    def take_anchor(self, come: Come, reminder_id: int, now_ms: int, rules: Rules) -> None:
        """A time of the day is the reason, from now on."""
        self.name(reminder_id, come.due)
        self.kind, self.anchored_routine = Kind.ANCHOR, come.anchor.routine
        self.wait = Wait()
        self.ask_again_from(now_ms, rules)
        self.latest_ms = self.window.closes_ms

    def ask_again_from(self, opens_ms: int, rules: Rules) -> None:
        """A later window."""
        self.window = later_window(opens_ms, rules)

    def shift(self, by_ms: int) -> None:
        """Unknown time: everything is as it was, so much later."""
        self.window = self.window.shifted(by_ms)
        self.latest_ms += by_ms
        self.wait.leave_out(by_ms)

    def move(self, rules: Rules) -> None:
        """Other rules: a first window moves at once; what was put off stays as it was said."""
        if self.window.first:
            self.window = first_window(self.window.base_ms, rules)
            self.latest_ms = self.window.closes_ms

    # --- over a restart ----------------------------------------------------------

    def memory(
        self,
        now_ms: int,
        *,
        known_ms: int,
        sitting_ms: int,
        silent: bool,
        shown_ago_ms: int | None,
        attempt: int,
    ) -> ReminderMemory:
        """As it stands at ``now_ms``, known until ``known_ms``; ``attempt`` is how many prompts are over."""
        return ReminderMemory(
            sitting_ms=sitting_ms,
            silent=silent,
            opens_in_ms=self.window.opens_ms - now_ms,
            closes_in_ms=self.window.closes_ms - now_ms,
            base_ago_ms=now_ms - self.window.base_ms,
            first=self.window.first,
            reminder_id=self.reminder_id,
            asks=self.asks,
            attempt=attempt,
            due=self.due,
            kind=self.kind,
            routine=self.anchored_routine,
            latest_in_ms=self.latest_ms - now_ms,
            held_ms=self.wait.lasted_ms(known_ms),
            held_reasons=self.wait.reasons,
            shown_ago_ms=shown_ago_ms,
        )

    @classmethod
    def recalled(cls, memory: ReminderMemory, now_ms: int, rules: Rules) -> "Occasion":
        """As it stood when ``memory`` was kept."""
        occasion = cls(now_ms, rules)
        occasion.window = Window(
            opens_ms=now_ms + memory.opens_in_ms,
            closes_ms=now_ms + memory.closes_in_ms,
            base_ms=now_ms - memory.base_ago_ms,
            first=memory.first,
        )
        latest_in_ms = memory.closes_in_ms if memory.latest_in_ms is None else memory.latest_in_ms
        occasion.latest_ms = now_ms + latest_in_ms
        occasion.reminder_id, occasion.due = memory.reminder_id, memory.due
        occasion.kind, occasion.anchored_routine = memory.kind, memory.routine
        occasion.asks, occasion.attempt = memory.asks, memory.attempt
        occasion.wait = Wait(memory.held_ms, memory.held_reasons)
        return occasion
