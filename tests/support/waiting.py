"""Waiting for the real world: ask politely until it is so, and tell a readable story when it is not."""

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from deskbreak.clock import SystemClock

Answer = TypeVar("Answer")


def wait_until(
    condition: Callable[[], Answer],
    what: str,
    within_s: float = 10.0,
    *,
    every_s: float = 0.1,
    story: Callable[[], str] = lambda: "",
) -> Answer:
    """The first true answer of ``condition``, asked every ``every_s``.

    Raises :class:`AssertionError` with ``what`` was waited for and the ``story`` of what was instead.
    """
    clock, pause = SystemClock(), Event()
    give_up_ms = clock.now().awake_ms + round(within_s * 1000)
    while not (answer := condition()):
        if clock.now().awake_ms > give_up_ms:
            raise AssertionError(f"waited {within_s:g} s in vain: {what}\n{story()}".rstrip())
        pause.wait(every_s)
    return answer


def let_pass(seconds: float) -> None:
    """Let ``seconds`` go by, where a test is about nothing happening in them."""
    Event().wait(seconds)


def seconds_now() -> float:
    """Seconds on a clock that only goes forward."""
    return SystemClock().now().awake_ms / 1000
