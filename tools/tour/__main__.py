"""``python -m tools.tour``: a walk through the real program, light and dark, with a picture at each stop."""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PIL import Image, ImageChops

from deskbreak.content import routines
from support.desktop import Desktop, whole_desktop
from support.program import DESKBREAK, Program
from support.screen import Window
from support.sound import PulseAudio, Recorder
from support.waiting import let_pass, wait_until
from tools.places import ROOT
from tools.tour import portal
from tools.tour.earlier import LATEST_MIN, has_sat
from tools.tour.pictures import PICTURES, around, keep, side_by_side, vivid_part

DESKTOPS = {"light": "#DDD8CE", "dark": "#3A3F3D"}
"""The colour of the empty desktop behind the windows."""

PANEL_HEIGHT = 36
CORNER_WIDTH = 340
CORNER_HEIGHT = 304
MARGIN = 14
AWAY = (40, 40)
"""Where the pointer covers nothing."""

SETTLED_S = 1.0
"""After so long a window has faded in, and nothing on it moves any more."""
TOOLTIP_S = 2.5
FEW_COLOURS = 40
"""An empty desktop, or a window that is not painted yet, has no more."""

CALM = ("checklist.at_first_start=false",)
INHALE_S, EXHALE_S = 2, 3
BREATH_S = INHALE_S + EXHALE_S
MOMENTS = {"overhead": (1, INHALE_S - 0.4), "aside": (5, BREATH_S - 0.5)}
"""Which breath to look at, and how far into it."""

FONT = ("-fa", "DejaVu Sans Mono", "-fs", "12")
"""In this size xterm's rows touch, as in most terminals; in others it leaves a line of air between them."""
TERMINAL = ("xterm", "-tn", "xterm-256color", "-geometry", "96x30", "-bg", "#1D1F1E", "-fg", "#E8E4DA", *FONT)
TERMINAL_MOMENT_S = 7.3


