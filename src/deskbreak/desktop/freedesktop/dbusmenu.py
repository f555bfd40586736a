"""A menu on the bus: ``com.canonical.dbusmenu``, which panels draw in their own style."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from deskbreak.desktop.freedesktop.bus import Body
from deskbreak.desktop.freedesktop.exported import Interface, Method, Property, invalid
from deskbreak.ports.tray import MenuItem

NAME = "com.canonical.dbusmenu"
VERSION = 3
ROOT = 0
WHOLE_TREE = -1
LAYOUT = "(ia{sv}av)"

Values = dict[str, tuple[str, Any]]
"""An item's properties, each with its signature."""

Emit = Callable[[str, str, Body], None]
"""Sends a signal of this interface: its name, its signature, its body."""


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the menu with the number that panels know it by."""

    number: int
    values: Values
    action: str
    enabled: bool
    children: tuple["Node", ...]

    def shape(self) -> tuple[Any, ...]:
        """Which lines there are and where: without their texts."""
        return self.number, tuple(child.shape() for child in self.children)

    def everything(self) -> Iterator["Node"]:
        """This line and all below it."""
        yield self
        for child in self.children:
            yield from child.everything()


def _values(item: MenuItem) -> Values:
    if not item.label:
        return {"type": ("s", "separator")}
    # An underscore would be read as "the next letter is the access key".
    values: Values = {"label": ("s", item.label.replace("_", "__")), "enabled": ("b", item.enabled)}
    if item.children:
        values["children-display"] = ("s", "submenu")
    return values


class Numbers:
    """Gives each line a number for good: the same action keeps its own while the menu around it changes,
    so that a click on a menu that was opened before the change still means what the person read."""

    def __init__(self) -> None:
        self._given: dict[tuple[object, ...], int] = {}

    def of(self, *line: object) -> int:
        return self._given.setdefault(line, len(self._given) + 1)

    def tree(self, items: tuple[MenuItem, ...], parent: int = ROOT) -> tuple[Node, ...]:
        """``items`` as numbered lines."""
        nodes = []
        alike: Counter[tuple[str, str]] = Counter()
        for item in items:
            # Notes, separators and submenus have no name of their own: those of a kind count through.
            kind = "submenu" if item.children else "line" if item.label else "separator"
            alike[kind, item.action] += 1
            number = self.of(parent, kind, item.action, alike[kind, item.action])
            children = self.tree(item.children, number)
            nodes.append(Node(number, _values(item), item.action, item.enabled, children))
        return tuple(nodes)


class DBusMenu:
    """The menu's state and its interface. ``chosen`` is called with the action of a line that was clicked."""

    def __init__(self, chosen: Callable[[str], None], emit: Emit, text_direction: str) -> None:
        self._chosen = chosen
        self._emit = emit
        self._text_direction = text_direction
        self._numbers = Numbers()
        self._revision = 1
        self._take(())

    def _take(self, items: tuple[MenuItem, ...]) -> None:
        root_values: Values = {"children-display": ("s", "submenu")}
        self._root = Node(ROOT, root_values, "", True, self._numbers.tree(items))
        self._by_number = {node.number: node for node in self._root.everything()}

    def show(self, items: tuple[MenuItem, ...]) -> None:
        """Replace the menu; tell the panel what changed: its lines, or only their texts, or nothing."""
        before, before_by_number = self._root, self._by_number
        self._take(items)
        if self._root.shape() != before.shape():
            self._revision += 1
            self._emit("LayoutUpdated", "ui", (self._revision, ROOT))
            return
        changed = [
            (node.number, node.values)
            for node in self._root.everything()
            if node.values != before_by_number[node.number].values
        ]
        if changed:
            self._emit("ItemsPropertiesUpdated", "a(ia{sv})a(ias)", (changed, []))

    def interface(self) -> Interface:
        """What is answered on the bus."""
        return Interface(
            NAME,
            methods={
                "GetLayout": Method("iias", "u" + LAYOUT, self._get_layout),
                "GetGroupProperties": Method("aias", "a(ia{sv})", self._get_group_properties),
                "GetProperty": Method("is", "v", self._get_property),
                "Event": Method("isvu", "", self._event),
                "EventGroup": Method("a(isvu)", "ai", self._event_group),
                "AboutToShow": Method("i", "b", self._about_to_show),
                "AboutToShowGroup": Method("ai", "aiai", self._about_to_show_group),
            },
            properties={
                "Version": Property("u", lambda: VERSION),
                "TextDirection": Property("s", lambda: self._text_direction),
                "Status": Property("s", lambda: "normal"),
                "IconThemePath": Property("as", list),
            },
            signals={
                "LayoutUpdated": "ui",
                "ItemsPropertiesUpdated": "a(ia{sv})a(ias)",
                "ItemActivationRequested": "iu",
            },
        )

    def _node(self, number: int) -> Node:
        if number not in self._by_number:
            raise invalid(f"The menu has no item {number}.")
        return self._by_number[number]

    def _get_layout(self, parent: int, depth: int, names: list[str]) -> Body:
        return self._revision, _layout(self._node(parent), depth, names)

    def _get_group_properties(self, numbers: list[int], names: list[str]) -> Body:
        # An empty list asks for all; numbers of lines that are gone are left out, as the protocol wants.
        wanted = numbers or list(self._by_number)
        known = [self._by_number[number] for number in wanted if number in self._by_number]
        return ([(node.number, _only(node.values, names)) for node in known],)

    def _get_property(self, number: int, name: str) -> Body:
        values = self._node(number).values
        if name not in values:
            raise invalid(f"Menu item {number} has no property {name!r}.")
        return (values[name],)

    def _event(self, number: int, kind: str, _data: object, _timestamp: int) -> Body:
        node = self._node(number)
        if kind == "clicked" and node.enabled and node.action:
            self._chosen(node.action)
        return ()

    def _event_group(self, events: list[tuple[int, str, object, int]]) -> Body:
        unknown = [event[0] for event in events if event[0] not in self._by_number]
        if events and len(unknown) == len(events):
            raise invalid(f"The menu has none of the items {unknown}.")
        for event in events:
            if event[0] in self._by_number:
                self._event(*event)
        return (unknown,)

    def _about_to_show(self, number: int) -> Body:
        self._node(number)
        return (False,)

    def _about_to_show_group(self, numbers: list[int]) -> Body:
        return [], [number for number in numbers if number not in self._by_number]


def _only(values: Values, names: list[str]) -> Values:
    return {name: value for name, value in values.items() if not names or name in names}


def _layout(node: Node, depth: int, names: list[str]) -> tuple[int, Values, list[tuple[str, Any]]]:
    below = depth if depth == WHOLE_TREE else depth - 1
    children = node.children if depth else ()
    return (
        node.number,
        _only(node.values, names),
        [(LAYOUT, _layout(child, below, names)) for child in children],
    )
