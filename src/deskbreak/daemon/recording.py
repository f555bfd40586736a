"""Somebody records when there is input (``deskbreak record``): known for as long as they stay connected."""

from collections.abc import Callable
from datetime import datetime

from deskbreak.control.server import HangUp, Reply
from deskbreak.language import _


class Recording:
    """One at a time, so that the icon can say which one it stops. ``over`` is called from any thread."""

    def __init__(self, over: Callable[[int], None]) -> None:
        self.since: datetime | None = None
        """When the present one began; ``None`` while nobody records."""
        self._over = over
        self._number = 0
        self._hang_up: HangUp | None = None

    def begin(self, reply: Reply, now: datetime) -> None:
        """Let whoever asked record, unless somebody does already."""
        if self._hang_up is not None:
            reply.error(
                "recording",
                _(
                    "A recording is running already. End it first: with Ctrl+C where it runs, or with"
                    " «Stop recording» in Deskbreak's menu."
                ),
            )
            return
        self._number += 1
        number = self._number
        self.since = now
        self._hang_up = reply.stay({}, lambda: self._over(number))

    def stop(self) -> None:
        """End it, where there is one: it is over when its connection is."""
        if self._hang_up is not None:
            self._hang_up()

    def ended(self, number: int) -> None:
        """The connection of the recording of that number is gone."""
        if number == self._number:
            self.since = self._hang_up = None
