"""What becomes a line of the history, as it begins."""

from datetime import datetime

from deskbreak.core.commands import Kind, Outcome, Row, Why
from deskbreak.core.occasion import Occasion
from deskbreak.core.rules import Rules


def of_prompt(occasion: Occasion, why: Why, rules: Rules, *, now_ms: int, now: datetime, sat_ms: int) -> Row:
    """The prompt that ``occasion`` shows at ``now``, after ``sat_ms`` of sitting."""
    return Row(
        reminder_id=occasion.reminder_id,
        attempt=occasion.attempt,
        kind=occasion.kind,
        due=occasion.due,
        prompted=now,
        ended=None,
        outcome=None,
        why=why,
        routine=occasion.anchored_routine or rules.routine,
        variant=rules.variant,
        breaths_done=0,
        breaths=rules.breaths,
        sitting_ms=sat_ms,
        held_ms=occasion.wait.lasted_ms(now_ms),
        held_reasons=occasion.wait.reasons,
    )


def of_routine(name: int, routine: str, variant: str, rules: Rules, *, now: datetime, sat_ms: int) -> Row:
    """A routine that was asked for at ``now``."""
    return Row(
        reminder_id=name,
        attempt=1,
        kind=Kind.ASKED,
        due=None,
        prompted=now,
        ended=None,
        outcome=None,
        why=Why.ASKED,
        routine=routine,
        variant=variant,
        breaths_done=0,
        breaths=rules.breaths,
        sitting_ms=sat_ms,
    )


def of_unshown(
    occasion: Occasion, rules: Rules, *, waited_until_ms: int, ended: datetime, sat_ms: int
) -> Row | None:
    """A reminder that is over, was never shown, and waited because of holds; ``None`` for any other."""
    held_ms = occasion.wait.lasted_ms(waited_until_ms)
    if occasion.attempt or occasion.due is None or held_ms <= 0:
        return None
    return Row(
        reminder_id=occasion.reminder_id,
        attempt=0,
        kind=occasion.kind,
        due=occasion.due,
        prompted=None,
        ended=max(occasion.due, ended),
        outcome=Outcome.HELD,
        why=None,
        routine=occasion.anchored_routine or rules.routine,
        variant=rules.variant,
        breaths_done=0,
        breaths=rules.breaths,
        sitting_ms=sat_ms,
        held_ms=held_ms,
        held_reasons=occasion.wait.reasons,
    )
