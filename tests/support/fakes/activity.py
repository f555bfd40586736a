"""Somebody at a keyboard who exists only in a test, and the clock on their wall."""

from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment
from deskbreak.ports.activity import Lost, Seen
from support import far_off


class FakeDesk:
    """Time that passes when it is told to, and input that comes when it is told to."""

    def __init__(self) -> None:
        self._began = far_off.beginning()
        self.now_ms = self._began.steady_ms
        self.last_input_ms = self.now_ms
        self.exists = True
        self.watchers: list[FakeActivity] = []

    def now(self) -> Moment:
        return self._began.at(self.now_ms)

    def pass_ms(self, span_ms: int) -> None:
        """Millisecond by millisecond, so that nothing is reported late."""
        for _each in range(span_ms):
            self.now_ms += 1
            self.tell()

    def input(self) -> None:
        self.last_input_ms = self.now_ms
        self.tell()

    def vanish(self) -> None:
        self.exists = False
        for watcher in tuple(self.watchers):
            watcher.vanish()

    def tell(self) -> None:
        """Whoever watches looks now."""
        for watcher in tuple(self.watchers):
            watcher.look()


class FakeActivity:
    """The activity port on a :class:`FakeDesk`; reports from the caller's own thread."""

    name = "fake"
    resolution_ms = 1

    def __init__(self, desk: FakeDesk, seen: Seen, lost: Lost) -> None:
        self._desk = desk
        self._seen = seen
        self._lost = lost
        self._lengths_ms: frozenset[int] = frozenset()
        self._idle_since_ms: int | None = None
        self._told_ms = 0
        desk.watchers.append(self)

    @property
    def lengths_ms(self) -> frozenset[int]:
        """What is watched."""
        return self._lengths_ms

    def watch(self, lengths_ms: frozenset[int]) -> None:
        self._lengths_ms = lengths_ms
        self.look()

    def close(self) -> None:
        if self in self._desk.watchers:
            self._desk.watchers.remove(self)

    def vanish(self) -> None:
        self.close()
        self._lost("The fake desk is gone.")

    def look(self) -> None:
        """Report what is to be reported now."""
        now, last_ms = self._desk.now(), self._desk.last_input_ms
        if self._idle_since_ms is not None and last_ms > self._idle_since_ms:
            self._idle_since_ms, self._told_ms = None, 0
            self._seen(Active(last_ms), now)
        idle_ms = now.steady_ms - last_ms
        if any(self._told_ms < length_ms <= idle_ms for length_ms in self._lengths_ms):
            # Noted before it is told: whoever is told may watch something else at once.
            self._idle_since_ms, self._told_ms = last_ms, idle_ms
            self._seen(Idle(last_ms), now)
