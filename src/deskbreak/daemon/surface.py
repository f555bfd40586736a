"""The window's process: started when something has to be shown, gone when nothing is left to show."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from deskbreak.daemon.outgoing import Outgoing
from deskbreak.daemon.window_process import WindowProcess
from deskbreak.language import _
from deskbreak.window import messages as say

END_S = 1.5
"""How long a process that was asked to end may take before it is made to."""

SHOWING = (say.ShowPrompt, say.ShowRoutine, say.ShowHome, say.ShowChecklist, say.ShowSeeSomebody)


class _Life:
    """One stretch with a process; ``over`` is set by whoever says first that it is gone."""

    def __init__(self) -> None:
        self.outgoing = Outgoing()
        self.process: WindowProcess | None = None
        self.over = False
        self.guard = threading.Lock()


class Surface:
    """Sends messages to the process and starts it where there is none.

    No method blocks but :meth:`close`. ``said`` and ``gone`` are called from a thread of this class, or
    from :meth:`give_up`; ``gone`` once for each process, with an empty reason where it ended in order.
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
        self.unpainted: set[str] = set()
        """What is to be shown, and was not painted yet."""
        self._command = list(command)
        self._log_file = log_file
        self._said = said
        self._gone = gone
        self._own_session = own_session
        self._life: _Life | None = None
        self._threads: list[threading.Thread] = []
        self._closing = False

    @property
    def running(self) -> bool:
        return self._life is not None

    def show(self, *messages: say.ToWindow) -> None:
        """Say this to the process; start it first where there is none."""
        if self._life is None:
            self._life = _Life()
            before = [each for each in self._threads if each.is_alive()]
            thread = threading.Thread(
                target=self._live, args=(self._life, before), name="window", daemon=True
            )
            self._threads = [*before, thread]
            thread.start()
        for message in messages:
            self._note(message)
            self._life.outgoing.put(message)

    def tell(self, *messages: say.ToWindow) -> None:
        """Say this to the process, if there is one."""
        if self._life is not None:
            self.show(*messages)

    def painted(self, surface: str) -> None:
        """The loop has heard that ``surface`` can be seen."""
        self.unpainted.discard(surface)

    def give_up(self, reason: str) -> None:
        """End the process: it does not do its work. Whether it can be ended at all, it counts as gone."""
        if self._life is not None:
            self._over(self._life, reason)
            if self._life.process is not None:
                self._life.process.kill()

    def ended(self) -> None:
        """The loop has heard that the process is gone: the next message starts another."""
        self._life = None
        self.unpainted.clear()

    def close(self) -> None:
        """End the process, and wait for that: at most twice :data:`END_S`."""
        self._closing = True
        if self._life is None:
            return
        self._life.outgoing.put(say.Quit())
        self._life.outgoing.close()
        thread = self._threads[-1]
        thread.join(END_S)
        if thread.is_alive() and self._life.process is not None:
            self._life.process.kill()
            thread.join(END_S)

    def _note(self, message: say.ToWindow) -> None:
        match message:
            case say.ClosePrompt():
                self.unpainted.discard("prompt")
            case say.CloseRoutine():
                self.unpainted.discard("routine")
            # A terminal shows one thing after the other: what waits for its turn there is in order.
            case _ if isinstance(message, SHOWING) and self._own_session:
                self.unpainted.add(message.kind.removeprefix("show_"))

    def _over(self, life: _Life, reason: str) -> None:
        with life.guard:
            was_over, life.over = life.over, True
        if not was_over:
            self._gone(reason)

    # --- in the thread of one process ------------------------------------------------

    def _live(self, life: _Life, before: Sequence[threading.Thread]) -> None:
        """One process, or two: one that was about to end in order may not have seen the last message."""
        for each in before:
            each.join(END_S)
        if any(each.is_alive() for each in before):  # one at a time, or there would be ever more of them
            self._over(life, _("The one before it does not end."))
            return
        while not (life.over or self._closing):
            try:
                life.process = WindowProcess(self._command, own_session=self._own_session)
            except OSError as error:
                self._over(life, f"it cannot be started: {error}")
                return
            if life.over:  # given up while the system was slow to start it
                life.process.kill()
            code = life.process.live(life.outgoing, self._said, END_S)
            if code != 0 or life.process.fault:
                told = f"it ended with code {code}; {self._log_file} may tell more"
                self._over(life, life.process.fault or told)
                return
            unseen = _for_a_new_one(life.process.unanswered(life.outgoing))
            if self._closing or not (life.process.heard and unseen):
                self._over(life, "")
                return
            life.outgoing.begin_again(unseen)
        self._over(life, "")


def _for_a_new_one(unseen: Sequence[say.ToWindow]) -> list[say.ToWindow]:
    """From the first that shows something, with the facts that go before it; nothing where none does."""
    shows = [isinstance(message, SHOWING) for message in unseen]
    if not any(shows):
        return []
    first = shows.index(True)
    facts = [message for message in unseen[:first] if isinstance(message, say.Facts)]
    return [*facts[-1:], *unseen[first:]]
