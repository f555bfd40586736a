"""A program on a bus, on dbus-fast: another implementation than ours. It answers as it was taught."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from dbus_fast import ErrorType, Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

ANSWER_LIMIT_S = 10
PROPERTIES = "org.freedesktop.DBus.Properties"
Result = TypeVar("Result")
Call = tuple[str, str, str]
"""Path, interface, member."""


class NoObject(Exception):
    """Raised by what a test has it answer: there is no such object just now."""


class BusService:
    """Owns ``names`` until it is closed. What it was not taught it refuses."""

    def __init__(self, address: str, *names: str) -> None:
        self.asked: list[str] = []
        """The members that were called."""
        self.mute = False
        self._address = address
        self._names = names
        self._answers: dict[Call, Callable[[list[Any]], tuple[str, list[Any]]]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bus service", daemon=True)
        self._bus: MessageBus | None = None

    def come(self) -> "BusService":
        self._thread.start()
        self._do(self._come())
        return self

    def close(self) -> None:
        """Vanish, as one that crashed."""
        if self._thread.is_alive():
            self._do(self._go())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(ANSWER_LIMIT_S)
            self._loop.close()

    def knows(self, call: Call, signature: str, *values: Callable[[], Any]) -> "BusService":
        """Have it answer ``call`` with what ``values`` are at that time."""
        self._answers[call] = lambda _body: (signature, [value() for value in values])
        return self

    def answers(self, call: Call, signature: str, answer: Callable[[list[Any]], list[Any]]) -> "BusService":
        """Have it answer ``call`` with what ``answer`` makes of its values."""
        self._answers[call] = lambda body: (signature, answer(body))
        return self

    def has(
        self, path: str, interface: str, name: str, signature: str, value: Callable[[], Any]
    ) -> "BusService":
        """Give it a property."""
        before = self._answers.get((path, PROPERTIES, "Get"))

        def answer(body: list[Any]) -> tuple[str, list[Any]]:
            if body == [interface, name]:
                return "v", [Variant(signature, value())]
            if before is None:
                raise KeyError(name)
            return before(body)

        self._answers[path, PROPERTIES, "Get"] = answer
        return self

    def tells(self, path: str, interface: str, member: str, signature: str = "", *values: Any) -> None:
        """Send a signal."""
        self._do(self._tell(Message.new_signal(path, interface, member, signature, list(values))))

    # --- inside --------------------------------------------------------------

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(ANSWER_LIMIT_S)

    async def _come(self) -> None:
        self._bus = await MessageBus(bus_address=self._address).connect()
        self._bus.add_message_handler(self._on_message)
        for name in self._names:
            await self._bus.request_name(name, NameFlag.DO_NOT_QUEUE)

    async def _go(self) -> None:
        if self._bus is not None:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # dbus-fast left it so

    async def _tell(self, message: Message) -> None:
        assert self._bus is not None
        await self._bus.send(message)

    def _on_message(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        path, interface, member = str(message.path), str(message.interface), str(message.member)
        self.asked.append(member)
        if self.mute:
            return True
        try:
            signature, body = self._answers[path, interface, member](list(message.body))
        except NoObject:
            return Message.new_error(message, ErrorType.UNKNOWN_OBJECT, "There is no such object.")
        except KeyError:
            return Message.new_error(message, ErrorType.UNKNOWN_METHOD, "It knows nothing of that.")
        return Message.new_method_return(message, signature, body)
