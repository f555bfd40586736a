"""The window's process, played by small real programs that behave as badly as programs can."""

import os
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskbreak.daemon.surface import Surface
from deskbreak.daemon.window_process import WindowProcess
from deskbreak.window import messages as say
from support import processes
from support.waiting import wait_until

PLAY = """
import json, os, signal, sys, time
def hear():
    line = sys.stdin.readline()
    return json.loads(line)["kind"] if line else ""
def tell(kind, **fields):
    print(json.dumps({"kind": kind, **fields}), flush=True)
def note(text):
    with open(sys.argv[1], "a") as notes: notes.write(text + "\\n")
note("begins")
"""
POLITE = """
while (kind := hear()) not in ("quit", ""):
    note(kind)
    if kind.startswith("show_"): tell("painted", surface=kind.removeprefix("show_"))
    if kind.startswith("close_"): break
"""


class Stage:
    """A surface whose process plays ``play``; what it hears is noted in a file of its own."""

    def __init__(self, directory: Path, play: str) -> None:
        self.notes_file = directory / "notes"
        self.log_file = directory / "deskbreak.log"
        self.said: list[say.FromWindow] = []
        self.gone: list[str] = []
        self.surface = Surface(
            [sys.executable, "-c", PLAY + play, str(self.notes_file)],
            self.log_file,
            self.said.append,
            self.gone.append,
            own_session=True,
        )

    @property
    def notes(self) -> list[str]:
        return self.notes_file.read_text().split() if self.notes_file.exists() else []

    def until(self, condition: Callable[[], object], what: str) -> None:
        wait_until(condition, what, 15, every_s=0.01, story=lambda: f"{self.notes} {self.said} {self.gone}")

    def until_gone(self) -> str:
        self.until(lambda: self.gone, "the process is gone")
        self.surface.ended()
        return self.gone[-1]

    def processes(self) -> list[int]:
        every = [each for each in Path("/proc").iterdir() if each.name.isdigit()]
        lines = {int(each.name): processes.command_line(int(each.name)) for each in every}
        return [number for number, line in lines.items() if str(self.notes_file) in line]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Callable[[str], Stage]]:
    """A stage for a play; afterwards neither a process nor a thread is left."""
    stages: list[Stage] = []

    def build(play: str) -> Stage:
        stages.append(Stage(tmp_path, play))
        return stages[-1]

    yield build
    for each in stages:
        each.surface.close()
        wait_until(lambda each=each: not each.processes(), "no process is left")  # type: ignore[misc]
    wait_until(lambda: not _window_threads(), "no thread is left", story=lambda: str(_window_threads()))


def _window_threads() -> list[str]:
    return [
        each.name for each in threading.enumerate() if each.name in ("window", "to-window", "window-errors")
    ]


# --- as it should be ---------------------------------------------------------------------


def test_nothing_runs_before_there_is_something_to_show(stage: Callable[[str], Stage]) -> None:
    on = stage(POLITE)

    on.surface.tell(say.ClosePrompt())

    assert not on.surface.running
    assert on.notes == []


def test_messages_arrive_in_order_and_answers_come_back(stage: Callable[[str], Stage]) -> None:
    on = stage(POLITE)

    on.surface.show(say.ShowHome())
    on.surface.show(say.ShowChecklist())
    on.surface.tell(say.PaceRoutine(waiting=True))

    on.until(lambda: len(on.notes) == 4 and len(on.said) == 2, "everything was heard, both were painted")
    assert on.notes == ["begins", "show_home", "show_checklist", "pace_routine"]
    assert on.said == [say.Painted("home"), say.Painted("checklist")]


def test_closing_ends_it_in_order(stage: Callable[[str], Stage]) -> None:
    on = stage(POLITE)
    on.surface.show(say.ShowHome())
    on.until(lambda: on.said, "home was painted")

    on.surface.close()

    assert on.processes() == []
    assert on.gone == [""]


def test_after_it_has_gone_in_order_the_next_message_starts_another(stage: Callable[[str], Stage]) -> None:
    on = stage(POLITE)
    on.surface.show(say.ShowHome())
    on.until(lambda: on.said, "home was painted")
    on.surface.tell(say.ClosePrompt())
    assert on.until_gone() == ""

    on.surface.show(say.ShowChecklist())
    on.until(lambda: len(on.said) == 2, "the checklist was painted")
    assert on.notes.count("begins") == 2


