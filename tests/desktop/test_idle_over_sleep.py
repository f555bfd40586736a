"""An X server's idle counter stands still in sleep; what is told of it is on the clock that does not."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from deskbreak.clock import Clock, SystemClock
from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment
from deskbreak.desktop.portable.idle_ledger import IdleLedger
from deskbreak.desktop.portable.sensed_activity import Source
from deskbreak.desktop.x11.activity_screensaver import ScreensaverSource
from deskbreak.desktop.x11.activity_sync import SyncSource
from support import far_off
from support.waiting import wait_until
from support.xserver import XServer

NIGHT_MS = 8 * 3_600_000
NEAR_MS = 10_000
"""Real servers and real time: on a busy machine a reading takes a while, but no night."""

# python-xlib leaves the socket of a refused connection to the collector.
pytestmark = [
    pytest.mark.desktop,
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
]


class SleepyClock:
    """Runs as the real ones do, from far off; and sleeps when it is told to."""

    def __init__(self) -> None:
        self._began, self._real_ms, self._slept_ms = far_off.beginning(), _real_ms(), 0

    def now(self) -> Moment:
        at = self._began.at(self._began.steady_ms + _real_ms() - self._real_ms)
        return Moment(at.steady_ms + self._slept_ms, at.awake_ms, at.wall)

    def sleep(self, for_ms: int) -> None:
        self._slept_ms += for_ms


class Watched:
    """A source and its ledger, looked at when the test says so."""

    def __init__(self, source: Source, *lengths_ms: int) -> None:
        self._source = source
        self._ledger = IdleLedger()
        self._ledger.watch(frozenset(lengths_ms))

    def look(self) -> list[Active | Idle]:
        reading = self._source.read()
        told = self._ledger.read(reading.idle_ms, reading.at, reading.first_input_ms)
        self._source.arm(self._ledger, reading)
        return told

    def told(self) -> Active | Idle:
        """The next that there is to tell."""
        (event,) = wait_until(self.look, "something is told", every_s=0.02)
        return event


@pytest.fixture
def server() -> Iterator[XServer]:
    with XServer() as running:
        yield running


@pytest.fixture
def clock() -> SleepyClock:
    return SleepyClock()


@pytest.fixture(params=["x11-sync", "x11-screensaver"])
def source(request: pytest.FixtureRequest, server: XServer, clock: SleepyClock) -> Iterator[Source]:
    ways: dict[str, Callable[[str, Clock], Source]] = {
        "x11-sync": SyncSource,
        "x11-screensaver": ScreensaverSource,
    }
    with closing(ways[request.param](server.display, clock)) as opened:
        yield opened


def test_a_night_in_the_middle_of_an_idle_does_not_move_its_beginning(
    server: XServer, clock: SleepyClock, source: Source
) -> None:
    watched = Watched(source, 200, 600)
    server.key()
    typed_ms = clock.now().steady_ms
    idle = watched.told()
    assert isinstance(idle, Idle)
    assert abs(idle.since_ms - typed_ms) < NEAR_MS

    clock.sleep(NIGHT_MS)
    assert watched.told() == idle

    server.key()
    back = watched.told()
    assert isinstance(back, Active)
    assert abs(back.at_ms - clock.now().steady_ms) < NEAR_MS


def test_a_night_that_begins_before_an_idle_was_told_does_not_move_its_beginning(
    server: XServer, clock: SleepyClock, source: Source
) -> None:
    watched = Watched(source, 400)
    server.key()
    typed_ms = clock.now().steady_ms
    assert watched.look() == []
    clock.sleep(NIGHT_MS)
    idle = watched.told()
    assert isinstance(idle, Idle)
    assert abs(idle.since_ms - typed_ms) < NEAR_MS


def test_an_input_that_nobody_looked_at_before_the_night_is_told_as_late_as_it_can_have_been(
    server: XServer, clock: SleepyClock, source: Source
) -> None:
    """The counter cannot say on which side of the night it was: nobody who was there is called away."""
    watched = Watched(source, 400)
    server.key()
    typed_ms = clock.now().steady_ms
    clock.sleep(NIGHT_MS)
    idle = watched.told()
    assert isinstance(idle, Idle)
    assert abs(idle.since_ms - (typed_ms + NIGHT_MS)) < NEAR_MS


def _real_ms() -> int:
    return SystemClock().now().awake_ms
