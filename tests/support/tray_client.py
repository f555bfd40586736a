"""The tray as a panel sees it: the icon's words, its menu, clicks on both, all over the bus."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress  # type: ignore[import-untyped]  # it ships no types

from support.session_bus import Refused, SessionBus

WATCHER = DBusAddress(
    "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher", "org.kde.StatusNotifierWatcher"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    id: int
    label: str
    enabled: bool
    kind: str
    children: tuple["Entry", ...]

    def all(self) -> Iterator["Entry"]:
        """This entry and all below it."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True, slots=True)
class Icon:
    """One icon that the panel's watcher knows, at ``address``."""

    bus: SessionBus
    address: DBusAddress

    @property
    def tooltip(self) -> str:
        _, _, title, text = self.bus.property(self.address, "ToolTip")
        return f"{title}\n{text}"

    @property
    def pixels(self) -> dict[int, bytes]:
        """Each size that the icon comes in, with its ARGB bytes."""
        return {width: bytes(data) for width, _, data in self.bus.property(self.address, "IconPixmap")}

    def left_click(self) -> None:
        self.bus.call(self.address, "Activate", "ii", (0, 0))

    def menu(self) -> Entry:
        """The whole menu, as it is now."""
        menu = self._menu_address()
        self.bus.call(menu, "AboutToShow", "i", (0,))
        _, root = self.bus.call(menu, "GetLayout", "iias", (0, -1, []))
        return _entry(root)

    def labels(self) -> list[str]:
        """Every label of the menu, in order, submenus included."""
        return [_plain(entry.label) for entry in self.menu().all() if entry.label]

    def choose(self, label: str) -> None:
        """Click the first entry whose label begins with ``label``. LookupError where none can be clicked."""
        for entry in self.menu().all():
            if _plain(entry.label).lower().startswith(label.lower()) and entry.enabled:
                self.bus.call(self._menu_address(), "Event", "isvu", (entry.id, "clicked", ("s", ""), 0))
                return
        raise LookupError(f"no entry {label!r} to click in {self.labels()}")

    def _menu_address(self) -> DBusAddress:
        path = self.bus.property(self.address, "Menu")
        return DBusAddress(path, self.address.bus_name, "com.canonical.dbusmenu")


def icons(bus: SessionBus, title: str = "deskbreak") -> list[Icon]:
    """The icons whose id or title holds ``title``, as the panel's watcher lists them now."""
    found = []
    for address in _listed(bus):
        with suppress(Refused):  # gone since it was listed
            names = f"{bus.property(address, 'Id')} {bus.property(address, 'Title')}"
            if title.lower() in names.lower():
                found.append(Icon(bus, address))
    return found


def icon_owners(bus: SessionBus) -> set[int]:
    """The processes whose icons the panel's watcher lists now."""
    owners = set()
    for address in _listed(bus):
        with suppress(Refused):  # gone since it was listed
            owners.add(bus.process(address.bus_name))
    return owners


def _listed(bus: SessionBus) -> list[DBusAddress]:
    try:
        items = [item.partition("/") for item in bus.property(WATCHER, "RegisteredStatusNotifierItems")]
    except Refused:
        return []
    return [
        DBusAddress(slash + path or "/StatusNotifierItem", name, "org.kde.StatusNotifierItem")
        for name, slash, path in items
    ]


def _entry(node: Any) -> Entry:
    number, properties, children = node
    return Entry(
        id=number,
        label=str(properties.get("label", ("s", ""))[1]),
        enabled=bool(properties.get("enabled", ("b", True))[1]),
        kind=str(properties.get("type", ("s", "standard"))[1]),
        children=tuple(_entry(child) for _, child in children),
    )


def _plain(label: str) -> str:
    """``label`` without the marks of keys to press."""
    return label.replace("__", "\0").replace("_", "").replace("\0", "_")