def test_what_came_while_it_was_about_to_go_is_shown_by_another(stage: Callable[[str], Stage]) -> None:
    """It fades its last window and ends; just then somebody clicks the icon."""
    on = stage("""
if open(sys.argv[1]).read().count("begins") == 1:
    hear(); tell("painted", surface="prompt"); hear(); time.sleep(0.3); sys.exit(0)
""" + POLITE)  # fmt: skip
    on.surface.show(say.ShowHome())
    on.until(lambda: on.said, "the first was painted")
    on.surface.tell(say.ClosePrompt())
    on.surface.show(say.ShowHome())

    on.until(lambda: say.Painted("home") in on.said, "home was painted by the second")
    assert on.gone == []


# --- as it may be ------------------------------------------------------------------------------


def test_one_that_dies_at_once_is_gone_with_its_code_and_the_log_to_look_at(
    stage: Callable[[str], Stage], caplog: pytest.LogCaptureFixture
) -> None:
    on = stage("sys.stderr.write('no display'); sys.exit(7)")

    on.surface.show(say.ShowHome())

    reason = on.until_gone()
    assert "code 7" in reason
    assert str(on.log_file) in reason
    assert "no display" in caplog.text


def test_one_that_is_killed_is_gone_with_a_reason(stage: Callable[[str], Stage]) -> None:
    on = stage("hear(); os.kill(os.getpid(), 9)")
    on.surface.show(say.ShowHome())

    assert "code -9" in on.until_gone()


def test_one_that_ends_in_order_but_shows_nothing_is_not_started_for_ever(
    stage: Callable[[str], Stage],
) -> None:
    on = stage("hear(); sys.exit(0)")
    on.surface.show(say.ShowHome())

    assert on.until_gone() == ""
    assert on.notes == ["begins"]


def test_one_that_cannot_be_started_is_gone_with_a_reason(tmp_path: Path) -> None:
    gone: list[str] = []
    surface = Surface(["/no/such/program"], tmp_path / "log", print, gone.append, own_session=True)

    surface.show(say.ShowHome())

    wait_until(lambda: gone, "it is gone", every_s=0.01)
    assert "/no/such/program" in gone[0]


def test_a_log_that_cannot_be_written_is_no_reason_to_show_nothing(tmp_path: Path) -> None:
    painted = threading.Event()
    surface = Surface(
        [sys.executable, "-c", PLAY + POLITE, str(tmp_path / "notes")],
        tmp_path / "no such directory" / "log",
        lambda _message: painted.set(),
        print,
        own_session=True,
    )

    surface.show(say.ShowHome())
    assert painted.wait(15)
    surface.close()


def test_one_that_never_reads_blocks_nobody_and_is_made_to_end(stage: Callable[[str], Stage]) -> None:
    on = stage("time.sleep(60)")
    for _ in range(2_000):  # more than a pipe holds
        on.surface.show(say.ShowChecklist(), say.ShowHome())
    on.until(lambda: on.notes, "it runs")

    on.surface.close()

    assert on.processes() == []


def test_one_that_does_not_end_when_asked_to_is_made_to(stage: Callable[[str], Stage]) -> None:
    on = stage("signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: hear() or time.sleep(0.05)")
    on.surface.show(say.ShowHome())
    on.until(lambda: on.notes, "it runs")

    on.surface.close()

    assert on.processes() == []


def test_one_that_closes_its_output_and_goes_on_is_made_to_end(stage: Callable[[str], Stage]) -> None:
    on = stage("hear(); os.close(1); time.sleep(60)")
    on.surface.show(say.ShowHome())

    assert "code -9" in on.until_gone()


def test_one_that_is_given_up_is_gone_at_once_and_the_next_message_starts_another(
    stage: Callable[[str], Stage],
) -> None:
    on = stage("""
if open(sys.argv[1]).read().count("begins") == 1:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True: time.sleep(60)
""" + POLITE)  # fmt: skip
    on.surface.show(say.ShowHome())
    on.until(lambda: on.notes, "it runs")
    assert on.surface.unpainted == {"home"}

    on.surface.give_up("nothing was to be seen")
    assert on.gone == ["nothing was to be seen"]
    on.surface.ended()
    on.surface.show(say.ShowChecklist())

    on.until(lambda: on.said, "the second one paints")
    assert on.said == [say.Painted("checklist")]
    assert on.gone == ["nothing was to be seen"], "it is told once"


