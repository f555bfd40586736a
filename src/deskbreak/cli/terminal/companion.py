"""What the window's process is on a desktop, this is where no display exists: it shows in the terminal
what the daemon asks for, speaks the same messages, and is gone when nothing is left to show."""

import os
import queue
import sys
import threading
from typing import TextIO

from rich.console import Console

from deskbreak import language
from deskbreak.cli.terminal import guide
from deskbreak.cli.terminal.keys import Key
from deskbreak.cli.terminal.prompt_page import answers, paint_prompt, title
from deskbreak.cli.terminal.remote import Remote
from deskbreak.cli.terminal.surface import Surface as Page
from deskbreak.cli.terminal.surface import can_be_drawn_on
from deskbreak.clock import SystemClock
from deskbreak.content import routines
from deskbreak.language import _
from deskbreak.window import messages as say
from deskbreak.window import phrases

TERMINAL = "/dev/tty"
FIRST_MESSAGE_S = 10.0


class Companion:
    """One showing after the other; a reader's thread hands in what the daemon says meanwhile."""

    def __init__(self, console: Console, incoming: TextIO, outgoing: TextIO) -> None:
        self._console = console
        self._incoming = incoming
        self._outgoing = outgoing
        self._to_show: queue.SimpleQueue[say.ToWindow | None] = queue.SimpleQueue()
        self._remote = Remote()
        self._facts: say.Facts | None = None
        self._facts_before_the_end: say.Facts | None = None

    def run(self) -> int:
        threading.Thread(target=self._read, name="from-daemon", daemon=True).start()
        timeout_s: float | None = FIRST_MESSAGE_S
        while (message := self._next(timeout_s)) is not None:
            timeout_s = 0.0 if self._show(message) else FIRST_MESSAGE_S
        return 0

    def _next(self, timeout_s: float | None) -> say.ToWindow | None:
        try:
            return self._to_show.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def _tell(self, message: say.FromWindow) -> None:
        self._outgoing.write(say.to_line(message))
        self._outgoing.flush()

    # --- in the reader's thread -----------------------------------------------------

    def _read(self) -> None:
        for line in self._incoming:
            self._heard(say.from_line(line, say.TO_WINDOW))
        self._end()

    def _heard(self, message: say.ToWindow) -> None:
        match message:
            case say.Facts():
                self._facts = message
                self._remote.look()
            case say.ClosePrompt() | say.CloseRoutine():
                self._remote.close()
            case say.PaceRoutine(waiting):
                self._remote.pace(waiting=waiting)
            case say.Quit():
                self._end()
            case _:
                self._to_show.put(message)

    def _end(self) -> None:
        self._to_show.put(None)
        self._remote.close()

    # --- showings ----------------------------------------------------------------------

    def _show(self, message: say.ToWindow) -> bool:
        """Whether somebody is done with it, so that this process may go."""
        self._remote = Remote()
        match message:
            case say.ShowPrompt():
                return self._ask(message)
            case say.ShowRoutine():
                self._guide(message)
            case say.ShowChecklist():
                self._checklist()
            case say.ShowHome() if self._facts is not None:
                self._console.print(f"{self._facts.title}\n{self._facts.detail}", highlight=False)
            case _:
                pass
        return True

    def _ask(self, prompt: say.ShowPrompt) -> bool:
        routine = routines.load(
            prompt.routine, prompt.variant, prompt.breaths, prompt.inhale_ms, prompt.exhale_ms
        )
        self._console.bell()
        if sys.platform != "win32" and can_be_drawn_on(self._console):
            from deskbreak.cli.terminal.screen import Screen  # noqa: PLC0415  there is none on Windows

            with Screen(self._console) as screen:
                self._remote.attach(screen.wake)
                return self._ask_on_a_page(prompt, routine.length_ms, screen)
        return self._ask_in_a_line(prompt, routine.length_ms)

    def _ask_in_a_line(self, prompt: say.ShowPrompt, length_ms: int) -> bool:
        self._console.print(title(prompt), style="bold")
        self._console.print(phrases.offer(prompt.breaths, length_ms))
        self._tell(say.Painted("prompt"))
        self._remote.closed.wait()
        return True

    def _ask_on_a_page(self, prompt: say.ShowPrompt, length_ms: int, page: Page) -> bool:
        keys = {key or Key.ENTER: action for key, (action, _name) in answers(prompt).items()}
        page.show(paint_prompt(prompt, length_ms, *page.size))
        self._tell(say.Painted("prompt"))
        while not self._remote.closed.is_set():
            key = page.wait(None)
            if key is not None and key in keys:
                self._tell(say.Wanted(keys[key]))
                # The start's own message follows: this process goes on.
                return keys[key] != "start"
            if key == Key.ESCAPE:
                self._tell(say.Closed("prompt"))
                return True
            page.show(paint_prompt(prompt, length_ms, *page.size))
        return False

    def _guide(self, shown: say.ShowRoutine) -> None:
        routine = routines.load(shown.routine, shown.variant, shown.breaths, shown.inhale_ms, shown.exhale_ms)
        guide.run(
            routine,
            SystemClock(),
            self._breath_done(shown.breaths),
            variant_title=routines.variants(shown.routine)[shown.variant],
            reduced_motion=shown.motion == "reduced",
            after=self._after,
            console=self._console,
            remote=self._remote,
        )
        self._tell(say.RoutineOver())

    def _breath_done(self, breaths: int) -> guide.OnBreath:
        def told(count: int) -> None:
            self._facts_before_the_end = self._facts
            self._tell(say.BreathFinished(count))
            if count == breaths:
                self._tell(say.RoutineOver())

        return told

    def _after(self) -> str:
        """When the next reminder comes. What was true before the end is out of date."""
        facts = self._facts
        if facts is None or facts is self._facts_before_the_end:
            return ""
        return phrases.next_reminder(facts.opens_at, facts.closes_at)

    def _checklist(self) -> None:
        from deskbreak.cli.terminal import checklist  # noqa: PLC0415  rarely wanted

        checklist.run(console=self._console)
        self._tell(say.Closed("checklist"))


def main() -> int:
    """Take the messages from the pipes, and the terminal itself for everything else."""
    incoming = os.fdopen(os.dup(0), encoding="utf-8")
    outgoing = os.fdopen(os.dup(1), "w", encoding="utf-8")
    try:
        terminal = os.open(TERMINAL, os.O_RDWR)
    except OSError as error:
        sys.stderr.write(
            _("There is no terminal to show anything in: {reason}").format(reason=error.strerror) + "\n"
        )
        return 1
    os.dup2(terminal, 0)
    os.dup2(terminal, 1)
    language.choose(sys.argv[1] if len(sys.argv) > 1 else "auto")
    return Companion(Console(highlight=False), incoming, outgoing).run()