class Tour:
    """One theme's walk."""

    def __init__(self, desktop: Desktop, theme: str) -> None:
        self._desktop = desktop
        self._theme = theme
        self._program = Program(desktop)
        self._state_file = self._program.state_dir / "state.json"

    def walk(self) -> None:
        """Stop by stop."""
        self._two_breaks()
        self._home_and_tray()
        self._held()
        self._prompt()
        self._routine()
        self._checklist()

    def _two_breaks(self) -> None:
        with self._running(*CALM, "routine.breaths=3", "routine.inhale=1s", "routine.exhale=1s") as program:
            for times in (1, 2):
                program.command("now")
                program.until(lambda times=times: len(program.outcomes()) == times, "the routine began")  # type: ignore[misc]
                program.until(lambda: program.outcomes()[-1] == "completed", "the routine is done", 60)

    def _home_and_tray(self) -> None:
        has_sat(self._state_file, 28.3)
        with self._running(*CALM) as program:
            self._desktop.icon()
            let_pass(SETTLED_S)
            keep(self._tooltip_and_menu(), self._named("tray-menu"))
            program.command("home")
            keep(self._only_window(), self._named("home"))

    def _tooltip_and_menu(self) -> Image.Image:
        """Both hang over the icon, so each is looked at for itself."""
        screen, hands = self._desktop.screen, self._desktop.hands
        width, height = screen.size
        left, top, right, bottom = vivid_part(screen.picture(), (0, height - PANEL_HEIGHT, width, height))
        corner = (width - CORNER_WIDTH, height - CORNER_HEIGHT, width, height)
        hands.move((left + right) // 2, (top + bottom) // 2)
        let_pass(TOOLTIP_S)
        tooltip = screen.picture(corner)
        hands.press(button=3)
        let_pass(SETTLED_S)
        menu = screen.picture(corner)
        hands.tap("Escape")
        hands.move(*AWAY)
        return side_by_side([tooltip, menu], DESKTOPS[self._theme], MARGIN)

    def _held(self) -> None:
        """In a call, for as long as somebody looks at the icon."""
        server = PulseAudio(self._desktop)
        server.start()
        call = Recorder(server, "mic")
        has_sat(self._state_file, LATEST_MIN - 0.05)
        with self._running(*CALM) as program:
            program.until_state("held", within_s=40)
            self._desktop.icon()
            let_pass(SETTLED_S)
            keep(self._tooltip_and_menu(), self._named("tray-held"))
        call.close()
        server.stop()

    def _prompt(self) -> None:
        has_sat(self._state_file, LATEST_MIN - 0.05)
        with self._running(*CALM) as program:
            self._desktop.hands.move(*AWAY)
            program.until_state("prompting", within_s=40)
            keep(
                self._still(lambda: around(self._desktop.screen, self._opened(), MARGIN)),
                self._named("prompt"),
            )

    def _routine(self) -> None:
        has_sat(self._state_file, 5)  # or the prompt would come once more
        with self._running(*CALM, f"routine.inhale={INHALE_S}s", f"routine.exhale={EXHALE_S}s") as program:
            program.command("now")
            guide = self._opened()
            passed_s = 0.0
            ready_s = routines.load("reach", "standing", 10, INHALE_S * 1000, EXHALE_S * 1000).ready_ms / 1000
            for name, (breath, into_s) in MOMENTS.items():
                moment_s = ready_s + (breath - 1) * BREATH_S + into_s
                let_pass(moment_s - passed_s)
                passed_s = moment_s
                keep(self._desktop.screen.picture(guide.box), self._named(f"routine-{name}"))
            program.until(
                lambda: program.outcomes().count("completed") == 3, "the third routine is done", 120
            )
            let_pass(SETTLED_S)
            keep(self._desktop.screen.picture(guide.box), self._named("routine-done"))

    def _checklist(self) -> None:
        with self._running(*CALM) as program:
            program.command("checklist")
            keep(self._only_window(), self._named("checklist-desks"))
            wait_until(self._turn_to_the_first_question, "the first question is there", 30, every_s=1)
            self._desktop.hands.move(*AWAY)
            keep(self._only_window(), self._named("checklist"))

    def _turn_to_the_first_question(self) -> bool:
        there = bool(self._desktop.things(name="Need equipment"))
        if not there:
            self._desktop.click("Next")
        return there

    # --- what every stop needs ---------------------------------------------------

    @contextmanager
    def _running(self, *settings: str) -> Iterator[Program]:
        self._program.start(*settings)
        yield self._program
        self._program.end()

    def _opened(self) -> Window:
        windows = self._desktop.screen.windows
        return wait_until(lambda: windows(program="deskbreak"), "a window is open", 20, every_s=0.05)[0]

    def _only_window(self) -> Image.Image:
        return self._still(lambda: self._desktop.screen.picture(self._opened().box))

    def _still(self, look: Callable[[], Image.Image]) -> Image.Image:
        """What is seen once it has been painted and does not move any more."""

        def twice_the_same() -> list[Image.Image]:
            before = look()
            let_pass(SETTLED_S)
            after = look()
            painted = after.getcolors(FEW_COLOURS) is None
            return [after] if painted and ImageChops.difference(before, after).getbbox() is None else []

        return wait_until(twice_the_same, "what is open has been painted and stands still", 30)[0]

    def _named(self, stop: str) -> str:
        return f"{stop}-{self._theme}"


def in_a_terminal() -> None:
    """The guide where there is no display: in a terminal of the virtual desktop, so that it can be seen."""
    with whole_desktop() as desktop:
        del desktop.environment["DBUS_SESSION_BUS_ADDRESS"]
        guide = shlex.join([*DESKBREAK, "routine", "--terminal"])
        desktop.environment["COLORTERM"] = "truecolor"
        desktop.start_program("terminal", *TERMINAL, "-e", "sh", "-c", guide)
        window = wait_until(lambda: desktop.screen.windows(program="xterm"), "the terminal is open", 20)[0]
        let_pass(TERMINAL_MOMENT_S)
        keep(desktop.screen.picture(window.box), "terminal-routine")


def main() -> int:
    """Walk; 0 when every picture was taken."""
    print(f"Pictures for {PICTURES.relative_to(ROOT)}:", flush=True)
    for theme, colour in DESKTOPS.items():
        with whole_desktop(dark=theme == "dark") as desktop:
            desktop.start_accessibility()
            desktop.screen.paint_background(colour)
            desktop.start_program("portal", sys.executable, portal.__file__, theme)
            wait_until(lambda desktop=desktop: desktop.bus.owner(portal.NAME), "the portal answers")  # type: ignore[misc]
            Tour(desktop, theme).walk()
    in_a_terminal()
    return 0


if __name__ == "__main__":
    sys.exit(main())
