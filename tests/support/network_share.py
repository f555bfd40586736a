"""A directory over a real network file system: SSHFS, with its server at the other end of a pipe."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from support import processes
from support.waiting import wait_until

SERVER = Path("/usr/lib/openssh/sftp-server")
MOUNTED_WITHIN_S = 10.0
HONEST = "dir_cache=no,attr_timeout=0,entry_timeout=0"
"""What one machine changes is seen by the other at once; SSHFS would otherwise remember for 20 s."""


@cache
def why_impossible() -> str:
    """Why nothing can be mounted so here; empty where it can."""
    if shutil.which("sshfs") is None or not SERVER.exists():
        return "sshfs or its server is not installed: python3 dev.py brings them"
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        return "this machine lets nobody use /dev/fuse, as containers do"
    return ""


class Share:
    """What lies in ``there``, as a machine sees it that has mounted it at ``here``."""

    def __init__(self, there: Path, here: Path) -> None:
        self.here = here
        self._there = there
        self._process: subprocess.Popen[bytes] | None = None
        here.mkdir()

    def is_mounted(self) -> None:
        # Instead of ssh, whose words it is given: they mean nothing to the server.
        ssh = self.here.with_name(f"{self.here.name}-ssh")
        ssh.write_text(f"#!/bin/sh\nexec {SERVER}\n")
        ssh.chmod(0o700)
        options = f"ssh_command={ssh},{HONEST}"
        command = ["sshfs", "-f", "-o", options, f"far:{self._there}", str(self.here)]
        log = self.here.with_name(f"{self.here.name}.log")
        self._process = processes.start(command, os.environ, log)
        wait_until(self._is_there, "it is mounted", MOUNTED_WITHIN_S, every_s=0.02, story=log.read_text)

    def _is_there(self) -> bool:
        return os.path.ismount(self.here)

    def breaks(self) -> None:
        """As when the network goes: everything fails from now on."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(5)

    def is_unmounted(self) -> None:
        subprocess.run(["fusermount3", "-u", "-z", str(self.here)], check=False, capture_output=True)
        if self._process is not None:
            processes.end(self._process)


@contextmanager
def mounted(there: Path, here: Path) -> Iterator[Share]:
    """``there``, mounted at ``here``, until the end."""
    share = Share(there, here)
    try:
        share.is_mounted()
        yield share
    finally:
        share.is_unmounted()
