"""A session that locks, sleeps and ends when a test says so."""

from deskbreak.clock import Clock
from deskbreak.core.events import FellAsleep, Locked, Unlocked, Woke
from deskbreak.ports.selection import Passed
from deskbreak.ports.session import Ending, Lost, Seen, SessionEnd


class FakeSeat:
    """Where somebody sits: the screen is locked or not, the machine is about to sleep or not."""

    def __init__(self) -> None:
        self.exists = True
        self.locked = False
        self.asleep = False
        self.let_go = 0
        """How often the machine was told that it need not wait, while it did."""
        self.ending = False
        self.sessions: list[FakeSession] = []

    def lock(self, locked: bool = True) -> None:
        self.locked = locked
        self._tell()

    def sleep(self, asleep: bool = True) -> None:
        self.asleep = asleep
        self._tell()

    @property
    def waits(self) -> bool:
        """Whether somebody would have it wait before it sleeps or ends."""
        return any(session.holds for session in self.sessions)

    def end(self, end: SessionEnd = SessionEnd.COMING) -> None:
        self.ending = True
        for session in tuple(self.sessions):
            session.hear_end(end)

    def vanish(self) -> None:
        self.exists = False
        for session in tuple(self.sessions):
            session.vanish()

    def _tell(self) -> None:
        for session in tuple(self.sessions):
            session.look()


class FakeSession:
    """The session port on a :class:`FakeSeat`; tells from the caller's own thread."""

    def __init__(self, seat: FakeSeat, clock: Clock, seen: Seen, ending: Ending, lost: Lost) -> None:
        self.name = "fake"
        self.passed: tuple[Passed, ...] = ()
        self._seat = seat
        self._clock = clock
        self._seen = seen
        self._ending = ending
        self._lost = lost
        self._locked = self._asleep = False
        self.holds = True
        seat.sessions.append(self)
        self.look()

    def let_go(self) -> None:
        if self._seat.asleep or self._seat.ending:
            self.holds = False
            self._seat.let_go += 1

    def close(self) -> None:
        if self in self._seat.sessions:
            self._seat.sessions.remove(self)

    def vanish(self) -> None:
        self.close()
        self._lost("The fake seat is gone.")

    def hear_end(self, end: SessionEnd) -> None:
        self._ending(end)

    def look(self) -> None:
        """Tell what has changed."""
        if self._asleep != self._seat.asleep:
            self._asleep = self._seat.asleep
            self.holds = True
            self._seen(FellAsleep() if self._asleep else Woke(), self._clock.now())
        if self._locked != self._seat.locked and self in self._seat.sessions:
            self._locked = self._seat.locked
            self._seen(Locked() if self._locked else Unlocked(), self._clock.now())
