"""A settings portal with one wish, light or dark: ``portal.py light|dark``.

Real desktops bring one. The virtual desktop of the tests has none, so the tour brings its own.
"""

import asyncio
import sys
from typing import Annotated

from dbus_fast import Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusSignature
from dbus_fast.service import ServiceInterface, dbus_method

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SCHEMES = {"dark": 1, "light": 2}

Asked = Annotated[list[str], DBusSignature("as")]
Wishes = Annotated[dict[str, dict[str, Variant]], DBusSignature("a{sa{sv}}")]


class Settings(ServiceInterface):
    """Answers what a desktop's settings are."""

    def __init__(self, scheme: int) -> None:
        super().__init__("org.freedesktop.portal.Settings")
        self._scheme = scheme

    @dbus_method()
    def ReadAll(self, namespaces: Asked) -> Wishes:  # noqa: N802, ARG002  the bus's own name; there is but one
        return {"org.freedesktop.appearance": {"color-scheme": Variant("u", self._scheme)}}


async def serve(scheme: int) -> None:
    """Answer until the bus goes away."""
    bus = await MessageBus().connect()
    bus.export(PATH, Settings(scheme))
    await bus.request_name(NAME)
    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(serve(SCHEMES[sys.argv[1]]))
