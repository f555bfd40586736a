"""The window's process: started when something has to be shown, gone when nothing is left to show."""

import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from deskbreak.daemon.window_process import Outgoing, WindowProcess
from deskbreak.window import messages as say

END_S = 1.5
"""How long a process that was asked to end may take before it is made to."""

SHOWING = (say.ShowPrompt, say.ShowRoutine, say.ShowHome, say.ShowChecklist, say.ShowSeeSomebody)


class Surface:
    """Sends messages to the process and starts it where there is none.

    No method blocks but :meth:`close`. ``said`` and ``gone`` are called from a thread of this class;
    ``gone`` once for each process, with an empty reason where it ended in order.
    """

    def __init__(
        self,
        command: Sequence[str],
        log_file: Path,
        said: Callable[[say.FromWindow], None],
        gone: Callable[[str], None],
        *,
        own_session: bool,
    ) -> None:
        self._command = list(command)
        self._log_file = log_file
        self._said = said
        self._gone = gone
        self._own_session = own_session
        self._outgoing: Outgoing | None = None
        self._thread: threading.Thread | None = None
        self._process: WindowProcess | None = None
        self._closing = False

    @property
    def running(self) -> bool:
        return self._outgoing is not None

    def show(self, *messages: say.ToWindow) -> None:
        """Say this to the process; start it first where there is none."""
        if self._outgoing is None:
            self._outgoing = queue.SimpleQueue()
            self._thread = threading.Thread(
                target=self._live, args=(self._outgoing,), name="window", daemon=True
            )
            self._thread.start()
        for message in messages:
            self._outgoing.put(message)

    def tell(self, *messages: say.ToWindow) -> None:
        """Say this to the process, if there is one."""
        if self._outgoing is not None:
            self.show(*messages)

    def ended(self) -> None:
        """The loop has heard that the process is gone: the next message starts another."""
        self._outgoing = None

    def close(self) -> None:
        """End the process, and wait for that: at most twice :data:`END_S`."""
        self._closing = True
        if self._outgoing is None or self._thread is None:
            return
        self._outgoing.put(say.Quit())
        self._outgoing.put(None)
        self._thread.join(END_S)
        if self._thread.is_alive() and self._process is not None:
            self._process.kill()
            self._thread.join(END_S)

    # --- in the thread of one process ------------------------------------------------

    def _live(self, outgoing: Outgoing) -> None:
        """One process, or two: one that was about to end in order may not have seen the last message."""
        while True:
            try:
                self._process = WindowProcess(self._command, self._log_file, own_session=self._own_session)
            except OSError as error:
                self._gone(f"it cannot be started: {error}")
                return
            code = self._process.live(outgoing, self._said, END_S)
            if code != 0:
                self._gone(f"it ended with code {code}; {self._log_file} may tell more")
                return
            unseen = _for_a_new_one(self._process.unanswered(outgoing))
            if self._closing or not (self._process.heard and unseen):
                self._gone("")
                return
            for message in unseen:
                outgoing.put(message)


def _for_a_new_one(unseen: Sequence[say.ToWindow]) -> list[say.ToWindow]:
    """From the first that shows something, with the facts that go before it; nothing where none does."""
    shows = [isinstance(message, SHOWING) for message in unseen]
    if not any(shows):
        return []
    first = shows.index(True)
    facts = [message for message in unseen[:first] if isinstance(message, say.Facts)]
    return [*facts[-1:], *unseen[first:]]
