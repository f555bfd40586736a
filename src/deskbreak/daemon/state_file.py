"""What the daemon remembers over a restart: one small file, replaced whole.

After a kill at most the minute since it was last written is lost, and nothing is invented: only a gap
shorter than a rest, within the same start of the machine, goes on with sitting as it was.
"""

import json
import logging
import os
import queue
import threading
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from deskbreak.core.memory import Memory, ReminderMemory
from deskbreak.core.moments import Moment
from deskbreak.paths import private_dir

log = logging.getLogger(__name__)

VERSION = 1


class StateFile:
    """The file at ``path``; a machine that shares the home keeps its own part of it."""

    def __init__(self, path: Path, machine: str, boot: str) -> None:
        self._path = path
        self._machine = machine
        self._boot = boot

    def read(self, now: Moment, rest_after_idle_ms: int) -> Memory | None:
        """What goes on from the run before, if anything does. A file that makes no sense is set aside."""
        machines = self._machines(now)
        if self._machine not in machines:
            return None
        try:
            return self._usable(machines[self._machine], now, rest_after_idle_ms)
        except (ValueError, KeyError, TypeError) as error:
            self._set_aside(now, str(error))
            return None

    def write(self, memory: Memory, now: Moment) -> None:
        """Replace this machine's part. Raises :class:`OSError`."""
        machines = self._machines(now)
        machines[self._machine] = {
            "boot": self._boot,
            "seen_alive_ms": now.steady_ms,
            "memory": asdict(memory),
        }
        private_dir(self._path.parent)
        beside = self._path.with_name(f"{self._path.name}.new")
        with open(beside, "w", encoding="utf-8", opener=_private) as file:
            json.dump({"version": VERSION, "machines": machines}, file, default=datetime.isoformat)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)

    def _machines(self, now: Moment) -> dict[str, Any]:
        try:
            document = json.loads(self._path.read_text(encoding="utf-8"))
            if document["version"] != VERSION:
                raise ValueError(f"it is of version {document['version']}")  # noqa: TRY301  one way out
            return dict(document["machines"])
        except FileNotFoundError:
            return {}
        except OSError as error:
            log.warning("%s cannot be read: %s", self._path, error.strerror)
            return {}
        except (ValueError, KeyError, TypeError) as error:
            self._set_aside(now, str(error))
            return {}

    def _usable(self, own: dict[str, Any], now: Moment, rest_after_idle_ms: int) -> Memory | None:
        fields = own["memory"]
        memory = Memory(_reminder(fields["reminder"]), fields["paused_for_ms"], _time(fields["paused_until"]))
        gap_ms = now.steady_ms - int(own["seen_alive_ms"])
        same_boot = bool(self._boot) and own["boot"] == self._boot
        if same_boot and 0 <= gap_ms < rest_after_idle_ms:
            return replace(memory, paused_for_ms=_less(memory.paused_for_ms, gap_ms))
        if same_boot and gap_ms < 0:
            raise ValueError("it was written in the future")
        log.info("sitting starts at nothing: the state is %s", "too old" if same_boot else "of another start")
        left_ms = _less(memory.paused_for_ms, gap_ms) if same_boot else None
        return Memory(None, left_ms, memory.paused_until)

    def _set_aside(self, now: Moment, reason: str) -> None:
        aside = self._path.with_name(f"{self._path.name}.unreadable-{now.wall:%Y%m%d-%H%M%S}")
        try:
            self._path.replace(aside)
        except OSError as error:
            log.warning("%s makes no sense (%s) and cannot be set aside: %s", self._path, reason, error)
        else:
            log.warning("%s makes no sense (%s); it was set aside as %s", self._path, reason, aside.name)


class StateWriter:
    """Writes in a thread of its own, the newest only: a disk that stalls delays nobody."""

    def __init__(self, file: StateFile) -> None:
        self._file = file
        self._waiting: queue.SimpleQueue[tuple[Memory, Moment] | None] = queue.SimpleQueue()
        self._told = ""
        self._thread = threading.Thread(target=self._work, name="state", daemon=True)
        self._thread.start()

    def write(self, memory: Memory, now: Moment) -> None:
        self._waiting.put((memory, now))

    def close(self, timeout_s: float = 2.0) -> None:
        self._waiting.put(None)
        self._thread.join(timeout_s)

    def _work(self) -> None:
        ended = False
        while not ended:
            jobs = [self._waiting.get()]
            while not self._waiting.empty():
                jobs.append(self._waiting.get())
            ended = None in jobs
            states = [job for job in jobs if job is not None]
            if states:
                self._write(*states[-1])

    def _write(self, memory: Memory, now: Moment) -> None:
        try:
            self._file.write(memory, now)
        except OSError as error:
            told = str(error)
            if told != self._told:
                log.warning("the state cannot be written, a restart will begin at nothing: %s", told)
            self._told = told
        else:
            self._told = ""


def _reminder(fields: dict[str, Any] | None) -> ReminderMemory | None:
    return None if fields is None else ReminderMemory(**{**fields, "due": _time(fields["due"])})


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _less(length_ms: int | None, by_ms: int) -> int | None:
    return None if length_ms is None or length_ms <= by_ms else length_ms - by_ms


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
