"""``.venv``: made when it is missing, filled with the pinned packages when they have changed."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.debian import Need, provide
from tools.places import PINS, PROJECT, ROOT, VENV, in_venv
from tools.quietly import run_quietly

STAMP = VENV / "installed-by-dev"


@dataclass(frozen=True, slots=True)
class Contents:
    """What has to be in ``.venv``: the project, with the extras that the work at hand needs.

    ``serves`` names what can be done once it is there; the first is what it is for.
    """

    title: str
    extras: str
    serves: tuple[str, ...]


TO_RUN = Contents("Deskbreak and the packages it needs", "", ("run",))
TO_DEVELOP = Contents(
    "Deskbreak, the packages it needs, and the developer's tools", "[dev]", ("develop", "run")
)

# Without its dependencies: its evdev has to be compiled, and only its uinput backend, which nothing
# here uses, imports it. See docs/decisions.
WITHOUT_COMPILER = ("pynput",)


def prepare(contents: Contents) -> None:
    """Make sure that ``.venv`` holds ``contents``. Raises :class:`tools.trouble.Trouble` when it cannot."""
    if not _works(in_venv("python")):
        _make()
    fingerprint = _fingerprint()
    if f"{contents.serves[0]} {fingerprint}" in _installed():
        return
    _pip_install(f"Installing {contents.title}", "--editable", f".{contents.extras}")
    if sys.platform == "linux":
        _pip_install(f"Installing {', '.join(WITHOUT_COMPILER)}", "--no-deps", *WITHOUT_COMPILER)
    STAMP.write_text("".join(f"{use} {fingerprint}\n" for use in contents.serves))


def _make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        provide(Need("new Python environments", (f"python{version}-venv",)))
    run_quietly("Making .venv", [sys.executable, "-m", "venv", "--clear", VENV], os.environ)


def _pip_install(title: str, *words: str) -> None:
    # By name and not by path: pip splits these variables at spaces, which a path may contain.
    environment = {**os.environ, "PIP_CONSTRAINT": PINS.name, "PIP_BUILD_CONSTRAINT": PINS.name}
    pip = (in_venv("python"), "-m", "pip", "--disable-pip-version-check", "install", "--no-input")
    run_quietly(title, [*pip, "--constraint", PINS.name, *words], environment)


def _works(python: Path) -> bool:
    """Whether ``python`` starts, has pip and is new enough; the system's next upgrade can break each."""
    question = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", question], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _installed() -> list[str]:
    return STAMP.read_text().splitlines() if STAMP.is_file() else []


def _fingerprint() -> str:
    """Changes when what has to be installed, or the work tree's place, does."""
    contents = b"\0".join(
        [PROJECT.read_bytes(), PINS.read_bytes(), str(ROOT).encode(), *map(str.encode, WITHOUT_COMPILER)]
    )
    return hashlib.sha256(contents).hexdigest()
