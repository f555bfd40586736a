"""The real window process on a real screen: it shows, tells, takes nothing, and is gone afterwards."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from threading import Thread

import pytest

from deskbreak.window.messages import (
    FROM_WINDOW,
    BreathFinished,
    Closed,
    ClosePrompt,
    CloseRoutine,
    Facts,
    FromWindow,
    Painted,
    Quit,
    RoutineOver,
    ShowHome,
    ShowPrompt,
    ShowRoutine,
    ShowSeeSomebody,
    ToWindow,
    Wanted,
    from_line,
    to_line,
)
from support.desktop import Desktop, bare_desktop
from support.editor import Editor
from support.waiting import let_pass, wait_until

pytestmark = pytest.mark.desktop

PROMPT = ShowPrompt(38 * 60_000, 300_000, 3, "reach", "standing", 3)
SHORT = ShowRoutine("reach", "seated", 3, 1_000, 1_000, "full")
FACTS = Facts("sitting", 1_680_000, 1_800_000, 2_700_000, "14:40", "14:55", "", 3, 1, "A title", "A detail")
COMMAND = [sys.executable, "-m", "deskbreak.window"]


class WindowProcess:
    """The daemon's side of the two pipes."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            COMMAND,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._heard: Queue[FromWindow] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._heard.put(from_line(line, FROM_WINDOW))

    def say(self, message: ToWindow) -> None:
        self.say_line(to_line(message))

    def say_line(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        self._process.stdin.flush()

    def hear(self, within_s: float = 20) -> FromWindow:
        """The next message; fails where none comes."""
        try:
            return self._heard.get(timeout=within_s)
        except Empty:
            raise AssertionError(f"nothing was told within {within_s:g} s") from None

    def hangs_up(self) -> None:
        """The daemon's end of the pipe is closed, as after its death."""
        assert self._process.stdin is not None
        self._process.stdin.close()

    def ends(self, within_s: float = 10) -> int:
        """Its exit code."""
        return self._process.wait(within_s)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def complaints(self) -> str:
        """What it said on standard error, once it has ended."""
        assert self._process.stderr is not None
        return self._process.stderr.read()

    def close(self) -> None:
        if self.alive:
            self._process.kill()
        self._process.wait(5)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None
            pipe.close()


@pytest.fixture(scope="module")
def desktop() -> Iterator[Desktop]:
    with bare_desktop() as desktop:
        yield desktop


@contextmanager
def started(desktop: Desktop) -> Iterator[WindowProcess]:
    # Its home has no display settings of this person's; its screen is the test's own.
    process = WindowProcess(desktop.environment)
    try:
        yield process
    finally:
        process.close()


@pytest.fixture
def window(desktop: Desktop) -> Iterator[WindowProcess]:
    desktop.hands.move(300, 200)
    with started(desktop) as process:
        yield process


@pytest.fixture
def windows(desktop: Desktop) -> Callable[[], int]:
    return lambda: len(desktop.screen.windows(program="deskbreak"))


def test_the_prompt_comes_in_the_corner_and_goes_when_taken_down(
    desktop: Desktop, window: WindowProcess, windows: Callable[[], int]
) -> None:
    window.say(PROMPT)
    assert window.hear() == Painted("prompt")
    [card] = desktop.screen.windows(program="deskbreak")
    screen_width, screen_height = desktop.screen.size
    assert card.left > screen_width / 2
    assert card.top > screen_height / 2
    window.say(ClosePrompt())
    assert window.ends() == 0
    assert windows() == 0


def test_keys_being_typed_reach_the_editor_and_not_the_prompt(
    desktop: Desktop, window: WindowProcess
) -> None:
    editor = Editor(desktop)
    window.say(PROMPT)
    assert window.hear() == Painted("prompt")
    desktop.hands.type("dear all \n")
    wait_until(lambda: "dear all" in editor.text, "the line reached the editor")
    let_pass(1.7)
    assert editor.has_focus, "nor does it take the focus once it may be given it"
    desktop.hands.type(" yours\n")
    wait_until(lambda: "yours" in editor.text, "the next line reached the editor")
    window.say(ClosePrompt())
    assert window.ends() == 0


def test_it_does_not_come_up_under_the_pointer(desktop: Desktop, window: WindowProcess) -> None:
    width, height = desktop.screen.size
    desktop.hands.move(width - 100, height - 100)
    window.say(PROMPT)
    assert window.hear() == Painted("prompt")
    [card] = desktop.screen.windows(program="deskbreak")
    assert not card.holds(width - 100, height - 100)


def test_clicked_it_takes_the_keys_but_is_deaf_for_a_second(desktop: Desktop, window: WindowProcess) -> None:
    editor = Editor(desktop)
    window.say(PROMPT)
    assert window.hear() == Painted("prompt")
    [card] = desktop.screen.windows(program="deskbreak")
    desktop.hands.click(card.left + 8, card.top + card.height - 8)
    wait_until(lambda: not editor.has_focus, "the prompt was asked and took the keys")
    desktop.hands.tap("Return")
    with pytest.raises(AssertionError, match="nothing was told"):
        window.hear(1.2)
    desktop.hands.tap("Return")
    assert window.hear() == Wanted("start")
    window.say(Quit())
    assert window.ends() == 0


def test_start_leads_through_the_routine_in_the_same_process(
    desktop: Desktop, window: WindowProcess, windows: Callable[[], int]
) -> None:
    window.say(PROMPT)
    assert window.hear() == Painted("prompt")
    [card] = desktop.screen.windows(program="deskbreak")
    # Start is where the pictures have it: right of the figure, above the quiet answers.
    desktop.hands.click(card.left + round(card.width * 0.43), card.top + round(card.height * 0.62))
    assert window.hear() == Wanted("start")
    window.say(SHORT)
    assert window.hear() == Painted("routine")
    assert [window.hear() for _ in range(4)] == [
        BreathFinished(1),
        BreathFinished(2),
        BreathFinished(3),
        RoutineOver("seated"),
    ]
    assert windows() == 1
    desktop.hands.tap("Return")  # Close has the focus
    assert window.hear() == Closed("routine")
    assert window.ends() == 0


def test_escape_stops_the_guide(desktop: Desktop, window: WindowProcess) -> None:
    window.say(SHORT)
    assert window.hear() == Painted("routine")
    wait_until(desktop.screen.focused, "the guide has the keys")
    wait_until(
        lambda: "reach" in (focused.title if (focused := desktop.screen.focused()) else ""), "it is the guide"
    )
    desktop.hands.tap("Escape")
    assert window.hear() == RoutineOver("seated")
    assert window.hear() == Closed("routine")
    assert window.ends() == 0


def test_taken_away_by_the_daemon_the_guide_tells_nothing(window: WindowProcess) -> None:
    window.say(SHORT)
    assert window.hear() == Painted("routine")
    window.say(CloseRoutine())
    assert window.ends() == 0
    with pytest.raises(AssertionError, match="nothing was told"):
        window.hear(0.2)


def test_home_and_the_advice_open_beside_each_other(
    window: WindowProcess, windows: Callable[[], int]
) -> None:
    window.say(FACTS)
    window.say(ShowHome())
    assert window.hear() == Painted("home")
    window.say(ShowSeeSomebody())
    assert window.hear() == Painted("see_somebody")
    window.say(ShowHome())
    let_pass(0.3)
    assert windows() == 2
    window.say(Quit())
    assert window.ends() == 0


def test_it_ends_with_whoever_started_it(window: WindowProcess, windows: Callable[[], int]) -> None:
    window.say(SHORT)
    assert window.hear() == Painted("routine")
    window.hangs_up()
    assert window.ends() == 0
    assert windows() == 0


def test_a_line_that_is_no_message_is_named_and_the_next_one_counts(window: WindowProcess) -> None:
    window.say_line("hello\n")
    window.say_line('{"kind": "show_prompt"}\n')
    window.say(PROMPT)
    assert window.hear() == Painted("prompt")
    window.say(Quit())
    assert window.ends() == 0
    complaints = window.complaints()
    assert complaints.count("not a message") == 2
    assert "Traceback" not in complaints


@pytest.mark.parametrize("display", ["", ":987"])
def test_without_a_display_it_says_so_and_ends(desktop: Desktop, display: str) -> None:
    environment = {**desktop.environment, "DISPLAY": display}
    ended = subprocess.run(COMMAND, env=environment, capture_output=True, text=True, check=False, timeout=20)
    assert ended.returncode == 1
    assert ended.stderr.startswith("deskbreak window: no display:")
    assert ended.stderr.count("\n") == 1


def test_a_window_that_fails_tells_why_and_ends_the_process(window: WindowProcess) -> None:
    window.say(ShowRoutine("no such routine", "standing", 3, 1_000, 1_000, "full"))
    assert window.ends() == 1
    assert "there is no routine 'no such routine'" in window.complaints()
