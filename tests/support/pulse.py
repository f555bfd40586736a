"""Asks the running daemon all the time, and notes how long the slowest answer took."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from deskbreak.clock import SystemClock
from deskbreak.control import client
from support.live_loop import Punctuality
from support.program import Program


@contextmanager
def pulse(program: Program) -> Iterator[None]:
    """Each answer goes through the loop: where one is late, so is everything else."""
    clock, punctuality, over = SystemClock(), Punctuality(), threading.Event()
    faults: list[Exception] = []

    def ask() -> None:
        while not over.wait(0.1):
            asked_ms = clock.now().awake_ms
            try:
                client.ask(program.control_socket, "status", {}, 10.0)
            except Exception as fault:  # noqa: BLE001  told where the test can hear it
                faults.append(fault)
                return
            punctuality.served(clock.now().awake_ms - asked_ms)

    thread = threading.Thread(target=ask, name="pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        punctuality.close()
    assert not faults, faults
    punctuality.assert_in_time()
