"""A day at a real desk, told as it goes: what happened, and ``status`` before and after.

The whole tale stands under a test that fails.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from deskbreak.control import client
from support import processes
from support.moved_clocks import MovedClocks
from support.program import ANSWERS_WITHIN_S, Program
from support.waiting import seconds_now, wait_until

STEP_S = 30
"""How much time passes at once: less than the minute in which the daemon looks at the clock anyway."""
BACK_S = 5
"""So many single seconds in each of these steps."""


@dataclass(frozen=True, slots=True)
class Look:
    """What ``status`` said, and within which real seconds it said so."""

    status: dict[str, Any] = field(repr=False)
    from_s: float
    to_s: float

    @property
    def state(self) -> str:
        return str(self.status["state"])

    @property
    def sitting_s(self) -> int:
        return int(self.status["sitting_s"])

    def __str__(self) -> str:
        minutes, seconds = divmod(self.sitting_s, 60)
        opens, closes = self.status["opens_in_s"], self.status["closes_in_s"]
        return f"{self.state}, sitting {minutes} min {seconds:02} s, opens in {opens} s, closes in {closes} s"


class ToldDay:
    """Somebody at the desk of ``deskbreak``, whose clocks are ``clocks``; both are started already."""

    def __init__(self, deskbreak: Program, clocks: MovedClocks) -> None:
        self._deskbreak = deskbreak
        self._clocks = clocks
        self._hands = deskbreak.desktop.hands

    def look(self) -> Look:
        """``deskbreak status --json``."""
        from_s = seconds_now()
        status = self._deskbreak.status()
        return Look(status, from_s, seconds_now())

    def tell(self, what: str) -> Look:
        """A line of the tale: what has happened just now, and how things are."""
        seen = self.look()
        print(f"{what:<60} {seen}")
        return seen

    def works(self, for_s: int) -> Look:
        """Typing all the while. By small steps now and then: that somebody is back shows in seconds, and a
        program whose clock runs ahead of it is not listening."""
        for passed_s in range(0, for_s, STEP_S):
            step_s = min(STEP_S, for_s - passed_s)
            for _ in range(min(BACK_S, step_s)):
                self.passes(1, typing=True)
            if step_s > BACK_S:
                self.passes(step_s - BACK_S, typing=True)
        return self.tell(f"works for {for_s} s")

    def passes(self, for_s: int, *, typing: bool = False) -> None:
        """Less than a minute of time, noticed by whoever waits for its end."""
        self._clocks.run(for_s)
        if typing:
            self._hands.tap("a")
        status = client.ask(self._deskbreak.control_socket, "status", {}, ANSWERS_WITHIN_S)
        if status["state"] == "prompting":
            # A window that is not to be seen after 20 s is given up, and by these clocks those are over soon.
            self._deskbreak.until(self._deskbreak.windows, "the prompt shows")

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """The process stands still, as by SIGSTOP from a shell."""
        process = self._deskbreak.process
        assert process is not None
        process.send_signal(signal.Signals["SIGSTOP"])
        wait_until(lambda: processes.state(process.pid) == "T", "the process stands still", every_s=0.01)
        try:
            yield
        finally:
            process.send_signal(signal.Signals["SIGCONT"])


def assert_sat(before: Look, after: Look, for_s: int) -> None:
    """From ``before`` to ``after`` sitting grew by ``for_s``, to the second, and the real time between."""
    least_s, most_s = after.from_s - before.to_s, after.to_s - before.from_s
    grew_s = after.sitting_s - before.sitting_s - for_s
    # Each of the two is told in whole seconds.
    assert least_s - 1 <= grew_s <= most_s + 1, f"{before}\n{after}\n{grew_s} is not {least_s} to {most_s} s"


def assert_sits_since(moment: Look, now: Look) -> None:
    """Sitting began anew, not before ``moment``."""
    assert now.sitting_s <= now.to_s - moment.from_s + 1, f"{moment}\n{now}"
