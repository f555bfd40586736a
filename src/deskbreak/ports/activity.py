"""Whether there is input: that there is some, never what."""

from collections.abc import Callable
from typing import Protocol

from deskbreak.core.events import Active, Idle
from deskbreak.core.moments import Moment

Seen = Callable[[Active | Idle, Moment], None]
"""Called from any thread with what was seen and the moment it was seen; returns at once."""

Lost = Callable[[str], None]
"""Called once from any thread, with the reason, when the adapter can see no more."""


class Activity(Protocol):
    """Reports idles of the watched lengths and the first input after each.

    * :meth:`watch` replaces the set, from any thread, without blocking. Nothing is reported before
      the first call.
    * While there is no input for as long as a watched length, ``Idle(since_ms)`` is reported once
      for that length and that idle; ``since_ms`` is the time of the last input on the steady clock.
    * A length armed while the idle already lasts longer is reported at once, with the true start,
      unless an idle of at least that length was reported for this idle already.
    * After a reported idle, the first input is reported as ``Active(at_ms)``. Input while nothing
      was reported idle is not reported at all, so that a moving mouse costs nothing.
    * What key, which button and where the pointer is are not even read.
    * When the source vanishes, ``lost`` is called once and nothing is reported any more.
    * :meth:`close` stops reporting; it may be called twice, and after ``lost``.
    """

    name: str
    resolution_ms: int

    def watch(self, lengths_ms: frozenset[int]) -> None: ...

    def close(self) -> None: ...
