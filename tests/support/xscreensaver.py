"""The real XScreenSaver on a display, locking it for a person who needs no password.

XScreenSaver locks nothing for root, and lets nobody in again whom the machine does not know. So it runs
as a person of its own, in a mount namespace in which the machine knows them and PAM asks them nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from support import processes
from support.waiting import wait_until

PERSON = 4242
"""The number of somebody whom no machine has."""

STARTS_WITHIN_S = 20.0
NEVER_S = 36_000

AS_PERSON = f"""
mount --bind pam /etc/pam.d/xscreensaver && mount --bind people /etc/passwd &&
exec setpriv --reuid {PERSON} --regid {PERSON} --clear-groups --pdeathsig KILL -- xscreensaver --no-splash
"""


@cache
def why_not() -> str:
    """Why it cannot lock anything here; empty where it can."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return "only root can run XScreenSaver as somebody else, and a real password is not ours to type"
    alone = subprocess.run(["unshare", "--mount", "true"], capture_output=True, text=True, check=False)
    return f"this machine allows no mount namespace: {alone.stderr.strip()}" if alone.returncode else ""


class XScreenSaver:
    """On the display that ``environment`` names, from :meth:`start` on. It blanks after ``blanks_after_s``
    without input, five at least, and locks with that. Skips the test where it cannot lock."""

    def __init__(self, environment: Mapping[str, str], *, blanks_after_s: int = NEVER_S) -> None:
        if why_not():
            pytest.skip(why_not())
        self._home = Path(tempfile.mkdtemp(prefix="deskbreak-xscreensaver-"))
        self._environment = {**environment, "HOME": str(self._home)}
        minutes, seconds = divmod(blanks_after_s, 60)
        (self._home / ".xscreensaver").write_text(
            f"timeout: {minutes // 60}:{minutes % 60:02}:{seconds:02}\n"
            "lock: True\nlockTimeout: 0:00:00\nmode: blank\nfade: False\nunfade: False\n"
        )
        (self._home / "pam").write_text("auth sufficient pam_permit.so\naccount sufficient pam_permit.so\n")
        person = f"ada:x:{PERSON}:{PERSON}:Ada:{self._home}:/bin/sh\n"
        (self._home / "people").write_text(Path("/etc/passwd").read_text() + person)
        shutil.chown(self._home, PERSON, PERSON)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def runs(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        command = ["unshare", "--mount", "sh", "-c", AS_PERSON]
        log = self._home / "log"
        self._process = processes.start(command, self._environment, log, cwd=self._home)
        wait_until(self.state, "XScreenSaver runs", STARTS_WITHIN_S, every_s=0.02, story=log.read_text)

    def lock(self) -> None:
        """``xscreensaver-command -lock``, as a menu or a key of the desktop's calls it."""
        self._command("-lock")
        wait_until(lambda: self.state() == "locked", "XScreenSaver has locked", every_s=0.02)

    def unlock(self) -> None:
        """Somebody shows that they are there, and needs no password."""
        self._command("-deactivate")
        wait_until(lambda: self.state() == "non-blanked", "XScreenSaver has unlocked", every_s=0.02)

    def state(self) -> str:
        """``locked``, ``blanked`` or ``non-blanked``; empty where it does not run."""
        told = self._command("-time")
        return told.partition(": screen ")[2].partition(" since")[0]

    def kill(self) -> None:
        """The daemon vanishes; what it wrote on the root window stays."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.kill(-self._process.pid, processes.KILL)  # all that it started, too
            self._process.wait()
            self._process = None
            # The X server may notice a little later that it is gone.
            wait_until(lambda: not self.state(), "XScreenSaver is gone", every_s=0.02)

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _command(self, what: str) -> str:
        return subprocess.run(
            ["xscreensaver-command", what],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=STARTS_WITHIN_S,
        ).stdout
