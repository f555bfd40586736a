"""Windows as a screen reader knows them: what is in them by role and name, and where it is.

Tests click what they find here, so every button that they press is one that has a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jeepney import DBusAddress  # type: ignore[import-untyped]  # it ships no types

from support.session_bus import Refused, SessionBus

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
ACCESSIBLE = "org.a11y.atspi.Accessible"
DEEPEST = 14
IS_SHOWING, IS_FOCUSED = 25, 12


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in a window: a button, a text, a list."""

    bus: SessionBus
    name_on_bus: str
    path: str
    role: str
    name: str

    @property
    def description(self) -> str:
        return str(self.bus.property(self._as(ACCESSIBLE), "Description"))

    @property
    def showing(self) -> bool:
        """Whether it can be seen; what has gone since it was found cannot."""
        try:
            return self._is(IS_SHOWING)
        except Refused:
            return False

    @property
    def focused(self) -> bool:
        return self._is(IS_FOCUSED)

    @property
    def centre(self) -> tuple[int, int]:
        """Its middle on the screen."""
        component = self._as("org.a11y.atspi.Component")
        left, top, width, height = self.bus.call(component, "GetExtents", "u", (0,))[0]
        return left + width // 2, top + height // 2

    def children(self) -> Iterator["Thing"]:
        """What it holds; parts that vanish while they are looked at are left out."""
        try:
            for name_on_bus, path in self.bus.call(self._as(ACCESSIBLE), "GetChildren")[0]:
                if not path.endswith("/null"):
                    yield thing(self.bus, name_on_bus, path)
        except Refused:
            return

    def all(self, depth: int = 0) -> Iterator["Thing"]:
        """This and all that it holds."""
        yield self
        if depth < DEEPEST:
            for child in self.children():
                yield from child.all(depth + 1)

    def _is(self, number: int) -> bool:
        low, high = self.bus.call(self._as(ACCESSIBLE), "GetState")[0]
        return bool((low | high << 32) >> number & 1)

    def _as(self, interface: str) -> DBusAddress:
        return DBusAddress(self.path, self.name_on_bus, interface)


def thing(bus: SessionBus, name_on_bus: str, path: str) -> Thing:
    """The thing at this place. Raises :class:`Refused` where it has gone."""
    there = DBusAddress(path, name_on_bus, ACCESSIBLE)
    role = str(bus.call(there, "GetRoleName")[0])
    return Thing(bus, name_on_bus, path, role, str(bus.property(there, "Name")))


def open_accessibility_bus(session: SessionBus) -> SessionBus:
    """A guest on the bus that screen readers use, which is another one."""
    there = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
    return SessionBus(str(session.call(there, "GetAddress")[0]))


def programs(bus: SessionBus) -> Iterator[Thing]:
    """The programs that have windows."""
    yield from thing(bus, "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root").children()
