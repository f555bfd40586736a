"""Raw signals become sitting, resting, unknown.

Sitting is time at the desk since the last rest. A rest is no input for ``rest.after_idle``, or locked or
asleep for ``rest.after_lock``; it counts from its start. Shorter idles are reading and earn nothing;
a shorter lock leaves sitting as it was, its own time included. Time in which nothing could be read, or
in which this process stood still, is unknown: neither sitting nor rest.

Who is in a call or sees a film is at the desk without touching anything, for two hours at most.

Somebody who bumps the desk is not back: after 60 s without input, a return counts once there was input
for more than a second or a second one within 30 s; it then counts from the first.
"""

from dataclasses import dataclass

from deskbreak.core.rules import SECOND_MS, Rules
from deskbreak.core.stillness import Stillness

LONE_AFTER_MS = 60 * SECOND_MS
LONE_LENGTH_MS = SECOND_MS
LONE_QUIET_MS = 30 * SECOND_MS
SHORT_WATCH_MS = 2 * SECOND_MS
"""The idle that tells a lone input from a return."""
LATE_MS = 250
"""How much later than a watched length an adapter may say so."""
SLEEP_COMES_MS = 60 * SECOND_MS
"""An announced sleep that has not come after so long is not believed any more."""
SLEEP_COMES_TOUCHED_MS = 10 * SECOND_MS
"""The same, where there was input since: fingers still leave the keys while a computer falls asleep."""


