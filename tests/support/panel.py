"""A panel's side of the tray, on dbus-fast: another implementation than ours, so that a misreading of the
protocol cannot hide on both sides."""

import asyncio
import threading
from collections import Counter
from collections.abc import Coroutine
from typing import Any, TypeVar

from dbus_fast import Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

WATCHER = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"
ANSWER_LIMIT_S = 10
_DAEMON = "org.freedesktop.DBus"

Result = TypeVar("Result")


class CallFailed(Exception):
    """The icon answered with this D-Bus error."""


class Panel:
    """Owns the watcher's name, takes icons, reads them and clicks on them, in a thread of its own.

    ``with_host`` is whether there is a place for icons now; a panel that is ``mute`` takes every call and
    answers none.
    """

    def __init__(self, address: str, *, with_host: bool = True, mute: bool = False) -> None:
        self._address = address
        self._with_host = with_host
        self._mute = mute
        self.items: list[str] = []
        self.heard: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="panel", daemon=True)
        self._thread.start()
        self._bus: MessageBus | None = None
        self._do(self._come())

    # --- coming and going ----------------------------------------------------

    def close(self) -> None:
        """Vanish, as a panel that crashed."""
        if self._thread.is_alive():
            self._do(self._go())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(ANSWER_LIMIT_S)
            self._loop.close()

    def has_place(self, with_host: bool) -> None:
        """Begin or cease to have a place for icons, as when only a part of the desktop restarts."""
        self._with_host = with_host
        member = "StatusNotifierHostRegistered" if with_host else "StatusNotifierHostUnregistered"
        self._do(self._signal(member))

    def falls_silent(self) -> None:
        """It hangs, as far as its icons can see."""
        self._mute = True

    # --- the icon ------------------------------------------------------------

    @property
    def icon(self) -> str:
        """The bus name of the only icon."""
        (name,) = self.items
        return name

    def knows(self, name: str) -> bool:
        """Whether anybody is on the bus under ``name``."""
        there = self._call(_DAEMON, "/org/freedesktop/DBus", _DAEMON, "NameHasOwner", "s", (name,))
        return bool(there[0])

    def item_call(self, member: str, signature: str = "", *values: Any) -> list[Any]:
        return self._call(self.icon, "/StatusNotifierItem", ITEM, member, signature, values)

    def item(self, name: str) -> Any:
        """One property of the icon."""
        return self._property(self.icon, "/StatusNotifierItem", ITEM, name)

    def all_of_item(self) -> dict[str, Any]:
        """All properties of the icon at once, as most panels read them."""
        (values,) = self._call(self.icon, "/StatusNotifierItem", PROPERTIES, "GetAll", "s", (ITEM,))
        return {name: variant.value for name, variant in values.items()}

    def menu_call(self, member: str, signature: str = "", *values: Any) -> list[Any]:
        return self._call(self.icon, self.item("Menu"), MENU, member, signature, values)

    def menu_property(self, name: str) -> Any:
        return self._property(self.icon, self.item("Menu"), MENU, name)

    def introspect(self, path: str) -> str:
        (xml,) = self._call(self.icon, path, "org.freedesktop.DBus.Introspectable", "Introspect", "", ())
        return str(xml)

    def layout(self, parent: int = 0, depth: int = -1, names: tuple[str, ...] = ()) -> tuple[Any, ...]:
        """A line of the menu as (number, properties, lines below)."""
        _revision, node = self.menu_call("GetLayout", "iias", parent, depth, list(names))
        return _plain(node)

    def lines(self) -> list[tuple[int, dict[str, Any]]]:
        """Every line of the menu, submenus included, with its properties."""
        return list(_flat(self.layout()))[1:]

    def number_of(self, label: str) -> int:
        return next(number for number, values in self.lines() if values.get("label", "").startswith(label))

    def click(self, number: int) -> None:
        self.menu_call("Event", "isvu", number, "clicked", Variant("s", ""), 0)

    def pixmaps(self) -> dict[int, bytes]:
        return {width: pixels for width, _height, pixels in self.item("IconPixmap")}

    # --- inside --------------------------------------------------------------

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(ANSWER_LIMIT_S)

    async def _come(self) -> None:
        self._bus = await MessageBus(bus_address=self._address).connect()
        self._bus.add_message_handler(self._on_message)
        await self._bus.request_name(WATCHER, NameFlag.DO_NOT_QUEUE)

    async def _go(self) -> None:
        if self._bus is not None:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # dbus-fast left it so

    async def _signal(self, member: str) -> None:
        assert self._bus is not None
        await self._bus.send(Message.new_signal(WATCHER_PATH, WATCHER, member))

    def _on_message(self, message: Message) -> Message | bool | None:
        if message.message_type is MessageType.SIGNAL:
            if message.path in {"/StatusNotifierItem", "/MenuBar"}:
                self.heard[str(message.member)] += 1
            return None
        if message.message_type is not MessageType.METHOD_CALL or message.path != WATCHER_PATH:
            return None
        if self._mute:
            return True
        if message.member == "RegisterStatusNotifierItem":
            asyncio.ensure_future(self._take(str(message.body[0])), loop=self._loop)  # noqa: RUF006  it ends at once
            return Message.new_method_return(message)
        if message.body == [WATCHER, "IsStatusNotifierHostRegistered"]:
            return Message.new_method_return(message, "v", [Variant("b", self._with_host)])
        return None

    async def _take(self, item: str) -> None:
        assert self._bus is not None
        for path in ("/StatusNotifierItem", "/MenuBar"):
            rule = f"type='signal',sender='{item}',path='{path}'"
            await self._bus.call(
                Message(
                    destination=_DAEMON,
                    path="/org/freedesktop/DBus",
                    interface=_DAEMON,
                    member="AddMatch",
                    signature="s",
                    body=[rule],
                )
            )
        self.items.append(item)

    def _property(self, name: str, path: str, interface: str, wanted: str) -> Any:
        (variant,) = self._call(name, path, PROPERTIES, "Get", "ss", (interface, wanted))
        return variant.value

    def _call(  # noqa: PLR0917  a call has as many parts as it has
        self, name: str, path: str, interface: str, member: str, signature: str, values: tuple[Any, ...]
    ) -> list[Any]:
        assert self._bus is not None
        message = Message(
            destination=name,
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=list(values),
        )
        answer = self._do(self._bus.call(message))
        assert answer is not None
        if answer.message_type is MessageType.ERROR:
            raise CallFailed(f"{answer.error_name}: {answer.body}")
        return list(answer.body)


def _plain(node: Any) -> tuple[Any, ...]:
    number, values, children = node
    return (
        number,
        {name: variant.value for name, variant in values.items()},
        [_plain(child.value) for child in children],
    )


def _flat(node: tuple[Any, ...]) -> Any:
    yield node[0], node[1]
    for child in node[2]:
        yield from _flat(child)
