"""Only one Deskbreak a person: the first stays, a later one opens the first one's window and goes."""

import threading

from deskbreak.clock import Clock
from deskbreak.control import client
from deskbreak.control.protocol import ControlError
from deskbreak.daemon import actions
from deskbreak.daemon.machine import machine_key
from deskbreak.daemon.single_instance import AlreadyRunning, InstanceLock
from deskbreak.paths import Paths

PATIENCE_MS = 10_000
"""The first may be on its way up or down just now, and then answers in a moment, or is gone."""
AGAIN_S = 0.1
ANSWER_S = 5.0


class RunsElsewhere(Exception):
    """Another machine that shares this home holds the lock; its window is not for this screen."""


def enter(paths: Paths, clock: Clock) -> InstanceLock | None:
    """The lock of the first; ``None`` where there was one already, whose window opens now.

    Raises :class:`ControlError` where another one runs and does not answer, :class:`RunsElsewhere`, and
    :class:`OSError` where nobody can lock anything there.
    """
    machine = machine_key()
    pause, give_up_ms = threading.Event(), clock.now().steady_ms + PATIENCE_MS
    while True:
        try:
            return InstanceLock(paths.instance_lock, machine)
        except AlreadyRunning as other:
            if other.machine not in ("", machine):
                raise RunsElsewhere from other
        try:
            client.ask(paths.control_socket, "act", {"action": actions.HOME}, ANSWER_S)
        except ControlError:
            if clock.now().steady_ms >= give_up_ms:
                raise
            pause.wait(AGAIN_S)
        else:
            return None