@dataclass(frozen=True, slots=True)
class Rested:
    """A rest began at ``since_ms``; it ended ``sitting_ms`` of sitting. ``last_input_ms`` came before it."""

    since_ms: int
    sitting_ms: int
    last_input_ms: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A rest ended at ``at_ms``."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """A pause that was no rest ended at ``at_ms``: hands are on the keys again."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Unknown time so long that sitting starts at nothing."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``for_ms`` of unknown time, too short to end anything: everything is as it was, so much later."""

    for_ms: int


Change = Rested | Returned | Resumed | LeftOut | Forgotten


class Presence:
    """What is known of the person. All times are on the steady clock."""

    def __init__(
        self, rules: Rules, now_ms: int, sitting_ms: int = 0, shown_ago_ms: int | None = None
    ) -> None:
        self.rules = rules
        self.resolution_ms: int | None = None
        self.resting_since_ms: int | None = None
        self.quiet_since_ms: int | None = None
        """When the present pause began, bumps of the desk left out; ``None`` while there is input."""
        self.hands_since_ms: int | None = now_ms
        """When the present run of input began, bumps included; ``None`` while there is none."""
        self.returning_at_ms: int | None = None
        """The first input after a long pause, while it may still be a bump."""
        self.away_since_ms: int | None = None
        self.stillness = Stillness(now_ms, shown_ago_ms)
        self._stretch_from_ms = now_ms - sitting_ms
        self._locked = False
        self._asleep = False
        self._slept = False
        """Whether the clocks have shown the present sleep."""
        self._unsure = False
        """Whether the first input of a return is only imagined, because the computer woke."""
        self._sleep_announced_ms: int | None = None
        """When a sleep was announced that the clocks have not shown yet."""
        self._hands_quiet_since_ms: int | None = None
        self._unread_since_ms: int | None = now_ms
        self._known_from_ms: int | None = None
        """Before this there was unknown time, which no pause spans; an idle from before the start counts."""
        self._was_read = False
        """Whether activity could ever be read."""
        self._forgotten = False
        """Whether the present unreadable time was too long to remember what was before."""
        self._last_input_ms = now_ms
        """The last input before the present pause."""
        self._came_ms = now_ms
        """When the computer last woke or was unlocked."""
        self._heard_from_ms = now_ms
        """Silence says something only from here: who woke late had not said what to watch."""

    # --- what is known -------------------------------------------------------

    @property
    def readable(self) -> bool:
        return self.resolution_ms is not None

    @property
    def resting(self) -> bool:
        return self.resting_since_ms is not None

    @property
    def away(self) -> bool:
        return self.away_since_ms is not None

    @property
    def returning(self) -> bool:
        return self.returning_at_ms is not None

    def sitting_ms(self, now_ms: int) -> int:
        """Time at the desk since the last rest."""
        if self.resting:
            return 0
        return max(0, self.known_until_ms(now_ms) - self._stretch_from_ms)

    def known_until_ms(self, now_ms: int) -> int:
        """The last moment of which anything is known: now, or when activity could be read last."""
        return now_ms if self._unread_since_ms is None else self._unread_since_ms

    def quiet_ms(self, now_ms: int) -> int:
        """How long the present pause has lasted; 0 while there is input."""
        return 0 if self.quiet_since_ms is None else now_ms - self.quiet_since_ms

    def left_for_ms(self, now_ms: int) -> int:
        """How long nothing has shown that somebody is there: no input, no call, no film."""
        since_ms = self._left_since_ms(now_ms)
        return 0 if since_ms is None else now_ms - since_ms

    @property
    def pause_since_ms(self) -> int | None:
        """When the pause began in which somebody may be asked: waking the computer and unlocking it are
        somebody's doing, so it begins no earlier. For a rest the idle counts from its true beginning."""
        return None if self.quiet_since_ms is None else max(self.quiet_since_ms, self._came_ms)

    @property
    def busy_since_ms(self) -> int | None:
        """Since when input is known to go on; ``None`` while there is none."""
        return None if self.hands_since_ms is None else max(self.hands_since_ms, self._heard_from_ms)

    def last_input_ms(self) -> int | None:
        """The last input before the present pause, bumps left out; ``None`` while there may be input."""
        return None if self.quiet_since_ms is None or self.returning else self._last_input_ms

    def short_watch_ms(self) -> int:
        return max(SHORT_WATCH_MS, self.resolution_ms or 0)

    # --- what happened -------------------------------------------------------

    def sensing(self, resolution_ms: int | None, now_ms: int) -> list[Change]:
        """Activity can be read from now on, or not any more."""
        was_readable, self.resolution_ms = self.readable, resolution_ms
        first_look, self._was_read = not self._was_read, self._was_read or self.readable
        if resolution_ms is None:
            if was_readable:
                self._unread_since_ms, self._forgotten = now_ms, False
            return []
        if self._unread_since_ms is None:
            if self.returning:  # another sense takes over, and has not said anything yet
                self._heard_from_ms = now_ms
            return []
        unread_since_ms, self._unread_since_ms = self._unread_since_ms, None
        self.hands_since_ms, self._hands_quiet_since_ms = now_ms, None
        self.returning_at_ms, self._unsure = None, False
        self.quiet_since_ms = None
        if self.resting and not self.away:
            return self._back(now_ms)
        changes = self.left_out(unread_since_ms, now_ms)
        if first_look:
            self._known_from_ms = None
        return changes

    def active(self, at_ms: int) -> list[Change]:
        """The first input after a reported idle."""
        if self.hands_since_ms is not None:
            return []
        self.hands_since_ms, self._hands_quiet_since_ms = at_ms, None
        if self.away_since_ms is not None:
            # The keys that locked the screen may be told after the lock: whoever pressed them was there.
            if self._locked and at_ms < self.away_since_ms and not self.resting:
                self.quiet_since_ms = None
            return []
        # Told only now, an input from before a sleep says no more than that somebody may be back.
        at_ms = max(at_ms, self._came_ms)
        if self.returning_at_ms is not None:
            return self._confirm()
        if self.quiet_since_ms is None:
            return []
        if at_ms - self.quiet_since_ms >= LONE_AFTER_MS:
            self.returning_at_ms = at_ms
            return []
        self.quiet_since_ms = None
        return self._back(at_ms) if self.resting else [Resumed(at_ms)]

    def idle(self, since_ms: int) -> list[Change]:
        """No input since ``since_ms``."""
        last_input_ms = since_ms
        if self._known_from_ms is not None:
            since_ms = max(since_ms, self._known_from_ms)
        self.hands_since_ms, self._hands_quiet_since_ms, self._unsure = None, since_ms, False
        if self.away_since_ms is not None:
            if self.quiet_since_ms is None and since_ms <= self.away_since_ms:
                self.quiet_since_ms, self._last_input_ms = since_ms, last_input_ms
            return []
        if self.returning_at_ms is not None:
            if since_ms - self.returning_at_ms < LONE_LENGTH_MS:
                if self.quiet_since_ms is not None and since_ms < self.quiet_since_ms:
                    self.quiet_since_ms, self._last_input_ms = since_ms, last_input_ms
                return []
            changes = self._confirm()
            self.quiet_since_ms, self._last_input_ms = since_ms, last_input_ms
            return changes
        if self.quiet_since_ms is None:
            self.quiet_since_ms, self._last_input_ms = since_ms, last_input_ms
        return []

    def locked(self, now_ms: int) -> list[Change]:
        self._locked = True
        return self._leave(now_ms)

    def unlocked(self, now_ms: int) -> list[Change]:
        self._locked = False
        return self._come(now_ms)

    def sleep_announced(self, now_ms: int) -> list[Change]:
        """The computer says that it is about to sleep: away, unless no sleep comes."""
        self._asleep, self._sleep_announced_ms = True, now_ms
        return self._leave(now_ms)

    def fell_asleep(self, now_ms: int) -> list[Change]:
        """The clocks show that it slept from now on, whether that was announced or not."""
        self._asleep, self._slept, self._sleep_announced_ms = True, True, None
        return self._leave(now_ms)

    def woke(self, now_ms: int) -> list[Change]:
        """It is awake, as the clocks or the computer itself say."""
        unsure = self._slept or self._unsure
        self._slept, self._asleep, self._sleep_announced_ms = False, False, None
        if unsure and self.hands_since_ms is not None and self.away and not self._locked:
            return self._wake_up_alone(now_ms)
        return self._come(now_ms)

    def left_out(self, from_ms: int, to_ms: int) -> list[Change]:
        """Unknown time: shorter than a rest it leaves sitting as it was, longer it ends it."""
        if self.returning_at_ms is not None:
            bumped = self._hands_quiet_since_ms is not None
            self.returning_at_ms = None if bumped else to_ms
            self._heard_from_ms = to_ms
        if self.resting:
            return []
        self._known_from_ms = to_ms
        if self.quiet_since_ms is not None:
            self.quiet_since_ms = to_ms
        if self._hands_quiet_since_ms is not None:
            self._hands_quiet_since_ms = to_ms
        if self.away_since_ms is not None:
            self.away_since_ms = to_ms
        if to_ms - from_ms < self.rules.rest_after_idle_ms:
            self._stretch_from_ms += to_ms - from_ms
            return [LeftOut(to_ms - from_ms)]
        self._stretch_from_ms = to_ms
        return [Forgotten()]

    def stood_still(self, from_ms: int, to_ms: int) -> list[Change]:
        """This process did not run: unknown, as is the time in which activity cannot be read."""
        if self._unread_since_ms is None:
            return self.left_out(from_ms, to_ms)
        if self.away_since_ms is not None:
            self.away_since_ms = to_ms
        return []

    def woke_late(self, now_ms: int) -> None:
        """This process got no time until now."""
        self._heard_from_ms = now_ms

    def restart(self, now_ms: int) -> None:
        """Sitting starts at nothing: somebody stood."""
        self.stillness.is_back()
        self.resting_since_ms = None
        self._stretch_from_ms = self.known_until_ms(now_ms)

    # --- what follows by itself ----------------------------------------------

    def due_ms(self) -> int | None:
        """When something becomes true by itself next, if nothing happens before."""
        if self.returning_at_ms is not None:
            return self._settled_return_ms()
        dues = [self._sleep_doubted_ms()]
        if not self.resting:
            dues += [self._idle_rest_ms(), self._away_rest_ms(), self._forgotten_ms()]
        ahead = [due for due in dues if due is not None]
        return min(ahead) if ahead else None

    def settle_return(self, now_ms: int) -> list[Change]:
        """Whether a first input after a long pause was a return or a bump of the desk."""
        if self.returning_at_ms is None or now_ms < self._settled_return_ms():
            return []
        if self._hands_quiet_since_ms is None:
            return self._confirm()
        self.returning_at_ms = None
        return []

    def settle_rest(self, now_ms: int) -> list[Change]:
        """Whether the present absence has become a rest; not while somebody may be back."""
        if self.resting or self.returning:
            return []
        if any(rest is not None and rest <= now_ms for rest in (self._idle_rest_ms(), self._away_rest_ms())):
            starts = [each for each in (self._left_since_ms(now_ms), self.away_since_ms) if each is not None]
            return self._rest(min(starts))
        return []

    def settle_unknown(self, now_ms: int) -> list[Change]:
        """Whether nothing could be read for so long that sitting starts at nothing."""
        forgotten_ms = self._forgotten_ms()
        if self.resting or self.returning or forgotten_ms is None or forgotten_ms > now_ms:
            return []
        self._forgotten = True
        self._stretch_from_ms = self.known_until_ms(now_ms)
        return [Forgotten()]

    def settle_announced_sleep(self, now_ms: int) -> list[Change]:
        """Whether an announced sleep is not believed any more."""
        doubted_ms = self._sleep_doubted_ms()
        return self.woke(now_ms) if doubted_ms is not None and doubted_ms <= now_ms else []

    # --- in here only ----------------------------------------------------------

    def _idle_rest_ms(self) -> int | None:
        if self.quiet_since_ms is None or not self.readable:
            return None
        return self.stillness.leaves_at_ms(self.quiet_since_ms) + self.rules.rest_after_idle_ms

    def _left_since_ms(self, now_ms: int) -> int | None:
        since_ms = self.quiet_since_ms
        return None if since_ms is None else self.stillness.left_since_ms(since_ms, now_ms)

    def _away_rest_ms(self) -> int | None:
        """Whoever is locked out has no input either. A sleep that is only announced is no absence yet."""
        only_announced = self._sleep_announced_ms is not None and not self._locked
        if self.away_since_ms is None or only_announced:
            return None
        return self.away_since_ms + min(self.rules.rest_after_lock_ms, self.rules.rest_after_idle_ms)

    def _sleep_doubted_ms(self) -> int | None:
        """When an announced sleep is not believed any more: it was called off, or its end got lost."""
        if self._sleep_announced_ms is None:
            return None
        touched = self.hands_since_ms is not None and self.hands_since_ms > self._sleep_announced_ms
        return self._sleep_announced_ms + (SLEEP_COMES_TOUCHED_MS if touched else SLEEP_COMES_MS)

    def _forgotten_ms(self) -> int | None:
        """When nobody can say any more that somebody still sits there."""
        if self._unread_since_ms is None or self._forgotten:
            return None
        return self._unread_since_ms + self.rules.rest_after_idle_ms

    def _settled_return_ms(self) -> int:
        assert self.returning_at_ms is not None  # noqa: S101  asked only while somebody may be back
        if self._hands_quiet_since_ms is not None:
            return self._hands_quiet_since_ms + LONE_QUIET_MS
        goes_on_ms = max(self.returning_at_ms + LONE_LENGTH_MS, self._heard_from_ms)
        return goes_on_ms + self.short_watch_ms() + LATE_MS

    def _confirm(self) -> list[Change]:
        assert self.returning_at_ms is not None  # noqa: S101  asked only while somebody may be back
        at_ms, self.returning_at_ms, self.quiet_since_ms = self.returning_at_ms, None, None
        self._unsure = False
        return self._back(at_ms) if self.resting else [Resumed(at_ms)]

    def _back(self, at_ms: int) -> list[Change]:
        self.restart(at_ms)
        return [Returned(at_ms)]

    def _wake_up_alone(self, now_ms: int) -> list[Change]:
        """Hands that were at work before a sleep say nothing about after it: computers also wake by
        themselves. Whether somebody is back shows as after any other long pause."""
        assert self.away_since_ms is not None  # noqa: S101  asked only of who slept
        if self.quiet_since_ms is None:
            self.quiet_since_ms = self._last_input_ms = self.away_since_ms
        self.away_since_ms, self._came_ms = None, now_ms
        self.stillness.comes()
        self.returning_at_ms = self.hands_since_ms = now_ms
        self._unsure = True
        return []

    def _rest(self, since_ms: int) -> list[Change]:
        sitting_ms = max(0, since_ms - self._stretch_from_ms)
        last_input_ms = since_ms if self.quiet_since_ms is None else min(since_ms, self._last_input_ms)
        self.resting_since_ms = since_ms
        self.returning_at_ms = None
        self.stillness.rests()
        return [Rested(since_ms, sitting_ms, last_input_ms)]

    def _leave(self, now_ms: int) -> list[Change]:
        if self.away_since_ms is not None:
            return []
        changes = []
        if self._unsure:
            self.returning_at_ms = None
        elif self.returning_at_ms is not None:
            changes = self._confirm()
        self.stillness.leaves(now_ms)
        self.away_since_ms = now_ms
        return changes

    def _come(self, now_ms: int) -> list[Change]:
        if self._locked or self._asleep or self.away_since_ms is None:
            return []
        self.away_since_ms, self._came_ms, self._unsure = None, now_ms, False
        self.stillness.comes()
        self.quiet_since_ms = self._hands_quiet_since_ms
        if self.quiet_since_ms is not None:
            self._last_input_ms = self.quiet_since_ms
        if self.resting and self.hands_since_ms is not None:
            return self._back(now_ms)
        return []
