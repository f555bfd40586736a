"""A routine that is tied to a time of the day comes at that time, on a real desktop with its real clock."""

from datetime import UTC, datetime, timedelta

import pytest

from deskbreak.clock import SystemClock
from support.desktop import Desktop
from support.moved_clocks import MovedClocks
from support.program import CALM, Program

pytestmark = pytest.mark.desktop

ROOM_S = 4
"""So long before a full minute there is time enough to be told of it."""
AN_HOUR = ("reminder.earliest=11h", "reminder.latest=11h 15m", "rest.after_idle=4h", "rest.after_lock=4h")
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
    due, prompted = _of(row["due"]), _of(row["prompted"])
    assert due.replace(tzinfo=None) == minute
    assert timedelta() <= prompted - due <= timedelta(minutes=1)
    assert f"reach ({minute:%H:%M})" in deskbreak.command("history").stdout
    deskbreak.command("stood")
    deskbreak.until_outcome("walked_away")
    assert deskbreak.state == "sitting"


@pytest.mark.long
def test_slept_over_it_comes_once_and_neither_a_clock_set_back_nor_a_start_brings_it_again(
    desktop: Desktop, deskbreak: Program
) -> None:
    clocks = MovedClocks(desktop.root, desktop.environment.get("PYTHONPATH", ""))
    deskbreak.inside = clocks.within
    desktop.environment["TZ"] = zone_at(
        SystemClock().now().wall.replace(hour=12, minute=0, second=0, tzinfo=None)
    )
    chosen = (*CALM, *AN_HOUR, 'anchors=[{at: "12:30", routine: breathe}]')
    deskbreak.start(*chosen)
    deskbreak.until_state("sitting")

    def lives(minutes: int) -> None:
        """Typing, until so many minutes are over or somebody is asked."""
        for _step in range(3 * minutes):
            clocks.run(20)
            desktop.hands.tap("a")
            if deskbreak.state == "prompting":
                return

    lives(20)
    clocks.sleep(15 * 60)
    lives(6)
    deskbreak.until_state("prompting")
    deskbreak.until(lambda: desktop.things(name="Time to breathe"), "the prompt says so")
    deskbreak.command("stood")
    first = deskbreak.until_outcome("walked_away")
    assert (first["kind"], first["routine"], first["due"][11:16]) == ("anchor", "breathe", "12:30")
    assert timedelta() < _of(first["prompted"]) - _of(first["due"]) < timedelta(minutes=15)

    clocks.set_wall(-timedelta(minutes=40))
    lives(40)
    deskbreak.end()
    clocks.set_wall(-timedelta(minutes=40))
    deskbreak.start(*chosen)
    deskbreak.until_state("sitting")
    lives(40)
    assert deskbreak.state == "sitting"
    assert deskbreak.history() == [first]

    clocks.sleep(24 * 3_600 - 15 * 60)
    # Typing in real time: for how long a key has been silent, the display server alone knows.
    desktop.hands.keep_typing(lambda: deskbreak.state == "sitting", 30)
    lives(30)
    deskbreak.until_state("prompting")
    rows = deskbreak.history()
    assert [row["kind"] for row in rows] == ["anchor", "anchor"]
    assert _of(rows[1]["due"]) - _of(rows[0]["due"]) == timedelta(days=1)


def _of(text: str) -> datetime:
    return datetime.fromisoformat(text)
