"""A routine that is tied to a time of the day comes at that time, on a real desktop with its real clock."""

from datetime import UTC, datetime, timedelta

import pytest

from deskbreak.clock import SystemClock
from support.desktop import Desktop
from support.program import CALM, Program

pytestmark = pytest.mark.desktop

ROOM_S = 4
"""So long before a full minute there is time enough to be told of it."""
AWAY = ("reminder.earliest=11h", "reminder.latest=11h 0m 15s", "rest.after_idle=4h")


def zone_at(local: datetime) -> str:
    """The name of a zone in which it is ``local`` now: an hour of the day need not be waited for."""
    west_s = round((SystemClock().now().wall.astimezone(UTC).replace(tzinfo=None) - local).total_seconds())
    sign, (hours, rest_s) = "-" if west_s < 0 else "", divmod(abs(west_s), 3_600)
    return f"XXX{sign}{hours}:{rest_s // 60:02}:{rest_s % 60:02}"


def test_set_while_it_runs_it_comes_at_its_minute_and_says_what_it_is_time_for(
    desktop: Desktop, deskbreak: Program
) -> None:
    utc = SystemClock().now().wall.astimezone(UTC).replace(tzinfo=None)
    begin = utc.replace(hour=12, minute=28, second=51)
    desktop.environment["TZ"] = zone_at(begin)
    deskbreak.start(*CALM, *AWAY)
    deskbreak.until_state("sitting")
    passed = SystemClock().now().wall.astimezone(UTC).replace(tzinfo=None) - utc
    minute = (begin + passed + timedelta(seconds=ROOM_S)).replace(second=0, microsecond=0) + timedelta(
        minutes=1
    )

    done = deskbreak.command("config", "set", "anchors", f'[{{at: "{minute:%H:%M}", routine: reach}}]')

    assert done.returncode == 0, done.stderr
    deskbreak.until_state("prompting", within_s=100)
    deskbreak.until(lambda: desktop.things(name="Time for the reach"), "the prompt says so")
    assert desktop.things(name=f"Planned for {minute:%H:%M}.")
    [row] = deskbreak.history()
    assert (row["kind"], row["routine"]) == ("anchor", "reach")
    due, prompted = datetime.fromisoformat(row["due"]), datetime.fromisoformat(row["prompted"])
    assert due.replace(tzinfo=None) == minute
    assert timedelta() <= prompted - due <= timedelta(minutes=1)
    assert f"reach ({minute:%H:%M})" in deskbreak.command("history").stdout
    deskbreak.command("stood")
    deskbreak.until_outcome("walked_away")
    assert deskbreak.state == "sitting"
