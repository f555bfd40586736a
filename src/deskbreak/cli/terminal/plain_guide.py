"""The guide as plain lines, one for each half of a breath: for pipes, screen readers, bare terminals."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import Console

from deskbreak.cli.terminal.remote import Remote
from deskbreak.cli.terminal.stopwatch import Stopwatch
from deskbreak.clock import Clock
from deskbreak.core.routine import Routine
from deskbreak.language import _

MS_PER_S = 1_000
STEP_S = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """What is said, when (from the start), and which breath is finished by then."""

    at_ms: int
    text: str
    done: int


def lines(routine: Routine, after: Callable[[], str]) -> Iterator[Line]:
    """Everything that is said, in order; the last line is said at the end."""
    count = len(routine.breaths)
    yield Line(0, f"{routine.title}: {routine.words_ready}", 0)
    at_ms = routine.ready_ms
    for number, breath in enumerate(routine.breaths, 1):
        place = _("{count} of {breaths}").format(count=number, breaths=count)
        # Translators: a line of the guide; {place} is "3 of 10", {words} what to do.
        into = _("{place}  In {seconds} s: {words}")
        out = _("{place}  Out {seconds} s: {words}")
        yield Line(at_ms, _said(into, place, breath.inhale_ms, breath.words_in), number - 1)
        at_ms += breath.inhale_ms
        yield Line(at_ms, _said(out, place, breath.exhale_ms, breath.words_out), number - 1)
        at_ms += breath.exhale_ms
    yield Line(at_ms, " ".join(filter(None, (routine.closing, routine.closing_more, after()))), count)


def read_aloud(
    routine: Routine,
    clock: Clock,
    on_breath: Callable[[int], None],
    *,
    console: Console,
    remote: Remote,
    after: Callable[[], str],
) -> int:
    """Say each line when its time has come; the answer is how many breaths were finished.

    Ctrl-C ends it kindly, and so does a reader that went away.
    """
    told = 0
    watch, changed = Stopwatch(clock), threading.Event()

    def say(text: str) -> None:
        console.print(text, markup=False, highlight=False, soft_wrap=True)
        console.file.flush()

    remote.attach(changed.set)
    try:
        for line in lines(routine, after):
            while (left_ms := line.at_ms - watch.elapsed_ms()) > 0:
                if remote.closed.is_set():
                    return told
                if remote.waiting and watch.running:
                    say(_("Take your time, it waits"))
                watch.running = not remote.waiting
                # In steps that no stopwatch takes for a stopped process.
                changed.wait(min(left_ms / MS_PER_S, STEP_S) if watch.running else None)
                changed.clear()
            if line.done > told:
                told = line.done
                on_breath(told)
            say(line.text)
    except (KeyboardInterrupt, BrokenPipeError):
        return told
    finally:
        remote.detach()
    return told


def _said(template: str, place: str, length_ms: int, words: str) -> str:
    return template.format(place=place, seconds=f"{length_ms / MS_PER_S:g}", words=words)
