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
    """What has to be in ``.venv``: the project, with the extras that the work at hand needs."""

    title: str
    extras: str


TO_RUN = Contents("Deskbreak and the packages it needs", "")
TO_DEVELOP = Contents("Deskbreak, the packages it needs, and the developer's tools", "[dev]")

# Without its dependencies: its evdev has to be compiled, and only its uinput backend, which nothing
# here uses, imports it. See docs/decisions.
WITHOUT_COMPILER = ("pynput",)


def prepare(contents: Contents) -> None:
    """Make sure that ``.venv`` holds ``contents``. Raises :class:`tools.trouble.Trouble` when it cannot."""
    if not _works(in_venv("python")):
        _make()
    wanted = f"{contents.extras or 'run'} {_fingerprint()}"
    if wanted in _installed():
        return
    environment = {**os.environ, "PIP_CONSTRAINT": str(PINS), "PIP_BUILD_CONSTRAINT": str(PINS)}
    pip: list[str | Path] = [
        in_venv("python"),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--no-input",
    ]
    run_quietly(
        f"Installing {contents.title}",
        [*pip, "--constraint", PINS, "--editable", f"{ROOT}{contents.extras}"],
        environment,
    )
    if sys.platform == "linux":
        names = ", ".join(WITHOUT_COMPILER)
        run_quietly(
            f"Installing {names}", [*pip, "--constraint", PINS, "--no-deps", *WITHOUT_COMPILER], environment
        )
    STAMP.write_text("\n".join([*(line for line in _installed() if _fingerprint() in line), wanted, ""]))


def _make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        provide(Need("new Python environments", (f"python{version}-venv",)))
    run_quietly("Making .venv", [sys.executable, "-m", "venv", "--clear", VENV], os.environ)


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
