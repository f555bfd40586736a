"""Notices are shown by short-lived processes: what they import has no place in the resident one."""

import json
import logging
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from deskbreak.ports.notifier import Notice

if TYPE_CHECKING:
    from deskbreak.ports.notifier import Notifier

TITLE_LIMIT = 64
TEXT_LIMIT = 256
SHOWING_LIMIT_S = 15
"""A sender that needs longer is ended: its notice would come too late to be of use."""

log = logging.getLogger(__name__)


def cut(text: str, limit: int) -> str:
    """``text``, with an ellipsis for its end where it is longer than ``limit`` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


class NoticeProcess:
    """Shows each notice by running ``module`` with the notice on its standard input.

    A sender that fails is logged with its last words, and the notice goes on to ``otherwise``.
    """

    def __init__(self, name: str, module: str, otherwise: "Notifier | None" = None) -> None:
        self.name = name
        self._module = module
        self._otherwise = otherwise
        self._guard = threading.Lock()
        self._running: set[subprocess.Popen[str]] = set()
        self._closed = False

    def notify(self, notice: Notice) -> None:
        shortened = Notice(cut(notice.title, TITLE_LIMIT), cut(notice.text, TEXT_LIMIT))
        threading.Thread(target=self._show, args=(shortened,), name="notice", daemon=True).start()

    def close(self) -> None:
        with self._guard:
            self._closed = True
            for process in self._running:
                process.kill()
        if self._otherwise is not None:
            self._otherwise.close()

    def _show(self, notice: Notice) -> None:
        try:
            trouble = self._run(json.dumps({"title": notice.title, "text": notice.text}))
        except OSError as error:
            trouble = str(error)
        if not trouble or self._closed:
            return
        log.warning("%s could not show the notice %r: %s", self.name, notice.title, trouble)
        if self._otherwise is not None:
            self._otherwise.notify(notice)

    def _run(self, said: str) -> str:
        """Run the sender and wait; returns what was in the way, or an empty text."""
        with self._guard:
            if self._closed:
                return ""
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            self._running.add(process)
        try:
            _out, errors = process.communicate(said, timeout=SHOWING_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return f"no answer within {SHOWING_LIMIT_S} s"
        finally:
            with self._guard:
                self._running.discard(process)
        last_words = errors.strip().splitlines()[-1:] or [f"exit code {process.returncode}"]
        # A helper of a helper may fail with a word and without a code.
        return last_words[0] if process.returncode or errors.strip() else ""
