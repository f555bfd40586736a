"""Something that makes a reminder wait when a test says so."""

from deskbreak.clock import Clock
from deskbreak.ports.holds import Lost, Told
from deskbreak.ports.selection import Passed


class FakeThing:
    """A microphone, a full screen, a wish not to be disturbed: on, off, out of sight, or gone."""

    def __init__(self) -> None:
        self.exists = True
        self.can_be_asked = True
        self.on = False
        self.senses: list[FakeHoldSense] = []

    def turn(self, on: bool = True) -> None:
        self.on = on
        self._tell()

    def go_away(self) -> None:
        """Nobody can tell for a while."""
        self.can_be_asked, self.on = False, False
        self._tell()

    def come_back(self) -> None:
        self.can_be_asked = True
        self._tell()

    def vanish(self) -> None:
        """Whoever listens can see no more at all."""
        self.exists, self.on = False, False
        for sense in tuple(self.senses):
            sense.vanish()

    def come(self) -> None:
        self.exists = True

    def _tell(self) -> None:
        for sense in tuple(self.senses):
            sense.look()


class FakeHoldSense:
    """The hold port on a :class:`FakeThing`; tells from the caller's own thread, and only while watched."""

    def __init__(self, thing: FakeThing, clock: Clock, told: Told, lost: Lost) -> None:
        self.name = "fake"
        self.wanted = False
        self._thing = thing
        self._clock = clock
        self._told = told
        self._lost = lost
        thing.senses.append(self)

    @property
    def trouble(self) -> Passed | None:
        if self._thing.can_be_asked:
            return None
        return Passed(self.name, "The fake thing is away.", "Bring it back.")

    def watch(self, *, wanted: bool) -> None:
        begins, self.wanted = wanted and not self.wanted, wanted
        if begins:
            self.look()

    def close(self) -> None:
        if self in self._thing.senses:
            self._thing.senses.remove(self)

    def vanish(self) -> None:
        self.close()
        self._lost("The fake thing is gone.")

    def look(self) -> None:
        """Tell how it is."""
        if self.wanted and self in self._thing.senses:
            self._told(self._thing.on if self._thing.can_be_asked else None, self._clock.now())
