"""The clock on the wall: moved by whoever sets it, and in the zone where the computer is now."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskbreak.clock import SystemClock
from deskbreak.clock.wall import local_time
from support.places import ZONES, Whereabouts, why_not

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Python's Windows has no tzset")

NS_PER_S = 1_000_000_000
TELLS_THE_TIME = """
from deskbreak.clock import SystemClock

clock = SystemClock()
for _line in open(0):
    print(clock.now().wall.isoformat(), flush=True)
"""
"""A process that lives on, and says what its wall shows whenever somebody presses Enter."""


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not (ZONES / "Europe/Berlin").exists():
        pytest.skip("this machine has no time zones: install tzdata")
    with monkeypatch.context() as here:
        here.setenv("TZ", "Europe/Berlin")
        yield
    if sys.platform != "win32":
        time.tzset()


def shows(monkeypatch: pytest.MonkeyPatch, utc: datetime) -> str:
    """The wall when it is ``utc`` in Greenwich."""
    monkeypatch.setattr(time, "time_ns", lambda: round(utc.timestamp() * NS_PER_S))
    return local_time().isoformat()


@pytest.mark.usefixtures("berlin")
def test_it_is_local_and_says_how_far_from_greenwich(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shows(monkeypatch, datetime(2026, 11, 23, 8, 0, tzinfo=UTC)) == "2026-11-23T09:00:00+01:00"


@pytest.mark.usefixtures("berlin")
def test_the_hour_that_comes_twice_is_two_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    once = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert shows(monkeypatch, once) == "2026-10-25T02:30:00+02:00"
    assert shows(monkeypatch, once + timedelta(hours=1)) == "2026-10-25T02:30:00+01:00"


@pytest.mark.usefixtures("berlin")
def test_the_hour_that_never_comes_is_jumped_over(monkeypatch: pytest.MonkeyPatch) -> None:
    last = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
    assert shows(monkeypatch, last) == "2026-03-29T01:59:59+01:00"
    assert shows(monkeypatch, last + timedelta(seconds=1)) == "2026-03-29T03:00:00+02:00"


@pytest.mark.parametrize("ns", [0, 1, 1_795_424_096_999_999_999, 4_102_444_799_999_999_999])
def test_it_is_read_to_the_microsecond_and_never_ahead(monkeypatch: pytest.MonkeyPatch, ns: int) -> None:
    """A float would be a few hundred nanoseconds off, and could show the next second already."""
    monkeypatch.setattr(time, "time_ns", lambda: ns)
    assert local_time() - datetime(1970, 1, 1, tzinfo=UTC) == timedelta(microseconds=ns // 1000)


def test_whoever_sets_the_clock_moves_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, real_ns = SystemClock(), time.time_ns()  # noqa: TID251  to be moved
    before = clock.now()
    monkeypatch.setattr(time, "time_ns", lambda: real_ns - 10 * 365 * 24 * 3600 * NS_PER_S)
    after = clock.now()
    assert timedelta(days=3649) < before.wall - after.wall < timedelta(days=3651)
    assert 0 <= after.steady_ms - before.steady_ms < 60_000
    assert 0 <= after.awake_ms - before.awake_ms < 60_000


def test_a_process_that_is_flown_around_the_world_notices(tmp_path: Path) -> None:
    """Through a real ``/etc/localtime`` that is replaced while the process runs."""
    here = Whereabouts(tmp_path, "Europe/Berlin")
    if reason := why_not(*here.within):
        pytest.skip(f"no /etc of its own for a process: {reason}")
    with subprocess.Popen(
        [*here.within, sys.executable, "-c", TELLS_THE_TIME],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    ) as process:
        asks, answers = process.stdin, process.stdout
        assert asks is not None
        assert answers is not None
        offsets = []
        for zone in ("Europe/Berlin", "Asia/Tokyo", "Asia/Kathmandu", "Asia/Tokyo"):
            here.fly_to(zone)
            asks.write("\n")
            asks.flush()
            offsets.append(answers.readline().strip()[-6:])
        asks.close()
    assert offsets[0] in {"+01:00", "+02:00"}
    assert offsets[1:] == ["+09:00", "+05:45", "+09:00"]
