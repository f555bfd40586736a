"""Debian packages that pip cannot bring: installed when this is root, else the one line to type."""

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

from tools.quietly import run_quietly
from tools.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Need:
    """Some Debian packages, and what they are for."""

    purpose: str
    packages: tuple[str, ...]


# What Qt's own libraries link to, and Qt's wheel does not bring.
WINDOWS = Need(
    "the windows",
    (
        "fontconfig",
        "fonts-dejavu-core",
        "libdbus-1-3",
        "libegl1",
        "libfontconfig1",
        "libgl1",
        "libglib2.0-0",
        "libwayland-cursor0",
        "libx11-xcb1",
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-image0",
        "libxcb-keysyms1",
        "libxcb-randr0",
        "libxcb-render-util0",
        "libxcb-shape0",
        "libxcb-sync1",
        "libxcb-xfixes0",
        "libxcb-xkb1",
        "libxkbcommon-x11-0",
        "libxkbcommon0",
    ),
)

VIRTUAL_DESKTOP = Need(
    "the tests, which start a desktop of their own,",
    (
        *WINDOWS.packages,
        "at-spi2-core",
        "dbus",
        "dbus-x11",
        "dconf-gsettings-backend",
        "dconf-service",
        "dunst",
        "gir1.2-atspi-2.0",
        "gnome-session-bin",
        "gsettings-desktop-schemas",
        "hicolor-icon-theme",
        "imagemagick",
        "libglib2.0-bin",
        "libnotify-bin",
        "libpulse0",
        "openbox",
        "openssh-sftp-server",
        "pipewire-bin",
        "pipewire-pulse",
        "procps",
        "pulseaudio",
        "pulseaudio-utils",
        "python3-dbusmock",
        "python3-gi",
        "sshfs",
        "strace",
        "wireplumber",
        "x11-utils",
        "x11-xserver-utils",
        "xauth",
        "xdotool",
        "xfce4-notifyd",
        "xfce4-panel",
        "xfconf",
        "xscreensaver",
        "xterm",
        "xvfb",
    ),
)

PEERS = Need(
    "the benchmark and the reminders that it compares with",
    (*VIRTUAL_DESKTOP.packages, "rsibreak", "safeeyes", "workrave"),
)


def provide(need: Need) -> None:
    """Make sure that ``need`` is there. Raises :class:`Trouble` with the line to type when it may not."""
    if sys.platform != "linux":
        return
    if not all(map(shutil.which, ("apt-get", "dpkg-query"))):
        print(f"This is not Debian: whether the system has what {need.purpose} need was not checked.")
        return
    present = _present()
    missing = [package for package in need.packages if package not in present]
    if not missing:
        return
    if os.geteuid() != 0:
        line = shlex.join(["sudo", "apt-get", "install", "--no-install-recommends", *missing])
        raise Trouble(
            f"Some Debian packages are missing that {need.purpose} need."
            f" Type this, then try again:\n\n  {line}\n"
        )
    _update()
    title = f"Installing from Debian what {need.purpose} need"
    _apt_get(title, "install", "-y", "--no-install-recommends", *missing)


@cache
def _update() -> None:
    _apt_get("Asking Debian what is new", "update")


def _apt_get(title: str, *words: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_quietly(title, ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-q", *words], environment)


def _present() -> set[str]:
    """Every installed package, and the names that it also goes by (newer releases renamed some)."""
    listing = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${db:Status-Status}\t${Package}\t${Provides}\n"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("\t")
        if status == "installed":
            names.add(package)
            names.update(name.split()[0] for name in provides.split(",") if name.strip())
    return names
