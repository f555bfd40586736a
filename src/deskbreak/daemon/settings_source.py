"""Settings, resolved in a process of their own: parser and model never live in this one."""

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

from deskbreak.daemon.options import RunOptions
from deskbreak.language import _
from deskbreak.settings.resolved import NotResolved, Resolved, from_json

LIMIT_S = 20.0
RESOLVER = (sys.executable, "-P", "-m", "deskbreak.settings.resolve")

Told = Callable[[Resolved | None, str], None]
"""Called from a thread with what holds, or with ``None`` and why that is unknown."""


class Unresolved(Exception):
    """The settings could not be resolved at all; the message says why."""


class SettingsSource:
    """Asks the resolver what holds now. ``limit_s`` is how long it may take."""

    def __init__(
        self, options: RunOptions, *, resolver: Sequence[str] = RESOLVER, limit_s: float = LIMIT_S
    ) -> None:
        self._command = [*resolver]
        if options.config is not None:
            self._command += ["--config", str(options.config)]
        for override in options.overrides:
            self._command += ["--set", override]
        self._limit_s = limit_s
        self._guard = threading.Lock()
        self._reading = False
        self._stale = False
        self._closed = False
        self._process: subprocess.Popen[str] | None = None

    def resolve(self, meanwhile: Callable[[], object] = lambda: None) -> Resolved:
        """What holds now. Takes a few tenths of a second, in which ``meanwhile`` is called.

        Raises :class:`Unresolved`. It waits for a thread, so that whatever ends the waiting leaves no
        process behind.
        """
        answer: queue.SimpleQueue[tuple[Resolved | None, str]] = queue.SimpleQueue()
        self.read(lambda resolved, reason: answer.put((resolved, reason)))
        try:
            meanwhile()
            resolved, reason = answer.get()
        except BaseException:
            self.close()
            raise
        if resolved is None:
            raise Unresolved(reason)
        return resolved

    def read(self, told: Told) -> None:
        """The same without waiting. Asked again meanwhile, it reads again: the newest is the last word."""
        with self._guard:
            self._stale = True
            if self._reading or self._closed:
                return
            self._reading = True
        threading.Thread(target=self._read, args=(told,), name="settings", daemon=True).start()

    def close(self) -> None:
        """Leave no process behind; nothing is told any more."""
        with self._guard:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def _read(self, told: Told) -> None:
        while self._begin():
            try:
                resolved, reason = self._resolve(), ""
            except Unresolved as error:
                resolved, reason = None, str(error)
            if not (self._stale or self._closed):
                told(resolved, reason)

    def _resolve(self) -> Resolved:
        try:
            done = self._run()
        except OSError as error:
            raise Unresolved(_("The settings cannot be read: {reason}").format(reason=error)) from error
        except subprocess.TimeoutExpired as error:
            late = _("The settings cannot be read: that took longer than {seconds} seconds.")
            raise Unresolved(late.format(seconds=f"{self._limit_s:g}")) from error
        try:
            return from_json(done.stdout)
        except NotResolved as error:
            last = (done.stderr.strip().splitlines() or [str(error)])[-1]
            raise Unresolved(_("The settings cannot be read: {reason}").format(reason=last)) from error

    def _begin(self) -> bool:
        with self._guard:
            self._reading, self._stale = self._stale and not self._closed, False
            return self._reading

    def _run(self) -> subprocess.CompletedProcess[str]:
        with self._guard:
            if self._closed:
                raise OSError(_("Deskbreak is ending."))
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        with self._process as process:
            try:
                out, errors = process.communicate(timeout=self._limit_s)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return subprocess.CompletedProcess(self._command, process.returncode, out, errors)
