"""Whether the screen is locked, whether the computer is about to sleep, and when the session ends."""

from collections.abc import Callable
from enum import Enum
from typing import Protocol

from deskbreak.core.events import FellAsleep, Locked, Unlocked, Woke
from deskbreak.core.moments import Moment
from deskbreak.ports.selection import Passed

SessionEvent = Locked | Unlocked | FellAsleep | Woke

Seen = Callable[[SessionEvent, Moment], None]
"""Called from any thread with what was seen and the moment it was seen; returns at once."""


class SessionEnd(Enum):
    """How far the session's end is."""

    COMING = "coming"
    """It, or the whole machine, is about to end; somebody may still call that off."""
    HERE = "here"
    """It is over: whatever was shown there is gone, and what starts next belongs to another one."""


Ending = Callable[[SessionEnd], None]
"""Called from any thread when the session is about to end, and when it has ended; returns at once."""

Lost = Callable[[str], None]
"""Called once from any thread, with the reason, when the adapter can see no more."""


class Session(Protocol):
    """Tells when the session is locked or in the background, and when the computer sleeps.

    * Only changes are told. Whoever listens takes it as unlocked and awake at first; what is locked
      already is told at once.
    * ``FellAsleep`` comes before the computer sleeps, ``ending`` before the session ends. Where the
      system can be asked to wait, it waits until :meth:`let_go`, for a few seconds at most.
    * Several ways may be joined: ``name`` is those that can tell just now, empty where none can;
      ``passed`` is the others, with the reason. Both may change, and can be read from any thread.
    * When the last source vanishes, ``lost`` is called once and nothing is told any more.
    * :meth:`close` stops telling; it may be called twice, and after ``lost``.
    """

    @property
    def name(self) -> str: ...

    @property
    def passed(self) -> tuple[Passed, ...]: ...

    def let_go(self) -> None:
        """What has to be kept is kept: the sleep or the end that was told need not wait any longer.

        Does nothing where none was told.
        """
        ...

    def close(self) -> None: ...
