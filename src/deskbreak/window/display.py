"""Whether a display can be opened: Qt ends the whole process where none can, so look first."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

PATIENCE_S = 2.0
X11_BASE_PORT = 6000


def why_no_display(environment: Mapping[str, str] = os.environ) -> str:
    """Empty where a display answers, else what is wrong, in a line."""
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM", "") not in {"", "xcb", "wayland"}:
        return ""
    wayland, x11 = environment.get("WAYLAND_DISPLAY", ""), environment.get("DISPLAY", "")
    if not wayland and not x11:
        return "no display: neither DISPLAY nor WAYLAND_DISPLAY is set"
    if wayland and _answers_at(Path(environment.get("XDG_RUNTIME_DIR", "/")) / wayland):
        return ""
    if x11 and _x11_answers(x11):
        return ""
    named = f"WAYLAND_DISPLAY={wayland}" if wayland and not x11 else f"DISPLAY={x11}"
    return f"no display: nothing answers at {named}"


def _x11_answers(display: str) -> bool:
    host, _separator, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return False
    if host in {"", "unix"}:
        return _answers_at(Path(f"/tmp/.X11-unix/X{number}"), abstract=True)  # noqa: S108
    try:
        with socket.create_connection((host, X11_BASE_PORT + int(number)), PATIENCE_S):
            return True
    except OSError:
        return False


def _answers_at(path: Path, *, abstract: bool = False) -> bool:
    if sys.platform == "win32":
        return False  # neither of the two display systems is there
    addresses = [str(path), f"\0{path}"] if abstract else [str(path)]
    for address in addresses:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.settimeout(PATIENCE_S)
            try:
                door.connect(address)
            except OSError:
                continue
            return True
    return False
