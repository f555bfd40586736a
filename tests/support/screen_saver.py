"""A desktop's screen saver on the session bus, on dbus-fast: another implementation than ours."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from dbus_fast import ErrorType, Message, MessageType, NameFlag
from dbus_fast.aio import MessageBus

ANSWER_LIMIT_S = 10
Result = TypeVar("Result")


class ScreenSaver:
    """Owns ``name`` and says at ``path`` whether it is up.

    One that is ``ignorant`` owns the name only to keep the screen on for films, as some do; one that is
    ``mute`` never answers.
    """

    def __init__(
        self,
        address: str,
        name: str = "org.gnome.ScreenSaver",
        path: str = "/org/gnome/ScreenSaver",
        *,
        active: bool = False,
        ignorant: bool = False,
        mute: bool = False,
    ) -> None:
        self.name = name
        self.asked = 0
        self._address = address
        self._path = path
        self._active = active
        self._ignorant = ignorant
        self._mute = mute
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="screen saver", daemon=True)
        self._thread.start()
        self._bus: MessageBus | None = None
        self._do(self._come())

    def shows(self, active: bool) -> None:
        """Come up, or go."""
        self._active = active
        self._do(self._tell())

    def close(self) -> None:
        """Vanish, as one that crashed."""
        if self._thread.is_alive():
            self._do(self._go())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(ANSWER_LIMIT_S)
            self._loop.close()

    # --- inside --------------------------------------------------------------

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(ANSWER_LIMIT_S)

    async def _come(self) -> None:
        self._bus = await MessageBus(bus_address=self._address).connect()
        self._bus.add_message_handler(self._on_message)
        await self._bus.request_name(self.name, NameFlag.DO_NOT_QUEUE)

    async def _go(self) -> None:
        if self._bus is not None:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # dbus-fast left it so

    async def _tell(self) -> None:
        assert self._bus is not None
        await self._bus.send(Message.new_signal(self._path, self.name, "ActiveChanged", "b", [self._active]))

    def _on_message(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.member != "GetActive":
            return None
        self.asked += 1
        if self._mute:
            return True
        if self._ignorant or message.path != self._path or message.interface != self.name:
            return Message.new_error(message, ErrorType.NOT_SUPPORTED, "It knows nothing of locks.")
        return Message.new_method_return(message, "b", [self._active])
