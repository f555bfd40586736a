"""Ask something that may never answer, and go on without it."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class _Asking(Generic[Answer]):
    def __init__(self, ask: Callable[[], Answer], discard: Callable[[Answer], None]) -> None:
        self._ask = ask
        self._discard = discard
        self._turn = threading.Lock()
        self._given_up = False
        self.answers: list[Answer] = []
        self.errors: list[Exception] = []
        self.settled = threading.Event()

    def run(self) -> None:
        try:
            answer = self._ask()
        except Exception as error:  # noqa: BLE001  raised again in the thread that asked
            with self._turn:
                if not self._given_up:
                    self.errors.append(error)
        else:
            with self._turn:
                too_late = self._given_up
                self.answers.append(answer)
            if too_late:
                self._discard(answer)
        self.settled.set()

    def give_up(self) -> bool:
        with self._turn:
            self._given_up = not self.answers and not self.errors
        return self._given_up


def answer_in_time(
    limit_s: float, ask: Callable[[], Answer], discard: Callable[[Answer], None] = lambda _: None
) -> Answer:
    """What ``ask`` returns or raises, from a thread of its own.

    Raises :class:`TimeoutError` after ``limit_s``; an answer that comes later is handed to ``discard``.
    """
    asking = _Asking(ask, discard)
    threading.Thread(target=asking.run, name="asking", daemon=True).start()
    asking.settled.wait(limit_s)
    if asking.give_up():
        raise TimeoutError
    if asking.errors:
        # Taken out, so that the error, its traceback and this frame do not keep each other alive.
        raise asking.errors.pop()
    return asking.answers.pop()
