"""``python -m support.slow_notifications SECONDS``: a notification service that answers, but late."""

import sys
import threading
from typing import Any

from jeepney import (  # type: ignore[import-untyped]  # jeepney ships no types
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # as above

from support.waiting import let_pass

NAME = "org.freedesktop.Notifications"
ANSWERS: dict[str, tuple[str | None, tuple[Any, ...]]] = {
    "Notify": ("u", (1,)),
    "GetCapabilities": ("as", (["body"],)),
    "GetServerInformation": ("ssss", ("slow", "nobody", "1", "1.2")),
}


def main(seconds: float) -> None:
    """Until it is killed."""
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    guard = threading.Lock()

    def answer(call: Message) -> None:
        member = call.header.fields.get(HeaderFields.member, "")
        signature, body = ANSWERS.get(member, (None, ()))
        print(member, flush=True)
        let_pass(seconds)
        with guard:
            connection.send(new_method_return(call, signature, body))

    while True:
        message = connection.receive()
        if message.header.message_type is MessageType.method_call:
            threading.Thread(target=answer, args=(message,), daemon=True).start()


if __name__ == "__main__":
    main(float(sys.argv[1]))
