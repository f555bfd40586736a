"""A process that finds itself somewhere else: in another time zone, or where clocks began another day.

Made of the kernel's namespaces, which a container may forbid: then :func:`why_not` says so.
"""

import shutil
import subprocess
from pathlib import Path

ZONES = Path("/usr/share/zoneinfo")
OWN_ETC = """
mount --bind /etc "$1/before" && mount --bind "$1/etc" /etc && shift && exec "$@"
"""


class Whereabouts:
    """Where in the world a process is, by the ``/etc/localtime`` that it sees: for whatever is started
    :attr:`within` it, and for nobody else."""

    def __init__(self, directory: Path, zone: str) -> None:
        self._etc = directory / "etc"
        before = directory / "before"
        for made in (self._etc, before):
            made.mkdir(parents=True)
        for each in Path("/etc").iterdir():
            (self._etc / each.name).symlink_to(before / each.name)
        self.within = ("unshare", "--map-root-user", "--mount", "sh", "-c", OWN_ETC, "sh", str(directory))
        self.fly_to(zone)

    def fly_to(self, zone: str) -> None:
        """Replace the file as ``timedatectl set-timezone`` does: another link, put in its place whole."""
        beside = self._etc / "localtime.new"
        beside.symlink_to(ZONES / zone)
        beside.replace(self._etc / "localtime")


def since_another_boot(*, boot_s: int, awake_s: int) -> tuple[str, ...]:
    """What to start a process with whose computer was up for ``boot_s`` more, and awake for ``awake_s``."""
    return ("unshare", "--map-root-user", "--time", f"--boottime={boot_s}", f"--monotonic={awake_s}")


def why_not(*within: str) -> str:
    """Why nothing can be started ``within`` this here; empty where it can."""
    if shutil.which("unshare") is None:
        return "unshare of util-linux is not here"
    tried = subprocess.run([*within, "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"the kernel forbids it: {tried.stderr.strip()}"
