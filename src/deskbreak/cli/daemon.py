"""How a command reaches the running daemon."""

from typing import Any

from deskbreak import paths
from deskbreak.control import client


def ask(do: str, args: dict[str, Any] | None = None) -> Any:
    """What the daemon answers. Raises :class:`~deskbreak.control.protocol.ControlError`."""
    return client.ask(paths.of_this_person().control_socket, do, args)


def act(action: str, **more: Any) -> None:
    """Have the daemon do ``action``, with those of ``more`` that are given (not ``None``).

    Raises :class:`~deskbreak.control.protocol.ControlError`.
    """
    given = {name: value for name, value in more.items() if value is not None}
    ask("act", {"action": action, **given})


def end() -> bool:
    """Have the daemon end; whether it was seen to be gone.

    Raises :class:`~deskbreak.control.protocol.ControlError`.
    """
    return client.ask_to_end(paths.of_this_person().control_socket, "act", {"action": "quit"})
