"""Real sound servers with a microphone and speakers that nobody hears, and programs that record."""

import subprocess
import sys
from pathlib import Path
from typing import Literal, Protocol

from support import processes
from support.desktop import Desktop
from support.waiting import wait_until

RECORDER = Path(__file__).with_name("recorder.py")
STARTS_WITHIN_S = 20.0

Manner = Literal["plain", "peaks", "corked"]


class Server(Protocol):
    """A sound server of a desktop, with a source ``mic`` and a sink ``speakers``."""

    desktop: Desktop

    def start(self) -> None: ...

    def stop(self) -> None: ...


class PulseAudio:
    """The real one. It ends only when it is told to."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        script = self.desktop.root / "sound.pa"
        script.write_text(
            "load-module module-null-sink sink_name=speakers\n"
            "load-module module-null-source source_name=mic\n"
            "load-module module-native-protocol-unix\n"
        )
        options = ["-n", "-F", str(script), "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no"]
        self._process = _start(self.desktop, "pulseaudio", "pulseaudio", *options)
        wait_until(lambda: _has_sources(self.desktop), "PulseAudio is up", STARTS_WITHIN_S, every_s=0.02)

    def stop(self) -> None:
        if self._process is not None:
            processes.end(self._process)
            self._process = None


class PipeWire:
    """The real one, with WirePlumber, and spoken to as if it were PulseAudio."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        self._processes = [_start(self.desktop, "pipewire", "pipewire")]
        socket = self.desktop.runtime / "pipewire-0"
        wait_until(socket.exists, "PipeWire is up", STARTS_WITHIN_S, every_s=0.02)
        self._processes += [_start(self.desktop, name, name) for name in ("wireplumber", "pipewire-pulse")]
        wait_until(
            lambda: _control(self.desktop, "info"), "pipewire-pulse is up", STARTS_WITHIN_S, every_s=0.05
        )
        load(self.desktop, "module-null-sink", "sink_name=speakers")
        virtual = ("media.class=Audio/Source/Virtual", "channel_map=front-left,front-right")
        load(self.desktop, "module-null-sink", "sink_name=mic", *virtual)
        wait_until(lambda: _has_sources(self.desktop), "PipeWire has sources", STARTS_WITHIN_S, every_s=0.05)

    def stop(self) -> None:
        while self._processes:
            processes.end(self._processes.pop())


class Recorder:
    """A program that records from ``source``; ends with :meth:`close`."""

    def __init__(self, server: Server, source: str, manner: Manner = "plain", *, known_as: str = "") -> None:
        environment = dict(server.desktop.environment)
        if known_as:
            environment["PULSE_PROP"] = f"application.id={known_as}"
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "--", sys.executable, str(RECORDER), source, manner],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.hears(manner)

    def says(self, word: str) -> None:
        """``cork`` or ``uncork`` it; over when the server has done so."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        self.hears(word)

    def hears(self, word: str) -> None:
        assert self._process.stdout is not None
        answer = self._process.stdout.readline().strip()
        assert answer == word, f"the recorder says {answer!r}, not {word!r}"

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.communicate(timeout=10)


def load(desktop: Desktop, module: str, *arguments: str) -> str:
    """Load a module of the sound server; gives its number."""
    return _control(desktop, "load-module", module, *arguments)


def unload(desktop: Desktop, number: str) -> None:
    _control(desktop, "unload-module", number)


def is_guest(desktop: Desktop, program: str) -> bool:
    """Whether a program that calls itself so is connected."""
    return f'application.name = "{program}"' in _control(desktop, "list", "clients")


def records(desktop: Desktop, program: str) -> bool:
    """Whether a program that calls itself so has a stream that records, of whatever kind."""
    return f'application.name = "{program}"' in _control(desktop, "list", "source-outputs")


def mute(desktop: Desktop, source: str, *, muted: bool = True) -> None:
    _control(desktop, "set-source-mute", source, str(int(muted)))


def _control(desktop: Desktop, *words: str) -> str:
    """What ``pactl`` says; empty where it fails."""
    done = subprocess.run(
        ["pactl", *words], env=desktop.environment, capture_output=True, text=True, timeout=20, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def _has_sources(desktop: Desktop) -> bool:
    listed = _control(desktop, "list", "short", "sources")
    return {"mic", "speakers.monitor"} <= {line.split()[1] for line in listed.splitlines()}


def _start(desktop: Desktop, name: str, *command: str) -> subprocess.Popen[bytes]:
    return processes.start(command, desktop.environment, desktop.logs / f"{name}.log", cwd=desktop.home)
