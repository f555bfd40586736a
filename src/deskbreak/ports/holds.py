"""What may make a reminder wait, or shows that somebody is there without touching anything."""

from collections.abc import Callable
from typing import Protocol

from deskbreak.core.moments import Moment
from deskbreak.ports.selection import Passed

SCREEN_KEPT = "screen_kept"
"""The port for "a program keeps the screen on"; each other is called as its
:class:`~deskbreak.core.rules.Hold`."""

ANSWERS_WITHIN_S = 1.0
"""So long after :meth:`HoldSense.watch` it has told how things are, where it can tell at all."""

Told = Callable[[bool | None, Moment], None]
"""Called from any thread with whether it is on, or ``None`` where that cannot be told just now, and the
moment it was seen; returns at once."""

Lost = Callable[[str], None]
"""Called once from any thread, with the reason, when the adapter can see no more."""


class HoldSense(Protocol):
    """Tells whether one thing is on: a microphone in use, a full screen, the wish not to be disturbed.

    It reads that there is something, never what: no window's title, no name of a stream goes further.

    * Nothing is told before ``watch(wanted=True)``. From then on it tells how it is, within
      :data:`ANSWERS_WITHIN_S`, and each change; told twice the same is no harm. After ``watch(wanted=False)``
      it may go on telling where that costs nothing, and rests where it would cost.
    * Where what it asks comes and goes (a notification service, a sound server), it waits for it without
      polling and tells ``None`` meanwhile; ``trouble`` then says why.
    * When it can see no more at all, ``lost`` is called once and nothing is told any more.
    * :meth:`close` stops telling; it may be called twice, and after ``lost``.
    """

    name: str

    @property
    def trouble(self) -> Passed | None:
        """Why it cannot tell just now, with a remedy; ``None`` while it can."""
        ...

    def watch(self, *, wanted: bool) -> None: ...

    def close(self) -> None: ...
