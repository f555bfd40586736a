"""Deskbreak itself, the real program, as a person starts it, asks it and ends it."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deskbreak.control import client
from deskbreak.control.protocol import NotRunning
from support import commands
from support.desktop import Desktop
from support.waiting import Answer, wait_until

DESKBREAK = (sys.executable, "-m", "deskbreak")
NOT_RUNNING = 4
"""The exit code of commands that need a daemon where there is none."""

ANSWERS_WITHIN_S = 10.0

SHORT_ROUTINE = ("routine.breaths=3", "routine.inhale=1s", "routine.exhale=1s")

CALM = ("checklist.at_first_start=false", *SHORT_ROUTINE)
"""Nothing comes up by itself while a test lasts."""

QUICK = (*CALM, "reminder.earliest=4s", "reminder.latest=12s", "rest.after_idle=20s")
"""A day in a minute."""

SOON = (*CALM, "reminder.earliest=1s", "reminder.latest=4s", "rest.after_idle=20s")
"""A prompt as soon as possible, where a test is about what comes after it."""


class Program:
    """One person's Deskbreak. Ends with its desktop."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop
        self.process: subprocess.Popen[bytes] | None = None
        self.inside: tuple[str, ...] = ()
        """A command that starts it in other surroundings."""
        self.config_file = desktop.home / ".config/deskbreak/config.yaml"
        self.state_dir = desktop.home / ".local/state/deskbreak"
        self.history_file = desktop.home / ".local/share/deskbreak/history.sqlite3"
        self.control_socket = desktop.runtime / "deskbreak/control.sock"
        self.log_file = self.state_dir / "deskbreak.log"
        self._output = desktop.logs / "deskbreak.log"

    # --- starting and ending -----------------------------------------------------

    def start(self, *settings: str, arguments: tuple[str, ...] = ()) -> None:
        """``deskbreak run`` with these settings, and wait until it answers."""
        self.launch(*settings, arguments=arguments)
        self.until(lambda: self.state != "not_running" or not self.running, "the daemon answers", 20)
        assert self.running, f"the daemon ended at once\n{self.log}"

    def launch(self, *settings: str, arguments: tuple[str, ...] = ()) -> None:
        """``deskbreak run`` with these settings, without waiting for anything."""
        chosen = [part for setting in settings for part in ("--set", setting)]
        command = (*self.inside, *DESKBREAK, "run", *arguments, *chosen)
        self.process = self.desktop.start_program("deskbreak", *command)

    def end(self, with_signal: int = signal.SIGTERM, within_s: float = 10.0) -> int:
        """Send it a signal and give its exit code."""
        assert self.process is not None
        self.process.send_signal(with_signal)
        return self.wait_for_end(within_s)

    def wait_for_end(self, within_s: float = 10.0) -> int:
        """Its exit code, when it has ended by itself."""
        process = self.process
        assert process is not None
        self.until(lambda: process.poll() is not None, "the daemon has ended", within_s)
        return process.wait()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    # --- asking ------------------------------------------------------------------

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What a ``deskbreak`` command printed, and its exit code."""
        return commands.deskbreak(*arguments, environment=self.desktop.environment)

    def status(self) -> dict[str, Any]:
        """``deskbreak status --json``, which says ``not_running`` where there is no daemon."""
        answer = self.command("status", "--json")
        assert answer.returncode in {0, NOT_RUNNING}, answer.stderr
        return dict(json.loads(answer.stdout))

    @property
    def state(self) -> str:
        """The state, asked of the daemon directly: tests ask often, and a command is a process."""
        try:
            answer = client.ask(self.control_socket, "status", {}, ANSWERS_WITHIN_S)
        except NotRunning:
            return "not_running"
        return str(answer["state"])

    def history(self) -> list[dict[str, Any]]:
        """Every row, oldest first, as ``deskbreak history --format json`` gives them."""
        answer = self.command("history", "--format", "json")
        assert answer.returncode == 0, answer.stderr
        return sorted(json.loads(answer.stdout), key=lambda row: row["id"])

    def outcomes(self) -> list[str | None]:
        """The outcome of every row, oldest first; ``None`` while a row is open."""
        return [row["outcome"] for row in self.history()]

    @property
    def log(self) -> str:
        """All that it has logged, and all that it printed."""
        texts = [log.read_text(errors="replace") for log in (self.log_file, self._output) if log.is_file()]
        return "\n".join(texts)

    def windows(self, title: str = "") -> list[str]:
        """The titles of its windows that can be seen."""
        return [window.title for window in self.desktop.screen.windows(program="deskbreak", title=title)]

    # --- waiting -----------------------------------------------------------------

    def until(self, condition: Callable[[], Answer], what: str, within_s: float = 15.0) -> Answer:
        """Wait; where it is in vain, say what Deskbreak was doing instead, with a picture."""
        return wait_until(condition, what, within_s, every_s=0.2, story=self._story)

    def until_state(self, *states: str, within_s: float = 15.0) -> str:
        """Wait until ``status`` gives one of these states."""

        def reached() -> str:
            state = self.state
            return state if state in states else ""

        return self.until(reached, f"the state is {' or '.join(states)}", within_s)

    def until_outcome(self, outcome: str, within_s: float = 20.0) -> dict[str, Any]:
        """Wait for a row that ended so, and give it."""
        rows = self.until(
            lambda: [row for row in self.history() if row["outcome"] == outcome],
            f"a row ended as {outcome}",
            within_s,
        )
        return rows[-1]

    def _story(self) -> str:
        status = self.command("status", "--json")
        lines = [
            f"status: {status.stdout.strip() or status.stderr.strip()}",
            f"log:\n{self.log[-3000:]}",
        ]
        if "DISPLAY" in self.desktop.environment:
            picture = Path(tempfile.gettempdir()) / f"{self.desktop.mark}-failure.png"
            self.desktop.picture().save(picture)
            lines += [f"picture: {picture}", f"windows: {self.desktop.screen.windows()}"]
        return "\n".join(lines)
