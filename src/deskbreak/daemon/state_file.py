"""What the daemon remembers over a restart: one small file, replaced whole.

After a kill at most the minute since it was last written is lost, and nothing is invented: only a gap
shorter than a rest, within the same start of the machine, goes on with sitting as it was. A prompt that
stood on the screen is then asked again, as the same row; after a longer gap its row stays without an
outcome, because nobody can tell what became of it.
"""

import errno
import json
import logging
import os
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from deskbreak.core.memory import Memory
from deskbreak.core.moments import Moment
from deskbreak.daemon import remembered
from deskbreak.files.aside import set_aside
from deskbreak.files.json_reading import FromNewer, document_of
from deskbreak.files.reading import LeadsNowhere, NotADocument, reason_of
from deskbreak.language import _
from deskbreak.paths import private_dir

log = logging.getLogger(__name__)

VERSION = 1

OF_THE_FILE = {errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENXIO}
"""What is wrong with the file itself; all else, of a disk, a network share or this process, may pass."""


class StateFile:
    """The file at ``path``; a machine that shares the home keeps its own part of it.

    Two machines that write in the very same instant: the later wins, and the other's part is as old as
    that machine's write before, until its next one within a minute.
    """

    def __init__(self, path: Path, machine: str, boot: str) -> None:
        self.path = path
        self._machine = machine
        self._boot = boot
        self.complaint = ""
        """What was set aside and why, ready to read; empty where nothing was."""
        self._logged = ""
        self._pause_on_disk = True

    def read(self, now: Moment, rest_after_idle_ms: int) -> Memory | None:
        """What goes on from the run before, if anything does. A file that makes no sense is set aside."""
        try:
            machines = self._machines(now)
        except (OSError, FromNewer) as error:
            log.warning("%s cannot be read just now, sitting starts at nothing: %s", self.path, error)
            return None
        if self._machine not in machines:
            return None
        try:
            return self._usable(machines[self._machine], now, rest_after_idle_ms)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            self._set_aside(now, _reason(error))
            return None

    def write(self, memory: Memory, now: Moment) -> None:
        """Replace this machine's part. Raises :class:`OSError`, and :class:`FromNewer` where a newer
        Deskbreak wrote the file, as another machine's may, which would find nothing of it again."""
        machines = self._machines(now)
        machines[self._machine] = {
            "boot": self._boot,
            "seen_alive_ms": now.steady_ms,
            "seen_alive": now.wall,
            "memory": asdict(memory),
        }
        document = {"version": VERSION, "machines": machines}
        paused = memory.paused_for_ms is not None or memory.paused_until is not None
        # Only a pause outlives the machine itself, so only that is worth waiting for the disk.
        self._replace(json.dumps(document, default=datetime.isoformat), wait=paused or self._pause_on_disk)
        self._pause_on_disk = paused

    def _replace(self, text: str, *, wait: bool) -> None:
        target = Path(os.path.realpath(self.path))  # a link stays one
        private_dir(target.parent)
        beside = target.with_name(f"{target.name}.{self._machine}.new")
        try:
            # What else lies there, such as a link or a pipe, would lead the writing elsewhere or hold it.
            beside.unlink(missing_ok=True)
            with open(beside, "x", encoding="utf-8", opener=_private) as file:
                file.write(text)
                file.flush()
                if wait:
                    os.fsync(file.fileno())
            beside.replace(target)
        except OSError:
            # Half a file is of no use, and its room may be what the disk lacks.
            with suppress(OSError):
                beside.unlink()
            raise

    def _machines(self, now: Moment) -> dict[str, Any]:
        try:
            return dict(document_of(self.path, VERSION)["machines"])
        except LeadsNowhere as error:
            self._set_aside(now, reason_of(error))
        except FileNotFoundError:
            pass
        except OSError as error:
            if error.errno not in OF_THE_FILE:
                raise
            self._set_aside(now, reason_of(error))
        except (NotADocument, ValueError, KeyError, TypeError) as error:
            self._set_aside(now, _reason(error))
        return {}

    def _usable(self, own: dict[str, Any], now: Moment, rest_after_idle_ms: int) -> Memory | None:
        seen_ms, seen = remembered.whole(own["seen_alive_ms"]), remembered.time_of(own["seen_alive"])
        memory = _bounded(remembered.memory_of(own["memory"]), seen)
        if not self._boot or own["boot"] != self._boot:
            log.info("sitting starts at nothing: %s is of another start of the machine", self.path)
            return _pause_alone(memory, _ms(now.wall - seen))
        gap_ms = now.steady_ms - seen_ms
        if gap_ms < 0:
            raise ValueError("it was written in the future")
        if memory.reminder is not None and memory.reminder.sitting_ms > seen_ms:
            raise ValueError("somebody sat for longer than the machine was up")
        if gap_ms < rest_after_idle_ms:
            return replace(_pause_alone(memory, gap_ms), reminder=memory.reminder)
        log.info("sitting starts at nothing: %s is %d s old", self.path, gap_ms // 1000)
        return _pause_alone(memory, gap_ms)

    def _set_aside(self, now: Moment, reason: str) -> None:
        """Out of the way and named in the log, once: where it cannot be moved it may stay for months."""
        try:
            aside = set_aside(self.path, f"{self.path.name}.unreadable-{now.wall:%Y%m%d-%H%M%S}")
        except OSError as error:
            stays = _("{path} makes no sense ({reason}) and cannot be set aside: {why}.")
            told = stays.format(path=self.path, reason=reason, why=reason_of(error))
        else:
            moved = _("{path} makes no sense ({reason}); it was set aside as {name}.")
            self.complaint = told = moved.format(path=self.path, reason=reason, name=aside.name)
        if told != self._logged:
            log.warning("%s", told)
        self._logged = told


def _bounded(memory: Memory, seen: datetime) -> Memory:
    """An older Deskbreak wrote of a pause only until which time of day: it lasts no longer than it had to
    last then, for the wall clock may show any year by now."""
    if memory.paused_until is None or memory.paused_for_ms is not None:
        return memory
    return replace(memory, paused_for_ms=max(0, _ms(memory.paused_until - seen)))


def _pause_alone(memory: Memory, gap_ms: int) -> Memory:
    """Sitting starts at nothing, but who asked not to be disturbed for an hour meant that hour."""
    was_for_ms = memory.paused_for_ms
    left_ms = _less(was_for_ms, max(0, gap_ms))
    is_over = was_for_ms is not None and left_ms is None
    return replace(
        memory,
        reminder=None,
        paused_for_ms=left_ms,
        paused_until=None if is_over else memory.paused_until,
    )


def _less(length_ms: int | None, by_ms: int) -> int | None:
    return None if length_ms is None or length_ms <= by_ms else length_ms - by_ms


def _ms(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)


def _reason(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
