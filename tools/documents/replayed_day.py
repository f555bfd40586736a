"""``docs/pictures/replayed-day.svg``: a day as ``deskbreak replay --svg`` draws it, for "Replaying days"."""

from deskbreak.cli.replay_svg import Drawn, drawn
from deskbreak.core.rules import Rules
from deskbreak.replay.desk import Answer
from deskbreak.replay.diary import Diary
from deskbreak.replay.player import Conditions, play
from deskbreak.replay.portrait import Portrait
from deskbreak.replay.synthetic import BEGINS_MS, days
from deskbreak.replay.trace import LOCKED, Interval, Intervals

SEED = 2
MINUTE_MS = 60_000
CALL = Interval("hold:microphone", BEGINS_MS + 255 * MINUTE_MS, BEGINS_MS + 305 * MINUTE_MS)
LOCKED_FOR_MS = 10 * MINUTE_MS
"""A break that lasts longer than this begins with a lock."""


def make() -> bytes:
    """A synthetic day with a call in it, and a lock before each long break."""
    day = [CALL]
    for interval in next(days(1, SEED)):
        long_break = interval.kind == "idle" and interval.ends_ms - interval.begins_ms > LOCKED_FOR_MS
        day.append(interval._replace(kind=LOCKED) if long_break else interval)
    diary = Diary(Portrait())
    rows = iter(sorted(day, key=lambda interval: interval.begins_ms))
    play(Intervals(rows), Conditions(Rules(), Answer.IGNORE), diary)
    return drawn([Drawn("monday.csv", diary)], Rules()).encode()
