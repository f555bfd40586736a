"""Short notices for what is not a window: a problem with settings, activity that cannot be read."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Notice:
    """A title, at most 64 characters, and a text, at most 256; longer ones are cut by the adapter."""

    title: str
    text: str


class Notifier(Protocol):
    """Shows a notice once, without blocking the caller. A failure is logged by the adapter, not raised."""

    name: str

    def notify(self, notice: Notice) -> None: ...

    def close(self) -> None: ...