def test_one_that_cannot_even_be_ended_is_the_only_one(
    stage: Callable[[str], Stage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a process is that waits for a disk which does not answer: no signal reaches it."""
    on = stage("while True: time.sleep(60)")
    on.surface.show(say.ShowHome())
    on.until(lambda: on.notes, "it runs")
    with monkeypatch.context() as stuck:
        stuck.setattr(WindowProcess, "kill", lambda _process: None)
        on.surface.give_up("nothing was to be seen")
        for clicks in (1, 2):
            on.surface.ended()
            on.surface.show(say.ShowHome())
            on.until(lambda clicks=clicks: len(on.gone) > clicks, "the next is not started")  # type: ignore[misc]
        assert len(on.processes()) == 1
        assert on.gone[1:] == ["The one before it does not end."] * 2
    os.kill(on.processes()[0], 9)


def test_what_is_told_to_one_that_does_not_listen_takes_no_room(stage: Callable[[str], Stage]) -> None:
    on = stage("time.sleep(60)")
    on.surface.show(say.ShowHome())
    on.until(lambda: on.notes, "it runs")
    tracemalloc.start()
    try:
        for number in range(20_000):
            on.surface.tell(facts(number), say.PaceRoutine(waiting=number % 2 == 0), say.ShowHome())
        grown, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert grown < 1_000_000, "a pipe and its last words"


def facts(sitting_ms: int) -> say.Facts:
    return say.Facts("sitting", sitting_ms, 0, 0, "", "", "", 0, 0, "x" * 100, "")


def test_garbage_is_named_in_the_log_and_passed_over(
    stage: Callable[[str], Stage], caplog: pytest.LogCaptureFixture
) -> None:
    on = stage(r"""
hear()
for line in (b"\n", b"hello\n", b"\xff\xfe\n", b"[1]\n", b'{"kind": "painted"}\n', b'{"kind": "no such"}\n'):
    os.write(1, line)
tell("painted", surface="home")
hear()
""")
    on.surface.show(say.ShowHome())

    on.until(lambda: on.said, "what makes sense was heard")
    assert on.said == [say.Painted("home")]
    assert "hello" in caplog.text


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_one_that_floods_its_output_is_ended_and_the_log_stays_small(
    stage: Callable[[str], Stage], caplog: pytest.LogCaptureFixture, stream: str
) -> None:
    on = stage(f"while True: print('nonsense', file=sys.{stream})")
    on.surface.show(say.ShowHome())

    assert "more than 1000 things within a second" in on.until_gone()
    assert 0 < caplog.text.count("nonsense") < 50


def test_one_that_floods_with_what_makes_sense_is_ended_as_well(stage: Callable[[str], Stage]) -> None:
    on = stage("while True: tell('painted', surface='home')")
    on.surface.show(say.ShowHome())

    assert "more than 1000 things within a second" in on.until_gone()
    assert len(on.said) < 3_000


def test_one_that_prints_much_for_people_goes_on_and_is_quoted_a_little(
    stage: Callable[[str], Stage], caplog: pytest.LogCaptureFixture
) -> None:
    on = stage("""
for number in range(500): print("a warning", file=sys.stderr)
sys.stderr.flush()
""" + POLITE)  # fmt: skip
    on.surface.show(say.ShowHome())
    on.until(lambda: on.said, "home was painted")
    on.surface.close()

    assert 0 < caplog.text.count("a warning") < 50
    assert "500 lines" in caplog.text


def test_a_line_without_an_end_does_not_fill_the_memory(
    stage: Callable[[str], Stage], caplog: pytest.LogCaptureFixture
) -> None:
    on = stage("hear(); os.write(1, b'x' * 5_000_000 + b'\\n'); tell('painted', surface='home'); hear()")
    on.surface.show(say.ShowHome())

    on.until(lambda: on.said, "the next line was heard")
    assert max(len(record.getMessage()) for record in caplog.records) < 1_000
